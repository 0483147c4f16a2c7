"""Joining a circle: a member proves to be one, and gets one name, without telling which member (section 7.6)."""

import asyncio
import datetime
import hashlib
import hmac
import secrets

from heimo_protocol.anonymity.presentation import circle_scope, nym_id, once_scope, verify_presentation
from heimo_protocol.cards import Card, open_card
from heimo_protocol.circles import OnceNames
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import EmptyBody, Kind
from heimo_protocol.limits import CHALLENGE_SECONDS, MAX_ENTRY_CODE_CHARS
from heimo_protocol.operations import ChallengeArgs, ChallengeResult, JoinArgs, JoinResult, Receipt
from heimo_protocol.signing import h256, seal
from server_stub import log
from server_stub.authoring import Pen
from server_stub.context import Caller, Context
from server_stub.operations.access import code_opens, require_circle, require_not_banned
from server_stub.operations.budgets import ENTRY_CODES_DAY, count_day
from server_stub.operations.events import terms_of
from server_stub.store.base import WriteTxn
from server_stub.store.rows import CircleRow, NameRow, OnceUse

_NONCE = 16
_HEAD = _NONCE + 8
_EPOCH_ORDINAL = datetime.date(1970, 1, 1).toordinal()
_LAST_MONTH_DAYS = 2
"""So many days into a month its predecessor's one-time names still count."""


async def challenge(context: Context, args: ChallengeArgs, caller: Caller) -> ChallengeResult:
    """A challenge for one join of this circle; the server keeps nothing until it is used.

    Raises Refusal with NOT_FOUND.
    """
    await context.store.read(lambda txn: require_circle(txn, args.circle))
    expiry = int(context.clock()) + CHALLENGE_SECONDS
    head = secrets.token_bytes(_NONCE) + expiry.to_bytes(8, "big")
    return ChallengeResult(challenge=head + _challenge_mac(context, args.circle, head))


