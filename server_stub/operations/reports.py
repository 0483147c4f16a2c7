"""Telling the moderators about a post: they learn of the report, not who made it."""

import hashlib

from heimo_protocol import text
from heimo_protocol.encoding import BadEncoding
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.operations import Done, ReportArgs
from heimo_protocol.signing import ID_SIZE
from server_stub.context import Caller, Context
from server_stub.operations.access import require_name
from server_stub.operations.budgets import REPORTS_DAY, count_day
from server_stub.operations.events import terms_of
from server_stub.operations.placing import TEXT_KINDS
from server_stub.store.base import WriteTxn
from server_stub.store.rows import ReportRow

_MAX_REASON = 32


async def report(context: Context, args: ReportArgs, caller: Caller) -> Done:
    """Keep a report, one per member and event; the same again changes nothing.

    Raises Refusal with AUTH_UNKNOWN, PARENT_UNKNOWN, QUOTA or BAD_ENCODING.
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
        if txn.add_report(row):
            count_day(txn, name.nym_id, "reports", REPORTS_DAY, terms)

    await context.store.write(keep)
    return Done()
