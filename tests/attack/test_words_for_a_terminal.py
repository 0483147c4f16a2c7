"""Words that a host or an owner chose, meant for the terminal rather than for its reader."""

import os
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.cards import Card, open_card
from heimo_protocol.circles import CircleSettings, Genesis, OnceNames, open_genesis
from heimo_protocol.descriptor import Descriptor, open_descriptor
from heimo_protocol.errors import Refusal
from heimo_protocol.events import Need
from heimo_protocol.limits import ServerLimits
from heimo_protocol.signing import public_bytes, seal
from heimo_tui.cli.read import _circle_line, _row_line
from heimo_tui.core.views import CircleView, Delivery, NameView, ThreadRow
from heimo_tui.ui.format import shown

ESCAPES = ("\x1b]0;title\x07", "\x9b31m", "a\rb", "\u202eevil", "\x00")
SEVERAL_LINES = ("a\nb", "a\tb", "a\u2028b", "a\u2029b")
SERVER = Ed25519PrivateKey.generate()


def _descriptor(name: str) -> bytes:
    descriptor = Descriptor(
        root=public_bytes(SERVER),
        seq=0,
        issued=1,
        urls=[],
        kvac=b"",
        cred_epoch=0,
        tokens=[],
        frank=b"",
        limits=ServerLimits(),
        name=name,
        mode=0,
    )
    return seal(SERVER, "descriptor", descriptor).to_bytes()


def _genesis(settings: CircleSettings) -> bytes:
    owner = Ed25519PrivateKey.generate()
    genesis = Genesis(
        owner=public_bytes(owner), random=os.urandom(16), server=bytes(32), space=None, moderators=[], settings=settings
    )
    return seal(owner, "genesis", genesis).to_bytes()


@pytest.mark.parametrize("words", [*ESCAPES, *SEVERAL_LINES, "n" * 49])
def test_a_community_has_a_name_that_can_be_shown(words: str) -> None:
    assert open_descriptor(_descriptor("Harbour"))[0].name == "Harbour"
    with pytest.raises(Refusal):
        open_descriptor(_descriptor(words))


@pytest.mark.parametrize("words", [*ESCAPES, "n" * 49])
@pytest.mark.parametrize("field", ["name", "about", "rules", "lang", "note"])
def test_a_circle_says_nothing_to_the_terminal(field: str, words: str) -> None:
    assert open_genesis(_genesis(CircleSettings(name="Night", notes=["grief"])), bytes(32))
    change: dict[str, Any] = {"notes": [words]} if field == "note" else {field: words}
    if field in ("about", "rules") and words.startswith("n"):
        change = {field: words * 100}
    with pytest.raises(Refusal):
        open_genesis(_genesis(CircleSettings(**{"name": "Night", **change})), bytes(32))


@pytest.mark.parametrize("words", SEVERAL_LINES)
@pytest.mark.parametrize("field", ["name", "about", "note"])
def test_what_stands_in_a_line_is_one(field: str, words: str) -> None:
    change: dict[str, Any] = {"notes": [words]} if field == "note" else {field: words}
    with pytest.raises(Refusal):
        open_genesis(_genesis(CircleSettings(**{"name": "Night", **change})), bytes(32))


@pytest.mark.parametrize("called", [*ESCAPES, *SEVERAL_LINES])
def test_a_name_is_one_line(called: str) -> None:
    key = Ed25519PrivateKey.generate()
    card = Card(server=bytes(32), circle=bytes(16), author=public_bytes(key), ik=bytes(32), name=called, day=1)
    with pytest.raises(Refusal):
        open_card(seal(key, "card", card).to_bytes(), server_id=bytes(32), circle=bytes(16))


def test_marks_are_not_piled_over_the_lines_of_others() -> None:
    piled = "a" + "\u0334\u0301" * 500 + "b"
    assert len(shown(piled)) < 10 and shown(piled).endswith("b")
    for fine in ("Tiếng Việt", "e\u0302\u0301", "שָׁלוֹם", "a\u0300b\u0301c\u0302d\u0303e\u0304f\u0306"):
        assert shown(fine) == fine


@pytest.mark.parametrize("words", [*ESCAPES, *SEVERAL_LINES])
def test_a_pipe_prints_names_and_titles_in_one_safe_line(words: str) -> None:
    author = NameView(key=bytes(32), name=f"pale{words}lynx", mark="pl", colour=1)
    row = ThreadRow(
        id=bytes(16), title=f"a{words}title", author=author, minutes=0, active=0, need=Need.LISTEN, notes=(),
        replies=0, new_replies=0, been_there=0, unread=False, waiting=False, mine=False, kept=False, fold=None,
        delivery=Delivery.PUBLISHED,
    )  # fmt: skip
    circle = CircleView(
        id=bytes(16), name=f"Night{words}", about=f"For{words}us", rules=(), lang="en", notes=(), once=OnceNames.OFF,
        hold_first=False, private=False, unread=0, waiting=0, quiet=False, joined=False, my_name=None,
        promise_seen=True,
    )  # fmt: skip
    for text, lines in ((_row_line(1, row), 2), (_circle_line(circle), 1)):
        assert len(text.splitlines()) == lines
        assert all(c.isprintable() for c in text.replace("\n", ""))
