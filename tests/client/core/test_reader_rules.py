"""Folding, pins and the thread view: pure rules."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heimo_protocol.descriptor import Descriptor, TokenKey
from heimo_protocol.events import Need, Quote, Reaction
from heimo_protocol.limits import ServerLimits
from heimo_tui.core.errors import Tampering
from heimo_tui.core.folding import applied, has_word
from heimo_tui.core.pins import require_successor
from heimo_tui.core.preferences import FoldRule
from heimo_tui.core.threads import TITLE_CHARS, Item, Reader, build, title_of
from heimo_tui.core.views import Fold, FoldAction, Gone, NameView

FOLD, NEVER, SHOW = FoldAction.FOLD, FoldAction.NEVER, FoldAction.SHOW


@pytest.mark.parametrize(
    ("text", "keyword", "meets"),
    [
        ("The funeral was today", "Funeral", True),
        ("Hautajaiset olivat tänään", "hautaja", True),
        ("a refuneral", "funeral", False),
        ("STRASSE", "straße", True),
        ("anything", "", False),
        ("what (exactly)?", "(exactly)", True),
    ],
)
def test_keywords_meet_the_beginning_of_words(text: str, keyword: str, meets: bool) -> None:
    assert has_word(text, keyword) is meets


def test_never_wins_and_the_reason_is_told() -> None:
    rules = (FoldRule(note="death"), FoldRule(keyword="rope", action=NEVER), FoldRule(note="debt", action=SHOW))
    assert applied(rules, ("death",), "calm") == (FOLD, Fold(note="death"))
    assert applied(rules, ("death",), "a rope") == (NEVER, Fold(keyword="rope"))
    assert applied(rules, ("debt",), "calm") == (SHOW, None)


def descriptor(**changes: object) -> Descriptor:
    known = Descriptor(
        root=b"r" * 32,
        seq=5,
        issued=1,
        urls=[],
        kvac=b"k" * 96,
        cred_epoch=1,
        tokens=[TokenKey(3, 9, b"a" * 32)],
        frank=b"f" * 32,
        limits=ServerLimits(),
        name="x",
        mode=1,
    )
    return msgspec.structs.replace(known, **changes)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"root": b"z" * 32, "seq": 6}, "foreign_root"),
        ({"seq": 4}, "descriptor_rollback"),
        ({"name": "y"}, "descriptor_split"),
        ({"seq": 6, "kvac": b"z" * 96}, "descriptor_keys"),
        ({"seq": 6, "earlier": [b"2" * 8]}, "descriptor_split"),
        ({"seq": 8, "earlier": [b"2" * 8, b"3" * 8, b"4" * 8]}, "descriptor_split"),
        ({"seq": 6, "cred_epoch": 0}, "descriptor_keys"),
        ({"seq": 6, "tokens": [TokenKey(3, 9, b"z" * 32)]}, "descriptor_keys"),
    ],
)
def test_what_a_server_may_not_change(changes: dict[str, object], code: str) -> None:
    with pytest.raises(Tampering, match=code):
        require_successor(descriptor(), b"1" * 32, descriptor(**changes), b"2" * 32)


def test_what_a_server_may_change() -> None:
    require_successor(descriptor(), b"1" * 32, descriptor(), b"1" * 32)
    tokens = [TokenKey(3, 10, b"b" * 32)]
    newer = descriptor(seq=6, earlier=[b"1" * 8], kvac=b"z" * 96, cred_epoch=2, tokens=tokens, name="y")
    require_successor(descriptor(), b"1" * 32, newer, b"2" * 32)


ME, YOU = b"m" * 32, b"y" * 32


def reader(rules: tuple[FoldRule, ...] = ()) -> Reader:
    return Reader(
        lambda key: NameView(key, key[:1].decode(), "▖▖", 0, mine=key == ME), frozenset({ME}), frozenset(), rules
    )


def item(number: int, author: bytes = YOU, **more: object) -> Item:
    values: dict[str, object] = {"text": f"words {number}"} | more
    return Item(bytes([number]) * 16, number, author, 0, **values)  # type: ignore[arg-type] # text and the like


def test_a_thread_shows_what_is_new_quoted_and_said_by_others() -> None:
    root = item(1, need=Need.ASK)
    replies = [item(2, ME), item(3, quote=Quote(root.id, 0, 5)), item(4, text=None, gone=Gone.TAKEN_BACK)]
    given_by = {root.id: {"been_there": frozenset({ME, YOU}), "unheard_of": frozenset({YOU})}}
    view = build(b"c" * 16, root, replies, given_by, reader(), read_seq=1, locked=True)
    assert view.locked and view.root.need is Need.ASK and not view.root.new
    assert [post.new for post in view.replies] == [False, True, True] and view.first_new == 1
    assert view.replies[1].quote is not None and view.replies[1].quote.words == "words"
    assert view.root.reactions == {Reaction.BEEN_THERE: 2} and view.root.my_reactions == {Reaction.BEEN_THERE}
    assert view.replies[2].gone is Gone.TAKEN_BACK and view.replies[2].text == ""


def test_a_quote_of_what_is_gone_shows_no_words() -> None:
    root = item(1, text=None, gone=Gone.REMOVED)
    view = build(b"c" * 16, root, [item(2, quote=Quote(root.id, 0, 5))], {}, reader(), read_seq=0, locked=False)
    assert view.replies[0].quote is not None and view.replies[0].quote.words == ""


def test_own_words_are_never_folded_and_never_means_never() -> None:
    rules = (FoldRule(keyword="words", action=NEVER),)
    view = build(b"c" * 16, item(1), [item(2), item(3, ME)], {}, reader(rules), read_seq=0, locked=False)
    assert [post.id for post in view.replies] == [item(3).id]


@given(st.text())
def test_a_title_is_one_short_line(text: str) -> None:
    title = title_of(text)
    assert len(title) <= TITLE_CHARS and "\n" not in title and title == title.strip()
