"""One conversation partner over either implementation, to be seated anyhow."""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from heimo_protocol.bundles import open_bundle
from heimo_protocol.cards import Card
from heimo_protocol.signing import Envelope
from heimo_protocol.signing import seal as sign_value
from heimo_tui.core.errors import CannotDecrypt
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.e2ee import bundles, messages, requests
from heimo_tui.e2ee import franking as their_franking
from heimo_tui.e2ee.parties import Me, Peer
from heimo_tui.e2ee.session import Session as TheirSession

from . import cards, franking, handshake, ratchet
from .notation import Refused
from .people import DAY, HOUR, WEEK, Source
from .session import Session, Written

T = TypeVar("T")


class Place(NamedTuple):
    """The server and the circle in which two people meet."""

    server: bytes
    circle: bytes
    frank_seed: bytes
    frank_key: bytes
    id_key: bytes


class Read(NamedTuple):
    """What came out of a frame, with its proof."""

    content: bytes
    proof: franking.Proof


class Side(Protocol):
    """Somebody in a circle, over one of the implementations; everything between two of them is bytes."""

    key: bytes
    card: bytes
    bundle: bytes
    token: franking.Token

    def ask(self, card: bytes, bundle: bytes, content: bytes, reset_of: bytes | None = None) -> Written: ...

    def take_request(self, sealed: bytes, c2: bytes) -> tuple[Read, bytes | None]: ...

    def write(self, content: bytes) -> Written: ...

    def read(self, sent: Written) -> Read: ...

    def renew_card(self, name: str) -> None: ...

    @property
    def seal_private(self) -> bytes: ...

    @property
    def session_id(self) -> bytes: ...

    @property
    def state(self) -> Any: ...


class Second:
    """The second implementation."""

    def __init__(self, place: Place, name: str) -> None:
        self.place, self.rand = place, Source(f"second {name}")
        self.who = cards.Name(self.rand(32), self.rand(32))
        self.key, self.peer = self.who.key, b""
        self._cards: list[cards.Signed] = []
        self.renew_card(name)
        made = cards.make_bundle(self.who, circle=place.circle, number=3, day=DAY, rand=self.rand)
        self._bundle, self._prekeys = made
        self.bundle = self._bundle.wire
        self.token = franking.issue(place.frank_seed, place.id_key, self.key, WEEK, self.rand)
        self.state: ratchet.State = {}

    @property
    def seal_private(self) -> bytes:
        return self._prekeys.seal

    def renew_card(self, name: str) -> None:
        place = {"server": self.place.server, "circle": self.place.circle}
        self._cards.insert(0, cards.make_card(self.who, name=name, day=DAY, seq=len(self._cards), **place))
        self.card = self._cards[0].wire

    @property
    def session_id(self) -> bytes:
        return handshake.session_id(self.state)

    def ask(self, card: bytes, bundle: bytes, content: bytes, reset_of: bytes | None = None) -> Written:
        place = self.place
        theirs = cards.open_card(card, server=place.server, circle=place.circle)
        self.peer = theirs.said["author"]
        offered = cards.open_bundle(bundle, circle=place.circle, author=self.peer, day=DAY)
        sides = handshake.Sides(place.server, self._cards[0], theirs, offered)
        asked = handshake.ask(self.who, sides, content, self.token, day=DAY, rand=self.rand, reset_of=reset_of)
        self.state = asked.state
        return Written(asked.sealed, asked.c2)

    def take_request(self, sealed: bytes, c2: bytes) -> tuple[Read, bytes | None]:
        opened = handshake.open_request(
            self.who,
            sealed,
            c2,
            server=self.place.server,
            cards=self._cards,
            bundle=self._bundle,
            prekeys=self._prekeys,
            seen=set(),
            day=DAY,
            rand=self.rand,
        )
        here = franking.Place(self.place.frank_key, self.place.circle, self.key)
        franking.check(opened.proof, opened.content, c2, here, HOUR)
        self.state, self.peer = opened.state, opened.card.said["author"]
        return Read(opened.content, opened.proof), opened.reset_of

    def _session(self) -> Session:
        place = self.place
        return Session(self.state, self.key, self.peer, place.circle, place.frank_key, self.token, self.rand)

    def write(self, content: bytes) -> Written:
        session = self._session()
        sent = session.write(content, day=DAY)
        self.state = session.state
        return sent

    def read(self, sent: Written) -> Read:
        session = self._session()
        try:
            return Read(*session.read(*sent, hour=HOUR))
        finally:
            self.state = session.state


