"""The visitor's side of what was written before they came: they accept, and say their lines, at their own device."""

import asyncio
import contextlib

from heimo_tui.core.errors import HeimoError
from heimo_tui.demo.mail.script import MailScript
from heimo_tui.demo.mail.turns import BETWEEN_SECONDS, look, take_turns
from heimo_tui.demo.script_shapes import DemoScript
from heimo_tui.services.messages import Messages

PATIENCE_SECONDS = 120
LATER_SECONDS = 1.0


async def earlier(messages: Messages, mail: MailScript, script: DemoScript) -> None:
    """Bring the conversation to where the script has it and see the request come, then leave messages alone.

    Whatever the visitor does meanwhile comes first: while they lock, this waits, and it ends after PATIENCE_SECONDS.
    """
    talk, request = mail.conversation, mail.request
    names = {member.key: member.names for member in script.members}
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                with contextlib.suppress(HeimoError):
                    conversation = await _accepted(messages, names[talk.peer][talk.circle])
                    await take_turns(messages, conversation, talk.lines, script.visitor.key)
                    await _asked_by(messages, names[request.line.by][request.circle])
                    return
                await asyncio.sleep(LATER_SECONDS)


async def _asked_by(messages: Messages, name: str) -> None:
    """Wait until somebody's request is here, or what became of it."""
    while True:
        here = [*(one.author for one in await messages.requests()), *(r.peer for r in await messages.conversations())]
        if any(one.name == name for one in here):
            return
        await look(messages)
        await asyncio.sleep(BETWEEN_SECONDS)


async def _accepted(messages: Messages, peer: str) -> bytes:
    while True:
        for request in await messages.requests():
            if request.author.name == peer:
                return await messages.accept(request.id)
        for row in await messages.conversations():
            if row.peer.name == peer:
                return row.id  # the visitor was quicker
        await look(messages)
        await asyncio.sleep(BETWEEN_SECONDS)
