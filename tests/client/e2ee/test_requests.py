"""Requests: what they bind, what is refused, and that a refused one changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from heimo_protocol.bundles import Bundle
from heimo_protocol.cards import Card
from heimo_protocol.encoding import BadEncoding, decode, encode
from heimo_protocol.errors import Refusal
from heimo_protocol.mail import Opening
from heimo_protocol.signing import Envelope, seal
from heimo_tui.core.errors import CannotDecrypt
from heimo_tui.e2ee.bundles import BundleSecrets
from heimo_tui.e2ee.parties import Me, Peer
from heimo_tui.e2ee.requests import open_request, seal_request

from . import forge
from .pair import CIRCLE, DAY, FRANK_KEY, HOUR, SERVER_ID, Pair, Person, franker

LARGEST = 1475


@pytest.fixture(scope="module")
def ada() -> Person:
    return Person()


@pytest.fixture(scope="module")
def ben() -> Person:
    return Person()


def code(person: Person, sealed: bytes, c2: bytes, **other: Any) -> str:
    given = {"me": person.me, "bundles": person.bundles, "frank_key": FRANK_KEY, "hour": HOUR, "day": DAY} | other
    with pytest.raises(CannotDecrypt) as caught:
        open_request(sealed, c2, **given)
    return caught.value.code


def test_a_request_tells_who_asks_what(ada: Person, ben: Person) -> None:
    asked = ada.ask(ben, b"hello", reset_of=b"s" * 16)
    assert len(asked.sealed) == 8192
    opened = ben.read_request(asked.sealed, asked.c2)
    assert (opened.content, opened.ek, opened.bundle, opened.reset_of) == (b"hello", asked.ek, 0, b"s" * 16)
    assert (opened.peer.author, opened.peer.ik) == (ada.author, ada.me.ik)
    assert opened.peer.envelope == ada.me.cards[0].to_bytes()
    assert opened.evidence.content == b"hello"
    answer = ben.write(opened.session, b"yes", ada)
    assert ada.read(asked.session, answer.frame, answer.c2).content == b"yes"


@pytest.mark.parametrize("size", [0, 1, LARGEST])
def test_what_fits_is_as_long_as_everything_else(ada: Person, ben: Person, size: int) -> None:
    asked = ada.ask(ben, b"x" * size)
    assert len(asked.sealed) == 8192 and ben.read_request(asked.sealed, asked.c2).content == b"x" * size


def test_what_does_not_fit_is_not_sent(ada: Person, ben: Person) -> None:
    with pytest.raises(ValueError, match="too large"):
        ada.ask(ben, b"x" * (LARGEST + 1))


def test_older_cards_and_bundles_still_do() -> None:
    ada, ben = Person(), Person()
    asked = ada.ask(ben)
    for _ in range(2):
        ben.renew_card()
        ben.renew_bundle()
    assert ben.read_request(asked.sealed, asked.c2).bundle == 0
    newer = ada.ask(ben)
    assert ben.read_request(newer.sealed, newer.c2).bundle == 2
    assert code(ben, asked.sealed, asked.c2, bundles=ben.bundles[:2]) == "no_header"
    assert code(ben, asked.sealed, asked.c2, bundles=[]) == "no_header"
    newest = Me(SERVER_ID, CIRCLE, ben.author, ben.dm, ben.me.cards[:2])
    assert code(ben, asked.sealed, asked.c2, me=newest) == "no_header"


def test_every_part_of_it_is_authenticated(ada: Person, ben: Person) -> None:
    asked = ada.ask(ben)
    for place in [*range(0, 8192, 256), 8191]:
        wrong = bytearray(asked.sealed)
        wrong[place] ^= 1
        assert code(ben, bytes(wrong), asked.c2) == "no_header"
    assert code(ben, asked.sealed, bytes(32)) == "no_header"
    assert code(ben, asked.sealed[:-1], asked.c2) == "bad_frame"
    assert code(ada, asked.sealed, asked.c2) == "no_header"


@pytest.mark.parametrize("place", ["server_id", "circle", "author"])
def test_it_is_for_one_name_in_one_circle(ada: Person, ben: Person, place: str) -> None:
    asked = ada.ask(ben)
    me = {"server_id": SERVER_ID, "circle": CIRCLE, "author": ben.author, "dm": ben.dm, "cards": ben.me.cards}
    me[place] = bytes(len(me[place]))  # type: ignore[arg-type]  # the three that are changed are bytes
    assert code(ben, asked.sealed, asked.c2, me=Me(**me)) == "no_header"  # type: ignore[arg-type]  # as above


def test_nobody_asks_under_a_strange_card(ada: Person, ben: Person) -> None:
    """Eve has Ada's signed card, but not the identity key in it."""
    eve = Person()
    eve.me = Me(SERVER_ID, CIRCLE, ada.author, eve.dm, ada.me.cards)
    asked = eve.ask(ben)
    assert code(ben, asked.sealed, asked.c2) == "no_header"


