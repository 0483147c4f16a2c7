"""Telling the moderators about a post: they learn of the report, not who made it."""

import hashlib

from heimo_protocol import text
from heimo_protocol.encoding import BadEncoding
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import REPORTED_LIST_MAX
from heimo_protocol.operations import Done, ReportArgs, ReportedArgs, ReportedEntry, ReportedResult
from heimo_protocol.signing import ID_SIZE
from server_stub.context import Caller, Context
from server_stub.operations.access import require_circle, require_moderator, require_name
from server_stub.operations.budgets import REPORTS_DAY, count_day
from server_stub.operations.events import terms_of
from server_stub.operations.placing import TEXT_KINDS
from server_stub.store.base import ReadTxn, WriteTxn
from server_stub.store.moderation_rows import ReportedRow, ReportRow
from server_stub.store.rows import EventRow, NameRow

OTHER = "other"
"""The reason that all beyond the most frequent ones are counted under."""

_MAX_REASON = 32
_MOST_REASONS = 8
_LAST_HOUR = 2**40


async def report(context: Context, args: ReportArgs, caller: Caller) -> Done:
    """Keep a report, one per member and event; the same again changes nothing, nor does one of what was taken away.

    Raises Refusal with AUTH_UNKNOWN, PARENT_UNKNOWN, ONCE_NOT_ALLOWED, QUOTA or BAD_ENCODING.
    """
    name = require_name(caller, args.circle)
    text.require(args.reason, what="reason", max_chars=_MAX_REASON)
    if len(args.event) != ID_SIZE or not args.reason.strip():
        raise BadEncoding("report")
    terms = terms_of(context)
    # Hashed with the event, so that two reports of one member do not show as such.
    reporter = hashlib.sha256(b"heimo/v1/reporter\x00" + args.event + name.nym_id).digest()
    row = ReportRow(circle=args.circle, event_id=args.event, reporter=reporter, reason=args.reason, hour=terms.hour)

    def keep(txn: WriteTxn) -> None:
        event = txn.event(args.circle, args.event)
        if event is None or event.kind not in TEXT_KINDS:
            raise Refusal(Code.PARENT_UNKNOWN, "no such post here")
        _require_own_thread(name, event)
        if _shows(txn, event) and txn.add_report(row):
            count_day(txn, name.nym_id, "reports", REPORTS_DAY, terms)

    await context.store.write(keep, on=(name.space, name.circle))
    return Done()


async def reported(context: Context, args: ReportedArgs, caller: Caller) -> ReportedResult:
    """A page of the events that were reported and not decided on, for moderators.

    Raises Refusal with AUTH_UNKNOWN, NOT_MODERATOR or BAD_ENCODING.
    """
    name = require_name(caller, args.circle)
    if args.after is not None and not (0 <= args.after[0] < _LAST_HOUR and len(args.after[1]) == ID_SIZE):
        raise BadEncoding("after")

    def look(txn: ReadTxn) -> list[ReportedRow]:
        require_moderator(txn, require_circle(txn, args.circle), name.key)
        return txn.reported_after(args.circle, args.after, limit=REPORTED_LIST_MAX + 1)

    rows = await context.store.read(look)
    entries = [
        ReportedEntry(event=row.event_id, hour=row.hour, reasons=_most_frequent(row.reasons))
        for row in rows[:REPORTED_LIST_MAX]
    ]
    return ReportedResult(entries=entries, more=len(rows) > REPORTED_LIST_MAX)


def _require_own_thread(name: NameRow, event: EventRow) -> None:
    """A one-time name reports where it lives: else a member could report all over the circle under several of them."""
    if name.once is not None and (name.once.thread is None or event.thread != name.once.thread):
        raise Refusal(Code.ONCE_NOT_ALLOWED, "a one-time name stays in its thread")


def _shows(txn: ReadTxn, event: EventRow) -> bool:
    newest = txn.newest_edit(event.circle, event.event_id) or event
    return newest.envelope is not None and not newest.hidden and not event.hidden


def _most_frequent(reasons: dict[str, int]) -> dict[str, int]:
    """The counts by reason as they fit an answer: anybody may give a reason that nobody gave before."""
    if len(reasons) <= _MOST_REASONS:
        return reasons
    most = sorted(reasons, key=lambda reason: (reason == OTHER, -reasons[reason], reason))[: _MOST_REASONS - 1]
    return {reason: reasons[reason] for reason in most} | {
        OTHER: sum(count for reason, count in reasons.items() if reason not in most)
    }
