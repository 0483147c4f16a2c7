"""Franking: how whoever received a message can prove it to moderators, and to nobody else (protocol section 15)."""

import hashlib
import hmac
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

import msgspec

from heimo_protocol.encoding import BadEncoding
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.signing import KEY_SIZE, SIGNATURE_SIZE, Label, require_public_key, verify, verify_by_sound

SEED_SIZE: Final = 32
FRANK_KEY_SIZE: Final = 32
COMMITMENT_SIZE: Final = 32
STAMP_SIZE: Final = 32
HIDDEN_NAME_SIZE: Final = 60
"""nonce 12 || the name's key 32, encrypted for the server alone || tag 16."""

BODY_SIZE: Final = KEY_SIZE + HIDDEN_NAME_SIZE + 4
TOKEN_SIZE: Final = BODY_SIZE + SIGNATURE_SIZE
WEEK_HOURS: Final = 7 * 24
_WEEK_SIZE: Final = 4
_BEFORE_SIZE: Final = _WEEK_SIZE + KEY_SIZE
TOKEN_LABEL: Final[Label] = "frank-token"  # noqa: S105 - a label
MESSAGE_LABEL: Final[Label] = "frank-msg"


class FrankToken(msgspec.Struct, frozen=True, kw_only=True):
    """A week's leave to write: its own Ed25519 `key`, and the sender's name, `hidden` to all but the server."""

    key: bytes
    hidden: bytes
    week: int

    def body(self) -> bytes:
        """What the server signs, BODY_SIZE bytes."""
        return self.key + self.hidden + self.week.to_bytes(4, "big")

    @classmethod
    def from_body(cls, body: bytes) -> "FrankToken":
        """Read BODY_SIZE bytes that are known to be signed, as `read_token` makes sure."""
        return cls(key=body[:KEY_SIZE], hidden=body[KEY_SIZE:-4], week=int.from_bytes(body[-4:], "big"))


def frank_keys(now: bytes, before: Iterable[tuple[int, bytes]] = ()) -> bytes:
    """What a descriptor says as `frank`: the key of `now` (32), then each key of before as u32 last week || key.

    A key of before counts for tokens up to its last week: who has been given one may still write with it, and
    whoever stole the key has no use for it a few weeks later.
    """
    return now + b"".join(last.to_bytes(_WEEK_SIZE, "big") + key for last, key in before)


def read_token(token: bytes, frank_key: bytes) -> FrankToken:
    """Check a token of TOKEN_SIZE bytes against the descriptor's `frank` (see frank_keys).

    Raises Refusal with FRANK_INVALID.
    """
    if len(token) != TOKEN_SIZE:
        raise Refusal(Code.FRANK_INVALID, "token size")
    body, signature = token[:BODY_SIZE], token[BODY_SIZE:]
    found = FrankToken.from_body(body)
    try:
        _verify_by_any(_keys_of_week(frank_key, found.week), body, signature)
        require_public_key(found.key)
    except Refusal:
        raise Refusal(Code.FRANK_INVALID, "token signature") from None
    return found


def _keys_of_week(frank_key: bytes, week: int) -> list[bytes]:
    """The keys that may have signed a token of this week, newest first; raises Refusal where they are damaged."""
    if len(frank_key) < KEY_SIZE or (len(frank_key) - KEY_SIZE) % _BEFORE_SIZE:
        raise Refusal(Code.FRANK_INVALID, "franking keys")
    before = [frank_key[at : at + _BEFORE_SIZE] for at in range(KEY_SIZE, len(frank_key), _BEFORE_SIZE)]
    old = [one[_WEEK_SIZE:] for one in before if int.from_bytes(one[:_WEEK_SIZE], "big") >= week]
    return [frank_key[:KEY_SIZE], *reversed(old)]


def _verify_by_any(keys: list[bytes], body: bytes, signature: bytes) -> None:
    for key in keys[:-1]:
        with suppress(Refusal):
            verify(key, TOKEN_LABEL, body, signature)
            return
    verify(keys[-1], TOKEN_LABEL, body, signature)


def week_of(hour: int) -> int:
    """The franking week of an hour since 1970-01-01."""
    return hour // WEEK_HOURS


def is_timely(token: FrankToken, hour: int) -> bool:
    """Whether a message stamped in this hour may carry the token (section 15.2)."""
    return week_of(hour) - 5 <= token.week <= week_of(hour) + 1


def commitment(frank_key: bytes, content: bytes) -> bytes:
    """C2: what the server stamps of a message it cannot read, 32 bytes; `frank_key` is the message's own, 32."""
    if len(frank_key) != FRANK_KEY_SIZE:
        raise BadEncoding("franking key")
    return hmac.digest(frank_key, b"heimo/v1/frank" + content, hashlib.sha256)


def signed_part(c2: bytes, circle: bytes, recipient: bytes) -> bytes:
    """What a sender signs with the week's key under MESSAGE_LABEL: this message, to this name, in this circle."""
    return c2 + circle + recipient


def check_message(token: FrankToken, c2: bytes, signature: bytes, *, circle: bytes, recipient: bytes) -> None:
    """Check the sender's signature over a commitment, by a token whose key `read_token` has checked.

    Raises Refusal with FRANK_INVALID.
    """
    try:
        verify_by_sound(token.key, MESSAGE_LABEL, signed_part(c2, circle, recipient), signature)
    except Refusal:
        raise Refusal(Code.FRANK_INVALID, "message signature") from None


def stamp(k_stamp: bytes, c2: bytes, hour: int) -> bytes:
    """The server's mark that it accepted this commitment in this hour, 32 bytes; made again to check it."""
    return hmac.digest(k_stamp, b"heimo/v1/frank-stamp" + c2 + hour.to_bytes(4, "big"), hashlib.sha256)


class Stamped(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A commitment with the hour in which the server accepted it and its stamp."""

    c2: bytes
    hour: int
    stamp: bytes


class ReportedMessage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One message as its reader proves it: `content` bytes, `key` of the commitment, `signature`, `token`, stamp."""

    content: bytes
    key: bytes
    signature: bytes
    token: bytes
    stamped: Stamped


class SealedReport(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What moderators read once they opened it (section 15.4).

    `reporter` (32) received the messages; `card` is the signed card of whom the reporter says they are from; `reason`
    is a code and `note` the reporter's own words, at most MAX_REASON_CHARS.
    """

    v: int = 1
    circle: bytes
    reporter: bytes
    card: bytes
    messages: list[ReportedMessage]
    reason: str
    note: str = ""
