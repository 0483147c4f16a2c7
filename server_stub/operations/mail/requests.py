"""Requests for contact: left by nobody in particular, taken by their recipient (protocol section 11.1)."""

import hashlib

from heimo_protocol.anonymity.tokens import TokenType
from heimo_protocol.cards import Card, DmPolicy
from heimo_protocol.encoding import BadEncoding, decode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.franking import COMMITMENT_SIZE, stamp
from heimo_protocol.limits import REQUEST_FETCH_BYTES, SEALED_REQUEST_BYTES
from heimo_protocol.operations import Done, RequestEntry, RequestFetchArgs, RequestFetchResult, RequestSendArgs
from heimo_protocol.signing import ID_SIZE, KEY_SIZE, Envelope
from server_stub.context import Caller, Context
from server_stub.operations.access import require_own_name
from server_stub.operations.mail.spending import require_payment
from server_stub.store.base import ReadTxn, WriteTxn
from server_stub.store.mail_rows import RequestRow
from server_stub.store.rows import NameRow

_MAX_DONE = 500


async def send(context: Context, args: RequestSendArgs, caller: Caller) -> Done:
    """Put a sealed request into an inbox and spend its token, both or neither; the same again changes nothing.

    Raises Refusal with BAD_ENCODING, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_SPENT, NOT_FOUND, POLICY_REFUSED or
    INBOX_FULL.
    """
    if (len(args.circle), len(args.to), len(args.c2)) != (ID_SIZE, KEY_SIZE, COMMITMENT_SIZE):
        raise BadEncoding("request arguments")
    if len(args.sealed) != SEALED_REQUEST_BYTES:
        raise BadEncoding("sealed request of another size")
    payment = await require_payment(context, TokenType.REQUEST, caller)
    hour, most = context.hour(), context.config.limits.inbox
    row = RequestRow(recipient=args.to, id=_id(args), hour=hour, c2=args.c2, sealed=args.sealed)

    def leave(txn: WriteTxn) -> None:
        if txn.has_request(row.recipient, row.id):
            return
        _require_willing(txn, args, hour)
        if txn.requests_waiting(row.recipient) >= most:
            raise Refusal(Code.INBOX_FULL, "too many requests wait")
        payment.spend(txn)
        txn.add_request(row)

    await context.store.write(leave, on=(args.circle, args.to, payment.nullifier))
    return Done()


async def fetch(context: Context, args: RequestFetchArgs, caller: Caller) -> RequestFetchResult:
    """Forget the requests that the calling name is done with, and give what waits for it."""
    name = require_own_name(caller)
    require_ids(args.done)
    if args.done:
        await context.store.write(lambda txn: txn.forget_requests(name.key, args.done), on=(name.key,))
    rows, more = await context.store.read(lambda txn: txn.requests_for(name.key, max_bytes=REQUEST_FETCH_BYTES))
    key = context.secrets.k_stamp
    entries = [
        RequestEntry(id=row.id, hour=row.hour, sealed=row.sealed, c2=row.c2, stamp=stamp(key, row.c2, row.hour))
        for row in rows
    ]
    return RequestFetchResult(entries=entries, more=more)


def require_ids(ids: list[int]) -> None:
    """Check numbers that somebody is done with; raises Refusal with BAD_ENCODING."""
    if len(ids) > _MAX_DONE or any(id_ < 0 for id_ in ids):
        raise BadEncoding("numbers that are done")


def number_of(*parts: bytes) -> int:
    """A number below 2**63 for something, which tells of nothing but that it is the same again."""
    digest = hashlib.sha256(b"heimo/v1/mail-id\x00" + b"".join(parts)).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def _id(args: RequestSendArgs) -> int:
    return number_of(args.to, args.c2, args.sealed)


def _require_willing(txn: ReadTxn, args: RequestSendArgs, hour: int) -> None:
    """Check that there is such a name that takes requests, in a circle that allows them."""
    circle, name = txn.circle(args.circle), txn.name(args.to)
    if circle is None or name is None or name.circle != circle.id or name.retired or name.once is not None:
        raise Refusal(Code.NOT_FOUND, "no such name")
    ban = txn.ban(circle.space, name.nym_id)
    if ban is not None and ban.holds(hour):
        raise Refusal(Code.NOT_FOUND, "no such name")
    if not circle.settings.requests or _policy(name) == DmPolicy.NOBODY:
        raise Refusal(Code.POLICY_REFUSED, "takes no requests")


def _policy(name: NameRow) -> int:
    return decode(Envelope.from_bytes(name.card).payload, Card).dm
