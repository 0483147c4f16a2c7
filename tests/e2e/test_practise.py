"""`heimo practise` in a real terminal: each voice of the check, narrow and wide, and nothing left behind."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.terminal import terminal

pytestmark = [
    pytest.mark.terminal,
    # where tests guard a release nothing is skipped: without tmux they fail there
    pytest.mark.skipif(
        shutil.which("tmux") is None and not os.environ.get("CI"),
        reason="TMUX IS MISSING: nothing was tried in a real terminal; install it (tests/system-packages.sh)",
    ),
]

VOICES = (
    ("I am so sorry. ", "✓ what carries"),
    ("At least it is over now. ", "~ look again"),
    ("My number is +358 40 123 4567. ", "@ may identify you"),
    ("I want to die too. ", "♥ care"),
)


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder whose path is short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="hp") as folder:
        yield Path(folder)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["narrow", "wide"])
def test_every_voice_can_be_read_and_nothing_stays(short: Path, size: tuple[int, int]) -> None:
    data = short / "data"
    command = (sys.executable, "-m", "heimo_tui", "--data", str(data), "practise")
    with terminal(command, short, size=size) as screen:
        screen.wait_for("Practise ·", "nothing of it is kept", "F1 care")
        for text, heading in VOICES:
            screen.type(text)
            screen.wait_for(heading, "tab comes here", "F1 care")
            screen.keys("C-s")
            screen.wait_for("what helps", heading, "what you could add")
            screen.keys("Escape")
            screen.wait_gone("what you could add")
            screen.keys("C-n")
            screen.wait_gone(heading)
        screen.type(VOICES[1][0])
        screen.wait_for(VOICES[1][1])
        screen.keys("Tab")
        screen.wait_for("w why this?")
        screen.keys("w")
        screen.wait_for("why am I told this?", "this machine")
        screen.keys("Escape")
        screen.wait_gone("why am I told this? ─")
        screen.keys("Escape")
        screen.wait_for("tab comes here")
        screen.keys("Escape")
        screen.wait_dead()
    assert not data.exists()
