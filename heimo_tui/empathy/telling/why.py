"""Why the check said something: the rule or the words behind it, how often it is right, and that it may be wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from heimo_tui.empathy.clauses import Sentence, normalise, paragraphs, sentences
from heimo_tui.empathy.findings import Finding, Tier, Voice
from heimo_tui.empathy.language import Language, recognise
from heimo_tui.empathy.model.reading import Head, Mechanism, Reader
from heimo_tui.empathy.telling import figures

MODELS: Final[Mapping[Tier, str]] = MappingProxyType({Tier.DEFAULT: "small", Tier.DEEP: "larger"})
"""What each trained reader is called on the screen."""

RULES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "emotional_reaction": "A list of ways to say that something touches you, such as “I am so sorry”.",
        "interpretation": "A list of ways to name what somebody may feel, such as “that sounds lonely”.",
        "exploration": "It looks for a question to them, or an invitation to tell more.",
        "been_there": "A list of ways to say that one has lived something like it.",
        "thanks": "A list of ways to thank somebody for writing.",
        "freedom": "A list of ways to leave a choice open, such as “if you want to”.",
        "own_feeling": "It looks for words in which you name a feeling of your own.",
        "asks_readers": "It looks for a question to those who read here.",
        "insult": "A list of names that people are called, where one is aimed at somebody who reads here.",
        "slur": "A list of words that have been used against groups of people.",
        "hostile_order": "It looks for an order to go away or to be silent.",
        "contempt": "A list of turns of phrase that set somebody below others.",
        "judging": "It looks for “you are”, or something near it, with a word that passes a verdict on a person.",
        "blaming": "It looks for turns of phrase that say it is their doing.",
        "dismissing": "A list of comforts that often make pain smaller, such as “at least”.",
        "comparing": "It looks for words that set one pain beside another.",
        "persuading": "It looks for words that press somebody to see or to do it another way.",
        "advice": "It looks for advice, such as “you should”, and at what they asked for.",
        "suggestion": "It looks for gentle advice, such as “maybe try”, and at what they asked for.",
        "email": "The shape of an e-mail address.",
        "phone": "The shape of a phone number, and how the numbers of many countries are made.",
        "handle": "The shape of a name on another site.",
        "link": "The shape of a link.",
        "address": "The shape of a street address.",
        "name": "A list of first names, and words that come before a name.",
        "employer": "Words that come before a workplace, such as “I work at”.",
        "school": "Words that come before a school.",
        "exact_date": "The shape of a date.",
        "exact_age": "Words that tell an age in years.",
        "only_one": "Words that say there is only one, such as “the only”.",
        "combination": "It puts together what this text tells: age, place, work, family, days.",
        "linked": "It puts this text beside what you wrote in this circle before, as it is kept on this machine.",
        "danger_self": "A list of ways in which people say that they may not want to live, or may hurt themselves.",
        "danger_other": "A list of ways in which people say that they fear what they might do to somebody.",
        "danger_from_other": "A list of ways in which people tell that somebody hurts them.",
        "encourages_harm": "A list of ways to push somebody towards harming themselves.",
        "method_details": "It looks for how it is done, next to words for harming oneself.",
        "risky_advice": "It looks for advice to stop or change a medicine.",
    }
)
"""What kind of rule finds a code, in plain words."""

_ANY_RULE: Final = "A rule looks for words like these."
_LEARNED: Final = "No rule says this. The {model} model learned it from many labelled texts."
_HERE: Final = "It runs on this machine; your text went nowhere."
_WRONG: Final = "It can be wrong. You know what you mean, and you can put it aside."
_WRONG_KIND: Final = "It can be wrong, and it never tells how much a text is worth."
_WRONG_HELD: Final = (
    "It can be wrong. You can put it aside; where a circle asks for it, a moderator still reads such words first."
)
_WRONG_CARE: Final = "It can be wrong. Nothing is held back because of it, nobody is told, and you can put it aside."


@dataclass(frozen=True, slots=True)
class Why:
    """What is behind a finding: `source` says what found it, `behind` are the words that weighed most, if it knows.

    `figures` is a sentence on how often this is right, None where that was not measured. `limits` says that it runs
    on this machine, and that it may be wrong.
    """

    source: str
    behind: tuple[str, ...]
    figures: str | None
    limits: tuple[str, ...]


def explain(text: str, finding: Finding, reader: Reader | None) -> Why:
    """Return why `finding` was said of `text`.

    `reader` is the trained reader at work, which is asked for the words that weighed most where one of its tier saw
    the finding. Never raises, whatever the text.
    """
    behind: tuple[str, ...] = ()
    source = RULES.get(finding.code, _ANY_RULE)
    if finding.by is not None:
        source = _LEARNED.format(model=MODELS[finding.by])
        if reader is not None and reader.tier is finding.by:
            behind = tuple(dict.fromkeys(_behind(text, finding, reader)))
    return Why(source, behind, _measured(finding), (_HERE, _limit(finding)))


def _measured(finding: Finding) -> str | None:
    try:
        figure = figures.figures_for(finding.code, finding.by)
    except OSError:
        # built without a record of what was measured: then there is nothing to tell
        return None
    return figure.sentence if figure else None


def _limit(finding: Finding) -> str:
    if finding.holdable:
        return _WRONG_HELD
    if finding.voice is Voice.CARE:
        return _WRONG_CARE
    return _WRONG_KIND if finding.voice is Voice.CARRIES else _WRONG


def _behind(text: str, finding: Finding, reader: Reader) -> Iterator[str]:
    name = _HEADS.get(finding.code)
    if name is None:
        return
    for at, sentence, language in _touched(text, finding):
        spans = reader.behind(sentence.plain, language, name)
        touching = [(start, end) for start, end in spans if at + start < finding.span[1] and finding.span[0] < at + end]
        for start, end in _joined(touching):
            # a lone full stop tells nobody anything; a question mark does
            if words := sentence.raw[start:end].strip(" .,;:"):
                yield words


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what overlaps or stands side by side, in the order of the text."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _touched(text: str, finding: Finding) -> Iterator[tuple[int, Sentence, Language]]:
    """Yield the sentences that the finding's words stand in, each with its start in the text and its language."""
    whole = recognise(normalise(text))
    for start, paragraph in paragraphs(text):
        language = recognise(normalise(paragraph))
        for sentence in sentences(paragraph):
            at = start + sentence.start
            if at < finding.span[1] and finding.span[0] < at + len(sentence.raw):
                yield at, sentence, _read_as(language, whole)


def _read_as(*languages: Language) -> Language:
    """Read words of no sure language as the check does: as the text around them, else as English."""
    return next((language for language in languages if language is not Language.UNKNOWN), Language.ENGLISH)


_HEADS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{head.value: head.value for head in Head},
        "emotional_reaction": Mechanism.EMOTIONAL_REACTION.value,
        "interpretation": Mechanism.INTERPRETATION.value,
        "exploration": Mechanism.EXPLORATION.value,
        "suggestion": Head.ADVICE.value,
        "danger_self": Head.CARE.value,
    }
)
"""Which head of a trained reader speaks for a code."""