async def join(context: Context, args: JoinArgs, caller: Caller) -> JoinResult:
    """Let a member in under a name, or let the same name in again.

    Raises Refusal with CHALLENGE_EXPIRED, SIG_INVALID, ENTRY_CODE, ONCE_NOT_ALLOWED, PROOF_INVALID, BANNED,
    NYM_BOUND (its value: the resets so far), RESET_TOO_SOON, EXISTS, NOT_FOUND, or QUOTA for too many entry codes.
    """
    expiry = _require_challenge(context, args)
    server = context.secrets.server_id
    card, payload = open_card(args.card, server_id=server, circle=args.circle)
    circle = await context.store.read(lambda txn: require_circle(txn, args.circle))
    scope = _scope(context, circle, args.once)
    bind = h256("join", server + args.circle + args.challenge + hashlib.sha256(payload).digest())
    nym = await asyncio.to_thread(
        verify_presentation,
        context.secrets.issuer,
        context.secrets.credential_context,
        scope,
        bind,
        args.presentation,
    )
    await _require_code(context, circle, args.code, nym_id(nym))
    entrance = _Entrance(context, circle, card, args, nym_id(nym))

    def enter(txn: WriteTxn) -> int:
        if not txn.use_challenge(args.challenge[:_NONCE], expiry_hour=expiry // 3600):
            raise Refusal(Code.CHALLENGE_EXPIRED, "the challenge was used")
        return entrance.enter(txn)

    cursor = await context.store.write(enter, on=(circle.space, circle.id, card.author))
    if cursor != circle.head_seq:
        context.hub.wake(circle.id, cursor)
    receipt = Receipt(circle=circle.id, author=card.author, hour=context.hour())
    return JoinResult(receipt=seal(context.secrets.root, "receipt", receipt).to_bytes(), cursor=cursor)


class _Entrance:
    """One proven member at the door of one circle."""

    def __init__(self, context: Context, circle: CircleRow, card: Card, args: JoinArgs, nym: bytes) -> None:
        self._hour, self._day = context.hour(), context.day()
        self._reset_days = context.config.limits.reset_days
        self._pen = Pen(context.secrets.root, context.clock(), context.descriptor())
        self._circle = circle
        self._card = card
        self._args = args
        self._nym = nym

    def enter(self, txn: WriteTxn) -> int:
        """Decide and write, within one transaction; returns the newest log number."""
        require_not_banned(txn, self._circle.space, self._nym, self._hour)
        known = self._known(txn)
        if known is not None and known.key == self._card.author and known.circle == self._circle.id:
            if self._card.seq > known.card_seq:
                txn.set_card(known.key, card=self._args.card, card_seq=self._card.seq)
        elif txn.name(self._card.author) is not None:
            raise Refusal(Code.EXISTS, "this key is, or was, a name here")
        elif known is None:
            txn.add_name(self._row(resets=0))
        elif self._args.once is not None:
            raise Refusal(Code.ONCE_NOT_ALLOWED, "this one-time name is in use")
        elif not self._args.reset:
            raise Refusal(Code.NYM_BOUND, "this member has another name here", value=known.resets)
        else:
            self._replace(txn, known)
        row = txn.circle(self._circle.id)
        return row.head_seq if row is not None else 0

    def _known(self, txn: WriteTxn) -> NameRow | None:
        here = txn.name_of_nym(self._circle.id, self._nym)
        if here is not None or self._args.once is None:
            return here
        # A one-time name is used once in its whole space.
        siblings = (row.id for row in txn.circles() if row.space == self._circle.space)
        return next((name for c in siblings if (name := txn.name_of_nym(c, self._nym))), None)

    def _replace(self, txn: WriteTxn, known: NameRow) -> None:
        last = txn.reset_day(self._circle.id, self._nym)
        if last is not None and self._day - last < self._reset_days:
            wait = (last + self._reset_days - self._day) * 86_400
            raise Refusal(Code.RESET_TOO_SOON, "a name can be replaced later", retry_after=wait)
        txn.retire_name(known.key, day=self._day)
        txn.add_name(self._row(resets=known.resets + 1))
        circle = require_circle(txn, self._circle.id)
        log.append(txn, self._pen.write(txn, circle, Kind.IDENTITY_CHANGED, EmptyBody()), self._hour)

    def _row(self, *, resets: int) -> NameRow:
        once = self._args.once
        return NameRow(
            key=self._card.author,
            circle=self._circle.id,
            space=self._circle.space,
            nym_id=self._nym,
            joined_hour=self._hour,
            card=self._args.card,
            card_seq=self._card.seq,
            once=None if once is None else OnceUse(month=once[0], index=once[1]),
            resets=resets,
        )


def _challenge_mac(context: Context, circle: bytes, head: bytes) -> bytes:
    return hmac.digest(context.secrets.k_challenge, circle + head, hashlib.sha256)


def _require_challenge(context: Context, args: JoinArgs) -> int:
    """Check that the challenge is ours and still good; returns its expiry in unix seconds."""
    head, mac = args.challenge[:_HEAD], args.challenge[_HEAD:]
    if not hmac.compare_digest(_challenge_mac(context, args.circle, head), mac):
        raise Refusal(Code.CHALLENGE_EXPIRED, "not a challenge for this circle")
    expiry = int.from_bytes(head[_NONCE:], "big")
    if expiry < context.clock():
        raise Refusal(Code.CHALLENGE_EXPIRED, "older than ten minutes")
    return expiry


async def _require_code(context: Context, circle: CircleRow, code: str | None, nym: bytes) -> None:
    """Check the code of a proven member; each try is counted, and committed before the answer says anything."""
    if circle.settings.private and code is not None:
        terms = terms_of(context)
        await context.store.write(lambda txn: count_day(txn, nym, "entry_codes", ENTRY_CODES_DAY, terms), on=(nym,))
    short = code is not None and len(code) <= MAX_ENTRY_CODE_CHARS
    mac = context.secrets.entry_mac(code) if code is not None and short else None
    if not code_opens(circle, mac):
        raise Refusal(Code.ENTRY_CODE, "the entry code is missing or wrong")


def _scope(context: Context, circle: CircleRow, once: tuple[int, int] | None) -> bytes:
    server = context.secrets.server_id
    if once is None:
        return circle_scope(server, circle.space)
    month, index = once
    if circle.settings.once == OnceNames.OFF:
        raise Refusal(Code.ONCE_NOT_ALLOWED, "this circle takes no one-time names")
    if month not in _months(context.day()) or not 0 <= index < context.config.limits.once_names_month:
        raise Refusal(Code.ONCE_NOT_ALLOWED, "not a one-time name of this month")
    return once_scope(server, circle.space, month, index)


def _months(day: int) -> set[int]:
    """The months (year * 12 + month - 1) whose one-time names count on a day since 1970-01-01."""
    return {month_of(day), month_of(day - _LAST_MONTH_DAYS)}


def month_of(day: int) -> int:
    """The month, year * 12 + month - 1, of a day since 1970-01-01 (Gregorian calendar, UTC)."""
    date = datetime.date.fromordinal(_EPOCH_ORDINAL + day)
    return date.year * 12 + date.month - 1