def test_who_has_another_identity_key_cannot_read(ada: Person, ben: Person) -> None:
    asked = ada.ask(ben)
    stolen = Me(SERVER_ID, CIRCLE, ben.author, X25519PrivateKey.generate(), ben.me.cards)
    assert code(ben, asked.sealed, asked.c2, me=stolen) == "no_header"


def test_what_cannot_be_reported_is_refused(ada: Person, ben: Person) -> None:
    asked = ada.ask(ben)
    assert code(ben, asked.sealed, asked.c2, hour=HOUR + 10 * 7 * 24) == "not_reportable"
    assert code(ben, asked.sealed, asked.c2, frank_key=ada.author) == "not_reportable"


def of_another_circle(opening: Opening) -> bytes:
    """A card that Ada never signed for this circle."""
    signer = Person()
    card = Card(server=SERVER_ID, circle=bytes(16), author=signer.author, ik=signer.me.ik, name="Name", day=DAY)
    return seal(signer.signing, "card", card).to_bytes()


def of_low_order(opening: Opening) -> bytes:
    signer = Person()
    card = Card(server=SERVER_ID, circle=CIRCLE, author=signer.author, ik=bytes(32), name="Name", day=DAY)
    return seal(signer.signing, "card", card).to_bytes()


CHANGES: dict[str, Callable[[Opening], dict[str, Any]]] = {
    "version": lambda _: {"v": 2},
    "circle": lambda _: {"circle": bytes(16)},
    "bundle": lambda opening: {"bundle": opening.bundle + 1},
    "reset_of": lambda _: {"reset_of": b"short"},
    "no card": lambda _: {"card": b""},
    "card of another circle": lambda opening: {"card": of_another_circle(opening)},
    "card with an unsound key": lambda opening: {"card": of_low_order(opening)},
    "ek of low order": lambda _: {"ek": bytes(32)},
    "short ek": lambda opening: {"ek": opening.ek[:-1]},
    "short ct": lambda opening: {"ct": opening.ct[:-1]},
}


def rebuilt(asked_inside: bytes, opening: bytes | None = None, frame: bytes | None = None, tail: bytes = b"") -> bytes:
    end = 2 + int.from_bytes(asked_inside[:2], "big")
    opening = asked_inside[2:end] if opening is None else opening
    frame = asked_inside[end : end + 4096] if frame is None else frame
    return (len(opening).to_bytes(2, "big") + opening + frame).ljust(7056 - len(tail), b"\0") + tail


@pytest.mark.parametrize("change", CHANGES)
def test_an_opening_that_is_wrong_is_refused(ada: Person, ben: Person, change: str) -> None:
    asked = ada.ask(ben)
    inside = forge.inside(ben, asked.sealed, asked.c2)
    assert ben.read_request(forge.request(ben, rebuilt(inside), asked.c2), asked.c2).content
    opening = decode(inside[2 : 2 + int.from_bytes(inside[:2], "big")], Opening)
    wrong = encode(msgspec.structs.replace(opening, **CHANGES[change](opening)))
    assert code(ben, forge.request(ben, rebuilt(inside, wrong), asked.c2), asked.c2) == "bad_frame"


