"""Reads a sentence with the phrase list of its language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heimo_tui.empathy.clauses import HIDDEN, Sentence
from heimo_tui.empathy.findings import Mark, Slots, Target, Voice
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.tongues.book import LANGUAGES, Book, book
from heimo_tui.empathy.tongues.notation import Words

LOOK_AGAIN = frozenset(
    {"insult", "hostile_order", "contempt", "judging", "blaming", "dismissing", "advice", "suggestion", "comparing"}
)
"""The codes that ask to look again."""

CARE = frozenset({"danger_self", "encourages_harm"})
"""The codes that care."""

_SOFT = frozenset({"advice", "suggestion"})
_SILENCING = LOOK_AGAIN | {"encourages_harm"}
_NEGATABLE = LOOK_AGAIN | CARE | {"interpretation", "been_there", "emotional_reaction"}
_ASKED = "?"
# what `clauses` does not hide: Finnish quotation marks, and German ones closed with the opening sign
_QUOTED = re.compile(r"”[^”\n]{1,300}”|»[^»\n]{1,300}»|“[^“\n]{1,300}“")


def knows(language: Language) -> bool:
    """Whether there is a phrase list for this language."""
    return language in LANGUAGES


def find(sentence: Sentence, language: Language) -> Iterator[Mark]:
    """Yield what the phrase list of `language` (one that it `knows`) sees in a sentence, each code once."""
    listed = book(language)
    words = Words.of(_QUOTED.sub(lambda match: HIDDEN * len(match.group()), sentence.plain))
    asks = _ASKED in sentence.raw
    seen: dict[str, Mark] = {}
    for phrase, first, last in listed.index.find(words):
        code = phrase.code.removesuffix(_ASKED)
        base = code.partition(".")[0]
        if base in seen or (phrase.code != code and not asks):
            continue
        if _is_meant(listed, words, first, base, phrase.bare):
            seen[base] = _mark(listed, code, words, first, last)
    if seen.keys() & _SILENCING:
        # "and who told you to trust him?" asks nothing
        seen.pop("exploration", None)
    elif asks and "exploration" not in seen and _is_about_you(listed, words):
        seen["exploration"] = Mark(Voice.CARRIES, "exploration", words.spans[0][0], words.spans[-1][1])
    yield from seen.values()


def _is_meant(listed: Book, words: Words, first: int, base: str, bare: bool) -> bool:
    """Whether the writer says in earnest, and to the reader, what begins at word `first`."""
    clause = words.told[words.clause_start(first) : first]
    if base in _NEGATABLE and not listed.negations.isdisjoint(clause):
        return False
    if base in _SILENCING | CARE and base not in _SOFT:
        before = words.before(first)
        if not listed.reporting.isdisjoint(before.told) or any(listed.taken_back.find(before)):
            return False
    return not (bare and not listed.own.isdisjoint(words.told))


def _is_about_you(listed: Book, words: Words) -> bool:
    return any(word in listed.you or word.endswith(listed.you_ends) for word in words.told)


def _mark(listed: Book, code: str, words: Words, first: int, last: int) -> Mark:
    start, end = words.spans[first][0], words.spans[last - 1][1]
    base, _, other = code.partition(".")
    if base in CARE:
        return Mark(Voice.CARE, base, start, end, f"{base}.alt")
    if base not in LOOK_AGAIN:
        return Mark(Voice.CARRIES, base, start, end)
    # a gentle tip is answered like advice
    alternative = f"{'advice' if base == 'suggestion' else base}.alt" + (f".{other}" if other else "")
    slots: Slots = (("word", words.told[last - 1]),) if base == "insult" else ()
    target = Target.YOU if listed.plural.isdisjoint(words.told) else Target.READERS
    return Mark(Voice.LOOK_AGAIN, base, start, end, alternative, slots, target)
