"""Keeps what is being written to one person encrypted on this device, within a second of the last change."""

import asyncio
from collections.abc import Callable
from typing import Final

from heimo_tui.core.errors import HeimoError
from heimo_tui.services.messages import Messages

SOON: Final = 0.8
"""Seconds from the first unsaved change to saving."""


class DraftKeeper:
    """Saves the newest text of one conversation at a time; `complain` is told where that fails."""

    def __init__(self, messages: Messages, complain: Callable[[HeimoError], None]) -> None:
        self._messages = messages
        self._complain = complain
        self._conversation: bytes | None = None
        self._saved = self._newest = ""
        self._one_at_a_time = asyncio.Lock()

    @property
    def dirty(self) -> bool:
        """Whether there is something that is not saved yet."""
        return self._newest != self._saved

    def begin(self, conversation: bytes, saved: str) -> None:
        """Another conversation, and what is saved for it."""
        self._conversation = conversation
        self._saved = self._newest = saved

    def note(self, text: str) -> None:
        """This is the newest text."""
        self._newest = text

    async def flush(self) -> None:
        """Save the newest text."""
        async with self._one_at_a_time:
            conversation, text = self._conversation, self._newest
            if conversation is None or text == self._saved:
                return
            try:
                await self._messages.save_draft(conversation, text)
            except HeimoError as problem:
                self._complain(problem)
                return
            if conversation == self._conversation:
                self._saved = text

    async def send(self, conversation: bytes, text: str, reply_to: bytes | None) -> bytes:
        """Send; sending forgets the draft, and no save may come between. Gives the message's id."""
        async with self._one_at_a_time:
            sent = await self._messages.send(conversation, text, reply_to)
            if conversation == self._conversation:
                self._saved = ""
            return sent