def test_a_request_is_well_formed_or_refused(ada: Person, ben: Person) -> None:
    asked = ada.ask(ben)
    inside = forge.inside(ben, asked.sealed, asked.c2)
    end = 2 + int.from_bytes(inside[:2], "big")
    frame = bytearray(inside[end : end + 4096])
    frame[-1] ^= 1
    wrong = {
        "bad_frame": [
            rebuilt(inside, tail=b"\1"),
            b"\xff\xff" + inside[2:],
            rebuilt(inside, opening=b"\xff"),
            rebuilt(inside, frame=bytes(4096)),
        ],
        "no_header": [rebuilt(inside, frame=b"\1" + bytes(4095))],
        "bad_body": [rebuilt(inside, frame=bytes(frame))],
    }
    for expected, plains in wrong.items():
        for plain in plains:
            assert code(ben, forge.request(ben, plain, asked.c2), asked.c2) == expected


@pytest.mark.parametrize("part", ["spk", "pqpk", "seal"])
def test_a_bundle_with_unsound_keys_is_not_written_to(ada: Person, ben: Person, part: str) -> None:
    unsound = {"spk": bytes(32), "pqpk": b"\xff" * 1184, "seal": b"\xff" * 1216}
    bundle = msgspec.structs.replace(ben.bundles[0].bundle, **{part: unsound[part]})
    with pytest.raises(BadEncoding, match="bundle"):
        seal_request(ada.me, ben.peer, encode(bundle), b"hello", ada.franker, reset_of=None, day=DAY)


def test_a_bundle_whose_seal_is_of_low_order_is_not_written_to(ada: Person, ben: Person) -> None:
    good = ben.bundles[0].bundle
    bundle = msgspec.structs.replace(good, seal=good.seal[:1184] + bytes(32))
    with pytest.raises(BadEncoding, match="bundle"):
        seal_request(ada.me, ben.peer, encode(bundle), b"hello", ada.franker, reset_of=None, day=DAY)


def test_a_peer_is_read_from_a_card_of_this_circle_only(ada: Person) -> None:
    envelope = ada.me.cards[0].to_bytes()
    assert Peer.read(envelope, server_id=SERVER_ID, circle=CIRCLE).author == ada.author
    for server_id, circle in ((bytes(32), CIRCLE), (SERVER_ID, bytes(16))):
        with pytest.raises(Refusal):
            Peer.read(envelope, server_id=server_id, circle=circle)
    assert decode(Envelope.from_bytes(envelope).payload, Card).name == ada.peer.card.name


def test_a_secret_bundle_of_another_payload_does_not_open(ada: Person, ben: Person) -> None:
    """The sealed bytes are bound to the very bundle that was signed."""
    asked = ada.ask(ben)
    other = msgspec.structs.replace(decode(ben.bundles[0].payload, Bundle), made=DAY - 1)
    changed: list[BundleSecrets] = [replace(ben.bundles[0], payload=encode(other))]
    assert code(ben, asked.sealed, asked.c2, bundles=changed) == "no_header"


def test_a_new_token_does_not_disturb(ada: Person) -> None:
    pair = Pair(ada=ada).answered()
    for _ in range(2):
        pair.ada = Person(signing=ada.signing, dm=ada.dm, franker=franker())
        sealed = pair.ada.write(pair.at_ada, b"with a token of its own", pair.ben)
        pair.at_ada = sealed.session
        opened = pair.ben.read(pair.at_ben, sealed.frame, sealed.c2)
        assert opened.evidence is not None and opened.session.token != pair.at_ben.token
        pair.at_ben = opened.session
