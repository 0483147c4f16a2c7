"""Saying one's lines of a conversation, each when all before it are there; both sides do it at their own device."""

import asyncio
import contextlib
from collections.abc import Sequence

from heimo_tui.core.conversations import Line as Kind
from heimo_tui.core.errors import Incompatible, Refused, Unreachable
from heimo_tui.demo.mail.script import Line
from heimo_tui.services.messages import Messages

BETWEEN_SECONDS = 0.2


async def take_turns(messages: Messages, conversation: bytes, lines: Sequence[Line], me: str) -> None:
    """Say the lines that are by `me`, from where the conversation stands; ends after the last.

    Raises HeimoError, and can be begun again then.
    """
    said = await _said(messages, conversation)
    while said < len(lines):
        if lines[said].by == me:
            await messages.send(conversation, lines[said].text)
            said += 1
            continue
        await look(messages)
        now = await _said(messages, conversation)
        if now <= said:
            await asyncio.sleep(BETWEEN_SECONDS)
            continue
        said = now
        if said < len(lines) and lines[said].by == me:
            await messages.seen(conversation)  # what needs no answer stays unread
    await look(messages)


async def look(messages: Messages) -> None:
    """Send what waits and fetch what came; what could not be reached is tried the next time."""
    with contextlib.suppress(Refused, Unreachable, Incompatible):
        await messages.refresh()


async def _said(messages: Messages, conversation: bytes) -> int:
    """How many texts there are."""
    view = await messages.open(conversation)
    return sum(one.line is Kind.TEXT for one in await messages.lines(conversation, 0, view.count))
