"""A program of its own that moves messages into a file, and is killed by itself at a chosen moment."""

import asyncio
import os
import signal
import sys
import threading
from pathlib import Path

from heimo_tui.config import Config
from heimo_tui.wiring import build

PHRASE = "several quiet otters below a bridge"
WORDS = "seven otters crossed the frozen bay"
MOMENTS = ("begun", "half", "written", "there", "never")


def die() -> None:
    """As a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_once_there(file: Path) -> None:
    """Wait in the background until the file has its name."""
    while not file.exists():
        pass
    die()


async def move(folder: Path, file: Path, moment: str) -> None:
    """Move, and die at the moment: at the first row, half way, after the last row, or once the file is there."""
    services = build(Config(data=folder), keyring=lambda: None)
    await services.device.unlock(PHRASE)
    least = {"begun": 0.0, "half": 0.5, "written": 1.0}.get(moment)
    if moment == "there":
        threading.Thread(target=die_once_there, args=(file,), daemon=True).start()

    def progress(share: float) -> None:
        if least is not None and share >= least:
            die()

    await services.device.export(file, WORDS, False, progress, lambda: False, move=True)
    await services.device.close()


if __name__ == "__main__":
    asyncio.run(move(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
