# SPDX-License-Identifier: Apache-2.0
# Sourced by tools/demo and tools/test: slow steps that show they are alive and stay quiet when all is well.

say() { printf '%s\n' "$*" >&2; }

# step WHAT COMMAND…: runs it with its output in a log. On a terminal the log's last line runs along; else only WHAT and
# how long it took. A failure shows the end of the log and returns its exit code.
step() {
  local what=$1 begun=$SECONDS code=0 log
  shift
  log=$(mktemp)
  if [ -t 2 ]; then
    "$@" >"$log" 2>&1 </dev/null &
    local running=$!
    trap 'kill "$running" 2>/dev/null; printf "\n" >&2; exit 130' INT
    while kill -0 "$running" 2>/dev/null; do
      printf '\r\033[K%s … %s' "$what" "$(tail -n 1 "$log" | tr -cd '[:print:]' | cut -c 1-$((${COLUMNS:-80} - ${#what} - 5)))" >&2
      sleep 0.3
    done
    wait "$running" || code=$?
    trap - INT
    printf '\r\033[K' >&2
  else
    printf '%s …\n' "$what" >&2
    "$@" >"$log" 2>&1 </dev/null || code=$?
  fi
  if [ "$code" != 0 ]; then
    say "$what: failed (exit $code)"
    tail -n 40 "$log" >&2
  else
    say "$what: done in $((SECONDS - begun)) s"
  fi
  rm -f "$log"
  return "$code"
}
