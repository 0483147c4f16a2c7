"""The safety number: what two people compare to know that nobody stands between them (section 16)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

_ROUNDS: Final = 5200
_VERSION: Final = b"\x00\x01"
_CODE_VERSION: Final = b"\x01"
_GROUPS: Final = 6
_GROUP_SIZE: Final = 5


@dataclass(frozen=True, slots=True)
class SafetyNumber:
    """12 groups of 5 digits, the same on both sides, and the 65 bytes of the code to scan."""

    groups: tuple[str, ...]
    code: bytes


def safety_number(server_id: bytes, circle: bytes, a: tuple[bytes, bytes], b: tuple[bytes, bytes]) -> SafetyNumber:
    """The number of two names of a circle, each given as its key (32) and its identity key IK (32), in any order."""
    prints = sorted(_fingerprint(server_id + circle, author + ik) for author, ik in (a, b))
    halves = sorted(_digits(one) for one in prints)
    return SafetyNumber(halves[0] + halves[1], _CODE_VERSION + b"".join(one[:32] for one in prints))


def _fingerprint(place: bytes, keys: bytes) -> bytes:
    found = _VERSION + place + keys
    for _ in range(_ROUNDS):
        found = hashlib.sha512(found + keys).digest()
    return found


def _digits(fingerprint: bytes) -> tuple[str, ...]:
    parts = (fingerprint[at : at + _GROUP_SIZE] for at in range(0, _GROUPS * _GROUP_SIZE, _GROUP_SIZE))
    return tuple(f"{int.from_bytes(part, 'big') % 100_000:05}" for part in parts)
