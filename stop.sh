#!/usr/bin/env bash
# Stops everything that ./start.sh started, embedded or with Compose. The data stays.
#
#   ./stop.sh [--data DIR]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source deploy/lib/environment.sh
source deploy/lib/compose.sh

if [[ -x backend/.venv/bin/llmb ]]; then
  backend/.venv/bin/llmb down "$@"
fi
if docker_reachable; then
  compose_down
fi
