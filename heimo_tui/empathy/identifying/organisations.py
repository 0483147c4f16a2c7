"""Finds named schools and workplaces: by the kind of house in the name, or by words for work and study near it."""

from __future__ import annotations

from collections.abc import Iterator

from heimo_tui.empathy.identifying.detail import Detail
from heimo_tui.empathy.identifying.lexicon import commons, given_names, organisations, trades
from heimo_tui.empathy.identifying.words import Run, Words
from heimo_tui.empathy.identities import is_identity, is_surely_identity
from heimo_tui.empathy.language import Language

_CONDITIONS = frozenset(("syndrome", "disease", "disorder", "palsy"))
_DETERMINERS = frozenset(("a", "an", "the", "another", "any", "every", "fellow", "no", "some", "most", "many", "other"))
_NEAR = 6  # so far, in words, a verb of work stands from the name of the place
_ACRONYM = range(2, 7)
_LOCAL = ("lla", "llä", "ssa", "ssä", "lle", "lta", "ltä", "sta", "stä")
_SUFFIXED = (Language.FINNISH, Language.ENGLISH, Language.UNKNOWN)
_PREFIXED = (Language.SPANISH, Language.PORTUGUESE, Language.UNKNOWN)


def find(words: Words) -> Iterator[Detail]:
    """Yield schools and employers, each with its whole name."""
    for run in words.runs:
        found = _by_kind(words, run) or _by_deed(words, run)
        if found:
            code, first, last = found
            yield Detail(code, *words.span(first, last), code)
    for at in words.places(organisations.chains()):
        if words.raw[at].islower() and _works(words, at):
            yield Detail("employer", *words.span(at, at), "employer")


def is_organisation(words: Words, run: Run) -> bool:
    """Whether the name holds, or leans on, a word for a kind of school or workplace."""
    return _by_kind(words, run) is not None


def says_what_one_is(words: Words, run: Run) -> bool:
    """Whether capitalised words say who somebody is, and name nobody: "a Finn", "Native American", "Down syndrome"."""
    if words.word(run.last + 1) in _CONDITIONS and words.gap(run.last + 1) == " ":
        return True
    low = words.low[run.first : run.last + 1]
    if all(is_surely_identity(word) and word not in given_names.given() for word in low):
        return True
    if len(low) != 1 or not is_identity(low[0]):
        return False
    return words.word(run.first - 1) in _DETERMINERS or words.word(run.last + 1) in trades.people()


def _by_kind(words: Words, run: Run) -> tuple[str, int, int] | None:
    """Return code, first and last word of a name with a word for its kind in it, before it or after it."""
    first, last = run.first, run.last
    opens = len(run) == 1 and words.opens(first) and words.language is not Language.FINNISH
    if words.language in _SUFFIXED and not opens and words.gap(last + 1) == " " and _kind(words.word(last + 1)):
        last += 1
    if words.language in _PREFIXED:
        before = first - 1
        while before > 0 and words.low[before] in commons.links() and words.gap(before + 1) == " ":
            before -= 1
        if before >= 0 and words.gap(before + 1) == " " and _kind(words.low[before]):
            first = before
    kinds = [kind for at in range(first, last + 1) if (kind := _kind(words.low[at]))]
    if not kinds or all(_is_common(words.low[at]) for at in range(first, last + 1)):
        return None
    return ("school" if "school" in kinds else "employer"), first, last


def _kind(word: str) -> str:
    """Return "school" or "employer" for a word that says what a house is, else ""."""
    if word in organisations.schools():
        return "school"
    if word in organisations.employers():
        return "employer"
    if word.startswith(organisations.finnish_schools()):
        return "school"
    return "employer" if word.startswith(organisations.finnish_employers()) else ""


def _is_common(word: str) -> bool:
    return (
        bool(_kind(word))
        or word in organisations.common_kinds()
        or word in commons.nobody()
        or word in commons.small()
        or is_surely_identity(word)
        or word.endswith(("'s", "s'"))
    )


def _by_deed(words: Words, run: Run) -> tuple[str, int, int] | None:
    """Return code, first and last word of a name that somebody works or studies at."""
    low = words.low[run.first]
    if low in commons.nobody() or low in given_names.given() or words.opens(run.first) or says_what_one_is(words, run):
        return None
    near = words.before(run.first, _NEAR)
    if words.language is Language.FINNISH:
        near += words.after(run.last, 2)
        last = words.low[run.last]
        if not last.endswith(_LOCAL) or _is_city(last):
            return None
    elif (
        not near
        or near[-1] not in organisations.at_which()
        or low in commons.cities()
        or (near[-1] in ("to", "into") and "got" not in near)
    ):
        return None
    if not organisations.studying().isdisjoint(near[-4:]) or {"got", "into"} <= set(near):
        return "school", run.first, run.last
    if near[-1] == "in" or (organisations.working().isdisjoint(near) and trades.trades().isdisjoint(near)):
        return None
    return "employer", run.first, run.last


def _is_city(inflected: str) -> bool:
    return inflected[:-3] in commons.cities()


def _works(words: Words, at: int) -> bool:
    return words.low[at - 1] in organisations.at_which() and not organisations.working().isdisjoint(
        words.before(at, _NEAR)
    )
