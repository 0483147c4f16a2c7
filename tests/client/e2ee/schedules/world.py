"""Two people whose messages get lost, late, doubled and altered, and whose programs die at the worst moments."""

from __future__ import annotations

from dataclasses import dataclass, field

from heimo_tui.core.errors import CannotDecrypt
from heimo_tui.e2ee.messages import Opened
from heimo_tui.e2ee.session import Session

from ..pair import DAY, HOUR, Pair, Person

REGIONS = {"version": (0, 1), "salt": (1, 17), "header": (17, 2345), "body": (2345, 4096)}
"""Where a frame's parts begin and end."""


@dataclass(eq=False, frozen=True)
class OnTheWay:
    """A frame with its commitment, and what it says."""

    frame: bytes
    c2: bytes
    content: bytes


def altered(item: OnTheWay, region: str, place: int, bit: int) -> OnTheWay:
    """The same with one bit changed in a region of the frame, or in the commitment."""
    if region == "c2":
        at = place % 32
        c2 = bytearray(item.c2)
        c2[at] ^= 1 << bit
        return OnTheWay(item.frame, bytes(c2), item.content)
    start, end = REGIONS[region]
    at = start + place % (end - start)
    frame = bytearray(item.frame)
    frame[at] ^= 1 << bit
    return OnTheWay(bytes(frame), item.c2, item.content)


@dataclass(eq=False)
class Side:
    """One program: what it has on disk, and what is on its way to it."""

    person: Person
    session: Session
    coming: list[OnTheWay] = field(default_factory=list)
    seen: list[OnTheWay] = field(default_factory=list)
    kept: list[bytes] = field(default_factory=list)
    """What was stored in the same transaction as the session, then acknowledged."""

    snapshots: list[Session] = field(default_factory=list)
    day: int = DAY

    def restart(self) -> None:
        """The program ends; what it finds afterwards is what was on disk."""
        self.session = Session.from_bytes(self.session.to_bytes())

    def read(self, item: OnTheWay, *, hour: int = HOUR) -> Opened:
        return self.person.read(self.session, item.frame, item.c2, hour=hour, day=self.day)

    def must_refuse(self, item: OnTheWay, *codes: str) -> None:
        """Refused with one of these codes, and nothing has changed."""
        before = self.session.to_bytes()
        try:
            opened = self.read(item)
        except CannotDecrypt as problem:
            assert problem.code in codes, problem.code
            assert self.session.to_bytes() == before
        else:
            raise AssertionError(f"was read: {opened.problem or 'without a problem'}")


@dataclass(eq=False)
class World:
    """Both sides; `honest` until a state was restored from an old copy, from when on messages may be lost."""

    ada: Side
    ben: Side
    sent: int = 0
    honest: bool = True

    @classmethod
    def of(cls, pair: Pair) -> World:
        return cls(Side(pair.ada, pair.at_ada), Side(pair.ben, pair.at_ben))

    def other(self, side: Side) -> Side:
        return self.ben if side is self.ada else self.ada

    def send(self, side: Side, *, crash: str = "") -> None:
        """Encrypt, commit, send; a crash comes "before commit" or "before send"."""
        self.sent += 1
        content = f"message {self.sent}".encode() * (1 + self.sent % 5)
        sealed = side.person.write(side.session, content, self.other(side).person, day=side.day)
        if crash == "before commit":
            side.restart()
            return
        side.session = sealed.session
        if crash == "before send":
            side.restart()
        self.other(side).coming.append(OnTheWay(sealed.frame, sealed.c2, content))

    def deliver(self, side: Side, place: int, *, crash: bool = False) -> None:
        """Decrypt, commit, acknowledge; after a crash before the commit the server gives the frame again."""
        item = side.coming.pop(place % len(side.coming))
        try:
            opened = side.read(item)
        except CannotDecrypt as problem:
            assert not self.honest, problem.code
            return
        assert opened.content == item.content and opened.evidence is not None and not opened.problem
        if crash:
            side.restart()
            side.coming.append(item)
            return
        side.session = opened.session
        side.kept.append(opened.content)
        side.seen.append(item)

    def finish(self) -> None:
        """All that was not lost arrives, newest first, and everything that came was read once, as it was written."""
        for side in (self.ada, self.ben):
            while side.coming:
                self.deliver(side, -1)
            assert side.kept == [item.content for item in side.seen]
            if self.honest:
                assert len(set(side.kept)) == len(side.kept)
