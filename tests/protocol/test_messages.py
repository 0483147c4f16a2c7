"""Signed messages: accepted as made, refused when anything differs."""

import hashlib
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from heimo_protocol import cards, circles, descriptor, events, limits, requests, signing
from heimo_protocol.encoding import BadEncoding, encode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.log import next_head

SERVER = b"s" * 32
CIRCLE = b"c" * 16
IDENTITY_POINT = b"\x01" + b"\0" * 31


@dataclass(frozen=True)
class Person:
    private: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        return signing.public_bytes(self.private)


ALICE = Person(Ed25519PrivateKey.from_private_bytes(b"a" * 32))
BOB = Person(Ed25519PrivateKey.from_private_bytes(b"b" * 32))


def event(**changes: Any) -> events.Event:
    fields: dict[str, Any] = {
        "kind": events.Kind.POST,
        "circle": CIRCLE,
        "author": ALICE.public,
        "seq": 0,
        "prev": None,
        "minutes": 28_000_000,
        "parent": None,
        "body": encode(events.PostBody(text="I have not slept.", need=events.Need.LISTEN)),
        "dh": b"d" * 8,
        "seen": events.Seen(0, b"h" * 16),
    }
    return events.Event(**(fields | changes))


def sealed(value: object, label: signing.Label = "event", by: Person = ALICE) -> bytes:
    return signing.seal(by.private, label, value).to_bytes()


def reply(body: object, **changes: Any) -> bytes:
    return sealed(event(kind=events.Kind.REPLY, parent=b"p" * 16, body=encode(body), **changes))


def test_an_event_opens_as_made() -> None:
    opened = events.open_event(sealed(event()))
    assert opened.event == event()
    assert opened.body == events.PostBody(text="I have not slept.", need=events.Need.LISTEN)
    assert opened.id == opened.hash[:16] == events.event_id(opened.hash)
    assert opened.hash == hashlib.sha256(signing.Envelope.from_bytes(opened.data).payload).digest()


@given(st.data())
def test_any_altered_byte_of_an_event_is_refused(data: st.DataObject) -> None:
    wire = bytearray(sealed(event()))
    at = data.draw(st.integers(0, len(wire) - 1))
    wire[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Refusal):
        events.open_event(bytes(wire))


@pytest.mark.parametrize(
    ("wire", "code"),
    [
        pytest.param(lambda: sealed(event(), by=BOB), Code.SIG_INVALID, id="signed by another"),
        pytest.param(lambda: sealed(event(), label="card"), Code.SIG_INVALID, id="other label"),
        pytest.param(lambda: sealed(event(circle=b"short")), Code.BAD_ENCODING, id="circle id"),
        pytest.param(lambda: sealed(event(v=2)), Code.BAD_ENCODING, id="version"),
        pytest.param(lambda: sealed(event(seq=1)), Code.BAD_ENCODING, id="no prev"),
        pytest.param(lambda: sealed(event(prev=b"p" * 32)), Code.BAD_ENCODING, id="prev at 0"),
        pytest.param(lambda: sealed(event(minutes=28_000_001)), Code.BAD_ENCODING, id="exact time"),
        pytest.param(lambda: sealed(event(parent=b"p" * 16)), Code.BAD_ENCODING, id="post with parent"),
        pytest.param(lambda: sealed(event(kind=events.Kind.REPLY)), Code.BAD_ENCODING, id="orphan reply"),
        pytest.param(lambda: reply(events.ReplyBody(text=" \n")), Code.BAD_ENCODING, id="empty text"),
        pytest.param(lambda: reply(events.ReplyBody(text="a\x1b[2J")), Code.BAD_ENCODING, id="escape"),
        pytest.param(
            lambda: reply(events.ReplyBody(text="x" * (limits.MAX_POST_BYTES + 1))), Code.TOO_LARGE, id="long"
        ),
        pytest.param(
            lambda: reply(events.ReplyBody(text="x", quote=events.Quote(b"e" * 16, 5, 5))),
            Code.BAD_ENCODING,
            id="empty quote",
        ),
        pytest.param(lambda: b"\x82\x40\x40" + b"\0" * limits.MAX_EVENT_BYTES, Code.TOO_LARGE, id="huge"),
    ],
)
def test_events_that_are_refused(wire: Any, code: Code) -> None:
    with pytest.raises(Refusal) as caught:
        events.open_event(wire())
    assert caught.value.code is code


