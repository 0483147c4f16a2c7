"""Tokens that pay for nameless requests: checked first, spent together with what they pay for (protocol section 8)."""

import asyncio
from dataclasses import dataclass

from heimo_protocol.anonymity.tokens import TokenType, check_spend, nullifier, valid_epochs
from heimo_protocol.errors import Code, Refusal
from server_stub.context import Caller, Context
from server_stub.store.base import WriteTxn


@dataclass(frozen=True, slots=True)
class Payment:
    """A good token that may have been spent before."""

    type: TokenType
    epoch: int
    nullifier: bytes

    def spend(self, txn: WriteTxn) -> None:
        """Use it up, unless this operation fails later on; raises Refusal with TOKEN_SPENT."""
        if not txn.spend(int(self.type), self.epoch, self.nullifier):
            raise Refusal(Code.TOKEN_SPENT, "the token was used before")


async def require_payment(context: Context, kind: TokenType, caller: Caller) -> Payment:
    """Check that the request carries a token of this kind, made for this very request.

    Raises Refusal with TOKEN_INVALID or TOKEN_EXPIRED.
    """
    token = caller.token
    if token is None or token.type != kind:
        raise Refusal(Code.TOKEN_INVALID, "another token is needed")
    day = context.day()
    if token.epoch not in context.secrets.token_epochs(day):
        is_over = token.epoch <= max(valid_epochs(day))
        raise Refusal(Code.TOKEN_EXPIRED if is_over else Code.TOKEN_INVALID, "token epoch")
    key = context.secrets.token_key(kind, token.epoch)
    await asyncio.to_thread(check_spend, key, token.nonce, caller.digest, token.mac)
    return Payment(kind, token.epoch, nullifier(kind, token.epoch, token.nonce))
