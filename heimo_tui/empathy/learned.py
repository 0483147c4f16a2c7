"""Turns what a trained reader tells into marks: what hurts and what worries by sentence, what carries by reply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from heimo_tui.empathy.clauses import Sentence, normalise
from heimo_tui.empathy.findings import Mark, Voice
from heimo_tui.empathy.identities import neutral
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.look_again.aimed import aimed_clause, is_warm
from heimo_tui.empathy.look_again.rewording import reworded
from heimo_tui.empathy.look_again.tips import may_advise
from heimo_tui.empathy.model.reading import Head, Mechanism, Reader
from heimo_tui.empathy.phrases.varieties import standard
from heimo_tui.empathy.target import second_person

STAYS: Final = 0.85
"""What is shown stays while its probability is above this share of its threshold."""

OPEN: Final = 0.3
"""A sentence still being written is spoken of only this share of the way from its threshold to certainty."""

LEAST_WORDS: Final = 3
"""Fewer words ("hi", "I see") carry nothing but, perhaps, a question."""

MECHANISMS: Final[Mapping[Mechanism, str]] = MappingProxyType(
    {
        Mechanism.EMOTIONAL_REACTION: "emotional_reaction",
        Mechanism.INTERPRETATION: "interpretation",
        Mechanism.EXPLORATION: "exploration",
    }
)
"""The finding's code of each mechanism."""