def test_the_longest_post_in_the_widest_event_fits() -> None:
    body = events.PostBody(
        text="ä" * (limits.MAX_POST_BYTES // 2), need=events.Need.NONE, notes=["n" * 32] * limits.MAX_NOTES
    )
    opened = events.open_event(sealed(event(seq=2**40, prev=b"p" * 32, body=encode(body))))
    assert opened.body == body


@pytest.mark.parametrize(
    ("kind", "parent", "body"),
    [
        (events.Kind.REPLY, b"p" * 16, events.ReplyBody(text="me too", quote=events.Quote(b"e" * 16, 0, 4))),
        (events.Kind.EDIT, b"p" * 16, events.EditBody(text="new", need=events.Need.ASK, notes=["death"], lang="en")),
        (
            events.Kind.EDIT,
            b"p" * 16,
            events.EditBody(text="new", quote=events.Quote(b"e" * 16, 0, 4), thread=b"t" * 16),
        ),
        (events.Kind.DELETE, b"p" * 16, events.EmptyBody()),
        (events.Kind.REACTION, b"p" * 16, events.ReactionBody(code=events.Reaction.BEEN_THERE)),
        (events.Kind.CARD, None, events.CardBody(card=b"card")),
        (
            events.Kind.MODERATION,
            None,
            events.ModerationBody(action=events.Action.BAN, target=b"k" * 32, words="not here"),
        ),
        (events.Kind.LEAVE, None, events.EmptyBody()),
        (events.Kind.NOTE, b"p" * 16, events.NoteBody(notes=["death"])),
        (
            events.Kind.SETTINGS,
            None,
            events.SettingsBody(settings=circles.CircleSettings(name="Grief")),
        ),
    ],
)
def test_every_kind_carries_its_body(kind: events.Kind, parent: bytes | None, body: events.Body) -> None:
    wire = sealed(event(kind=kind, parent=parent, body=events.encode_body(body)))
    assert events.open_event(wire).body == body


@pytest.mark.parametrize(
    ("kind", "parent", "body"),
    [
        (events.Kind.POST, None, events.PostBody(text="x", need=events.Need.ASK, notes=["n"] * 5)),
        (events.Kind.NOTE, b"p" * 16, events.NoteBody(notes=["n" * 33])),
        (events.Kind.MODERATION, None, events.ModerationBody(action=events.Action.BAN, target=b"k")),
        (
            events.Kind.MODERATION,
            None,
            events.ModerationBody(action=events.Action.BAN, target=b"k" * 32, words="x" * 301),
        ),
    ],
)
def test_bodies_over_their_limits_are_refused(kind: events.Kind, parent: bytes | None, body: events.Body) -> None:
    with pytest.raises(Refusal):
        events.open_event(sealed(event(kind=kind, parent=parent, body=encode(body))))


_ASK = events.Need.ASK


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(events.EditBody(text="new"), id="neither post nor reply"),
        pytest.param(events.EditBody(text=" ", need=_ASK), id="empty"),
        pytest.param(events.EditBody(text="new", need=_ASK, quote=events.Quote(b"e" * 16, 0, 1)), id="a post's quote"),
        pytest.param(events.EditBody(text="new", need=_ASK, notes=["n"] * 5), id="notes"),
        pytest.param(events.EditBody(text="new", thread=b"t" * 15), id="thread id"),
        pytest.param(events.EditBody(text="new", thread=b"t" * 16, need=_ASK), id="a reply's need"),
        pytest.param(events.EditBody(text="new", thread=b"t" * 16, notes=["n"]), id="a reply's notes"),
        pytest.param(events.EditBody(text="new", thread=b"t" * 16, lang="en"), id="a reply's language"),
        pytest.param(
            events.EditBody(text="new", thread=b"t" * 16, quote=events.Quote(b"e" * 16, 5, 5)), id="empty quote"
        ),
        pytest.param(events.PostBody(text="x" * (limits.MAX_POST_BYTES + 1), need=_ASK), id="long"),
    ],
)
def test_an_edit_is_of_a_post_or_of_a_reply(body: object) -> None:
    with pytest.raises(Refusal):
        events.open_event(sealed(event(kind=events.Kind.EDIT, parent=b"p" * 16, body=encode(body))))


def test_unknown_fields_are_tolerated_in_events_only() -> None:
    payload = encode({**msgspec.to_builtins(event(), builtin_types=(bytes,)), "later": 1})
    envelope = signing.Envelope(payload, signing.sign(ALICE.private, "event", payload))
    assert events.open_event(envelope.to_bytes()).event == event()


def test_times_are_coarse() -> None:
    assert events.floor_minutes(28_000_004 * 60 + 59.9) == 28_000_000


