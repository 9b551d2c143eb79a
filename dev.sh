#!/usr/bin/env bash
# Starts everything for development: API, worker and dashboard reload when their sources change.
#
#   ./dev.sh [--embedded] [--model 0.5b|1.5b|none|FILE.gguf] [--data DIR]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source deploy/lib/environment.sh
source deploy/lib/compose.sh

embedded=false
arguments=()
for argument in "$@"; do
  case "$argument" in
    --embedded) embedded=true ;;
    -h | --help) sed -n '2,4s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) arguments+=("$argument") ;;
  esac
done

ensure_env_file
if ! $embedded && docker_reachable; then
  compose_dev
else
  ensure_virtual_environment dev
  exec backend/.venv/bin/llmb up --dev "${arguments[@]+"${arguments[@]}"}"
fi
