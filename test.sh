#!/usr/bin/env bash
# Runs every check, needing nothing started beforehand: it makes its environment, starts its own
# engines on free ports with data of their own, and stops them again.
#
#   ./test.sh [backend|frontend|browser]...     all three without arguments
#
# Results and screenshots of the browser test are left in test-artifacts/.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source deploy/lib/environment.sh
source deploy/lib/browser.sh

readonly results="$PWD/test-artifacts"
failed=()

main() {
  local suites=("$@")
  [[ $# -gt 0 ]] || suites=(backend frontend browser)
  mkdir -p "$results"
  ensure_env_file || exit 1
  ensure_virtual_environment dev || exit 1
  for suite in "${suites[@]}"; do
    case "$suite" in
      backend) test_backend ;;
      frontend) test_frontend ;;
      browser) test_browser ;;
      *) echo "There is no suite '$suite': backend, frontend or browser." >&2; exit 2 ;;
    esac
  done
  report
}

test_backend() {
  step "Python style" in_backend ruff check .
  step "Python format" in_backend ruff format --check .
  step "Python types" in_backend mypy
  step "Import rules" in_backend lint-imports
  step "Backend tests" in_backend python -m pytest -q -n "$(nproc)" --junitxml="$results/backend.xml"
}

test_frontend() {
  step "Front-end packages" in_frontend install_packages
  step "TypeScript style" in_frontend npm run --silent lint
  step "TypeScript format" in_frontend npm run --silent format:check
  step "TypeScript types" in_frontend npm run --silent typecheck
  step "Generated API client" in_frontend npm run --silent check:api
  step "Front-end tests" in_frontend npm test --silent
}

# The whole product on real engines and a real model, driven by a real browser.
test_browser() {
  step "Chromium" ensure_browser || return
  step "jq" ensure_jq || return
  step "Browser test" drive_the_product
}

drive_the_product() {
  local data status=0
  data="$(mktemp -d "${TMPDIR:-/tmp}/llmb-browser.XXXXXX")"
  # Downloaded and exported models are shared with ./start.sh; everything else is the test's own.
  export MODELS_DIR="${MODELS_DIR:-$PWD/data/models}"
  ./start.sh --embedded --data "$data" --detach || status=$?
  if [[ $status -eq 0 ]]; then
    export BASE_URL MODEL_URL ARTIFACTS="$results" CHROMIUM
    BASE_URL="$(url_of_dashboard "$data")" MODEL_URL="$(url_of_model "$data")"
    CHROMIUM="$(find_browser)"
    PDF_PATH="$PWD/demo/documents/employee-handbook.pdf" \
      QUESTION="How many weeks of parental leave does each parent get at full pay?" \
      EXPECT_TEXT="18 weeks of parental leave" EXPECT_PAGE=2 \
      in_frontend node tests/e2e/main-path.mjs || status=$?
    # These sign in as the super admin that the first one has registered.
    in_frontend node tests/e2e/access-path.mjs || status=$?
    in_frontend node tests/e2e/ingest-path.mjs || status=$?
    in_frontend node tests/e2e/evaluation-path.mjs || status=$?
    in_frontend node tests/e2e/models-path.mjs || status=$?
    in_frontend node tests/e2e/deployments-path.mjs || status=$?
    in_frontend node tests/e2e/chat-path.mjs || status=$?
  fi
  cp "$data"/logs/*.log "$results" 2>/dev/null
  ./stop.sh --data "$data" || status=$?
  rm -rf "$data"
  return "$status"
}

url_of_dashboard() { read_state "$1" urls app; }
url_of_model() { read_state "$1" environment LOCAL_LLM_URL; }

# read_state DATA GROUP NAME: what ./start.sh has written about what runs there.
read_state() {
  backend/.venv/bin/python -c \
    'import json, sys; print(json.load(open(sys.argv[1] + "/run/state.json"))[sys.argv[2]][sys.argv[3]])' \
    "$@"
}

# With the stamp that ./start.sh reads, so that it does not install them again.
install_packages() {
  local wanted stamp=node_modules/.llmb-lock-hash
  wanted="$(sha256sum package-lock.json | cut -d' ' -f1)"
  [[ "$(cat "$stamp" 2>/dev/null)" == "$wanted" ]] && return
  # Not `npm ci`: it refuses a lock file that lacks other platforms' optional packages.
  npm install --no-save --no-audit --no-fund --loglevel=error && printf '%s' "$wanted" > "$stamp"
}

in_backend() { (cd backend && PATH="$PWD/.venv/bin:$PATH" "$@"); }
in_frontend() { (cd frontend && "$@"); }

# step NAME COMMAND...: runs a check, says how it went and how long it took, and goes on.
step() {
  local name="$1" began=$SECONDS status=0
  shift
  echo "── $name"
  "$@" || status=$?
  if [[ $status -eq 0 ]]; then
    printf '✓ %-34s %6d s\n' "$name" $((SECONDS - began))
  else
    printf '✗ %-34s %6d s\n' "$name" $((SECONDS - began))
    failed+=("$name")
  fi
  return "$status"
}

report() {
  if [[ ${#failed[@]} -eq 0 ]]; then
    echo "✓ all checks passed"
    return
  fi
  printf '✗ failed: %s\n' "${failed[@]}"
  exit 1
}

main "$@"
