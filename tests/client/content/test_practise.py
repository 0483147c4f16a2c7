"""What people practise on comes from the corpus, tells of many troubles, and its examples are good ones."""

import json
import re
from pathlib import Path

import pytest

from heimo_protocol.events import Need
from heimo_tui.content.practise import Situation, situations
from heimo_tui.empathy.check import check
from heimo_tui.empathy.findings import Voice

CORPUS = Path(__file__).parents[3] / "training" / "corpus"
ALL = pytest.mark.parametrize("one", situations(), ids=lambda one: one.id)


def rows(folder: str, author: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (CORPUS / folder / f"{author}.jsonl").read_text("utf-8").splitlines()]


@ALL
def test_post_and_example_stand_in_the_corpus(one: Situation) -> None:
    posts = {row["id"]: (row["post"], row["need"]) for row in rows("situations", one.id[0])}
    assert posts[one.id] == (one.post, one.need.value)
    replies = [re.sub(r"\{\w\w\|([^}]*)\}", r"\1", row["reply"]) for row in rows("replies", one.id[0])]
    assert one.example in replies


@ALL
def test_no_example_blames_or_dismisses(one: Situation) -> None:
    report = check(one.example, kind="reply", need=one.need.value)
    assert not report.of(Voice.LOOK_AGAIN) or {found.code for found in report.of(Voice.LOOK_AGAIN)} <= {
        "advice",
        "suggestion",
    }


@ALL
def test_hints_end_a_sentence(one: Situation) -> None:
    for hint in (one.feel, one.ask):
        assert hint[0].islower() and hint[-1].isalpha() and "!" not in hint


def test_many_troubles_and_needs() -> None:
    assert len(situations()) >= 24
    assert len({one.about for one in situations()}) >= 20
    assert {one.need for one in situations()} == {Need.LISTEN, Need.ASK, Need.IDEAS}
    assert len({one.id for one in situations()}) == len(situations())
    neighbours = zip(situations(), (*situations()[1:], situations()[0]), strict=True)
    assert all(one.about != following.about for one, following in neighbours)