def test_the_identity_point_is_no_key() -> None:
    with pytest.raises(Refusal) as caught:
        signing.verify(IDENTITY_POINT, "event", b"anything", IDENTITY_POINT + b"\0" * 32)
    assert caught.value.code is Code.SIG_INVALID


def genesis(**changes: Any) -> circles.Genesis:
    fields: dict[str, Any] = {
        "owner": ALICE.public,
        "random": b"r" * 16,
        "server": SERVER,
        "space": None,
        "moderators": [BOB.public],
        "settings": circles.CircleSettings(name="Burnout", rules="One\nTwo"),
    }
    return circles.Genesis(**(fields | changes))


def test_a_circle_is_named_by_its_beginning() -> None:
    wire = sealed(genesis(), "genesis")
    circle = circles.open_genesis(wire, SERVER)
    assert circle.genesis == genesis()
    assert circle.id == circle.first_head[:16] == circle.space
    assert circles.open_genesis(sealed(genesis(space=b"x" * 16), "genesis"), SERVER).space == b"x" * 16


@pytest.mark.parametrize(
    "changes",
    [
        {"server": b"t" * 32},
        {"v": 2},
        {"kind": 1},
        {"space": b"x"},
        {"moderators": [b"x"]},
        {"settings": circles.CircleSettings(name=" ")},
        {"settings": circles.CircleSettings(name="x" * 49)},
        {"settings": circles.CircleSettings(name="x", about="a\nb")},
        {"settings": circles.CircleSettings(name="x", rules="1\n2\n3\n4\n5\n6")},
        {"settings": circles.CircleSettings(name="x", notes=["n"] * 33)},
        {"settings": circles.CircleSettings(name="x", once=3)},
        {"settings": circles.CircleSettings(name="x", retention_days=0)},
        {"settings": circles.CircleSettings(name="x", slow_seconds=86_401)},
    ],
)
def test_beginnings_that_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        circles.open_genesis(sealed(genesis(**changes), "genesis"), SERVER)


def card(**changes: Any) -> cards.Card:
    fields: dict[str, Any] = {
        "server": SERVER,
        "circle": CIRCLE,
        "author": ALICE.public,
        "ik": b"i" * 32,
        "name": "quiet-heron",
        "day": 20_000,
    }
    return cards.Card(**(fields | changes))


def test_a_card_opens_as_made() -> None:
    opened, payload = cards.open_card(sealed(card(), "card"), server_id=SERVER, circle=CIRCLE)
    assert opened == card()
    assert payload == encode(card())


@pytest.mark.parametrize(
    "changes",
    [
        {"server": b"t" * 32},
        {"circle": b"d" * 16},
        {"author": BOB.public},
        {"v": 2},
        {"suite": 2},
        {"ik": b"i"},
        {"name": ""},
        {"name": "two\nlines"},
        {"name": "x" * 33},
        {"name": "a\u202eb"},
        {"dm": 3},
        {"seq": -1},
    ],
)
def test_cards_that_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        cards.open_card(sealed(card(**changes), "card"), server_id=SERVER, circle=CIRCLE)


def described(**changes: Any) -> descriptor.Descriptor:
    fields: dict[str, Any] = {
        "root": ALICE.public,
        "seq": 1,
        "earlier": [b"before!!"],
        "issued": 20_000,
        "urls": ["https://kitchen-table.example"],
        "kvac": b"k" * 96,
        "cred_epoch": 0,
        "tokens": [descriptor.TokenKey(3, 2857, b"t" * 32)],
        "frank": b"f" * 32,
        "limits": limits.ServerLimits(),
        "name": "kitchen-table",
        "mode": descriptor.ServerMode.INVITE_ONLY,
    }
    return descriptor.Descriptor(**(fields | changes))


def test_a_descriptor_opens_with_and_without_a_pin() -> None:
    wire = sealed(described(), "descriptor")
    for root in (None, ALICE.public):
        opened, dh = descriptor.open_descriptor(wire, root)
        assert opened == described()
        assert dh == hashlib.sha256(encode(described())).digest()
        assert opened.server_id == descriptor.server_id(ALICE.public)


@pytest.mark.parametrize(
    "wire",
    [
        pytest.param(lambda: sealed(described(), "descriptor", by=BOB), id="signed by another"),
        pytest.param(lambda: sealed(described(root=BOB.public), "descriptor", by=BOB), id="other server"),
        pytest.param(lambda: sealed(described(root=BOB.public), "descriptor"), id="root swapped"),
        pytest.param(lambda: sealed(described(v=2), "descriptor"), id="version"),
    ],
)
def test_descriptors_that_are_refused_under_a_pin(wire: Any) -> None:
    with pytest.raises(Refusal) as caught:
        descriptor.open_descriptor(wire(), ALICE.public)
    assert caught.value.code is Code.SIG_INVALID


