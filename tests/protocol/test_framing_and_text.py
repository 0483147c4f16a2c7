"""Bodies come in a few sizes; text comes without tricks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heimo_protocol import framing, text
from heimo_protocol.errors import MEANING, STATUS, Code, Refusal
from heimo_protocol.limits import BODY_CLASSES


@given(st.binary(max_size=5000))
def test_pack_round_trip(content: bytes) -> None:
    body = framing.pack(content)
    assert len(body) in BODY_CLASSES
    assert framing.unpack(body) == content


@given(st.binary(max_size=1020), st.integers(0, 1023), st.integers(1, 255))
def test_altered_padding_is_refused(content: bytes, at: int, change: int) -> None:
    body = bytearray(framing.pack(content))
    body[at] ^= change
    if 4 <= at < 4 + len(content):
        assert framing.unpack(bytes(body)) != content
    elif at >= 4:
        with pytest.raises(Refusal):
            framing.unpack(bytes(body))


def test_a_larger_class_than_needed_is_refused() -> None:
    with pytest.raises(Refusal, match="smallest"):
        framing.unpack((1).to_bytes(4, "big").ljust(4096, b"\0"))


@pytest.mark.parametrize("size", [0, 1, 1023, 1025, 262145])
def test_only_body_classes(size: int) -> None:
    with pytest.raises(Refusal) as caught:
        framing.unpack(b"\0" * size)
    assert caught.value.code is Code.BAD_FRAME


def test_the_largest_content_fits_and_one_more_does_not() -> None:
    assert len(framing.pack(b"x" * framing.MAX_CONTENT)) == BODY_CLASSES[-1]
    with pytest.raises(Refusal) as caught:
        framing.pack(b"x" * (framing.MAX_CONTENT + 1))
    assert caught.value.code is Code.TOO_LARGE


@given(st.text())
def test_cleaned_text_is_accepted(raw: str) -> None:
    text.require(text.clean(raw), what="text")


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\r", "\x7f", "\x9b", "\u202e", "\u2066"])
def test_characters_that_fool_a_terminal_are_refused(char: str) -> None:
    with pytest.raises(Refusal) as caught:
        text.require(f"a{char}b", what="text")
    assert caught.value.code is Code.BAD_ENCODING
    expected = "a\nb" if char == "\r" else "ab"
    assert text.clean(f"a{char}b") == expected


def test_unnormalised_text_is_refused_and_cleaned() -> None:
    raw = unicodedata.normalize("NFD", "häpeä")
    with pytest.raises(Refusal):
        text.require(raw, what="text")
    assert text.clean(raw) == "häpeä"


def test_sizes_count_bytes_and_characters() -> None:
    text.require("ä" * 10, what="text", max_bytes=20, max_chars=10)
    for limit in ({"max_bytes": 19}, {"max_chars": 9}):
        with pytest.raises(Refusal) as caught:
            text.require("ä" * 10, what="text", **limit)
        assert caught.value.code is Code.TOO_LARGE


def test_every_code_has_a_status_and_a_meaning() -> None:
    assert set(STATUS) == set(MEANING) == set(Code)
    assert Refusal(Code.BUSY, retry_after=3).status == 429
