# Sourced by the scripts at the top: the settings file and the virtual environment.

# Writes .env from .env.example with secrets of its own, when there is no .env yet.
ensure_env_file() {
  [[ -e .env ]] && return
  local name
  (umask 077 && cp .env.example .env.draft)
  for name in SECRET_KEY POSTGRES_PASSWORD REDIS_PASSWORD QDRANT_API_KEY; do
    # Hexadecimal, so that it can stand in an address as it is.
    set_if_blank .env.draft "$name" "$(head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n')"
  done
  mv .env.draft .env
  say "✓" ".env written, with generated secrets"
}

# set_if_blank FILE NAME VALUE: gives a setting a value where it has none.
set_if_blank() {
  if grep -q "^$2=." "$1"; then return; fi
  grep -v "^$2=" "$1" > "$1.new" || true
  echo "$2=$3" >> "$1.new"
  cat "$1.new" > "$1"
  rm "$1.new"
}

# Makes backend/.venv, or brings it up to date when the requirements have changed.
# With "dev" it also holds the test and lint tools.
ensure_virtual_environment() {
  local files=(backend/requirements.txt backend/requirements-embedded.txt backend/pyproject.toml)
  [[ "${1:-}" == dev ]] && files+=(backend/requirements-dev.txt)
  local wanted stamp="backend/.venv/.requirements-${1:-run}"
  wanted="$(cat "${files[@]}" | cksum)"
  if [[ -x backend/.venv/bin/llmb && "$(cat "$stamp" 2>/dev/null)" == "$wanted" ]]; then return; fi

  local python began=$SECONDS
  python="$(find_python)" || fail_without_python
  mkdir -p data/logs
  if ! build_virtual_environment "$python" "${1:-}" > data/logs/venv.log 2>&1; then
    say "✗" "Virtual environment: could not be made"
    tail -n 15 data/logs/venv.log | sed 's/^/    /'
    say "→" "Connect this machine to the package registry and run the script again. Log: data/logs/venv.log"
    exit 1
  fi
  echo "$wanted" > "$stamp"
  say "✓" "$(printf '%-34s %6d.0 s' 'Virtual environment' $((SECONDS - began)))"
}

build_virtual_environment() {
  local python="$1" requirements=(-r backend/requirements.txt -r backend/requirements-embedded.txt)
  [[ "$2" == dev ]] && requirements+=(-r backend/requirements-dev.txt)
  [[ -x backend/.venv/bin/python ]] || "$python" -m venv backend/.venv || return
  local pip=(backend/.venv/bin/python -m pip install --disable-pip-version-check)
  "${pip[@]}" "${requirements[@]}" && "${pip[@]}" --no-deps --editable backend
}

# Prints a Python that is new enough.
find_python() {
  local candidate
  for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python; do
    [[ -n "$candidate" ]] || continue
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

fail_without_python() {
  say "✗" "Python 3.11 or newer (with venv) was not found"
  say "→" "Install it (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python), or set PYTHON to it."
  exit 1
}

say() { printf '%s %s\n' "$1" "$2"; }