@pytest.mark.parametrize("earlier", [[], [b"before!!", b"too many"], [b"short"]])
def test_a_descriptor_names_each_one_before_it(earlier: list[bytes]) -> None:
    with pytest.raises(BadEncoding):
        descriptor.open_descriptor(sealed(described(earlier=earlier), "descriptor"))


@given(st.integers(0, 12), st.integers(1, 12), st.integers(1, 6), st.data())
def test_a_history_goes_on_from_each_one_in_it(start: int, later: int, kept: int, data: st.DataObject) -> None:
    """However few are named, what both histories tell is compared, and one other face in it is found."""
    faces = [bytes([number]) * 32 for number in range(start + later + 1)]

    def at(number: int, history: list[bytes]) -> descriptor.Descriptor:
        return described(seq=number, earlier=[face[:8] for face in history[:number]][-kept:])

    known, new = at(start, faces), at(start + later, faces)
    assert new.continues(known, faces[start])
    both = range(max(0, start + later - kept, start - kept), start + 1)
    if both:
        other = data.draw(st.sampled_from(both))
        changed = [b"\xff" * 32 if number == other else face for number, face in enumerate(faces)]
        assert not at(start + later, changed).continues(known, faces[start])


DIGEST = requests.op_digest("event.put", b"args")


def authenticated(**changes: Any) -> requests.Auth:
    auth = requests.authenticate(
        ALICE.private,
        requests.Mode.NAME,
        server_id=SERVER,
        op="event.put",
        args=b"args",
        time=1_700_000_000,
        nonce=b"n" * 16,
    )
    return msgspec.structs.replace(auth, **changes)


def test_a_request_signature_holds_for_exactly_that_request() -> None:
    requests.verify_auth(authenticated(), server_id=SERVER, digest=DIGEST)
    for server_id, op, args in (
        (b"t" * 32, "event.put", b"args"),
        (SERVER, "event.list", b"args"),
        (SERVER, "event.put", b"argz"),
    ):
        with pytest.raises(Refusal) as caught:
            requests.verify_auth(authenticated(), server_id=server_id, digest=requests.op_digest(op, args))
        assert caught.value.code is Code.AUTH_INVALID


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"mode": requests.Mode.ACCOUNT}, Code.AUTH_INVALID),
        ({"time": 1_700_000_001}, Code.AUTH_INVALID),
        ({"nonce": b"m" * 16}, Code.AUTH_INVALID),
        ({"key": BOB.public}, Code.AUTH_INVALID),
        ({"key": IDENTITY_POINT}, Code.AUTH_INVALID),
        ({"key": b"short"}, Code.BAD_ENCODING),
        ({"nonce": b"short"}, Code.BAD_ENCODING),
        ({"time": 2**32}, Code.BAD_ENCODING),
    ],
)
def test_altered_request_signatures_are_refused(changes: dict[str, Any], code: Code) -> None:
    with pytest.raises(Refusal) as caught:
        requests.verify_auth(authenticated(**changes), server_id=SERVER, digest=DIGEST)
    assert caught.value.code is code


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=2, max_size=8, unique=True), st.data())
def test_the_log_head_depends_on_every_entry_and_its_place(hashes: list[bytes], data: st.DataObject) -> None:
    def head(items: list[bytes]) -> bytes:
        value = b"g" * 32
        for number, item in enumerate(items, 1):
            value = next_head(value, number, item)
        return value

    other = data.draw(st.permutations(hashes).filter(lambda p: p != hashes) | st.just(hashes[:-1]))
    assert head(hashes) != head(list(other))


def test_derived_values_are_frozen() -> None:
    assert signing.h256("server-id", b"root").hex() == (hashlib.sha256(b"heimo/v1/server-id\0root").hexdigest())
    assert signing.derive(b"p" * 64, "acct-sign", b"", 32).hex() == (
        "871febafb775d94499ee198c9bf8ba0c85a220422424db289f47408cf767da96"
    )
    assert signing.lp(b"abc") == b"\0\0\0\3abc"


def test_bad_envelopes() -> None:
    for wire in (b"", encode([b"only one"]), encode([b"a", b"b", b"c"]), encode(["a", b"b"])):
        with pytest.raises(BadEncoding):
            signing.Envelope.from_bytes(wire)


def test_notes_stay_in_one_line() -> None:
    body = events.PostBody(text="x", need=events.Need.ASK, notes=["two\nlines"])
    with pytest.raises(BadEncoding):
        events.open_event(sealed(event(body=encode(body))))
