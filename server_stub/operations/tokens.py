"""Issuing blind tokens within a budget: invites to accounts, the others to names (protocol section 8)."""

import asyncio

from heimo_protocol.anonymity.tokens import TokenType, epoch_of, evaluate, require_batch
from heimo_protocol.encoding import BadEncoding
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import TOKEN_EPOCH_DAYS
from heimo_protocol.operations import IssueArgs, IssueResult
from heimo_protocol.requests import Mode
from server_stub.context import Caller, Context
from server_stub.operations.access import require_not_banned
from server_stub.operations.budgets import count_day, count_requests
from server_stub.operations.events import terms_of
from server_stub.operations.placing import Terms
from server_stub.store.base import WriteTxn
from server_stub.store.rows import AccountRow, NameRow

_INVITE_PERIOD_DAYS = 30


async def issue(context: Context, args: IssueArgs, caller: Caller) -> IssueResult:
    """Count blinded inputs, then evaluate them under this epoch's key: over its budget nobody makes the server work.

    Raises Refusal with AUTH_UNKNOWN, BAD_ENCODING, TOKEN_INVALID, QUOTA, BANNED or ONCE_NOT_ALLOWED.
    """
    try:
        kind = TokenType(args.type)
    except ValueError:
        raise BadEncoding("token type") from None
    terms = terms_of(context)
    if kind == TokenType.INVITE:
        who: AccountRow | NameRow | None = caller.account if caller.mode == Mode.ACCOUNT else None
    else:
        who = caller.name if caller.mode == Mode.NAME else None
    if who is None:
        raise Refusal(Code.AUTH_UNKNOWN, "another role draws these tokens")
    require_batch(args.blinded)
    _require_open(context, terms)
    member = who.key if isinstance(who, AccountRow) else who.nym_id
    await context.store.write(lambda txn: _count(txn, who, kind, len(args.blinded), terms), on=(member,))
    epoch = epoch_of(terms.day)
    key = context.secrets.token_key(kind, epoch)
    evaluated, proof = await asyncio.to_thread(evaluate, key, args.blinded)
    return IssueResult(epoch=epoch, evaluated=list(evaluated), proof=proof)


def _require_open(context: Context, terms: Terms) -> None:
    first = context.secrets.tokens_from
    if epoch_of(terms.day) < first:
        wait = first * TOKEN_EPOCH_DAYS * 86_400 - terms.now
        raise Refusal(Code.QUOTA, "no tokens until the server's new keys count", retry_after=int(wait))


def _count(txn: WriteTxn, who: AccountRow | NameRow, kind: TokenType, number: int, terms: Terms) -> None:
    if isinstance(who, AccountRow):
        _count_invites(txn, who, number, terms)
        return
    if who.once is not None:
        raise Refusal(Code.ONCE_NOT_ALLOWED, "one-time names draw no tokens")
    require_not_banned(txn, who.space, who.nym_id, terms.hour)
    if kind == TokenType.REQUEST:
        count_requests(txn, who, number, terms)
    else:
        count_day(txn, who.nym_id, "queue_tokens", terms.limits.queue_tokens_day, terms, by=number)


def _count_invites(txn: WriteTxn, account: AccountRow, number: int, terms: Terms) -> None:
    period = terms.day // _INVITE_PERIOD_DAYS
    end = (period + 1) * _INVITE_PERIOD_DAYS * 24
    if txn.account(account.key) is None:
        raise Refusal(Code.AUTH_UNKNOWN, "the account was deleted")
    drawn = txn.count_account(account.key, "invites", period, by=number, expiry_hour=end)
    if drawn > terms.limits.invites_month:
        raise Refusal(Code.QUOTA, "no invites left", retry_after=int(end * 3600 - terms.now))
