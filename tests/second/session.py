"""One party of a conversation: writes frames, reads them, and keeps its state only where nothing was refused."""

from dataclasses import dataclass
from typing import NamedTuple

from . import franking, ratchet
from .notation import Rand


class Written(NamedTuple):
    """What goes to a queue."""

    frame: bytes
    c2: bytes


@dataclass
class Session:
    """`own` and `peer` are the keys P of both; `server` is the descriptor's franking key."""

    state: ratchet.State
    own: bytes
    peer: bytes
    circle: bytes
    server: bytes
    token: franking.Token
    rand: Rand

    def write(self, content: bytes, *, day: int) -> Written:
        """Draws as `franking.prove`, then `ratchet.encrypt`."""
        proof, c2 = franking.prove(content, self.token, self.circle, self.peer, self.rand)
        inner = franking.write_inner(content, proof, ratchet.inner_size(len(content) + franking.OVERHEAD))
        self.state, frame = ratchet.encrypt(self.state, inner, c2, day, self.rand)
        return Written(frame, c2)

    def read(self, frame: bytes, c2: bytes, *, hour: int) -> tuple[bytes, franking.Proof]:
        """Return content and proof of a frame that was stamped in this hour.

        Raises Refused. Where its code is `not_reportable` the keys are used up, for any other nothing has changed.
        """
        self.state, inner = ratchet.decrypt(self.state, frame, c2, hour // 24, self.rand)
        content, proof = franking.read_inner(inner)
        place = franking.Place(self.server, self.circle, self.own)
        franking.check(proof, content, c2, place, hour)
        return content, proof
