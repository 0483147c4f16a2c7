"""A real terminal for tests: the program runs in tmux, keys go in, the screen comes out."""

import shlex
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

PATIENCE: Final = 60
"""Seconds until a test gives up on something: long, since a busy machine is no mistake of the program."""


class Terminal:
    """One program in one tmux server of its own."""

    def __init__(self, socket: Path, name: str) -> None:
        self._socket = socket
        self._name = name

    def keys(self, *keys: str) -> None:
        """Press keys by tmux's names (`Enter`, `Escape`, `C-s`, `F1`, `j`)."""
        self._tmux("send-keys", "-t", self._name, *keys)

    def type(self, text: str) -> None:
        """Type text as it is."""
        self._tmux("send-keys", "-t", self._name, "-l", text)

    def click(self, column: int, row: int) -> None:
        """Press and release the left button at a cell, counted from 1 (SGR mouse reports)."""
        for end in ("M", "m"):
            self.type(f"\x1b[<0;{column};{row}{end}")

    def screen(self) -> str:
        """The text on the screen now."""
        return self._tmux("capture-pane", "-p", "-t", self._name)

    def wait_for(self, *texts: str, seconds: float = PATIENCE) -> str:
        """Wait until all `texts` are on the screen; returns the screen. Raises AssertionError with it otherwise."""
        return self._wait(lambda screen: all(text in screen for text in texts), f"no {texts}", seconds)

    def wait_until(self, holds: Callable[[str], bool], seconds: float = PATIENCE) -> str:
        """Wait until something is so of the screen; returns it."""
        return self._wait(holds, "it did not come to this", seconds)

    def wait_dead(self, seconds: float = PATIENCE) -> None:
        """Wait until the program has ended."""
        self._wait(lambda _: not self.alive(), "it still runs", seconds)

    def raw(self) -> str:
        """The screen with the escape sequences of its colours and styles."""
        return self._tmux("capture-pane", "-p", "-e", "-t", self._name)

    def wait_gone(self, text: str, seconds: float = PATIENCE) -> str:
        """Wait until `text` is not on the screen."""
        return self._wait(lambda screen: text not in screen, f"still {text!r}", seconds)

    def place_of(self, text: str) -> tuple[int, int]:
        """Column and row (from 1) of the first cell of `text` on the screen."""
        screen = self.screen()
        place = _place(screen, text)
        if place is None:
            raise AssertionError(f"no {text!r} on\n{screen}")
        return place

    def click_on(self, text: str, seconds: float = PATIENCE) -> None:
        """Click the first cell of `text` once it has come to rest, as a hand does that needs a moment to get there."""
        places: list[tuple[int, int]] = []

        def rests(screen: str) -> bool:
            places.append(_place(screen, text) or (0, 0))
            return len(places) > 3 and len(set(places[-4:])) == 1 and places[-1] != (0, 0)

        self._wait(rests, f"no {text!r} at rest", seconds)
        self.click(*places[-1])

    def resize(self, columns: int, rows: int) -> None:
        """Change the terminal's size."""
        self._tmux("resize-window", "-t", self._name, "-x", str(columns), "-y", str(rows))

    def alive(self) -> bool:
        """Whether the program still runs."""
        return self._tmux("list-panes", "-t", self._name, "-F", "#{pane_dead}").strip() == "0"

    def process(self) -> int:
        """The id of the program's process."""
        return int(self._tmux("list-panes", "-t", self._name, "-F", "#{pane_pid}"))

    def close(self) -> None:
        """End the terminal and what runs in it."""
        subprocess.run(["tmux", "-S", str(self._socket), "kill-server"], capture_output=True, check=False)

    def _wait(self, holds: Callable[[str], bool], what: str, seconds: float) -> str:
        end = time.monotonic() + seconds
        screen = ""
        while time.monotonic() < end:
            screen = self.screen()
            if holds(screen):
                return screen
            time.sleep(0.05)
        raise AssertionError(f"{what} within {seconds} s on:\n{screen}")

    def _tmux(self, *arguments: str) -> str:
        result = subprocess.run(
            ["tmux", "-S", str(self._socket), *arguments], capture_output=True, text=True, check=True, timeout=PATIENCE
        )
        return result.stdout


def _place(screen: str, text: str) -> tuple[int, int] | None:
    for row, line in enumerate(screen.splitlines(), 1):
        if text in line:
            return line.index(text) + 1, row
    return None


@contextmanager
def terminal(
    command: Sequence[str], folder: Path, *, size: tuple[int, int] = (80, 24), env: Mapping[str, str] | None = None
) -> Iterator[Terminal]:
    """Run `command` in a terminal of `size` columns and rows; `folder` is for tmux's socket (a short path)."""
    name = f"t{uuid.uuid4().hex[:8]}"
    socket = folder / name
    settings = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8", **(env or {})}
    # a size that the test runner was given in words would hide the terminal's own
    sizeless = ("-u", "COLUMNS", "-u", "LINES")
    line = " ".join(
        ["exec", "env", *sizeless, *(shlex.quote(f"{k}={v}") for k, v in settings.items()), shlex.join(command)]
    )
    start = ["tmux", "-S", str(socket), "-f", "/dev/null", "new-session", "-d", "-s", name]
    subprocess.run([*start, "-x", str(size[0]), "-y", str(size[1]), line], check=True, timeout=PATIENCE)
    it = Terminal(socket, name)
    it._tmux("set-option", "-g", "remain-on-exit", "on")
    it._tmux("set-option", "-g", "escape-time", "0")
    try:
        yield it
    finally:
        it.close()
