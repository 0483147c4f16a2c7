"""What a trained reader tells becomes findings: behind the gate, after the rules, and steady while somebody types."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heimo_tui.empathy.check import check
from heimo_tui.empathy.findings import Finding, Need, Tier, Voice
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.model import default
from heimo_tui.empathy.model.reading import Head, Mechanism, Rationale, Reader, Reading, Whole
from heimo_tui.empathy.telling.wording import MESSAGES

NONE = (1.0, 0.0, 0.0)
BAR = 0.5


@dataclass
class Scripted:
    """A reader that says of every sentence what a test wants: where the line between saying and silence runs."""

    heads: Mapping[Head, float] = field(default_factory=dict)
    levels: Mapping[Mechanism, float] = field(default_factory=dict)
    words: float = 0.0
    mute: bool = False

    tier = Tier.DEEP
    digest = "0" * 16

    @property
    def thresholds(self) -> Mapping[str, float]:
        names = [*Head, *Mechanism, *(f"{each}.words" for each in Mechanism), "hostile.pt"]
        return dict.fromkeys(map(str, names), BAR)

    def sentence(self, plain: str, language: Language) -> Reading:
        if self.mute:
            return Reading({}, ())
        middle = len(plain) // 2
        halves = ((0, middle), (middle, len(plain)))
        shows = dict.fromkeys(Mechanism, self.words)
        return Reading(self.heads, tuple(Rationale(start, end, shows) for start, end in halves))

    def whole(self, text: str, language: Language) -> Whole | None:
        if self.levels == {}:
            return None
        there = {each: (1 - p, p, 0.0) for each, p in self.levels.items()}
        return Whole({each: there.get(each, NONE) for each in Mechanism}, 0.0)

    def behind(self, plain: str, language: Language, name: str) -> tuple[tuple[int, int], ...]:
        return ()

    def forget(self) -> None:
        pass


def findings(
    text: str, reader: Reader | None, *, need: Need = "listen", shown: frozenset[str] = frozenset()
) -> tuple[Finding, ...]:
    return check(text, kind="reply", need=need, shown=shown, reader=reader).findings


def codes(text: str, reader: Reader | None, *, need: Need = "listen") -> list[tuple[str, Tier | None]]:
    return [(found.code, found.by) for found in findings(text, reader, need=need)]


NEUTRAL = "The kettle of your aunt stood on the stove."


@pytest.mark.parametrize(
    ("head", "code"), [(head, head.value) for head in Head if head not in (Head.ADVICE, Head.CARE)]
)
def test_each_head_has_its_finding(head: Head, code: str) -> None:
    (found,) = findings(NEUTRAL, Scripted({head: 0.9}))
    assert (found.code, found.by, found.voice) == (code, Tier.DEEP, Voice.LOOK_AGAIN)
    assert found.alternative
    assert "kettle" in found.words
    assert MESSAGES[found.reason]


def test_the_surest_head_names_the_way() -> None:
    both = Scripted({Head.JUDGING: 0.6, Head.BLAMING: 0.8, Head.HOSTILE: 0.4})
    assert codes(NEUTRAL, both) == [("blaming", Tier.DEEP)]


def test_worry_is_said_beside_what_hurts() -> None:
    said = codes(NEUTRAL, Scripted({Head.CARE: 0.9, Head.JUDGING: 0.9}))
    assert said == [("judging", Tier.DEEP), ("danger_self", Tier.DEEP)]


def test_hostile_words_count_only_when_aimed() -> None:
    angry = Scripted({Head.HOSTILE: 0.99})
    assert codes("My own kettle is a piece of rubbish and I hate it.", angry) == []
    assert codes("She told me the kettle was rubbish.", angry) == []
    assert codes("You kettle of a person.", angry) == [("hostile", Tier.DEEP)]


def test_hostile_words_beside_ones_own_shame_or_for_somebody_absent_are_not_said() -> None:
    angry = Scripted({Head.HOSTILE: 0.99})
    assert codes("A kettle of a woman.", angry) == [("hostile", Tier.DEEP)]
    assert codes("A kettle of a woman. I hate myself.", angry) == []
    assert codes("She said that I was one. You kettle.", angry) == []


def test_two_words_alone_and_a_judgement_that_is_taken_away_do_not_hurt() -> None:
    judging = Scripted({Head.JUDGING: 0.99})
    assert codes("A kettle.", judging) == []
    assert codes("The kettle calls you lazy, but you're not lazy.", judging) == []
    assert codes("The kettle calls you lazy.", judging) == [("judging", Tier.DEEP)]


def test_advice_has_to_be_able_to_be_advice() -> None:
    tip = Scripted({Head.ADVICE: 0.9})
    assert codes("My sister walked along the river every night.", tip) == []
    assert codes("Perhaps a walk along the river every night.", tip) == [("suggestion", Tier.DEEP)]
    assert codes("Perhaps a walk along the river every night.", tip, need="ideas") == []


def test_a_rule_speaks_alone_unless_it_only_heard_a_tip() -> None:
    rule = "You should just calm down."
    assert codes(rule, Scripted({Head.JUDGING: 0.9})) == codes(rule, None) != []
    tip = "Go back to your hole and stay there."
    assert codes(tip, None) == [("suggestion", None)]
    assert codes(tip, Scripted({Head.JUDGING: 0.9})) == [("suggestion", None)]
    assert codes(tip, Scripted({Head.HOSTILE: 0.9})) == [("hostile", Tier.DEEP)]


def test_a_post_is_not_told_that_its_pain_is_hostile() -> None:
    angry = Scripted({Head.HOSTILE: 0.99, Head.JUDGING: 0.99})
    assert check("You never loved me, mother.", kind="post", need=None, reader=angry).quiet
    (found,) = check("You people are rubbish kettles.", kind="post", need=None, reader=angry).findings
    assert found.code == "hostile"


def test_what_is_shown_stays_on_weaker_evidence_and_what_is_open_needs_stronger() -> None:
    weak, sure = Scripted({Head.JUDGING: 0.45}), Scripted({Head.JUDGING: 0.55})
    assert codes(NEUTRAL, weak) == []
    (found,) = findings(NEUTRAL, sure)
    assert findings(NEUTRAL, weak, shown=frozenset({found.key})) == (found,)
    assert findings(NEUTRAL.rstrip("."), sure) == ()
    assert findings(NEUTRAL.rstrip("."), Scripted({Head.JUDGING: 0.7}))
    assert findings(NEUTRAL.rstrip(".") + "\n", sure)


def test_a_mechanism_is_there_in_the_whole_and_shown_by_its_words() -> None:
    there = {Mechanism.INTERPRETATION: 0.6}
    (found,) = findings(NEUTRAL, Scripted(levels=there, words=0.6))
    assert (found.code, found.words, found.alternative) == ("interpretation", NEUTRAL, None)
    each = findings(f"{NEUTRAL} {NEUTRAL}", Scripted(levels=there, words=0.6))
    assert [one.words for one in each] == [NEUTRAL, NEUTRAL], "one sentence is one thing to say"
    halves = findings(NEUTRAL, Scripted(levels=there, words=0.2))
    assert [each.code for each in halves] == ["interpretation"], "the surest words, where none is sure enough"
    assert findings(NEUTRAL, Scripted(levels={Mechanism.INTERPRETATION: 0.4}, words=0.9)) == ()
    weak = Scripted(levels={Mechanism.INTERPRETATION: 0.45}, words=0.6)
    assert findings(NEUTRAL, weak, shown=frozenset({found.key})) == (found,)


def test_it_makes_no_difference_who_somebody_is() -> None:
    shipped = default.load()
    told = "I'm so sorry. As a {who} you carry enough, and it must be so lonely. What helps, as a {who}?"
    said = [
        [(found.code, found.words.replace(who, "…")) for found in findings(told.format(who=who), shipped)]
        for who in ("person", "Muslim woman", "blind man", "Finn", "lesbian")
    ]
    assert said[0] != []
    assert all(each == said[0] for each in said)


def test_a_reader_may_have_nothing_to_say() -> None:
    assert findings(NEUTRAL, Scripted(words=0.9)) == ()
    assert findings(NEUTRAL, Scripted(levels={Mechanism.EXPLORATION: 0.9}, mute=True)) == ()
    assert findings("", Scripted(levels={Mechanism.EXPLORATION: 0.9})) == ()
    assert findings("I see.", Scripted(levels={Mechanism.INTERPRETATION: 0.9}, words=0.9)) == ()
    assert findings("Why though?", Scripted(levels={Mechanism.EXPLORATION: 0.9}, words=0.9))


def test_other_languages_are_read_by_what_was_trained_for_them() -> None:
    portuguese = "Você não presta para nada, ninguém gosta de você."
    shipped = default.load()
    assert {found.by for found in findings(portuguese, shipped)} <= {None, Tier.DEFAULT}
    finnish = "Olen pahoillani. Miltä sinusta tuntui silloin, kun hän lähti?"
    assert findings(finnish, shipped) == findings(finnish, None) != ()


def test_the_shipped_reader_tells_warmth_from_hurt() -> None:
    shipped = default.load()
    warm = "I'm so sorry you had to go through that alone. What was it like when you told her?"
    assert {("emotional_reaction", Tier.DEFAULT), ("exploration", Tier.DEFAULT)} <= set(codes(warm, shipped))
    assert all(found.voice is Voice.CARRIES for found in findings(warm, shipped))


_WORDS = st.sampled_from(
    ["you ", "i ", "feel ", "never ", "loved ", "sorry ", "what ", "why? ", "should ", ".", "!\n", "hate ", "nobody "]
)


@given(st.lists(_WORDS | st.text(max_size=4), max_size=25).map("".join), st.sampled_from(["post", "reply"]))
@settings(deadline=None)
def test_whatever_the_text_the_findings_stand_in_it(text: str, kind: str) -> None:
    report = check(text, kind=kind, need="listen", reader=default.load())  # type: ignore[arg-type]  # kind
    assert report.tier is Tier.DEFAULT
    for found in report.findings:
        assert found.words == text[slice(*found.span)] != ""
        assert MESSAGES[found.reason]
        assert (found.alternative is None) is (found.voice is Voice.CARRIES)
