"""Finds out who asks: signature, time, replay, and the row that makes a key known in its role (section 5.2)."""

from heimo_protocol.errors import Code, Refusal
from heimo_protocol.operations import (
    CHALLENGE,
    CIRCLE_LIST,
    GOVERNANCE,
    JOIN,
    LIST,
    LIVE,
    QUEUE_CREATE,
    REGISTER,
    REQUEST_SEND,
    Args,
    Operation,
    Result,
)
from heimo_protocol.requests import Auth, Mode, Request, op_digest, verify_auth
from server_stub.company import Replay
from server_stub.context import Caller, Context
from server_stub.limiter import Purpose
from server_stub.store.ahead import NameAhead
from server_stub.store.base import ReadTxn
from server_stub.store.rows import AccountRow, BanRow, NameRow

QUEUE_MODES = frozenset({Mode.QUEUE_RECEIVER, Mode.QUEUE_SENDER})
"""The roles that a queue's keys have."""

_PURPOSES = {
    CIRCLE_LIST.name: Purpose.CIRCLES,
    LIST.name: Purpose.EVENTS,
    GOVERNANCE.name: Purpose.GOVERNANCE,
    LIVE.name: Purpose.LISTENING,
    CHALLENGE.name: Purpose.CHALLENGE,
    JOIN.name: Purpose.JOINING,
    REGISTER.name: Purpose.REGISTERING,
    REQUEST_SEND.name: Purpose.ASKING,
    QUEUE_CREATE.name: Purpose.QUEUES,
}
"""What nameless requests are for: every operation that takes them."""


async def identify(context: Context, replay: Replay, operation: Operation[Args, Result], request: Request) -> Caller:
    """Verify a request's caller.

    Nameless requests, and those of unknown keys, are counted against the whole server's budget for their purpose. Keys
    of queues are let through: only the handler knows which queue they should fit, and counts those that do not.
    Raises Refusal with AUTH_UNKNOWN, AUTH_INVALID, CLOCK_SKEW, REPLAY, BANNED (its value is the hour until which) or
    BUSY, and what the store raises.
    """
    digest = op_digest(operation.name, request.args)
    auth = request.auth
    if auth is None:
        if not operation.anonymous:
            raise Refusal(Code.AUTH_UNKNOWN, "not signed")
        context.limiter.require_anonymous(_PURPOSES[operation.name])
        return Caller(None, None, None, None, request.token, digest)
    if auth.mode not in operation.modes:
        raise Refusal(Code.AUTH_UNKNOWN, "not for this role")
    replay.require_time(auth.time)
    verify_auth(auth, server_id=context.secrets.server_id, digest=digest)
    account, name, banned = await _known(context, auth)
    if banned is not None and not operation.while_banned:
        raise Refusal(Code.BANNED, "banned", value=banned.until_hour)
    # after it: strangers must not fill the memory of names (that of queues is one that forgets)
    await replay.require_new(auth.key, auth.nonce, auth.time)
    return Caller(auth.mode, auth.key, name, account, request.token, digest, is_banned=banned is not None)


async def _known(context: Context, auth: Auth) -> tuple[AccountRow | None, NameRow | None, BanRow | None]:
    """The row that makes the key known, and the ban that is in force; both None for keys of queues."""
    account: AccountRow | None = None
    name: NameRow | None = None
    ban: BanRow | None = None
    if auth.mode in QUEUE_MODES:
        return None, None, None
    if auth.mode == Mode.ACCOUNT:
        account = await context.store.read(lambda txn: txn.account(auth.key))
    elif auth.mode == Mode.NAME:
        name, ban = await context.store.read(lambda txn: _name_and_ban(txn, auth.key), ahead=NameAhead(auth.key))
    if account is None and (name is None or name.retired):
        context.limiter.require_anonymous(Purpose.STRANGER)
        raise Refusal(Code.AUTH_UNKNOWN, "key is not known for this role")
    return account, name, ban if ban is not None and ban.holds(context.hour()) else None


def _name_and_ban(txn: ReadTxn, key: bytes) -> tuple[NameRow | None, BanRow | None]:
    name = txn.name(key)
    return name, None if name is None else txn.ban(name.space, name.nym_id)
