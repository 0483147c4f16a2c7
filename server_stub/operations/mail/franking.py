"""Franking: leave to write messages whose sender shows only if one is reported (protocol section 15)."""

import hmac
import os
from contextlib import suppress

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from heimo_protocol.encoding import BadEncoding
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.franking import (
    COMMITMENT_SIZE,
    STAMP_SIZE,
    TOKEN_LABEL,
    FrankToken,
    Stamped,
    is_timely,
    read_token,
    stamp,
    week_of,
)
from heimo_protocol.limits import FRANK_TOKENS_WEEK
from heimo_protocol.operations import FrankOpenArgs, FrankOpenResult, FrankTokenArgs, FrankTokenResult
from heimo_protocol.signing import public_bytes, sign
from server_stub.context import Caller, Context
from server_stub.operations.access import require_circle, require_moderator, require_not_banned, require_own_name
from server_stub.operations.budgets import count_week
from server_stub.operations.events import terms_of
from server_stub.store.base import WriteTxn

_NONCE_SIZE = 12
_LAST_HOUR = 2**32 - 1


async def token(context: Context, args: FrankTokenArgs, caller: Caller) -> FrankTokenResult:
    """Make this week's key for the calling name, which is hidden in its token, and forget it.

    Raises Refusal with AUTH_UNKNOWN, ONCE_NOT_ALLOWED, BANNED or QUOTA.
    """
    name = require_own_name(caller)
    if name.once is not None:
        raise Refusal(Code.ONCE_NOT_ALLOWED, "one-time names write no messages")
    terms = terms_of(context)

    def count(txn: WriteTxn) -> None:
        require_not_banned(txn, name.space, name.nym_id, terms.hour)
        # a member has one name in each circle of a space, and each of them writes
        count_week(txn, name.nym_id, f"frank_tokens_{name.circle.hex()}", FRANK_TOKENS_WEEK, terms)

    await context.store.write(count, on=(name.nym_id,))
    seed = Ed25519PrivateKey.generate()
    week = week_of(terms.hour)
    nonce = os.urandom(_NONCE_SIZE)
    hidden = nonce + ChaCha20Poly1305(context.secrets.k_frank_id).encrypt(nonce, name.key, _about(week))
    body = FrankToken(key=public_bytes(seed), hidden=hidden, week=week).body()
    signature = sign(context.secrets.frank_of(week), TOKEN_LABEL, body)
    return FrankTokenResult(seed=seed.private_bytes_raw(), token=body + signature)


async def open_token(context: Context, args: FrankOpenArgs, caller: Caller) -> FrankOpenResult:
    """Tell a moderator which name of the moderator's circle a token was given to.

    Raises Refusal with AUTH_UNKNOWN, NOT_MODERATOR, BAD_ENCODING, STAMP_INVALID or FRANK_INVALID.
    """
    moderator = require_own_name(caller)

    await context.store.read(lambda txn: require_moderator(txn, require_circle(txn, moderator.circle), moderator.key))
    require_stamps(context, [args.message])
    found = read_token(args.token, context.secrets.frank_public)
    if not is_timely(found, args.message.hour):
        raise Refusal(Code.FRANK_INVALID, "token of another time")
    author = _reveal(context, found)
    name = await context.store.read(lambda txn: txn.name(author))
    if name is None or name.circle != moderator.circle:
        raise Refusal(Code.FRANK_INVALID, "not a name of this circle")
    return FrankOpenResult(author=author)


def require_stamps(context: Context, messages: list[Stamped]) -> None:
    """Check that this server stamped each commitment in its hour; raises Refusal with BAD_ENCODING or STAMP_INVALID."""
    for message in messages:
        if (len(message.c2), len(message.stamp)) != (COMMITMENT_SIZE, STAMP_SIZE):
            raise BadEncoding("commitment or stamp")
        if not 0 <= message.hour <= _LAST_HOUR:
            raise BadEncoding("hour")
        old = (one.k_stamp for one in context.secrets.retired if message.hour <= one.last_hour)
        made = (stamp(key, message.c2, message.hour) for key in (context.secrets.k_stamp, *old))
        if not any(hmac.compare_digest(one, message.stamp) for one in made):
            raise Refusal(Code.STAMP_INVALID, "not stamped here")


def _about(week: int) -> bytes:
    return b"heimo/v1/frank-id" + week.to_bytes(4, "big")


def _reveal(context: Context, found: FrankToken) -> bytes:
    nonce, sealed = found.hidden[:_NONCE_SIZE], found.hidden[_NONCE_SIZE:]
    old = (one.k_frank_id for one in context.secrets.retired if found.week <= one.last_week)
    for key in (context.secrets.k_frank_id, *old):
        with suppress(InvalidTag):
            return ChaCha20Poly1305(key).decrypt(nonce, sealed, _about(found.week))
    raise Refusal(Code.FRANK_INVALID, "hidden name")
