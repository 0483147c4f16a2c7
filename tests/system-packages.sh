#!/bin/sh
# Finds or installs what the tests need beside Python: tmux, for the tests in a real terminal, the theorem prover E
# (eprover, about 12 MB with what it needs), for the symbolic model in docs/model, and PostgreSQL, of which the tests run
# one of their own (tests/support/postgres.py); the one that Debian's package starts is not touched. And Caddy, the proxy
# before several servers, which the tests run with a configuration of their own, too.
set -eu
missing() {
    for program in tmux eprover caddy; do
        command -v "$program" >/dev/null 2>&1 || echo "$program"
    done
    ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || command -v postgres >/dev/null 2>&1 || echo postgresql
}
[ -n "$(missing)" ] || exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    # shellcheck disable=SC2046  # one word a package
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(missing) >/dev/null
fi
[ -n "$(missing)" ] || exit 0
echo "##### missing, and could not be installed: $(missing | tr '\n' ' ')##### tests that need them will be SKIPPED" >&2
[ -z "${CI:-}" ] || exit 1
