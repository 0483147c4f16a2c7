"""The words of what waits, wherever they are kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from heimo_protocol.appeals import Appeal
from heimo_protocol.encoding import decode
from heimo_protocol.errors import Refusal
from heimo_protocol.events import EditBody, PostBody, ReplyBody, open_event
from heimo_tui.core.conversations import MessageReportView
from heimo_tui.core.moderating import Waits
from heimo_tui.vault.tables.moderation import Waiting


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote, its content notes, and what it answers or was written before; empty where it is gone."""

    text: str = field(default="", repr=False)
    notes: tuple[str, ...] = ()
    before: str = field(default="", repr=False)


def words_of(waiting: Waiting, report: MessageReportView | None) -> Words:
    """The words of something that waits; `report` is that of messages."""
    match Waits(waiting.row.kind):
        case Waits.HELD:
            return _held(waiting)
        case Waits.APPEAL:
            return _appeal(waiting.row.payload or b"")
        case Waits.MESSAGES:
            return Words("" if report is None else "\n\n".join(one.text for one in report.messages))
    return Words(waiting.text or "", waiting.notes, waiting.parent)


def _held(waiting: Waiting) -> Words:
    try:
        body = open_event(waiting.row.payload or b"").body
    except Refusal:
        return Words()
    if not isinstance(body, PostBody | ReplyBody | EditBody):
        return Words()
    notes = () if isinstance(body, ReplyBody) else tuple(body.notes)
    return Words(body.text, notes, waiting.parent)


def _appeal(payload: bytes) -> Words:
    try:
        appeal = decode(payload, Appeal)
    except Refusal:
        return Words()
    return Words(appeal.text, (), appeal.original)
