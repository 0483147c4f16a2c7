"""Two people of a circle with everything that messages need: cards, bundles, franking tokens of a real server key."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from heimo_protocol.cards import Card
from heimo_protocol.franking import HIDDEN_NAME_SIZE, TOKEN_LABEL, FrankToken, week_of
from heimo_protocol.signing import public_bytes, seal, sign
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.e2ee.bundles import BundleSecrets, make_bundle
from heimo_tui.e2ee.franking import Franker
from heimo_tui.e2ee.messages import Opened, Sealed, decrypt, encrypt
from heimo_tui.e2ee.parties import Me, Peer
from heimo_tui.e2ee.requests import OpenedRequest, SealedRequest, open_request, seal_request
from heimo_tui.e2ee.session import Session

SERVER_ID = bytes(range(32))
CIRCLE = bytes(range(100, 116))
DAY = 20_780
HOUR = DAY * 24
FRANK = Ed25519PrivateKey.from_private_bytes(b"f" * 32)
FRANK_KEY = public_bytes(FRANK)


def franker(week: int = week_of(HOUR), *, by: Ed25519PrivateKey = FRANK) -> Franker:
    """A token as the server makes them."""
    private = Ed25519PrivateKey.generate()
    body = FrankToken(key=public_bytes(private), hidden=os.urandom(HIDDEN_NAME_SIZE), week=week).body()
    return Franker(SecretBytes(private.private_bytes_raw()), body + sign(by, TOKEN_LABEL, body))


@dataclass(eq=False)
class Person:
    """Somebody with a name in the circle."""

    signing: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    dm: X25519PrivateKey = field(default_factory=X25519PrivateKey.generate)
    franker: Franker = field(default_factory=franker)

    def __post_init__(self) -> None:
        self.author = public_bytes(self.signing)
        self.me = Me(SERVER_ID, CIRCLE, self.author, self.dm, ())
        self.renew_card()
        self.bundles: list[BundleSecrets] = []
        self.renew_bundle()

    def renew_card(self) -> None:
        seq = len(self.me.cards)
        card = Card(
            server=SERVER_ID, circle=CIRCLE, author=self.author, ik=self.me.ik, name=f"Name {seq}", seq=seq, day=DAY
        )
        signed = seal(self.signing, "card", card)
        self.me = Me(SERVER_ID, CIRCLE, self.author, self.dm, (signed, *self.me.cards))
        self.peer = Peer.read(signed.to_bytes(), server_id=SERVER_ID, circle=CIRCLE)

    def renew_bundle(self) -> None:
        self.bundles.insert(0, make_bundle(self.signing, CIRCLE, len(self.bundles), DAY)[0])

    def ask(
        self, other: Person, content: bytes = b"May I write to you?", *, reset_of: bytes | None = None, day: int = DAY
    ) -> SealedRequest:
        payload = other.bundles[0].payload
        return seal_request(self.me, other.peer, payload, content, self.franker, reset_of=reset_of, day=day)

    def read_request(self, sealed: bytes, c2: bytes, *, hour: int = HOUR, day: int = DAY) -> OpenedRequest:
        return open_request(sealed, c2, me=self.me, bundles=self.bundles, frank_key=FRANK_KEY, hour=hour, day=day)

    def write(self, session: Session, content: bytes, to: Person, *, day: int = DAY) -> Sealed:
        return encrypt(session, content, self.franker, circle=CIRCLE, recipient=to.author, day=day)

    def read(self, session: Session, frame: bytes, c2: bytes, *, hour: int = HOUR, day: int = DAY) -> Opened:
        return decrypt(session, frame, c2, circle=CIRCLE, me=self.author, frank_key=FRANK_KEY, hour=hour, day=day)


@dataclass(eq=False)
class Pair:
    """Two people with a session that Ada began and Ben answered, or not yet."""

    ada: Person = field(default_factory=Person)
    ben: Person = field(default_factory=Person)

    def __post_init__(self) -> None:
        asked = self.ada.ask(self.ben)
        self.at_ada = asked.session
        self.at_ben = self.ben.read_request(asked.sealed, asked.c2).session

    def answered(self) -> Pair:
        """After Ben's first message, so that both have every chain."""
        answer = self.ben.write(self.at_ben, b"Yes.", self.ada)
        self.at_ben = answer.session
        self.at_ada = self.ada.read(self.at_ada, answer.frame, answer.c2).session
        return self
