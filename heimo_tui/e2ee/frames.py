"""The bytes of a frame, of its header and of what its body hides (sections 12.4 and 12.5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from heimo_protocol.bundles import MLKEM_PUBLIC_SIZE
from heimo_protocol.franking import FRANK_KEY_SIZE, TOKEN_SIZE
from heimo_protocol.limits import FRAME_CLASSES
from heimo_protocol.signing import SIGNATURE_SIZE
from heimo_tui.core.errors import CannotDecrypt
from heimo_tui.e2ee.franking import Evidence
from heimo_tui.e2ee.primitives.dh import DH_SIZE
from heimo_tui.e2ee.primitives.hidden import Hidden
from heimo_tui.e2ee.primitives.kem import KEM_CIPHERTEXT_SIZE
from heimo_tui.e2ee.primitives.sealing import TAG_SIZE

SALT_SIZE: Final = 16
HEADER_SIZE: Final = DH_SIZE + MLKEM_PUBLIC_SIZE + KEM_CIPHERTEXT_SIZE + 8
_VERSION: Final = b"\x01"
_HEADER_AT: Final = 1 + SALT_SIZE
_BODY_AT: Final = _HEADER_AT + HEADER_SIZE + TAG_SIZE
_FRAME_OVERHEAD: Final = _BODY_AT + TAG_SIZE
_PROOF_SIZE: Final = FRANK_KEY_SIZE + SIGNATURE_SIZE + TOKEN_SIZE
_CONTENT_AT: Final = 4 + _PROOF_SIZE
MAX_CONTENT_BYTES: Final = FRAME_CLASSES[-1] - _FRAME_OVERHEAD - _CONTENT_AT


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Header(Hidden):
    """Public ratchet keys `dh` and `pq`, the ciphertext `ct`, the length of the chain before, and the number in it."""

    dh: bytes
    pq: bytes
    ct: bytes
    previous: int
    number: int

    def to_bytes(self) -> bytes:
        """HEADER_SIZE bytes."""
        return self.dh + self.pq + self.ct + self.previous.to_bytes(4, "big") + self.number.to_bytes(4, "big")

    @classmethod
    def from_bytes(cls, data: bytes) -> Header:
        """Read HEADER_SIZE bytes."""
        pq_end = DH_SIZE + MLKEM_PUBLIC_SIZE
        return cls(
            dh=data[:DH_SIZE],
            pq=data[DH_SIZE:pq_end],
            ct=data[pq_end:-8],
            previous=int.from_bytes(data[-8:-4], "big"),
            number=int.from_bytes(data[-4:], "big"),
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """A salt, the sealed header and the sealed body."""

    salt: bytes
    header: bytes
    body: bytes

    def to_bytes(self) -> bytes:
        """As it travels; its size is one of FRAME_CLASSES if the body came from `pack`."""
        return _VERSION + self.salt + self.header + self.body

    @classmethod
    def from_bytes(cls, data: bytes) -> Frame:
        """Take a frame apart; raises CannotDecrypt with bad_frame."""
        if len(data) not in FRAME_CLASSES or data[:1] != _VERSION:
            raise CannotDecrypt("bad_frame")
        return cls(data[1:_HEADER_AT], data[_HEADER_AT:_BODY_AT], data[_BODY_AT:])


def pack(evidence: Evidence) -> bytes:
    """What a body hides, filled up for the smallest frame; raises ValueError over MAX_CONTENT_BYTES."""
    content = evidence.content
    if len(content) > MAX_CONTENT_BYTES:
        raise ValueError("content is too large for a frame")
    room = next(
        size - _FRAME_OVERHEAD for size in FRAME_CLASSES if len(content) <= size - _FRAME_OVERHEAD - _CONTENT_AT
    )
    inner = len(content).to_bytes(4, "big") + evidence.key + evidence.signature + evidence.token + content
    return inner.ljust(room, b"\0")


def unpack(inner: bytes) -> Evidence | None:
    """What `pack` took; None where the length is wrong or the filling is not zeros."""
    end = _CONTENT_AT + int.from_bytes(inner[:4], "big")
    if end > len(inner) or inner[end:] != bytes(len(inner) - end):
        return None
    proof = inner[4:_CONTENT_AT]
    key_end, token_at = FRANK_KEY_SIZE, FRANK_KEY_SIZE + SIGNATURE_SIZE
    return Evidence(inner[_CONTENT_AT:end], proof[:key_end], proof[key_end:token_at], proof[token_at:])
