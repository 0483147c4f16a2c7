"""Reads a draft and reports what carries, what may hurt, what may identify, and where care is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from heimo_tui.empathy import care, carries, learned, linkage
from heimo_tui.empathy.clauses import Sentence, normalise, paragraphs, sentences
from heimo_tui.empathy.findings import Finding, Kind, Mark, Need, Report, Target, Voice, key_of
from heimo_tui.empathy.language import Language, recognise
from heimo_tui.empathy.learned import Placed
from heimo_tui.empathy.look_again import advice, comparing, dismissing, families, hostility, judging
from heimo_tui.empathy.look_again.whose import is_for_nobody_here
from heimo_tui.empathy.model.reading import Reader
from heimo_tui.empathy.phrases import words
from heimo_tui.empathy.telling import wording

_NO_LIST = (Language.ENGLISH, Language.UNKNOWN)
_HARSH = frozenset({"insult", "slur", "hostile_order", "hostile", "contempt"})
_RANK = {
    code: rank
    for rank, code in enumerate(
        words(
            """encourages_harm method_details risky_advice slur insult hostile_order hostile contempt blaming judging
        comparing dismissing persuading advice suggestion"""
        )
    )
}
_LEAD = {
    "post": (Voice.CARE, Voice.IDENTIFIES, Voice.LOOK_AGAIN, Voice.CARRIES),
    "reply": (Voice.CARRIES, Voice.LOOK_AGAIN, Voice.IDENTIFIES, Voice.CARE),
}


def check(
    text: str,
    *,
    kind: Kind,
    need: Need | None,
    own_earlier: Sequence[str] = (),
    dismissed: frozenset[str] = frozenset(),
    shown: frozenset[str] = frozenset(),
    reader: Reader | None = None,
) -> Report:
    """Return what there is to say about a draft; pure and quick enough to run while somebody types.

    `need` is what the writer of the post asked for: for a reply it decides which advice is unasked, for a post it
    changes nothing. `own_earlier` are the same person's earlier texts in the circle, for linkage. `dismissed` holds
    keys of findings that are not to be said again, `shown` those that are on the screen now: what is shown stays on
    weaker evidence than it came, so that it is steady while somebody types. `reader` reads what was learned from
    labelled texts; without it only rules speak. Never raises, whatever the text.
    """
    marks = list(_clear_of_each_other(_marks(text, kind, need, learned.codes_of(shown), reader)))
    marks += linkage.find(text, own_earlier)
    findings = (_finding(text, mark, need) for mark in marks)
    lead = _LEAD[kind]
    kept = sorted(
        {found for found in findings if found.key not in dismissed},
        key=lambda found: (not found.holdable, lead.index(found.voice), found.span, found.code),
    )
    return Report(tuple(kept), recognise(normalise(text)), not kept, reader.tier if reader else None)


def _marks(text: str, kind: Kind, need: Need | None, shown: frozenset[str], reader: Reader | None) -> Iterator[Mark]:
    placed = tuple(_sentences(text))
    answering = kind == "reply"
    learnt = reader is not None and learned.knows_mechanisms(placed)
    for at, each in enumerate(placed):
        plain = each.sentence.plain
        ruled = _read(each.sentence.raw, plain, each.language, mechanisms=not learnt)
        beside = [placed[by].sentence.plain if 0 <= by < len(placed) else "" for by in (at - 1, at + 1)]
        said = [mark for mark in ruled if _is_said(mark, kind, need) and not is_for_nobody_here(mark, plain, *beside)]
        if reader:
            troubling = learned.troubling(each, reader, shown, answering=answering)
            learnt_here = [mark for mark in troubling if not is_for_nobody_here(mark, plain, *beside)]
            said += [mark for mark in learnt_here if _is_said(mark, kind, need) and _adds(mark, said)]
        yield from (mark.moved(each.start) for mark in said)
    if reader and learnt and answering:
        yield from learned.carrying(text, placed, reader, shown)


def _sentences(text: str) -> Iterator[Placed]:
    whole = recognise(normalise(text))
    for start, paragraph in paragraphs(text):
        language = recognise(normalise(paragraph))
        if language is Language.UNKNOWN:
            language = whole
        for sentence in sentences(paragraph):
            end = start + sentence.start + len(sentence.raw)
            yield Placed(start, sentence, language, end == len(text) and sentence.raw[-1].isalnum())


@lru_cache(maxsize=2048)
def _read(raw: str, plain: str, language: Language, *, mechanisms: bool) -> tuple[Mark, ...]:
    """Return all that the rules see in one sentence; the cache makes typing cost one sentence, not the draft.

    `mechanisms` of empathy are looked for by rules only where no trained reader tells them.
    """
    sentence = Sentence(0, raw, plain)
    marks: list[Mark] = []
    for detector in (care, hostility, judging, dismissing, comparing, advice):
        marks += detector.find(sentence)
    ruled = [mark for mark in marks if mark.code != "suggestion"]
    # the families name what is left: an older rule knows better what to say instead
    marks += [
        mark
        for mark in families.find(sentence)
        if not any(_overlaps(mark, other) for other in ruled if other.code != "advice" or mark.code not in _HARSH)
    ]
    marks += carries.find_always(sentence)
    if mechanisms:
        marks += carries.find_mechanisms(sentence)
    marks += carries.find_in_post(sentence)
    if language not in _NO_LIST:
        from heimo_tui.empathy.tongues import phrasebook  # noqa: PLC0415 - who writes English does not wait for it

        marks += phrasebook.find(sentence, language)
    return tuple(marks)


def _is_said(mark: Mark, kind: Kind, need: Need | None) -> bool:
    """Whether this mark is worth saying for this kind of text and this need."""
    if mark.voice is Voice.CARRIES:
        return (mark.code in ("own_feeling", "asks_readers")) == (kind == "post")
    if mark.voice is not Voice.LOOK_AGAIN:
        # "just die" without a "you" is, in a post, the writer's own despair
        return not (kind == "post" and mark.target is Target.NOBODY)
    if kind == "post":
        return mark.code in _HARSH and mark.target is Target.READERS
    if mark.code == "advice":
        return need != "ideas"
    return mark.code != "suggestion" or need in ("listen", "ask")


def _adds(learnt: Mark, ruled: Sequence[Mark]) -> bool:
    """Whether a trained reader tells more of a sentence than rules did, which know better what to say instead."""
    said = {mark.code for mark in ruled if mark.voice is not Voice.CARRIES}
    return not said or (learnt.code == "hostile" and said <= {"advice", "suggestion"})


def _clear_of_each_other(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield marks so that no words are told twice: the gravest first, and nothing carries where something hurts."""
    taken: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (_RANK.get(mark.code, len(_RANK)), mark.start, -mark.end)):
        if mark.code in _RANK or mark.voice is Voice.CARRIES:
            if any(_overlaps(mark, other) for other in taken if _excludes(other, mark)):
                continue
            taken.append(mark)
        yield mark


def _overlaps(mark: Mark, other: Mark) -> bool:
    return mark.start < other.end and other.start < mark.end


def _excludes(other: Mark, mark: Mark) -> bool:
    return other.code in _RANK or other.code == mark.code


def _finding(text: str, mark: Mark, need: Need | None) -> Finding:
    words = text[mark.start : mark.end]
    alternative = wording.fitted(mark.alternative, need) if mark.alternative else None
    return Finding(
        voice=mark.voice,
        code=mark.code,
        span=(mark.start, mark.end),
        words=words,
        reason=wording.fitted(mark.code, need),
        alternative=wording.say(alternative, mark.slots) if alternative else None,
        key=key_of(mark.code, mark.about or words),
        alternative_id=alternative,
        slots=mark.slots,
        by=mark.by,
    )