class Program:
    """The program's own `heimo_tui.e2ee`."""

    def __init__(self, place: Place, name: str) -> None:
        self.place, self.rand = place, Source(f"program {name}")
        self._signing = Ed25519PrivateKey.from_private_bytes(self.rand(32))
        self._dm = X25519PrivateKey.from_private_bytes(self.rand(32))
        self.key, self.peer = self._signing.public_key().public_bytes_raw(), b""
        self._cards: tuple[Envelope, ...] = ()
        self.renew_card(name)
        self._secrets, self.bundle = bundles.make_bundle(self._signing, place.circle, 3, DAY, rand=self.rand)
        self.token = franking.issue(place.frank_seed, place.id_key, self.key, WEEK, self.rand)
        self._session: TheirSession | None = None

    @property
    def seal_private(self) -> bytes:
        return self._secrets.seal

    def renew_card(self, name: str) -> None:
        card = Card(
            server=self.place.server,
            circle=self.place.circle,
            author=self.key,
            ik=self._dm.public_key().public_bytes_raw(),
            name=name,
            seq=len(self._cards),
            day=DAY,
        )
        self._cards = (sign_value(self._signing, "card", card), *self._cards)
        self.card = self._cards[0].to_bytes()

    @property
    def me(self) -> Me:
        return Me(self.place.server, self.place.circle, self.key, self._dm, self._cards)

    @property
    def franker(self) -> their_franking.Franker:
        return their_franking.Franker(SecretBytes(self.token.seed), self.token.token)

    @property
    def session(self) -> TheirSession:
        assert self._session is not None
        return self._session

    @property
    def session_id(self) -> bytes:
        return self.session.sid

    @property
    def state(self) -> bytes:
        return self._session.to_bytes() if self._session else b""

    def ask(self, card: bytes, bundle: bytes, content: bytes, reset_of: bytes | None = None) -> Written:
        place = self.place
        peer = Peer.read(card, server_id=place.server, circle=place.circle)
        _, payload = open_bundle(bundle, circle=place.circle, author=peer.author, day=DAY)
        asked = requests.seal_request(
            self.me, peer, payload, content, self.franker, reset_of=reset_of, day=DAY, rand=self.rand
        )
        self._session, self.peer = asked.session, peer.author
        return Written(asked.sealed, asked.c2)

    def take_request(self, sealed: bytes, c2: bytes) -> tuple[Read, bytes | None]:
        opened = translated(
            lambda: requests.open_request(
                sealed,
                c2,
                me=self.me,
                bundles=[self._secrets],
                frank_key=self.place.frank_key,
                hour=HOUR,
                day=DAY,
                rand=self.rand,
            )
        )
        self._session, self.peer = opened.session, opened.peer.author
        return Read(opened.content, proof_of(opened.evidence)), opened.reset_of

    def write(self, content: bytes) -> Written:
        sent = messages.encrypt(
            self.session,
            content,
            self.franker,
            circle=self.place.circle,
            recipient=self.peer,
            day=DAY,
            rand=self.rand,
        )
        self._session = sent.session
        return Written(sent.frame, sent.c2)

    def read(self, sent: Written) -> Read:
        self._session, read = read_as_program(self.session, sent, self.place, self.key, self.rand)
        if read is None:
            raise Refused("not_reportable")
        return read


def read_as_program(
    session: TheirSession, sent: Written, place: Place, own: bytes, rand: Source, *, hour: int = HOUR
) -> tuple[TheirSession, Read | None]:
    """The program's session after a frame, and what it said, if that can be reported."""
    opened = translated(
        lambda: messages.decrypt(
            session,
            *sent,
            circle=place.circle,
            me=own,
            frank_key=place.frank_key,
            hour=hour,
            day=hour // 24,
            rand=rand,
        )
    )
    read = None if opened.evidence is None else Read(opened.content, proof_of(opened.evidence))
    return opened.session, read


def translated(what: Callable[[], T]) -> T:
    """The program's refusals under the specification's codes: it tells a frame's shape and its body apart."""
    try:
        return what()
    except CannotDecrypt as problem:
        raise Refused("bad_frame" if problem.code == "bad_body" else problem.code) from None


def proof_of(evidence: their_franking.Evidence) -> franking.Proof:
    return franking.Proof(evidence.key, evidence.signature, evidence.token)
