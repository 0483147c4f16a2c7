"""What the commands about messages share: finding what is meant, the check, and how things are printed."""

from __future__ import annotations

import asyncio
import time
from typing import IO, Any, Final

import click

from heimo_protocol.text import clean
from heimo_tui.cli.post import WAIT_SECONDS, print_check
from heimo_tui.cli.session import CHECK_SPOKE, FAILED, UNFINISHED, say, why_folded
from heimo_tui.core.conversations import (
    ConversationRow,
    ConversationView,
    Line,
    Mark,
    MessageView,
    RequestView,
    Standing,
)
from heimo_tui.core.drafts import DraftKind
from heimo_tui.core.errors import BadInput, HeimoError, StoreProblem
from heimo_tui.empathy.findings import Voice
from heimo_tui.services.bundle import Services

_LEAST_ID: Final = 6
_AGAIN_SECONDS: Final = 1.0
_NEAR: Final = 200


def words_of(text: IO[str]) -> str:
    """What was given to be sent; ends the program where that is nothing."""
    words = clean(text.read()).strip()
    if not words:
        raise click.UsageError("There is no text.")
    return words


async def find_conversation(services: Services, text: str) -> bytes:
    """The conversation with this number, name or id; raises BadInput("talk_unknown")."""
    rows = await services.messages.conversations()
    return _find([(row.id, row.peer.name) for row in rows], text, "talk_unknown")


async def find_request(services: Services, text: str) -> bytes:
    """The request with this number, name or id; raises BadInput("request_unknown")."""
    rows = await services.messages.requests()
    return _find([(row.id, row.author.name) for row in rows], text, "request_unknown")


def _find(known: list[tuple[bytes, str]], text: str, code: str) -> bytes:
    if text.isdecimal() and 1 <= int(text) <= len(known):
        return known[int(text) - 1][0]
    wanted = text.casefold()
    found = [id for id, name in known if name.casefold() == wanted]
    found = found or [id for id, name in known if name.casefold().startswith(wanted)]
    found = found or [id for id, _ in known if len(text) >= _LEAST_ID and id.hex().startswith(wanted)]
    if len(found) != 1:
        raise BadInput(code, value=text, suggestions=tuple(name for _, name in known))
    return found[0]


async def find_message(services: Services, conversation: bytes, text: str) -> bytes:
    """The message whose id begins so; raises BadInput("no_message")."""
    view = await services.messages.open(conversation)
    lines = await services.messages.lines(conversation, 0, view.count)
    found = [line.id for line in lines if len(text) >= _LEAST_ID and line.id.hex().startswith(text.lower())]
    if len(found) != 1:
        raise BadInput("no_message")
    return found[0]


async def checked(services: Services, words: str, *, check_only: bool, send_anyway: bool, as_json: bool) -> int | None:
    """The exit code to end with, where the check was printed and nothing is to be sent; else None."""
    report = await services.checking.check(words, DraftKind.REPLY, None)
    spoke = any(found.voice is not Voice.CARRIES for found in report.findings)
    if not check_only and (send_anyway or not spoke):
        return None
    print_check(report.findings, as_json, hold_harm=False)
    return CHECK_SPOKE if spoke else 0


async def delivered(services: Services, conversation: bytes, message: bytes, *, as_json: bool) -> int:
    """Try until a message is sent or cannot be, say how far it came, and give the exit code."""
    end = time.monotonic() + WAIT_SECONDS
    mark = await _mark(services, conversation, message)
    while mark is Mark.QUEUED and time.monotonic() < end:
        try:
            await services.messages.refresh()
        except StoreProblem:
            raise
        except HeimoError:
            break  # it waits for the network
        mark = await _mark(services, conversation, message)
        if mark is Mark.QUEUED:
            await asyncio.sleep(_AGAIN_SECONDS)
    said = {
        Mark.QUEUED: "It is kept here and goes out as soon as the community can be reached.",
        Mark.FAILED: "It could not be sent. It is kept here; start `heimo` to see why.",
    }
    text = said.get(mark, "It is on its way to them.")
    say({"id": message.hex(), "mark": mark.value}, as_json=as_json, text=text)
    return {Mark.QUEUED: UNFINISHED, Mark.FAILED: FAILED}.get(mark, 0)


