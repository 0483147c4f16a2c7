"""Appeals: whom a decision is about asks the moderators to think again, once and sealed (protocol section 15.5)."""

import hashlib

from heimo_protocol.appeals import APPEAL_BYTES
from heimo_protocol.encoding import BadEncoding
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import Action, ModerationBody, open_event
from heimo_protocol.limits import APPEAL_DAYS, MAX_APPEAL_MODERATORS, REQUEST_FETCH_BYTES
from heimo_protocol.operations import (
    AppealEntry,
    AppealFetchArgs,
    AppealFetchResult,
    AppealPutArgs,
    Done,
)
from heimo_protocol.signing import ID_SIZE
from server_stub.context import Caller, Context
from server_stub.operations.access import require_circle, require_moderator, require_own_name
from server_stub.operations.budgets import APPEALS_DAY, count_day
from server_stub.operations.concerning import is_of
from server_stub.operations.events import terms_of
from server_stub.operations.mail.reports import SEAL_BYTES, require_sealed_to
from server_stub.operations.mail.requests import number_of, require_ids
from server_stub.store.base import ReadTxn, WriteTxn
from server_stub.store.moderation_rows import AppealRow, SealedAppealRow
from server_stub.store.rows import EventRow, NameRow


async def put(context: Context, args: AppealPutArgs, caller: Caller) -> Done:
    """Keep an appeal for each moderator it is sealed to; the same again changes nothing. A banned name may do this.

    Raises Refusal with AUTH_UNKNOWN, BAD_ENCODING, PARENT_UNKNOWN (no decision about this member that is in force
    and young enough), EXISTS (one appeal was made), NOT_MODERATOR or QUOTA.
    """
    name = require_own_name(caller)
    if len(args.decision) != ID_SIZE or not 1 <= len(args.sealed) <= MAX_APPEAL_MODERATORS:
        raise BadEncoding("decision or moderators")
    if any(len(one.sealed) != APPEAL_BYTES + SEAL_BYTES for one in args.sealed):
        raise BadEncoding("sealed appeal of another size")
    terms = terms_of(context)
    mark = hashlib.sha256(b"".join(one.moderator + one.sealed for one in args.sealed)).digest()
    copies = [
        SealedAppealRow(
            moderator=one.moderator,
            id=number_of(one.moderator, args.decision, one.sealed),
            circle=name.circle,
            decision=args.decision,
            hour=terms.hour,
            sealed=one.sealed,
        )
        for one in args.sealed
    ]

    def keep(txn: WriteTxn) -> None:
        known = txn.appeal(name.circle, args.decision)
        if known is not None and known.mark == mark:
            return
        about = _require_about(txn, name, args.decision, terms.hour)
        if known is not None:
            raise Refusal(Code.EXISTS, "there was an appeal against this decision")
        require_sealed_to(txn, require_circle(txn, name.circle), args.sealed)
        row = AppealRow(circle=name.circle, decision=args.decision, about=about, mark=mark, hour=terms.hour)
        txn.add_appeal(row, copies)
        count_day(txn, name.nym_id, "appeals", APPEALS_DAY, terms)

    await context.store.write(keep, on=(name.space, name.circle))
    return Done()


async def fetch(context: Context, args: AppealFetchArgs, caller: Caller) -> AppealFetchResult:
    """Forget the copies that the moderator is done with, and give what waits.

    Raises Refusal with AUTH_UNKNOWN, NOT_MODERATOR or BAD_ENCODING.
    """
    name = require_own_name(caller)
    require_ids(args.done)
    await context.store.read(lambda txn: require_moderator(txn, require_circle(txn, name.circle), name.key))
    if args.done:
        await context.store.write(lambda txn: txn.forget_sealed_appeals(name.key, args.done), on=(name.key,))
    rows, more = await context.store.read(lambda txn: txn.sealed_appeals(name.key, max_bytes=REQUEST_FETCH_BYTES))
    entries = [AppealEntry(id=row.id, hour=row.hour, decision=row.decision, sealed=row.sealed) for row in rows]
    return AppealFetchResult(entries=entries, more=more)


def _require_about(txn: ReadTxn, name: NameRow, decision: bytes, hour: int) -> bytes:
    """What a decision in force is about: the id of a text of this member that it hides, or the member that it bans."""
    row = txn.event(name.circle, decision)
    body = None if row is None or row.envelope is None else open_event(row.envelope).body
    if row is not None and isinstance(body, ModerationBody) and hour - row.hour <= APPEAL_DAYS * 24:
        if body.action is Action.HIDE and _hides(txn, name, txn.event(name.circle, body.target)):
            return body.target
        if body.action is Action.BAN and is_of(txn, body.target, name.nym_id) and _bans(txn, name, decision):
            return name.nym_id
    raise Refusal(Code.PARENT_UNKNOWN, "no decision about this member that can be appealed against")


def _hides(txn: ReadTxn, name: NameRow, hidden: EventRow | None) -> bool:
    """Whether it is a text of this member that shows nowhere; one that was hidden for a week is erased."""
    if hidden is None or not is_of(txn, hidden.author, name.nym_id):
        return False
    newest = txn.newest_edit(hidden.circle, hidden.event_id) or hidden
    return newest.hidden or newest.envelope is None


def _bans(txn: ReadTxn, name: NameRow, decision: bytes) -> bool:
    """Whether it is the newest ban of this member; the first word of two bans nobody, and a lifted one is over."""
    ban = txn.ban(name.space, name.nym_id)
    return ban is not None and ban.decision in (None, decision)
