"""Starting the malicious server, and telling it how to lie."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from heimo_protocol.encoding import encode
from tests.support.server import Community, free_port, run_command, served_at


@dataclass
class LyingCommunity:
    """A real community behind a server that lies when told to; people come to `url`."""

    honest: Community
    port: int
    file: Path

    @property
    def url(self) -> str:
        """Where people reach it."""
        return f"http://127.0.0.1:{self.port}"

    def lie(self, trick: str, extra: list[bytes] | None = None) -> None:
        """Lie in this way from now on; "" is honest. `extra` are entries for the trick `extend`."""
        if extra is not None:
            self.file.with_name(self.file.name + ".extra").write_bytes(encode(extra))
        self.file.write_text(trick)


@contextlib.contextmanager
def lying(folder: Path, *options: str) -> Iterator[LyingCommunity]:
    """Found a community and put the malicious server before it."""
    port, folder = free_port(), folder
    folder.mkdir()
    answer = run_command("init", "--url", f"http://127.0.0.1:{port}", *options, data=folder / "data")
    file = folder / "trick"
    file.write_text("")
    with served_at(folder / "data", str(answer["invite"])) as honest:
        command = (
            sys.executable,
            "-m",
            "tests.support.tampering",
            str(honest.data),
            str(port),
            str(honest.port),
            str(file),
        )
        process = subprocess.Popen(command, cwd=Path(__file__).parents[2])
        try:
            _wait_for(port, process)
            yield LyingCommunity(honest, port, file)
        finally:
            process.kill()
            process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            return
        assert process.poll() is None
        time.sleep(0.02)
    raise AssertionError("the malicious server does not answer")
