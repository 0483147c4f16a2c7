"""Invite codes and links as people type, paste and mistype them (protocol section 6.1).

A code is Crockford's Base32, in groups of four: case, hyphens and spaces mean nothing, o reads as 0, and i and l
read as 1.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from heimo_protocol.anonymity.tokens import INVITE_TAG_SIZE, TokenType

SCHEME: Final = "heimo:"
CODE_CHARS: Final = 56
ROOT_CHARS: Final = 52

_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_VALUES: Final = {char: value for value, char in enumerate(_ALPHABET)} | {"o": 0, "i": 1, "l": 1}
_IGNORED: Final = re.compile(r"[\s\-\u2010-\u2015\u00ad\u200b]+")
_HOST: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9.\-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
_VERSION: Final = b"\x01"
_NONCE_SIZE: Final = TokenType.INVITE.nonce_size
_ROOT_SIZE: Final = 32


class Mistake(StrEnum):
    """What is wrong with an invite that somebody entered."""

    LENGTH = "length"
    CHARACTER = "character"
    CHECKSUM = "checksum"
    VERSION = "version"
    SHAPE = "shape"


class InviteUnreadable(ValueError):
    """An invite cannot be read; the message says in plain words what to look for."""

    def __init__(self, mistake: Mistake, message: str) -> None:
        super().__init__(message)
        self.mistake = mistake


@dataclass(frozen=True)
class Invite:
    """A spendable invite: nonce and tag of a type-3 token, 16 bytes each."""

    nonce: bytes = field(repr=False)
    tag: bytes = field(repr=False)


@dataclass(frozen=True)
class InviteLink:
    """Where a community is (host, with a port if it has one), the key it is known by, and the invite."""

    host: str
    server_root: bytes
    invite: Invite


def write_code(invite: Invite) -> str:
    """Write a code of 56 characters in groups of four."""
    body = _VERSION + invite.nonce + invite.tag
    if len(body) != 1 + _NONCE_SIZE + INVITE_TAG_SIZE:
        raise ValueError("an invite has a nonce and a tag of 16 bytes each")
    code = _to_base32(body + _checksum(body))
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def read_code(text: str) -> Invite:
    """Read a code however it was typed; raises InviteUnreadable."""
    data = _from_base32(text, CODE_CHARS, "invite code")
    body, checksum = data[:-2], data[-2:]
    if not hmac.compare_digest(_checksum(body), checksum):
        raise InviteUnreadable(
            Mistake.CHECKSUM, "This code has a typo somewhere. Please compare it with the one you were given."
        )
    if body[:1] != _VERSION:
        raise InviteUnreadable(Mistake.VERSION, "This code was made for a newer Heimo. Please update first.")
    return Invite(body[1 : 1 + _NONCE_SIZE], body[1 + _NONCE_SIZE :])


def write_link(link: InviteLink) -> str:
    """Write `heimo:<host>/<server key>/<code>`; raises ValueError for a host or key that no link can carry."""
    if not _HOST.fullmatch(link.host) or len(link.server_root) != _ROOT_SIZE:
        raise ValueError("an invite link needs a host in lower case and a server key of 32 bytes")
    return f"{SCHEME}{link.host}/{_to_base32(link.server_root)}/{write_code(link.invite)}"


def read_link(text: str) -> InviteLink:
    """Read a link, also one that was broken over lines; raises InviteUnreadable."""
    joined = "".join(text.split()).lower()
    parts = joined.removeprefix(SCHEME).removeprefix("//").rstrip("/").split("/")
    if not joined.startswith(SCHEME) or len(parts) != 3 or not _HOST.fullmatch(parts[0]):
        raise InviteUnreadable(Mistake.SHAPE, "An invite looks like heimo:community.example/…/… and this does not.")
    host, root, code = parts
    return InviteLink(host, _from_base32(root, ROOT_CHARS, "middle part of the invite"), read_code(code))


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()[:2]


def _to_base32(data: bytes) -> str:
    chars = -(-len(data) * 8 // 5)
    number = int.from_bytes(data, "big") << (chars * 5 - len(data) * 8)
    return "".join(_ALPHABET[number >> shift & 31] for shift in range((chars - 1) * 5, -1, -5))


def _from_base32(text: str, chars: int, what: str) -> bytes:
    plain = _IGNORED.sub("", text.lower())
    for char in plain:
        if char not in _VALUES:
            raise InviteUnreadable(Mistake.CHARACTER, f"“{char}” never stands in an invite. Is it a typo?")
    if missing := chars - len(plain):
        change = f"{missing} missing" if missing > 0 else f"{-missing} too many"
        raise InviteUnreadable(Mistake.LENGTH, f"The {what} has {chars} characters; this one has {change}.")
    number = 0
    for char in plain:
        number = number << 5 | _VALUES[char]
    spare = chars * 5 % 8
    if number & ((1 << spare) - 1):
        raise InviteUnreadable(Mistake.CHECKSUM, f"The {what} has a typo near its end.")
    return (number >> spare).to_bytes(chars * 5 // 8, "big")
