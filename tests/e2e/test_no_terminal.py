"""Without a terminal the full screen says so and ends: in a pipe it would wait for keys for ever."""

import subprocess
import sys
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
