"""A real proxy, Caddy, before several servers: it sends each request to one that answers."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

_CADDYFILE = """
{
	admin off
	auto_https off
	grace_period 1s
}
http://:%(port)d {
	bind 127.0.0.1
	reverse_proxy %(servers)s {
		lb_policy least_conn
		health_uri /healthz
		health_interval 500ms
	}
}
"""
_START_SECONDS = 20


@contextlib.contextmanager
def proxy(folder: Path, port: int, servers: Sequence[int]) -> Iterator[int]:
    """Run it on a port of 127.0.0.1, before servers on others, until the end; gives its process id, logs in `folder`.

    It leaves out whoever does not answer, and tries nothing again (docs/hosting/processes.md says why).
    """
    config = folder / "Caddyfile"
    config.write_text(_CADDYFILE % {"port": port, "servers": " ".join(f"127.0.0.1:{one}" for one in servers)})
    with caddy(config, folder, port) as pid:
        yield pid


@contextlib.contextmanager
def caddy(config: Path, folder: Path, port: int, **variables: str) -> Iterator[int]:
    """Run Caddy with a file and variables for it, until the end; gives its process id, logs in `folder`."""
    program = shutil.which("caddy")
    assert program is not None, "tests/system-packages.sh installs caddy"
    homes = {name: str(folder / "caddy") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    with (folder / "caddy.log").open("wb") as log:
        process = subprocess.Popen(
            [program, "run", "--config", str(config), "--adapter", "caddyfile"],
            stdout=log,
            stderr=log,
            env={**os.environ, **homes, **variables},
        )
    try:
        _wait(process, port, folder / "caddy.log")
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            return
        assert process.poll() is None, log.read_text()
        time.sleep(0.02)
    raise AssertionError(log.read_text())
