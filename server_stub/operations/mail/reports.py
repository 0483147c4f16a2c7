"""Reports of messages: sealed to the circle's moderators, and taken from here only with stamps (section 15.4)."""

from heimo_protocol.encoding import BadEncoding
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import (
    MAX_REPORT_MESSAGES,
    MAX_REPORT_MODERATORS,
    REQUEST_FETCH_BYTES,
    SEALED_REPORT_CLASSES,
)
from heimo_protocol.operations import (
    Done,
    ReportFetchArgs,
    ReportFetchResult,
    ReportPutArgs,
    SealedFor,
    SealedReportEntry,
)
from heimo_protocol.signing import KEY_SIZE
from server_stub.context import Caller, Context
from server_stub.operations.access import (
    is_moderator,
    require_circle,
    require_moderator,
    require_not_banned,
    require_own_name,
)
from server_stub.operations.budgets import MESSAGE_REPORTS_DAY, count_day
from server_stub.operations.events import terms_of
from server_stub.operations.mail.franking import require_stamps
from server_stub.operations.mail.requests import number_of, require_ids
from server_stub.store.base import ReadTxn, WriteTxn
from server_stub.store.mail_rows import SealedReportRow
from server_stub.store.rows import CircleRow

SEAL_BYTES = 1120 + 16
"""What sealing adds: the encapsulated key of X-Wing, and the tag."""


async def put(context: Context, args: ReportPutArgs, caller: Caller) -> Done:
    """Keep a report for each moderator it is sealed to, and not who made it; the same again changes nothing.

    Raises Refusal with AUTH_UNKNOWN, BAD_ENCODING, STAMP_INVALID, BANNED, NOT_MODERATOR or QUOTA.
    """
    name = require_own_name(caller)
    _require_shape(args)
    require_stamps(context, args.messages)
    terms = terms_of(context)

    def keep(txn: WriteTxn) -> None:
        require_not_banned(txn, name.space, name.nym_id, terms.hour)
        circle = require_circle(txn, name.circle)
        require_sealed_to(txn, circle, args.sealed)
        new = [txn.add_sealed_report(_row(one, args, terms.hour)) for one in args.sealed]
        if any(new):
            count_day(txn, name.nym_id, "message_reports", MESSAGE_REPORTS_DAY, terms)

    await context.store.write(keep, on=(name.space, name.circle))
    return Done()


async def fetch(context: Context, args: ReportFetchArgs, caller: Caller) -> ReportFetchResult:
    """Forget the reports that the moderator is done with, and give what waits.

    Raises Refusal with AUTH_UNKNOWN, NOT_MODERATOR or BAD_ENCODING.
    """
    name = require_own_name(caller)
    require_ids(args.done)

    await context.store.read(lambda txn: require_moderator(txn, require_circle(txn, name.circle), name.key))
    if args.done:
        await context.store.write(lambda txn: txn.forget_sealed_reports(name.key, args.done), on=(name.key,))
    rows, more = await context.store.read(lambda txn: txn.sealed_reports(name.key, max_bytes=REQUEST_FETCH_BYTES))
    entries = [SealedReportEntry(id=row.id, hour=row.hour, messages=row.messages, sealed=row.sealed) for row in rows]
    return ReportFetchResult(entries=entries, more=more)


def require_sealed_to(txn: ReadTxn, circle: CircleRow, sealed: list[SealedFor]) -> None:
    """Check that copies are for different moderators of this circle.

    Raises Refusal with BAD_ENCODING or NOT_MODERATOR.
    """
    if len({one.moderator for one in sealed}) != len(sealed):
        raise BadEncoding("a moderator twice")
    for one in sealed:
        if len(one.moderator) != KEY_SIZE:
            raise BadEncoding("moderator")
        target = txn.name(one.moderator)
        if target is None or target.retired or not is_moderator(txn, circle, one.moderator):
            raise Refusal(Code.NOT_MODERATOR, "sealed to somebody else")


def _require_shape(args: ReportPutArgs) -> None:
    if not 1 <= len(args.messages) <= MAX_REPORT_MESSAGES or not 1 <= len(args.sealed) <= MAX_REPORT_MODERATORS:
        raise BadEncoding("messages or moderators")
    sizes = {len(one.sealed) - SEAL_BYTES for one in args.sealed}
    if len(sizes) != 1 or not sizes <= set(SEALED_REPORT_CLASSES):
        raise BadEncoding("sealed report of another size")


def _row(one: SealedFor, args: ReportPutArgs, hour: int) -> SealedReportRow:
    number = number_of(one.moderator, one.sealed)
    return SealedReportRow(moderator=one.moderator, id=number, hour=hour, messages=args.messages, sealed=one.sealed)
