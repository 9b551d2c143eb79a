# Sourced by ./test.sh: finds what the browser tests need, or installs it where that needs no
# questions: Chromium, and jq, which the programs that the dashboard shows are written with.

find_browser() {
  local candidate
  for candidate in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [[ -n "$candidate" ]] && command -v "$candidate" && return
  done
  return 1
}

ensure_browser() {
  find_browser > /dev/null && return
  install_package chromium
  find_browser > /dev/null && return
  echo "The browser test needs Chromium: install it, or set CHROMIUM to its path." >&2
  return 1
}

ensure_jq() {
  command -v jq > /dev/null && return
  install_package jq
  command -v jq > /dev/null && return
  echo "The browser test needs jq: install it." >&2
  return 1
}

install_package() {
  [[ $EUID -eq 0 ]] && command -v apt-get > /dev/null || return
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq -y --no-install-recommends "$1" > /dev/null
}