_SUBTLE = (Head.DISMISSING, Head.BLAMING, Head.JUDGING, Head.COMPARING, Head.PERSUADING)


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence, where its paragraph starts in the text, its language, and whether it is still being written."""

    at: int
    sentence: Sentence
    language: Language
    is_open: bool = False

    @property
    def start(self) -> int:
        """Where the sentence starts in the text, in code points."""
        return self.at + self.sentence.start


def codes_of(shown: frozenset[str]) -> frozenset[str]:
    """Return the codes of the keys of findings."""
    return frozenset(key.rpartition("-")[0] for key in shown)


def troubling(placed: Placed, reader: Reader, shown: frozenset[str], *, answering: bool) -> Iterator[Mark]:
    """Yield what may hurt or worry in one sentence, with offsets within the sentence; at most one of each voice.

    `shown` are the codes that are on the screen now. `answering`: somebody is answered, so that words which name
    nobody are meant for them.
    """
    sentence, language = placed.sentence, _read_as(placed.language)
    plain = sentence.plain
    heads = reader.sentence(_spared(plain), language).heads
    over = {head: p / bar for head, p in heads.items() if p >= (bar := _bar(placed, reader, head, language, shown))}
    if Head.CARE in over:
        yield _mark(Voice.CARE, "danger_self", 0, len(plain), reader, alternative="danger_self.alt")
    aimed = aimed_clause(plain, answering=answering) if Head.HOSTILE in over else None
    if aimed:
        # the words that are aimed must be hostile by themselves: "what a shitty week, you must be tired"
        clause = reader.sentence(_spared(plain[slice(*aimed)]), language).heads[Head.HOSTILE]
        aimed = aimed if clause >= _bar(placed, reader, Head.HOSTILE, language, shown) else None
    subtle = [head for head in _SUBTLE if head in over and _may_hurt(plain, head)]
    if aimed:
        yield _look_again("hostile", *aimed, sentence, reader)
    elif subtle:
        yield _look_again(max(subtle, key=over.__getitem__).value, 0, len(plain), sentence, reader)
    elif Head.ADVICE in over and may_advise(plain):
        yield _look_again("suggestion", 0, len(plain), sentence, reader)


def _may_hurt(plain: str, head: Head) -> bool:
    """Whether a sentence is one of those in which a trained reader is believed; two words alone ("I see") are not."""
    return len(plain.split()) >= LEAST_WORDS and not (head is Head.JUDGING and is_warm(plain))


def knows_mechanisms(sentences: Sequence[Placed]) -> bool:
    """Whether a trained reader can tell the mechanisms of these sentences: all of them are read as English."""
    return all(_read_as(placed.language) is Language.ENGLISH for placed in sentences)


def carrying(text: str, sentences: Sequence[Placed], reader: Reader, shown: frozenset[str]) -> Iterator[Mark]:
    """Yield the clauses of a reply that show a mechanism, with offsets in the text, where the reply as a whole has it.

    Only for sentences that `knows_mechanisms`. `shown` are the codes that are on the screen now.
    """
    plain = normalise(text)
    # looked at by sentence first, for these are remembered
    read = standard(plain) if any(standard(placed.sentence.plain) for placed in sentences) else None
    whole = reader.whole(_spared(read.text if read else plain), Language.ENGLISH)
    if whole is None:
        return
    few = len(text.split()) < LEAST_WORDS
    for mechanism, code in MECHANISMS.items():
        bar = reader.thresholds[mechanism] * (STAYS if code in shown else 1)
        if 1 - whole.levels[mechanism][0] >= bar and not (few and mechanism is not Mechanism.EXPLORATION):
            yield from _clauses(mechanism, sentences, reader)


def _clauses(mechanism: Mechanism, sentences: Iterable[Placed], reader: Reader) -> Iterator[Mark]:
    """Yield the clauses sure enough to be the reason, or the surest one."""
    found = [(placed, *shown) for placed in sentences for shown in _shown(mechanism, placed, reader)]
    if not found:
        return
    bar = min(reader.thresholds[f"{mechanism}.words"], max(sure for _, sure, _, _ in found))
    joined: list[tuple[Placed, int, int]] = []
    for placed, sure, start, end in found:
        if sure >= bar:
            # clauses side by side in a sentence are one thing to say
            if joined and joined[-1][0] is placed and start - joined[-1][2] <= 1:
                joined[-1] = (placed, joined[-1][1], end)
            else:
                joined.append((placed, start, end))
    for _, start, end in joined:
        yield _mark(Voice.CARRIES, MECHANISMS[mechanism], start, end, reader)


def _shown(mechanism: Mechanism, placed: Placed, reader: Reader) -> Iterator[tuple[float, int, int]]:
    """Yield how surely each clause of a sentence shows a mechanism, and its place in the text; others' words count."""
    plain = normalise(placed.sentence.raw)
    spared = neutral(plain)
    for clause in reader.sentence(spared.text if spared else plain, Language.ENGLISH).rationales:
        start, end = spared.span(clause.start, clause.end) if spared else (clause.start, clause.end)
        yield clause.shows[mechanism], placed.start + start, placed.start + end


def _spared(plain: str) -> str:
    """Return a text without the names of groups, which would be held against who is one of them."""
    spared = neutral(plain)
    return spared.text if spared else plain


def _read_as(language: Language) -> Language:
    """Read a few words of no sure language as English: in others the heads stay silent by themselves."""
    return Language.ENGLISH if language is Language.UNKNOWN else language


def _bar(placed: Placed, reader: Reader, head: Head, language: Language, shown: frozenset[str]) -> float:
    name = head if language is Language.ENGLISH else f"{head}.{language}"
    bar = reader.thresholds[name]
    if ("suggestion" if head is Head.ADVICE else head) in shown:
        return bar * STAYS
    return bar + (1 - bar) * OPEN if placed.is_open else bar


def _look_again(code: str, start: int, end: int, sentence: Sentence, reader: Reader) -> Mark:
    alternative, slots = reworded(code, sentence.raw, sentence.plain, start, end)
    mark = _mark(Voice.LOOK_AGAIN, code, start, end, reader, alternative=alternative)
    return replace(mark, slots=slots, target=second_person(sentence.plain))


def _mark(voice: Voice, code: str, start: int, end: int, reader: Reader, *, alternative: str | None = None) -> Mark:
    return Mark(voice, code, start, end, alternative, by=reader.tier)
