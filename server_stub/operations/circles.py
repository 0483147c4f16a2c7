"""Circles as they can be seen: which there are, and what was decided in them (protocol section 9)."""

from heimo_protocol import limits
from heimo_protocol.encoding import BadEncoding
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.operations import (
    CircleEntry,
    CircleListArgs,
    CircleListResult,
    GovernanceArgs,
    GovernanceResult,
    LogEntry,
)
from server_stub.context import Caller, Context
from server_stub.limiter import Purpose
from server_stub.operations.access import code_opens, is_open, require_readable
from server_stub.operations.concerning import concerns
from server_stub.store.base import ReadTxn
from server_stub.store.rows import CircleRow, EventRow

_ENTRY_BYTES = 64
"""Room that an entry takes beside its event."""

_CIRCLE_BYTES = 128
"""Room that a circle takes in a list beside its genesis and settings."""


async def list_circles(context: Context, args: CircleListArgs, caller: Caller) -> CircleListResult:
    """All open circles, and the private ones that the entry code opens; raises Refusal with TOO_LARGE or BUSY."""
    if args.code is not None:
        if len(args.code) > limits.MAX_ENTRY_CODE_CHARS:
            raise Refusal(Code.TOO_LARGE, "entry code")
        context.limiter.require_anonymous(Purpose.ENTRY_CODE)
    mac = None if args.code is None else context.secrets.entry_mac(args.code)
    rows = await context.store.read(lambda txn: txn.circles())
    return CircleListResult(circles=[_entry(row) for row in rows if code_opens(row, mac)])


async def governance(context: Context, args: GovernanceArgs, caller: Caller) -> GovernanceResult:
    """What moderators and the owner decided after a log number.

    A banned name learns in a closed circle only what concerns it (server_stub.operations.concerning).

    Raises Refusal with NOT_FOUND, AUTH_UNKNOWN or BAD_ENCODING.
    """
    if args.after < 0:
        raise BadEncoding("log number")

    def look(txn: ReadTxn) -> tuple[list[LogEntry], int]:
        circle = require_readable(txn, args.circle, caller)
        rows = txn.governance_after(args.circle, args.after, limit=limits.EVENT_LIST_MAX + 1)
        name, page = caller.name, rows[: limits.EVENT_LIST_MAX]
        if name is not None and caller.is_banned and not is_open(circle):
            return [_bare(row) if not concerns(txn, row, name.nym_id) else log_entry(row) for row in page], len(rows)
        return [log_entry(row) for row in page], len(rows)

    entries, found = await context.store.read(look)
    room = limits.EVENT_LIST_BYTES
    fitting = 0
    for entry in entries:
        room -= _ENTRY_BYTES + len(entry.event or b"")
        if room < 0:
            break
        fitting += 1
    return GovernanceResult(entries=entries[:fitting], more=fitting < found)


def log_entry(row: EventRow) -> LogEntry:
    """A log entry as others may see it: what is erased or hidden shows its hash only."""
    if row.envelope is None or row.hidden:
        return _bare(row)
    return LogEntry(log_seq=row.log_seq, hour=row.hour, event=row.envelope)


def _bare(row: EventRow) -> LogEntry:
    return LogEntry(log_seq=row.log_seq, hour=row.hour, event=None, hash=row.hash)


def require_list_room(txn: ReadTxn, *more: CircleRow) -> None:
    """Check that all circles, and some more, fit one answer; raises Refusal with TOO_LARGE."""
    rows = [*txn.circles(), *more]
    size = sum(len(row.genesis) + len(row.settings_event or b"") + _CIRCLE_BYTES for row in rows)
    if size > limits.CIRCLE_LIST_BYTES:
        raise Refusal(
            Code.TOO_LARGE,
            f"all circles together take at most {limits.CIRCLE_LIST_BYTES:,} bytes, and there is no more room",
        )


def _entry(row: CircleRow) -> CircleEntry:
    return CircleEntry(genesis=row.genesis, settings=row.settings_event, head_seq=row.head_seq, head=row.head)
