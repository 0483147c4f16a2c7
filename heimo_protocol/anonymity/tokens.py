"""Blind tokens: leave to do a thing, given to a member and spent by nobody in particular (section 8)."""

import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from heimo_protocol.anonymity.group import EDWARDS25519, Element, NotInGroup, Rng, Scalar
from heimo_protocol.anonymity.voprf import EvaluationInvalid, Voprf
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import TOKEN_EPOCH_DAYS, TOKENS_PER_REQUEST
from heimo_protocol.signing import h256

SUITE: Final = Voprf(EDWARDS25519, "sha512", b"HEIMOv1-edwards25519-SHA512")
INVITE_TAG_SIZE: Final = 16
PROOF_SIZE: Final = 64
OUTPUT_SIZE: Final = 64


class TokenInvalid(Refusal):
    """A token, a batch of them or its proof was not made as it must be."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(Code.TOKEN_INVALID, detail)


class TokenType(IntEnum):
    """What a token allows, once."""

    REQUEST = 1
    """Write to somebody who does not know the sender."""

    QUEUE = 2
    """Open a message queue."""

    INVITE = 3
    """Bring one person into the community."""

    @property
    def nonce_size(self) -> int:
        """Bytes of the nonce; an invite's is short since people may have to type it."""
        return 16 if self is TokenType.INVITE else 32


@dataclass(frozen=True)
class TokenKey:
    """A server's key for one type and epoch; `public` stands in the descriptor, 32 bytes."""

    type: TokenType
    epoch: int
    secret: Scalar = field(repr=False)
    public: Element


@dataclass(frozen=True)
class PendingTokens:
    """What a client keeps while a batch is evaluated; it sends `blinded`, 32 bytes each."""

    type: TokenType
    nonces: tuple[bytes, ...] = field(repr=False)
    blinds: tuple[Scalar, ...] = field(repr=False)
    blinded: tuple[Element, ...]


@dataclass(frozen=True)
class Token:
    """An unspent token: its nonce and the 64-byte output W, both secret until spent."""

    type: TokenType
    epoch: int
    nonce: bytes = field(repr=False)
    output: bytes = field(repr=False)


def epoch_of(unix_day: int) -> int:
    """The token epoch of a day counted from 1970-01-01."""
    return unix_day // TOKEN_EPOCH_DAYS


def valid_epochs(unix_day: int) -> tuple[int, int]:
    """The epochs whose tokens count on a day: the current one first, then the one before."""
    return epoch_of(unix_day), epoch_of(unix_day) - 1


def token_key(seed: bytes, type: TokenType, epoch: int) -> TokenKey:
    """Derive the key for a type and epoch from the server's seed of 32 bytes."""
    info = b"heimo/v1/token" + bytes([type]) + epoch.to_bytes(4, "big")
    secret, public = SUITE.derive_key_pair(seed, info)
    return TokenKey(type, epoch, secret, public)


def prepare(type: TokenType, count: int, rng: Rng = os.urandom) -> PendingTokens:
    """Draw and blind `count` new tokens, 1 to TOKENS_PER_REQUEST; raises ValueError for another count."""
    if not 0 < count <= TOKENS_PER_REQUEST:
        raise ValueError(f"1 to {TOKENS_PER_REQUEST} tokens at a time")
    nonces = tuple(rng(type.nonce_size) for _ in range(count))
    pairs = [SUITE.blind(nonce, rng) for nonce in nonces]
    return PendingTokens(type, nonces, tuple(b for b, _ in pairs), tuple(e for _, e in pairs))


def require_batch(blinded: Sequence[bytes]) -> None:
    """Check blinded inputs without the cost of evaluating them; raises TokenInvalid as `evaluate` does."""
    _read_batch(blinded)


def evaluate(key: TokenKey, blinded: Sequence[bytes], rng: Rng = os.urandom) -> tuple[tuple[bytes, ...], bytes]:
    """Sign a batch blindly, on the server: evaluated elements of 32 bytes and a proof of 64.

    Raises TokenInvalid for a malformed element, an empty batch or one over TOKENS_PER_REQUEST.
    """
    return SUITE.blind_evaluate(key.secret, key.public, _read_batch(blinded), rng)


def finalize(
    pending: PendingTokens, epoch: int, evaluated: Sequence[bytes], proof: bytes, public: bytes
) -> tuple[Token, ...]:
    """Check the server's work against its published key (32 bytes) and unblind the tokens.

    Raises TokenInvalid: a key used for one member only would mark that member's tokens.
    """
    answers = _read_batch(evaluated)
    try:
        SUITE.check(SUITE.group.read_element(public), pending.blinded, answers, proof)
    except (EvaluationInvalid, NotInGroup) as error:
        raise TokenInvalid(str(error)) from None
    return tuple(
        Token(pending.type, epoch, nonce, SUITE.finalize(nonce, blind, answer))
        for nonce, blind, answer in zip(pending.nonces, pending.blinds, answers, strict=True)
    )


def recompute(key: TokenKey, nonce: bytes) -> bytes:
    """Give a token's output W with the key, on the server, 64 bytes; raises TokenInvalid for a wrong nonce size."""
    if len(nonce) != key.type.nonce_size:
        raise TokenInvalid("nonce of a wrong size")
    return SUITE.evaluate(key.secret, nonce)


def spend_mac(output: bytes, opdigest: bytes) -> bytes:
    """Bind a token to the one operation it is spent on (section 5.2's digest), 32 bytes."""
    return hmac.digest(output, b"heimo/v1/spend" + opdigest, "sha256")


def check_spend(key: TokenKey, nonce: bytes, opdigest: bytes, mac: bytes) -> None:
    """Check that a token of this key is spent on this operation; raises TokenInvalid."""
    if not hmac.compare_digest(spend_mac(recompute(key, nonce), opdigest), mac):
        raise TokenInvalid("not a token of this server, or for another operation")


def invite_tag(output: bytes) -> bytes:
    """The part of W that an invite code carries, 16 bytes."""
    return output[:INVITE_TAG_SIZE]


def check_invite(key: TokenKey, nonce: bytes, tag: bytes) -> bool:
    """Tell whether an invite was made with this key; raises TokenInvalid for a wrong nonce size."""
    return hmac.compare_digest(invite_tag(recompute(key, nonce)), tag)


def nullifier(type: TokenType, epoch: int, nonce: bytes) -> bytes:
    """The 16 bytes by which a server remembers that a token was spent."""
    return h256("nul", bytes([type]) + epoch.to_bytes(4, "big") + nonce)[:16]


def _read_batch(elements: Sequence[bytes]) -> tuple[Element, ...]:
    if not 0 < len(elements) <= TOKENS_PER_REQUEST:
        raise TokenInvalid(f"1 to {TOKENS_PER_REQUEST} elements at a time")
    try:
        return tuple(SUITE.group.read_element(element) for element in elements)
    except NotInGroup as error:
        raise TokenInvalid(str(error)) from None
