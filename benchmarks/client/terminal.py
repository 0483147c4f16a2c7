"""A pseudo-terminal of 80 by 24 with a program in it, read byte by byte with the time at which each came."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

SIZE = (24, 80)
PATIENCE = 30.0

_ESCAPES = re.compile(rb"\x1b(\[[0-?]*[ -/]*[@-~]|[\]P][^\x07\x1b]*(\x07|\x1b\\)|[@-Z\\-_=>]|[ -/][0-~])")


class Screen:
    """What a program has written since the last `press`; times are `time.perf_counter()`."""

    def __init__(self, process: "subprocess.Popen[bytes]", terminal: int) -> None:
        self._terminal = terminal
        self._written = b""
        self.process = process

    def press(self, keys: str) -> float:
        """Write keys; returns when."""
        self._written = b""
        os.write(self._terminal, keys.encode())
        return time.perf_counter()

    def until(self, there: Callable[[bytes], bool]) -> float:
        """Read until what was written, without escape sequences, holds it; returns when. Raises TimeoutError."""
        end = time.perf_counter() + PATIENCE
        while not there(_ESCAPES.sub(b"", self._written)):
            self._read(end - time.perf_counter())
        return time.perf_counter()

    def settle(self, seconds: float) -> None:
        """Read until nothing came for so long; raises TimeoutError."""
        end = time.perf_counter() + PATIENCE
        while select.select([self._terminal], [], [], seconds)[0]:
            self._read(end - time.perf_counter())

    def _read(self, seconds: float) -> None:
        if seconds <= 0 or not select.select([self._terminal], [], [], seconds)[0]:
            raise TimeoutError(f"the program did not paint it; last: {self._written[-300:]!r}")
        self._written += os.read(self._terminal, 65536)


@contextmanager
def running(command: Sequence[str], environment: dict[str, str]) -> Iterator[Screen]:
    """Run a program in a terminal of its own, and end it at the end."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
    plain = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "PATH": os.environ["PATH"]}
    with subprocess.Popen(
        command, stdin=its, stdout=its, stderr=its, env=plain | environment, start_new_session=True
    ) as process:
        os.close(its)
        try:
            yield Screen(process, ours)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
            os.close(ours)


def anything(written: bytes) -> bool:
    """Whether there is anything to see."""
    return bool(written.strip(b" \r\n\t\x00\x0f"))
