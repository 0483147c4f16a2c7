"""Events that the server or a circle's host signs: the next ones of their authors, as strict as anybody's."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.events import Body, Event, Kind, Seen, SignedEvent, encode_body, floor_minutes, open_event
from heimo_protocol.signing import ID_SIZE, Envelope, public_bytes, seal
from server_stub.store.base import ReadTxn
from server_stub.store.rows import CircleRow


@dataclass(frozen=True)
class Pen:
    """A key to write with, at a time (unix seconds), under a descriptor (as it travels)."""

    private: Ed25519PrivateKey
    now: float
    descriptor: bytes

    def write(self, txn: ReadTxn, circle: CircleRow, kind: Kind, body: Body) -> SignedEvent:
        """Sign this author's next event in the circle; it names no parent and is not in the log yet."""
        author = public_bytes(self.private)
        chain = txn.author_head(circle.id, author)
        event = Event(
            kind=kind,
            circle=circle.id,
            author=author,
            seq=chain.next_seq,
            prev=chain.last_hash,
            minutes=floor_minutes(self.now),
            parent=None,
            body=encode_body(body),
            dh=Envelope.from_bytes(self.descriptor).hash[:8],
            seen=Seen(circle.head_seq, circle.head[:ID_SIZE]),
        )
        return open_event(seal(self.private, "event", event).to_bytes())
