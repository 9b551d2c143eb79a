"""The local language model as a process of its own: llama.cpp with an OpenAI-compatible HTTP API.

`python -m app.embedded.llm_server --model FILE.gguf --port N`. Loopback only, unless `--host`.
"""

from __future__ import annotations

import argparse
import os
import signal

import xllamacpp


def build_parameters(arguments: argparse.Namespace) -> xllamacpp.CommonParams:
    """llama.cpp's settings: `context` tokens shared by `slots` parallel requests."""
    parameters = xllamacpp.CommonParams()
    parameters.model.path = arguments.model
    parameters.model_alias = {arguments.alias}
    parameters.hostnames = [arguments.host]
    parameters.port = arguments.port
    parameters.n_ctx = arguments.context
    parameters.n_parallel = arguments.slots
    # One pool of context for all slots: a long chat may use what the others do not.
    parameters.kv_unified = True
    parameters.cpuparams.n_threads = arguments.threads
    parameters.cpuparams_batch.n_threads = arguments.threads
    parameters.cache_prompt = True
    parameters.cache_ram_mib = arguments.cache_mib
    # Nothing but the API, and not for web pages: a browser must not reach it across origins.
    parameters.ui = False
    parameters.endpoint_slots = False
    parameters.cors_origins = "http://127.0.0.1"
    parameters.cors_origins_explicit = True
    parameters.verbosity = 1
    return parameters


def parse_arguments(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m app.embedded.llm_server")
    parser.add_argument("--model", required=True, help="path of a GGUF file")
    parser.add_argument("--alias", required=True, help="name under which the API lists the model")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--context", type=int, default=8192, help="tokens, all slots together")
    parser.add_argument("--slots", type=int, default=2, help="requests answered side by side")
    parser.add_argument("--threads", type=int, default=available_cores())
    parser.add_argument("--cache-mib", type=int, default=512, help="prompts kept in memory")
    return parser.parse_args(argv)


def available_cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def main() -> None:
    server = xllamacpp.Server(build_parameters(parse_arguments()))
    print(f"listening on {server.listening_address}", flush=True)
    # It holds no state worth saving, so SIGTERM may end it at once, even while it still loads.
    signal.pause()


if __name__ == "__main__":
    main()
