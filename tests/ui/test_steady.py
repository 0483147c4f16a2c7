"""While somebody types, findings neither flicker nor change places."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from heimo_tui.core.drafts import DraftKind
from heimo_tui.empathy.check import check
from heimo_tui.empathy.findings import Finding, Report, Tier, Voice, key_of
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.model import default
from heimo_tui.empathy.model.reading import Reader
from heimo_tui.ui.steady import Steady

CORPUS = Path(__file__).parents[2] / "training" / "corpus" / "replies"


def typed(text: str, kind: DraftKind = DraftKind.REPLY, reader: Reader | None = None) -> list[tuple[Finding, ...]]:
    """What is shown after each letter."""
    steady, shown = Steady(kind), []
    for end in range(1, len(text) + 1):
        part = text[:end]
        of = "reply" if kind is DraftKind.REPLY else "post"
        report = check(part, kind=of, need="listen", shown=steady.keys, reader=reader)  # type: ignore[arg-type]  # of both
        shown.append(steady.settle(part, report, end).findings)
    return shown


def returns(shown: list[tuple[Finding, ...]]) -> list[tuple[str, int]]:
    """What went and came again: code, and where its words begin."""
    before: set[tuple[str, int]] = set()
    gone: set[tuple[str, int]] = set()
    again = []
    for findings in shown:
        now = {(found.code, found.span[0]) for found in findings}
        gone |= before - now
        again += sorted((now - before) & gone)
        before = now
    return again


@pytest.mark.parametrize(
    "text",
    [
        "I am so sorry about your mum. That sounds so lonely, and exhausting. What was she like?",
        "I can only imagine how that felt. You are not alone in it. If you want, tell us more about her.",
        "At least you have a job. You should be glad. Everything happens for a reason, you know.",
        "Write to anna@example.org or call me on +358 40 123 4567, I am 43 years old.",
    ],
)
@pytest.mark.parametrize("kind", [DraftKind.POST, DraftKind.REPLY])
def test_no_finding_goes_and_comes_again(text: str, kind: DraftKind) -> None:
    shown = typed(text, kind)
    assert any(shown) or kind is DraftKind.POST
    assert not returns(shown)


@pytest.mark.parametrize("reads", ["rules", "model"])
def test_good_replies_can_be_typed_in_peace(reads: str) -> None:
    reader = default.load() if reads == "model" else None
    lines = (CORPUS / "a.jsonl").read_text("utf-8").splitlines()[::40]
    replies = [re.sub(r"\{\w\w\|([^}]*)\}", r"\1", json.loads(line)["reply"]) for line in lines]
    restless = sum(bool(returns(typed(reply, reader=reader))) for reply in replies)
    assert len(replies) >= 10
    assert restless <= len(replies) // 10


def test_what_is_shown_keeps_its_order() -> None:
    before: list[tuple[str, int]] = []
    for findings in typed(
        "I am so sorry. That sounds lonely. At least you tried. How did it begin? You are not alone."
    ):
        places = [(found.code, found.span[0]) for found in findings]
        assert [place for place in places if place in before] == [place for place in before if place in places]
        before = places


def finding(code: str, text: str, words: str, voice: Voice = Voice.CARRIES) -> Finding:
    start = text.index(words)
    return Finding(voice, code, (start, start + len(words)), words, code, None, key_of(code, words))


def report(*findings: Finding) -> Report:
    return Report(findings, Language.ENGLISH, not findings)


def test_nothing_comes_with_half_a_word_and_all_with_a_pause() -> None:
    steady, text = Steady(DraftKind.REPLY), "You are brave"
    found = report(finding("emotional_reaction", text, "brave"))
    assert steady.settle(text, found, len(text)).quiet
    assert steady.settle(text, found, None).findings == found.findings
    assert steady.keys == {found.findings[0].key}


def test_a_word_that_is_finished_brings_what_it_means() -> None:
    steady, text = Steady(DraftKind.REPLY), "You are brave "
    assert steady.settle(text, report(finding("thanks", text, "brave")), len(text)).findings


def test_what_is_shown_moves_along_with_its_words() -> None:
    steady, text = Steady(DraftKind.REPLY), "You are brave. "
    steady.settle(text, report(finding("thanks", text, "brave")), None)
    later = "And you are brave. "
    shown = steady.settle(later, report(), 1).findings
    assert [later[slice(*found.span)] for found in shown] == ["brave"]


def test_what_carries_stays_with_its_words_and_a_reproach_goes_with_its_reason() -> None:
    steady, text = Steady(DraftKind.REPLY), "It sounds hard you lazy "
    carries, hurts = finding("thanks", text, "hard"), finding("judging", text, "lazy", Voice.LOOK_AGAIN)
    steady.settle(text, report(carries, hurts), None)
    assert steady.settle(text + "x. Y ", report(), len(text) + 5).findings == (carries,)
    assert steady.settle(text + "x. Y ", report(), None).quiet


def test_what_identifies_stays_to_the_end_of_its_sentence() -> None:
    steady, text = Steady(DraftKind.POST), "I am in Oulu now "
    steady.settle(text, report(finding("only_one", text, "Oulu", Voice.IDENTIFIES)), None)
    assert steady.settle(text + "x ", report(), len(text) + 2).findings
    assert steady.settle(text + "x.", report(), len(text) + 2).quiet


def test_what_a_model_says_against_a_sentence_waits_for_its_end() -> None:
    steady, text = Steady(DraftKind.REPLY), "You chose this "
    learned = replace(finding("blaming", text, "You chose", Voice.LOOK_AGAIN), by=Tier.DEFAULT)
    assert steady.settle(text, report(learned), len(text)).quiet
    assert steady.settle("You chose this.", report(learned), len(text)).findings == (learned,)
    assert steady.settle("You chose this. A", report(learned), len(text) + 2).findings == (learned,)


def test_nothing_carries_where_something_hurts() -> None:
    steady, text = Steady(DraftKind.REPLY), "Sorry you idiot. "
    steady.settle(text, report(finding("thanks", text, "Sorry you")), None)
    hurts = finding("insult", text, "you idiot", Voice.LOOK_AGAIN)
    assert steady.settle(text, report(hurts), len(text)).findings == (hurts,)


def test_what_is_put_aside_goes_at_once() -> None:
    steady, text = Steady(DraftKind.REPLY), "You are brav"
    found = finding("thanks", text, "You")
    steady.settle(text, report(found), None)
    assert steady.settle(text + "e", report(), len(text) + 1, frozenset({found.key})).quiet


def test_words_that_are_being_changed_keep_their_finding_until_the_word_is_done() -> None:
    steady, text = Steady(DraftKind.REPLY), "You are brave. "
    found = finding("thanks", text, "brave")
    steady.settle(text, report(found), None)
    assert steady.settle("You are bra. ", report(), 11).findings == (found,)
    assert steady.settle("You are . ", report(), 8).quiet


def test_more_of_the_same_words_stand_in_their_place() -> None:
    steady, text = Steady(DraftKind.REPLY), "That sounds hard and lonely. "
    steady.settle(text, report(finding("interpretation", text, "sounds hard")), None)
    more = finding("interpretation", text, "That sounds hard and lonely")
    assert steady.settle(text, report(more), len(text)).findings == (more,)


def test_after_a_pause_the_order_is_that_of_the_check() -> None:
    text = "I am so sorry. At least you tried. Call me on +358 40 123 4567. You should kill yourself."
    for kind, of in ((DraftKind.REPLY, "reply"), (DraftKind.POST, "post")):
        whole = check(text, kind=of, need="listen")  # type: ignore[arg-type]  # one of the two
        steady = Steady(kind)
        steady.settle(text, whole, None)
        assert steady.settle(text + " ", replace(whole, findings=whole.findings[::-1]), len(text) + 1) == whole
