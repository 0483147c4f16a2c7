"""Without a terminal the full screen says so and ends: in a pipe it would wait for keys for ever."""

import fcntl
import os
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest


@pytest.mark.parametrize("command", [[], ["demo"], ["practise"]])
def test_it_says_that_it_needs_a_terminal(tmp_path: Path, command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "heimo_tui", "--data", str(tmp_path), *command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1 and b"needs a terminal" in done.stderr
    assert not done.stdout and not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", [[], ["practise"]])
def test_it_ends_where_the_terminal_goes_away_without_a_word(tmp_path: Path, command: list[str]) -> None:
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "heimo_tui", "--data", str(tmp_path), *command],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color"},
        start_new_session=True,  # so that no signal tells of it
    )
    os.close(theirs)
    with process:
        written = b""
        while b"quit" not in written and b"what helps" not in written:
            written += os.read(ours, 65_536)
        os.close(ours)
        assert process.wait(60) == 0
