#!/usr/bin/env bash
# Prepares everything once, so that ./start.sh has nothing left to do but start:
# .env with a generated secret, then images, infrastructure and migrations (Compose), or the
# virtual environment, the dashboard build, the models and migrations (embedded).
#
#   ./setup.sh [--embedded] [--model 0.5b|1.5b|none|FILE.gguf] [--data DIR]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source deploy/lib/environment.sh
source deploy/lib/compose.sh

embedded=false
arguments=()
for argument in "$@"; do
  case "$argument" in
    --embedded) embedded=true ;;
    -h | --help) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) arguments+=("$argument") ;;
  esac
done

ensure_env_file
if ! $embedded && docker_reachable; then
  compose_prepare
else
  ensure_virtual_environment
  # The first start is the preparation: it makes what is missing, migrates, and stops again.
  backend/.venv/bin/llmb up --prepare "${arguments[@]+"${arguments[@]}"}"
fi
echo "Ready: ./start.sh"
