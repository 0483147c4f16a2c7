"""Other people's servers as processes, ended at the end."""

import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

_READY_SECONDS = 60


def free_port() -> int:
    """A port of 127.0.0.1 that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(command: Sequence[str | Path], port: int, folder: Path, around: Mapping[str, str]) -> Iterator[int]:
    """The id of a process that listens on the port; raises RuntimeError where it does not."""
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env=around, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait(process, port, folder / "output")
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(process: subprocess.Popen[bytes], port: int, output: Path) -> None:
    end = time.monotonic() + _READY_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), _READY_SECONDS) as connection:
                connection.sendall(b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n")
                if connection.recv(1):
                    return  # whatever it says: it answers
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"the server did not start: {output.read_text(errors='replace')[-2000:]}")
