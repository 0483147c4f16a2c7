"""Keeps a draft encrypted on this device, within a second of the last change and in the order of the changes."""

import asyncio
from collections.abc import Callable
from typing import Final

from heimo_tui.core.drafts import Draft
from heimo_tui.core.errors import HeimoError
from heimo_tui.services.compose import Compose

SOON: Final = 0.8
"""Seconds from the first unsaved change to saving."""


class Autosave:
    """Saves the newest of the drafts it is told of; `complain` is told where that fails, and the next turn tries again.

    An empty draft is thrown away, so that nobody finds a page they never wrote on.
    """

    def __init__(self, compose: Compose, saved: Draft, complain: Callable[[HeimoError], None]) -> None:
        self._compose = compose
        self._saved = saved
        self._newest = saved
        self._complain = complain
        self._one_at_a_time = asyncio.Lock()

    @property
    def dirty(self) -> bool:
        """Whether there is something that is not saved yet."""
        return self._newest != self._saved

    def note(self, draft: Draft) -> None:
        """This is the newest state."""
        self._newest = draft

    def forget(self) -> None:
        """It was sent: nothing is to be saved any more."""
        self._saved = self._newest

    async def flush(self) -> bool:
        """Save the newest state; whether all is saved now."""
        async with self._one_at_a_time:
            draft = self._newest
            if draft == self._saved:
                return True
            try:
                if draft.text.strip():
                    await self._compose.save(draft)
                elif self._saved.text.strip():
                    await self._compose.discard(draft.id)
            except HeimoError as problem:
                self._complain(problem)
                return False
            self._saved = draft
            return True
