"""The two sides of a conversation: oneself in a circle, and the name at the other end (section 10)."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from heimo_protocol.cards import Card, open_card
from heimo_protocol.signing import Envelope
from heimo_tui.e2ee.primitives import dh
from heimo_tui.e2ee.primitives.hidden import Hidden


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Me(Hidden):
    """Oneself in one circle: `server_id` 32, `circle` 16, `author` the name's key 32, `dm` its identity key IK.

    `cards` are one's own signed cards, newest first: the newest goes out with a request, and one that comes in may
    have been written to an older one.
    """

    server_id: bytes
    circle: bytes
    author: bytes
    dm: X25519PrivateKey
    cards: tuple[Envelope, ...]

    @property
    def ik(self) -> bytes:
        """The public identity key, 32 bytes."""
        return dh.public_of(self.dm)


@dataclass(frozen=True, slots=True)
class Peer:
    """The other name: its `card`, the `payload` bytes that were signed, and the `envelope` as received."""

    card: Card
    payload: bytes
    envelope: bytes

    @classmethod
    def read(cls, envelope: bytes, *, server_id: bytes, circle: bytes) -> Peer:
        """Check a signed card for this circle; raises Refusal with SIG_INVALID, BAD_ENCODING or TOO_LARGE."""
        card, payload = open_card(envelope, server_id=server_id, circle=circle)
        return cls(card, payload, envelope)

    @property
    def author(self) -> bytes:
        """The name's key, 32 bytes."""
        return self.card.author

    @property
    def ik(self) -> bytes:
        """The public identity key, 32 bytes."""
        return self.card.ik
