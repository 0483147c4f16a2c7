"""One side of a session, whole, as a value that is never changed in place (section 12.2)."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Final

from heimo_tui.e2ee import stored
from heimo_tui.e2ee.primitives.hidden import Hidden
from heimo_tui.e2ee.skipped import Skipped

_VERSION: Final = 1


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Session(Hidden):
    """The state of the ratchet, in the specification's names; keys have 32 bytes unless said otherwise.

    `sid` (16) names the session on this side only. `dh` and `pq` (seed, 64) are the own ratchet keys; `dh_public`,
    `pq_public` (1184) and `ct` (1088) go into every header of the sending chain. The other side's ratchet keys are
    used up in the step that brings them, so they are not kept. `peer_card` is the SHA-256 of the card that the session
    was set up with; days are since 1970-01-01. `token` is the mark of the franking token that the peer's
    last message proved itself with (see franking.check).
    """

    sid: bytes
    ad: bytes
    peer_card: bytes
    created: int
    last: int
    rk: bytes
    dh: bytes
    dh_public: bytes
    pq: bytes
    pq_public: bytes
    ct: bytes
    hks: bytes | None
    hkr: bytes | None
    nhks: bytes
    nhkr: bytes
    cks: bytes | None
    ckr: bytes | None
    ns: int
    nr: int
    pn: int
    skipped: Skipped
    token: bytes = b""

    def on(self, day: int) -> Session:
        """The session on this day: without the keys that are too old by then."""
        skipped = self.skipped.fresh(day)
        return self if skipped is self.skipped and day == self.last else replace(self, skipped=skipped, last=day)

    def to_bytes(self) -> bytes:
        """What to keep, in an encrypted store only."""
        plain = {field.name: getattr(self, field.name) for field in fields(self)}
        return stored.dump(_VERSION, plain | {"skipped": self.skipped.to_plain()})

    @classmethod
    def from_bytes(cls, data: bytes) -> Session:
        """What was kept; raises StoreProblem with CORRUPT or NEWER."""
        _, plain = stored.load(data, newest=_VERSION)
        return stored.shaped(plain | {"skipped": Skipped.from_plain(plain.get("skipped"))}, cls)
