"""Crashes in one of several ways with a draft and a key at hand: `python -m tests.e2e.crashing FOLDER WAY`."""

import asyncio
import sys
import threading
from pathlib import Path

from textual.screen import Screen

from heimo_tui.cli import crash
from heimo_tui.config import Config
from heimo_tui.core.drafts import Draft, DraftKind
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.identity.keys import ServerKeys
from heimo_tui.ui.app import HeimoApp
from heimo_tui.wiring import build

WORDS = "my sister Annika must never read this"
KEY = bytes(range(64))


def go_wrong() -> None:
    """Raise as a library would that quotes what it choked on."""
    draft = Draft(id=b"d" * 16, community=b"s" * 32, circle=b"c" * 16, kind=DraftKind.POST, text=WORDS)
    keys = ServerKeys(SecretBytes(KEY))
    raw, shown = KEY, KEY.hex()
    try:
        raise KeyError(draft.text, raw)
    except KeyError as problem:
        raise ValueError(f"cannot use {shown} for {draft.text!r} of {keys}") from problem


class Breaking(Screen[None]):
    """A screen that shows a draft and breaks."""

    def on_mount(self) -> None:
        """Break."""
        words, key = WORDS, KEY
        go_wrong()
        self.log(words, key)


async def in_a_task() -> None:
    """Leave a task behind that nobody waits for."""

    async def work(words: str) -> None:
        del words
        go_wrong()

    task = asyncio.create_task(work(WORDS), name=WORDS)
    await asyncio.sleep(0.05)
    del task


def main() -> None:
    """Crash."""
    crash.install()
    match sys.argv[2]:
        case "screen":
            app = HeimoApp(build(Config(data=Path(sys.argv[1]), keyring=False)))
            app.call_later(lambda: app.push_screen(Breaking()))
            app.run(headless=True)
            sys.exit(app.return_code)
        case "thread":
            thread = threading.Thread(target=go_wrong, name=WORDS)
            thread.start()
            thread.join()
        case "task":
            asyncio.run(in_a_task())
        case _:
            go_wrong()


if __name__ == "__main__":
    main()
