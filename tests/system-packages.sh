#!/bin/sh
# Finds or installs what the tests need beside Python: tmux, for the tests in a real terminal.
set -eu
command -v tmux >/dev/null 2>&1 && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends tmux >/dev/null
fi
command -v tmux >/dev/null 2>&1 && exit 0
echo "##### tmux is missing and could not be installed: tests in a real terminal will be SKIPPED #####" >&2
[ -z "${CI:-}" ] || exit 1
