"""Keeps what is being written to one person, and sends it."""

from collections.abc import Callable

from heimo_tui.core.errors import HeimoError
from heimo_tui.services.messages import Messages
from heimo_tui.ui.words_keeper import SOON, WordsKeeper

__all__ = ["SOON", "DraftKeeper"]


class DraftKeeper(WordsKeeper):
    """Saves the newest text of one conversation at a time."""

    def __init__(self, messages: Messages, complain: Callable[[HeimoError], None]) -> None:
        super().__init__(messages.save_draft, complain)
        self._messages = messages

    async def send(self, conversation: bytes, text: str, reply_to: bytes | None) -> bytes:
        """Send; sending forgets the draft, and no save may come between. Gives the message's id."""
        async with self._one_at_a_time:
            sent = await self._messages.send(conversation, text, reply_to)
            if conversation == self._about:
                self._saved = ""
            return sent
