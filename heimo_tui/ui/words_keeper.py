"""Keeps what is being written encrypted on this device, within a second of the last change."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from heimo_tui.core.errors import HeimoError

SOON: Final = 0.8
"""Seconds from the first unsaved change to saving."""


class WordsKeeper:
    """Gives `save` the newest text about one thing at a time, by its id; `complain` is told where that fails."""

    def __init__(self, save: Callable[[bytes, str], Awaitable[None]], complain: Callable[[HeimoError], None]) -> None:
        self._save = save
        self._complain = complain
        self._about: bytes | None = None
        self._saved = self._newest = ""
        self._one_at_a_time = asyncio.Lock()

    @property
    def dirty(self) -> bool:
        """Whether there is something that is not saved yet."""
        return self._newest != self._saved

    def begin(self, about: bytes, saved: str) -> None:
        """Something else, and what is saved for it."""
        self._about = about
        self._saved = self._newest = saved

    def note(self, text: str) -> None:
        """This is the newest text."""
        self._newest = text

    async def flush(self) -> None:
        """Save the newest text."""
        async with self._one_at_a_time:
            about, text = self._about, self._newest
            if about is None or text == self._saved:
                return
            try:
                await self._save(about, text)
            except HeimoError as problem:
                self._complain(problem)
                return
            if about == self._about:
                self._saved = text
