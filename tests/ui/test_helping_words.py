"""What is said to those who wait and those who help: true, kind, and without a number of people."""

import re

import pytest

from heimo_protocol.events import Need, Reaction
from heimo_tui.cli.read import _post, _post_text
from heimo_tui.core.answering import SPANS, Usual
from heimo_tui.core.notes import REACTIONS, reaction_sentence
from heimo_tui.core.views import Delivery, ThreadView
from heimo_tui.ui.waiting_words import ENOUGH, LONGER, REST, RESTING, since_words, while_you_wait
from heimo_tui.ui.widgets.thread_pane import _end_words
from tests.ui.helping_rooms import WAITING
from tests.ui.views import CIRCLES, CLOCK, ME, MINUTES, post


def own(usual: Usual | None, ago: int, **more: object) -> ThreadView:
    """One's own post, so many minutes old, that nobody answered."""
    root = post("own", ME, "words", ago=ago, need=Need.ASK, mine=True, **more)
    return ThreadView(CIRCLES[0].id, root, (), None, False, usual)


@pytest.mark.parametrize("usual", Usual)
def test_who_waits_reads_no_number_and_no_promise(usual: Usual) -> None:
    for ago in (1, 50, 5000):
        said = _end_words(own(usual, ago), CLOCK).plain
        assert said.startswith("Nobody has answered yet.") and not re.search(r"\d|will|read by", said)
        assert ("usually" in said) is (usual in SPANS and ago <= SPANS[usual])
        assert (LONGER in said) is (usual in SPANS and ago > SPANS[usual])


def test_what_is_on_its_way_is_not_said_to_wait() -> None:
    said = while_you_wait(own(Usual.HOURS, 0, delivery=Delivery.HOLDING, hold_left=30), MINUTES)
    assert said == "People here usually answer within a few hours."


def test_nothing_that_helps_rest_orders_anybody() -> None:
    for said in (*REST, RESTING, *ENOUGH.values()):
        assert not re.search(r"\d|must|should|!", said)


def test_since_when_somebody_waits_is_said_in_words() -> None:
    for one in WAITING:
        assert not re.search(r"\d\d|:", since_words(one, CLOCK))
    assert since_words(WAITING[0], CLOCK) == "waiting since yesterday"
    assert since_words(WAITING[4], CLOCK) == "has just written"


def test_no_count_of_a_reaction_is_ever_shown() -> None:
    for words in REACTIONS:
        sentences = {count: reaction_sentence(words.code, count) for count in range(200)}
        assert sentences[0] == "" and not any(re.search(r"\d", said) for said in sentences.values())
        assert sentences[2] == sentences[4] != sentences[5] and len(set(sentences.values())) == 5
    given = post("p", "pale-lynx", "words", reactions={Reaction.WITH_YOU: 3, Reaction.BEEN_THERE: 17})
    said = ["many people have been there", "a few people are with you"]
    assert _post(given)["said"] == said
    assert _post_text(given).endswith("".join(f"({one})\n" for one in said))
