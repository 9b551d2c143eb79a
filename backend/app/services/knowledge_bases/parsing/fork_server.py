"""The process that forks a limited child for each file, with the parsers already loaded.

    python -m app.services.knowledge_bases.parsing.fork_server CHANNEL

It is started with an empty environment, so that no child inherits a secret of the worker;
multiprocessing's fork server would keep the worker's. Over the socket CHANNEL comes, for each
file, one byte with three descriptors: a control socket on which a Request waits, and the pipes
for the result and for error messages. The child's exit status goes back over the control socket;
the worker closes its end to have the child killed. When the channel closes, the worker is gone,
and the server ends with all its children.

It has one thread and never reads a file itself.
"""

import gc
import os
import resource
import selectors
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from app.services.knowledge_bases.parsing import child
from app.services.knowledge_bases.parsing.formats import load_drawer, load_parser
from app.services.knowledge_bases.parsing.wire import REQUEST_BYTES, Request

WAKEUP_BYTES = 4096
DESCRIPTORS = 3
MAX_DESCRIPTORS = 4096

Handler = Callable[[], bool]
"""Handles an event and tells whether to go on serving."""


class Server:
    """Forks, kills and reaps children until the worker hangs up."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._controls: dict[int, socket.socket] = {}
        self._selector = selectors.DefaultSelector()
        self._wakeup = _wake_up_when_children_end()
        self._listen(channel, self._fork)
        self._listen(self._wakeup, self._reap)

    def serve(self) -> None:
        """Handle events until one says that it was the last."""
        while all(key.data() for key, _ in self._selector.select()):
            pass
        for pid in self._controls:
            _kill(pid)

    def _listen(self, source: socket.socket, handler: Handler) -> None:
        self._selector.register(source, selectors.EVENT_READ, handler)

    def _fork(self) -> bool:
        message, descriptors, _, _ = socket.recv_fds(self._channel, 1, DESCRIPTORS)
        if not message:
            return False
        control_descriptor, result, errors = descriptors
        control = socket.socket(fileno=control_descriptor)
        request = Request.decode(control.recv(REQUEST_BYTES))
        _preload(request)
        server = os.getpid()
        pid = os.fork()
        if pid == 0:
            child.run(request, child.Surroundings(server, result, errors))
        os.close(result)
        os.close(errors)
        self._controls[pid] = control
        self._listen(control, partial(self._cancel, pid))
        return True

    def _cancel(self, pid: int) -> bool:
        """The worker has hung up: nobody wants the result."""
        if control := self._controls.get(pid):
            self._selector.unregister(control)
            _kill(pid)
        return True

    def _reap(self) -> bool:
        self._wakeup.recv(WAKEUP_BYTES)
        while self._controls and (ended := os.waitid(os.P_ALL, 0, _ENDED)):
            _kill(ended.si_pid)  # what it may have started; its number is not free before waitpid
            _, status = os.waitpid(ended.si_pid, 0)
            self._tell(self._controls.pop(ended.si_pid), os.waitstatus_to_exitcode(status))
        return True

    def _tell(self, control: socket.socket, status: int) -> None:
        with suppress(KeyError):
            self._selector.unregister(control)
        with suppress(OSError), control:
            control.sendall(str(status).encode())


_ENDED = os.WEXITED | os.WNOHANG | os.WNOWAIT


def main() -> None:
    """Serve the worker at the other end of the channel that the argument names."""
    _limit_descriptors()
    sys.modules["numpy"] = None  # type: ignore[assignment]  # it would start threads; none needs it
    with socket.socket(fileno=int(sys.argv[1])) as channel:
        Server(channel).serve()


def _limit_descriptors() -> None:
    """Children close all that the server may have open: some systems would allow a billion."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MAX_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(MAX_DESCRIPTORS, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _wake_up_when_children_end() -> socket.socket:
    """A socket that has something to read after a child has ended."""
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(theirs.detach())
    return ours


def _preload(request: Request) -> None:
    """Load what reads the file here, once, rather than in every child."""
    with suppress(ImportError):  # the child will meet it again, and can say so
        load_drawer() if request.drawing else load_parser(request.media_type)
    gc.collect()
    gc.freeze()  # keeps the pages of the libraries shared with the children


def _kill(pid: int) -> None:
    """End a child and whatever it has started."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)  # also when it has no session of its own yet
        os.killpg(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
