"""What two people say to each other, and the bundles with which they begin: what is taken, and what is refused."""

import os

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol import limits
from heimo_protocol.bundles import MAX_BUNDLE_BYTES, Bundle, bucket_bits, bucket_of, open_bundle
from heimo_protocol.encoding import encode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.mail import TIMERS, Address, Content, ContentType, read_content
from heimo_protocol.signing import public_bytes, seal

ID = bytes(range(16))
HERE = Address(os.urandom(16), os.urandom(32))
SAID: dict[ContentType, dict[str, object]] = {
    ContentType.REQUEST: {"text": "may I?", "queue": HERE},
    ContentType.ACCEPT: {"queue": HERE},
    ContentType.QUEUE: {"queue": HERE},
    ContentType.TEXT: {"text": "good evening", "reply_to": ID, "expiry": TIMERS[1]},
    ContentType.RECEIPT: {"ids": [ID]},
    ContentType.RESET: {"queue": HERE},
    ContentType.DELETE: {"ids": [ID]},
    ContentType.CARD: {"card": b"signed"},
    ContentType.COVER: {},
    ContentType.TIMER: {"expiry": TIMERS[-1]},
}


def said(kind: int, **fields: object) -> bytes:
    return encode(Content(**({"type": kind, "id": ID, "minutes": 5} | fields)))  # type: ignore[arg-type]  # as Content


@pytest.mark.parametrize("kind", ContentType)
def test_each_kind_is_read_as_it_was_said(kind: ContentType) -> None:
    content = read_content(said(kind, **SAID[kind]))
    assert {name: getattr(content, name) for name in SAID[kind]} == SAID[kind]


def test_a_kind_of_tomorrow_is_read_too_and_nothing_shows_what_was_said() -> None:
    content = read_content(said(99, text="what is this"))
    assert content.type == 99
    assert "what" not in repr(content) and repr(HERE) == "Address(<hidden>)"


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        (ContentType.TEXT, {"text": "x", "id": b"short"}, Code.BAD_ENCODING),
        (ContentType.TEXT, {"text": "x", "minutes": -1}, Code.BAD_ENCODING),
        (ContentType.TEXT, {"text": " \n"}, Code.BAD_ENCODING),
        (ContentType.TEXT, {"text": "x", "reply_to": b"short"}, Code.BAD_ENCODING),
        (ContentType.TEXT, {"text": "x", "expiry": 7}, Code.BAD_ENCODING),
        (ContentType.TEXT, {"text": "x\u202ey"}, Code.BAD_ENCODING),
        (ContentType.TEXT, {"text": "x" * (limits.MAX_MESSAGE_BYTES + 1)}, Code.TOO_LARGE),
        (ContentType.REQUEST, {"text": "x" * (limits.REQUEST_TEXT_CHARS + 1), "queue": HERE}, Code.TOO_LARGE),
        (ContentType.REQUEST, {"text": "x"}, Code.BAD_ENCODING),
        (ContentType.ACCEPT, {"queue": Address(b"short", bytes(32))}, Code.BAD_ENCODING),
        (ContentType.QUEUE, {"queue": Address(bytes(16), b"short")}, Code.BAD_ENCODING),
        (ContentType.RESET, {}, Code.BAD_ENCODING),
        (ContentType.CARD, {}, Code.BAD_ENCODING),
        (ContentType.TIMER, {"expiry": -1}, Code.BAD_ENCODING),
        (ContentType.RECEIPT, {"ids": [b"short"]}, Code.BAD_ENCODING),
        (ContentType.DELETE, {"ids": [ID] * (limits.MAX_RECEIPT_IDS + 1)}, Code.BAD_ENCODING),
    ],
)
def test_what_cannot_be_meant_is_refused(kind: ContentType, fields: dict[str, object], code: Code) -> None:
    with pytest.raises(Refusal) as refused:
        read_content(said(kind, **fields))
    assert refused.value.code == code


NAME = Ed25519PrivateKey.from_private_bytes(b"n" * 32)
CIRCLE = b"c" * 16


def bundle(**fields: object) -> bytes:
    plain = {
        "circle": CIRCLE,
        "author": public_bytes(NAME),
        "number": 1,
        "spk": bytes(32),
        "pqpk": bytes(1184),
        "seal": bytes(1216),
        "made": 100,
        "expires": 130,
    }
    return seal(NAME, "bundle", Bundle(**(plain | fields))).to_bytes()  # type: ignore[arg-type]  # as Bundle


def test_a_bundle_holds_from_the_day_before_it_was_made_to_the_last() -> None:
    for day in (None, 99, 100, 129):
        found, _ = open_bundle(bundle(), circle=CIRCLE, author=public_bytes(NAME), day=day)
        assert found.number == 1
    for day in (98, 130):
        with pytest.raises(Refusal, match="expired"):
            open_bundle(bundle(), circle=CIRCLE, author=public_bytes(NAME), day=day)


@pytest.mark.parametrize(
    "fields",
    [
        {"v": 2},
        {"circle": bytes(16)},
        {"author": bytes(32)},
        {"number": -1},
        {"number": 2**32},
        {"spk": bytes(31)},
        {"pqpk": bytes(1183)},
        {"seal": bytes(1217)},
        {"expires": 131},
        {"expires": 100},
    ],
)
def test_a_bundle_with_a_wrong_field_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(Refusal):
        open_bundle(bundle(**fields), circle=CIRCLE, author=public_bytes(NAME))


def test_a_bundle_of_any_size_is_not_read() -> None:
    with pytest.raises(Refusal, match="too_large"):
        open_bundle(bytes(MAX_BUNDLE_BYTES + 1), circle=CIRCLE, author=public_bytes(NAME))


def test_buckets_stay_small_and_everybody_is_in_one() -> None:
    assert [bucket_bits(names) for names in (0, 1, 500, 501, 1000, 1001, 100_000)] == [0, 0, 0, 1, 1, 2, 8]
    assert bucket_of(os.urandom(32), 0) == 0
    assert {bucket_of(bytes([number]) * 32, 2) for number in range(64)} == {0, 1, 2, 3}