async def _mark(services: Services, conversation: bytes, message: bytes) -> Mark:
    view = await services.messages.open(conversation)
    lines = await services.messages.lines(conversation, max(0, view.count - _NEAR), view.count)
    return next((line.mark for line in reversed(lines) if line.id == message and line.mark), Mark.FAILED)


# --- as it is printed ---


def request_out(number: int, request: RequestView) -> dict[str, Any]:
    """A request for programs."""
    return {
        "kind": "request",
        "number": number,
        "id": request.id.hex(),
        "circle": request.circle_name,
        "with": request.author.name,
        "text": request.text if request.fold is None else "",
        "folded": why_folded(request.fold),
        "minutes": request.minutes,
        "again": request.again,
    }


def request_line(number: int, request: RequestView) -> str:
    """A request for people."""
    from heimo_tui.ui.format import one_line  # noqa: PLC0415 - only for people's eyes

    head = f"{number:>3}  ? {one_line(request.author.name)} asks for contact · {one_line(request.circle_name)}"
    return f"{head}\n       {one_line(why_folded(request.fold) or request.text)}".rstrip()


def conversation_out(number: int, row: ConversationRow) -> dict[str, Any]:
    """A conversation for programs."""
    return {
        "kind": "conversation",
        "number": number,
        "id": row.id.hex(),
        "circle": row.circle_name,
        "with": row.peer.name,
        "standing": row.standing.value,
        "new": row.unread,
        "last": row.last,
        "folded": why_folded(row.fold),
        "last_mine": row.last_mine,
        "minutes": row.minutes,
        "verified": row.verified,
    }


def conversation_line(number: int, row: ConversationRow) -> str:
    """A conversation for people."""
    from heimo_tui.ui.format import one_line  # noqa: PLC0415 - only for people's eyes

    state = "" if row.standing is Standing.OPEN else f" · {row.standing.value}"
    head = f"{number:>3}  {'*' if row.unread else ' '} {one_line(row.peer.name)} · {one_line(row.circle_name)}{state}"
    last = why_folded(row.fold) or row.last
    return f"{head}\n       {'> ' if row.last_mine else ''}{one_line(last)}".rstrip()


def message_out(line: MessageView, view: ConversationView) -> dict[str, Any]:
    """A line of a conversation for programs."""
    return {
        "id": line.id.hex(),
        "line": line.line.value,
        "by": None if line.mine else view.peer.name,
        "text": line.text if line.fold is None else "",
        "folded": why_folded(line.fold),
        "minutes": line.minutes,
        "mark": None if line.mark is None else line.mark.value,
        "reply_to": None if line.reply is None else line.reply.id.hex(),
        "new": line.new,
        "reportable": line.reportable,
    }


def message_text(line: MessageView, view: ConversationView) -> str:
    """A line of a conversation for people."""
    from heimo_tui.ui.format import one_line, shown  # noqa: PLC0415 - only for people's eyes

    by = "you" if line.mine else one_line(view.peer.name)
    head = by + ("" if line.mark in (None, Mark.DELIVERED) else f" · {line.mark.value}" if line.mark else "")
    if line.line is not Line.TEXT:
        return f"({_SAID[line.line].format(by=by, name=one_line(line.text))})\n"
    quote = f"> {one_line(line.reply.words)}\n" if line.reply is not None and line.reply.words else ""
    if line.fold is not None:
        return f"{head}\n({why_folded(line.fold)})\n"
    return f"{head}\n{shown(quote + line.text)}\n"


_SAID: Final = {
    Line.TAKEN_BACK: "{by} took something back",
    Line.ACCEPTED: "contact was accepted",
    Line.RENEWED: "encryption was renewed",
    Line.UNREADABLE: "something came that cannot be read",
    Line.UNPROVEN: "something came without the proof it needs, and is not shown",
    Line.UNKNOWN: "something came that needs a newer Heimo",
    Line.TIMER_WISHED: "{by} wished that messages vanish after another time",
    Line.TIMER_SET: "messages vanish after another time from here on",
    Line.CHANGED: "their keys changed",
    Line.NAMED: "they go by another name now: {name}",
}
