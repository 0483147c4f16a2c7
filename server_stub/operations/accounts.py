"""Accounts: registering with an invite, drawing the credential again, and leaving for good (protocol section 6)."""

import asyncio
import hashlib
import hmac

from heimo_protocol.anonymity.credential import REQUEST_SIZE, m1_enc, respond
from heimo_protocol.anonymity.tokens import (
    INVITE_TAG_SIZE,
    TokenType,
    check_invite,
    nullifier,
)
from heimo_protocol.encoding import BadEncoding
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import CREDENTIAL_REPEATS
from heimo_protocol.operations import CredentialArgs, CredentialResult, DeleteAccountArgs, Done, RegisterArgs
from heimo_protocol.signing import KEY_SIZE, require_public_key, verify
from server_stub.context import Caller, Context
from server_stub.store.base import ReadTxn, WriteTxn
from server_stub.store.rows import AccountRow


async def register(context: Context, args: RegisterArgs, caller: Caller) -> CredentialResult:
    """Spend an invite, insert the account, and issue its credential, all or nothing.

    Raises Refusal with SIG_INVALID, INVITE_INVALID, INVITE_SPENT, PROOF_INVALID or EXISTS.
    """
    _require_register_args(context, args)
    spent = await asyncio.to_thread(_find_invite, context, args)

    def check(txn: ReadTxn) -> None:
        if txn.is_spent(*spent):
            raise _spent(txn, args.account)

    await context.store.read(check)
    response = await asyncio.to_thread(respond, context.secrets.issuer, args.request)
    row = AccountRow(
        key=args.account,
        m1enc=m1_enc(args.request),
        created_day=context.day(),
        cred_epoch=context.secrets.cred_epoch,
    )

    def insert(txn: WriteTxn) -> None:
        if not txn.spend(*spent):
            raise _spent(txn, args.account)
        if not txn.add_account(row):
            raise Refusal(Code.EXISTS, "this account is registered")

    await context.store.write(insert, on=(args.account, spent[2]))
    return CredentialResult(response=response, cred_epoch=context.secrets.cred_epoch)


async def credential(context: Context, args: CredentialArgs, caller: Caller) -> CredentialResult:
    """Issue the credential again, over the same hidden secret and a few times an epoch only.

    Raises Refusal with M1_MISMATCH, CRED_EPOCH or PROOF_INVALID.
    """
    account = _require_account(caller)
    if len(args.request) != REQUEST_SIZE:
        raise BadEncoding("credential request")
    if not hmac.compare_digest(m1_enc(args.request), account.m1enc):
        raise Refusal(Code.M1_MISMATCH, "another secret than at registration")
    epoch = context.secrets.cred_epoch
    _next_repeat(account, epoch)  # before the costly part
    response = await asyncio.to_thread(respond, context.secrets.issuer, args.request)

    def count(txn: WriteTxn) -> None:
        row = txn.account(account.key)
        if row is None:
            raise Refusal(Code.AUTH_UNKNOWN, "the account was deleted")
        txn.set_credential(row.key, cred_epoch=epoch, repeats=_next_repeat(row, epoch))

    await context.store.write(count, on=(account.key,))
    return CredentialResult(response=response, cred_epoch=epoch)


async def delete(context: Context, args: DeleteAccountArgs, caller: Caller) -> Done:
    """Remove the account's row; its names stay, since nobody here can find them."""
    key = _require_account(caller).key
    await context.store.write(lambda txn: txn.delete_account(key), on=(key,))
    return Done()


def _require_account(caller: Caller) -> AccountRow:
    if caller.account is None:
        raise Refusal(Code.AUTH_UNKNOWN, "no account")
    return caller.account


def _require_register_args(context: Context, args: RegisterArgs) -> None:
    sizes = ((args.account, KEY_SIZE), (args.tag, INVITE_TAG_SIZE), (args.request, REQUEST_SIZE))
    if any(len(field) != size for field, size in sizes) or len(args.nonce) != TokenType.INVITE.nonce_size:
        raise BadEncoding("register arguments")
    require_public_key(args.account)
    digest = hashlib.sha256(args.account + args.nonce + args.tag + args.request).digest()
    verify(args.account, "req", context.secrets.server_id + digest, args.sig)


def _find_invite(context: Context, args: RegisterArgs) -> tuple[int, int, bytes]:
    """Type, epoch and nullifier of the invite, by the key that made it."""
    kind = TokenType.INVITE
    for epoch in context.secrets.token_epochs(context.day()):
        if check_invite(context.secrets.token_key(kind, epoch), args.nonce, args.tag):
            return int(kind), epoch, nullifier(kind, epoch, args.nonce)
    raise Refusal(Code.INVITE_INVALID, "not an invite of this server, or too old")


def _spent(txn: ReadTxn, account: bytes) -> Refusal:
    # Somebody whose first answer was lost sends the same again, and has to hear that it had worked.
    if txn.account(account) is not None:
        return Refusal(Code.EXISTS, "this account is registered")
    return Refusal(Code.INVITE_SPENT, "the invite was used before")


def _next_repeat(account: AccountRow, epoch: int) -> int:
    if account.cred_epoch != epoch:
        return 0
    if account.repeats >= CREDENTIAL_REPEATS:
        raise Refusal(Code.CRED_EPOCH, "no further credential in this epoch")
    return account.repeats + 1
