"""Invites as people type them: forgiving where nothing is lost, and clear where something is wrong."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from heimo_protocol.anonymity.invites import (
    Invite,
    InviteLink,
    InviteUnreadable,
    Mistake,
    read_code,
    read_link,
    write_code,
    write_link,
)

INVITE = Invite(bytes(range(16)), bytes(range(100, 116)))
CODE = write_code(INVITE)
LINK = InviteLink("community.example", bytes(range(32)), INVITE)
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"

halves = st.binary(min_size=16, max_size=16)


@settings(deadline=None)
@given(halves, halves)
def test_codes_go_round(nonce: bytes, tag: bytes) -> None:
    code = write_code(Invite(nonce, tag))
    assert read_code(code) == Invite(nonce, tag)
    plain = code.replace("-", "")
    assert len(plain) == 56 and set(plain) <= set(ALPHABET)
    assert [len(group) for group in code.split("-")] == [4] * 14


@settings(deadline=None)
@given(halves, halves, st.binary(min_size=32, max_size=32))
@pytest.mark.parametrize(
    "host", ["community.example", "127.0.0.1:8443", "localhost:1", "[::1]:8443", "a" * 56 + ".onion"]
)
def test_links_go_round(host: str, nonce: bytes, tag: bytes, root: bytes) -> None:
    link = InviteLink(host, root, Invite(nonce, tag))
    assert write_link(link).startswith(f"heimo:{host}/")
    assert read_link(write_link(link)) == link


@pytest.mark.parametrize(
    "typed",
    [
        CODE.upper(),
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        f"  {CODE}\n",
        CODE.replace("-", "\n", 3),
        CODE.replace("-", "–"),
        CODE.replace("0", "o"),
        CODE.replace("0", "O").replace("1", "I"),
        CODE.replace("1", "l"),
    ],
)
def test_ways_to_type_a_code(typed: str) -> None:
    assert read_code(typed) == INVITE


def test_the_code_used_above_holds_the_letters_that_are_confused() -> None:
    assert "0" in CODE and "1" in CODE


@pytest.mark.parametrize(
    "typed",
    [
        write_link(LINK).upper(),
        write_link(LINK).replace("heimo:", "heimo://"),
        write_link(LINK) + "/",
        "\n".join(write_link(LINK)[i : i + 40] for i in range(0, 200, 40)),
        f"  {write_link(LINK)} ",
    ],
)
def test_ways_to_paste_a_link(typed: str) -> None:
    assert read_link(typed) == LINK


@settings(deadline=None)
@given(st.integers(0, 55), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_a_typo(index: int, letter: str) -> None:
    plain = CODE.replace("-", "")
    assume(plain[index] != letter)
    with pytest.raises(InviteUnreadable, match="typo") as wrong:
        read_code(plain[:index] + letter + plain[index + 1 :])
    assert wrong.value.mistake is Mistake.CHECKSUM


@pytest.mark.parametrize(
    ("typed", "mistake", "words"),
    [
        ("", Mistake.LENGTH, "56 missing"),
        (CODE[:-1], Mistake.LENGTH, "1 missing"),
        (CODE + "00", Mistake.LENGTH, "2 too many"),
        (CODE[:-1] + "u", Mistake.CHARACTER, "“u” never stands"),
        (CODE[:-1] + "?", Mistake.CHARACTER, "“\\?” never stands"),
    ],
)
def test_mistakes_in_a_code(typed: str, mistake: Mistake, words: str) -> None:
    with pytest.raises(InviteUnreadable, match=words) as wrong:
        read_code(typed)
    assert wrong.value.mistake is mistake


def test_a_later_version_is_told_apart_from_a_typo() -> None:
    from heimo_protocol.anonymity.invites import _checksum, _to_base32  # noqa: PLC0415 — to make what is not ours

    body = b"\x02" + bytes(32)
    with pytest.raises(InviteUnreadable, match="newer") as wrong:
        read_code(_to_base32(body + _checksum(body)))
    assert wrong.value.mistake is Mistake.VERSION


@pytest.mark.parametrize(
    "typed",
    [
        "",
        CODE,
        "https://community.example/",
        "heimo:community.example",
        f"heimo:/{'0' * 52}/{CODE}",
        f"heimo:some host!/{'0' * 52}/{CODE}",
        f"heimo:user@community.example/{'0' * 52}/{CODE}",
        f"heimo:community.example/{'0' * 52}/{CODE}/more",
    ],
)
def test_what_is_no_link(typed: str) -> None:
    with pytest.raises(InviteUnreadable, match="looks like") as wrong:
        read_link(typed)
    assert wrong.value.mistake is Mistake.SHAPE


def test_the_server_key_has_one_length_and_no_spare_bits() -> None:
    with pytest.raises(InviteUnreadable, match="52 characters"):
        read_link(f"heimo:community.example/{'0' * 51}/{CODE}")
    with pytest.raises(InviteUnreadable, match="near its end"):
        read_link(f"heimo:community.example/{'0' * 51}1/{CODE}")


def test_only_what_can_be_read_is_written() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        write_code(Invite(bytes(15), bytes(16)))
    for link in (InviteLink("Bad Host", bytes(32), INVITE), InviteLink("good.example", bytes(31), INVITE)):
        with pytest.raises(ValueError, match="lower case"):
            write_link(link)


def test_no_invite_shows_in_a_repr() -> None:
    assert repr(INVITE.nonce) not in repr(LINK) and repr(INVITE.tag) not in repr(LINK)
