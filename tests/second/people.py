"""Two people in one circle of one server, all of it from one seed."""

import hashlib
from typing import NamedTuple

from . import cbor, franking, handshake
from .cards import Name, Prekeys, Signed, make_bundle, make_card
from .notation import Rand, verifying_key
from .session import Session

DAY = 20_780
HOUR = DAY * 24 + 9
WEEK = HOUR // (7 * 24)


class Source:
    """Bytes that look random and are the same each time."""

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode()
        self._drawn = 0

    def __call__(self, size: int) -> bytes:
        self._drawn += 1
        return hashlib.shake_256(self._seed + b"\x00" + self._drawn.to_bytes(4, "big")).digest(size)


class Person(NamedTuple):
    """A name with all that belongs to it."""

    who: Name
    card: Signed
    bundle: Signed
    prekeys: Prekeys
    token: franking.Token


class World(NamedTuple):
    """A server's keys, a circle, and Alice and Bob in it."""

    server: bytes
    circle: bytes
    frank_seed: bytes
    id_key: bytes
    stamp_key: bytes
    alice: Person
    bob: Person

    @property
    def frank_key(self) -> bytes:
        return verifying_key(self.frank_seed)

    @property
    def sides(self) -> handshake.Sides:
        """Alice asks Bob."""
        return handshake.Sides(self.server, self.alice.card, self.bob.card, self.bob.bundle)

    def session(self, own: Person, peer: bytes, state: dict[str, bytes], rand: Rand) -> Session:
        return Session(state, own.who.key, peer, self.circle, self.frank_key, own.token, rand)


def make_world(rand: Rand) -> World:
    server, circle, frank_seed, id_key, stamp_key = rand(32), rand(16), rand(32), rand(32), rand(32)

    def person(name: str) -> Person:
        who = Name(rand(32), rand(32))
        card = make_card(who, server=server, circle=circle, name=name, day=DAY)
        bundle, prekeys = make_bundle(who, circle=circle, number=7, day=DAY, rand=rand)
        return Person(who, card, bundle, prekeys, franking.issue(frank_seed, id_key, who.key, WEEK, rand))

    return World(server, circle, frank_seed, id_key, stamp_key, person("Alice"), person("Bob"))


def content(kind: int, number: int, text: str = "", queue: bytes = b"") -> bytes:
    """A message as it stands inside a frame (section 14); `queue` is 48 bytes where there is one."""
    address = [queue[:16], queue[16:]] if queue else None
    said: dict[str, object] = {"type": kind, "id": number.to_bytes(16, "big"), "minutes": DAY * 1440, "text": text}
    return cbor.write(said | {"queue": address, "reply_to": None, "expiry": 0, "ids": [], "card": None})


def ask(world: World, rand: Rand, said: bytes) -> handshake.Asked:
    alice = world.alice
    return handshake.ask(alice.who, world.sides, said, alice.token, day=DAY, rand=rand)


def open_request(world: World, sealed: bytes, c2: bytes, rand: Rand, **changed: object) -> handshake.Opened:
    bob = world.bob
    known: dict[str, object] = {"server": world.server, "cards": [bob.card], "bundle": bob.bundle}
    known |= {"prekeys": bob.prekeys, "seen": set(), "day": DAY, "rand": rand}
    return handshake.open_request(bob.who, sealed, c2, **(known | changed))  # type: ignore[arg-type]  # a test's own


def meet(world: World, rand: Rand) -> tuple[Session, Session]:
    """Both sessions after Bob has read Alice's request."""
    asked = ask(world, rand, content(1, 0, "May I write to you?", rand(48)))
    opened = open_request(world, asked.sealed, asked.c2, rand)
    alice, bob = world.alice, world.bob
    return (
        world.session(alice, bob.who.key, asked.state, rand),
        world.session(bob, opened.card.said["author"], opened.state, rand),
    )
