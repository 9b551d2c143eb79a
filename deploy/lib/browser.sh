# Sourced by ./test.sh: finds Chromium, or installs it where that needs no questions.

find_browser() {
  local candidate
  for candidate in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [[ -n "$candidate" ]] && command -v "$candidate" && return
  done
  return 1
}

ensure_browser() {
  find_browser > /dev/null && return
  if [[ $EUID -eq 0 ]] && command -v apt-get > /dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
      apt-get install -qq -y --no-install-recommends chromium > /dev/null
  fi
  find_browser > /dev/null && return
  echo "The browser test needs Chromium: install it, or set CHROMIUM to its path." >&2
  return 1
}
