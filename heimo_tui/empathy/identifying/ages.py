"""Finds exact ages, in digits and in words, and offers a coarser word."""

from __future__ import annotations

from collections.abc import Iterator

from heimo_tui.empathy.identifying.detail import Detail
from heimo_tui.empathy.identifying.lexicon import calendar, kin, lifetimes
from heimo_tui.empathy.identifying.words import Words
from heimo_tui.empathy.language import Language

_OLDEST = 120
_GROWN = 20
_TEEN = 13
_NEAR = 4
_AT_MY = (("a", "los"), ("a", "mis"), ("a", "sus"), ("a", "tus"))


def find(words: Words) -> Iterator[Detail]:
    """Yield ages with the words that make them one."""
    for at in _numbers(words):
        number = _number(words, at)
        if number is None:
            continue
        years, last = number
        if 0 < years <= _OLDEST:
            span = _age(words, at, last, years)
            if span:
                yield Detail("exact_age", *words.span(*span), "age", slots=(("coarse", coarse(years)),))


def coarse(years: int) -> str:
    """Return the message id that tells an age without giving it away."""
    if years < _TEEN:
        return "age.child"
    if years < _GROWN:
        return "age.teen"
    return f"age.{min(years // 10, 9) * 10}"


def _numbers(words: Words) -> tuple[int, ...]:
    """Return where a number may stand, in digits or in words."""
    spelled = frozenset(calendar.ages_in_words())
    if "vuoti" in words.text:
        spelled = spelled.union(word for word in words.present if "vuoti" in word)
    return tuple(sorted({*words.numeric, *words.places(spelled)}))


def _number(words: Words, at: int) -> tuple[int, int] | None:
    """Return a number of years and the last word of it, or None; "34F", "N22" and "34-vuotias" count."""
    low = words.low[at]
    digits = low.lstrip("fmnk") if len(low) == 3 else low
    lead = digits[: len(digits) - len(digits.lstrip("0123456789"))]
    if lead:
        rest = digits[len(lead) :]
        if len(lead) <= 3 and (not rest or rest in lifetimes.stuck() or rest.startswith(lifetimes.joined())):
            return int(lead), at
        return None
    stem = low.split("vuoti")[0].rstrip("-") if "vuoti" in low else low
    if stem in calendar.ages_in_words():
        years, last = calendar.ages_in_words()[stem], at
        ones = lifetimes.ones().get(words.word(at + 2), 0)
        if years % 10 == 0 and words.word(at + 1) in ("y", "e") and ones and words.gap(at + 2) == " ":
            return years + ones, at + 2
        return years, last
    return None


def _age(words: Words, at: int, last: int, years: int) -> tuple[int, int] | None:
    """Return the first and last word of what tells an age, or None where the number counts something else."""
    written = words.low[last]
    if (not written.isdecimal() and written[0].isdecimal()) or "vuoti" in written or _is_sexed(written):
        return at, last
    following, gap = words.word(last + 1), words.gap(last + 1)
    if gap in (" ", "-") and following in lifetimes.units():
        return _with_unit(words, at, last)
    if gap in (" ", "-") and following == "birthday":
        return at, last + 1
    if gap.startswith(("%", "º", "°", "€", "/", ":", "h")) or (gap[:1] in (".", ",") and gap[1:2].isdigit()):
        return None
    if gap == " " and (following in lifetimes.counted() or following in lifetimes.not_alone_before()):
        return None
    if words.text[max(0, words.starts[at] - 1) : words.starts[at]] in ("$", "£", "€", "-", "/", ".", ",", ":", "#"):
        return None
    first = _told(words, at, last, years)
    return None if first is None else (first, last)


def _is_sexed(written: str) -> bool:
    return len(written) == 3 and written[0] in "fmnk" and written[1:].isdecimal()


def _with_unit(words: Words, at: int, last: int) -> tuple[int, int] | None:
    """Read "34 years old", "34 años", "34 v": an age, unless the years are of something else."""
    unit = words.low[last + 1]
    after = words.word(last + 2)
    if unit in lifetimes.plain_years():
        if after in ("old", "vanha", "vanhana", "täyttänyt"):
            return at, last + 2
        if unit not in ("años", "anos") or after in lifetimes.of_something_else():
            return None
        if after == "de" and words.word(last + 3) in lifetimes.of_something_else():
            return None
        first = _has_years(words, at)
        return None if first is None else (first, last + 1)
    return at, last + 1


def _has_years(words: Words, at: int) -> int | None:
    """Return the first word of "tengo 34 años" or "mujer de 34 años", or None for years of a marriage."""
    before = words.before(at, _NEAR)
    if not before:
        return at
    if before[-1] in lifetimes.persons() and words.gap(at) == ", ":
        return at
    if before[-1] in lifetimes.having():
        return at - 1
    if before[-1] in ("los", "aos") or before[-2:] == ("a", "los"):
        return at
    if before[-1] in ("de", "con", "com") and before[-1] != "de":
        return at
    if before[-1] == "de" and not lifetimes.persons().isdisjoint(before):
        return at
    return None


def _told(words: Words, at: int, last: int, years: int) -> int | None:
    """Return the first word of an age told by what stands before a bare number, or None."""
    before = words.before(at, _NEAR)
    gap = words.gap(last + 1)
    if words.opens(at):
        # "58, divorced, and …", and "34 and tired"
        alone = gap.startswith(", ") and words.raw[at].isdecimal() and years >= _TEEN
        return at if alone and words.word(last + 1) not in lifetimes.counted() and not _lists(words, last) else None
    core = [word for word in before if word not in lifetimes.softening()]
    if not core:
        return None
    told = " ".join(core[-2:])
    if before[-2:] in _AT_MY or before[-1] == "aos":
        return at if years >= _TEEN else None
    if words.gap(at).strip(" ,(") or (words.gap(at).strip() and core[-1] not in lifetimes.persons()):
        return None
    if told in lifetimes.being() or core[-1] in lifetimes.being():
        return _first_of(words, at, core)
    if core[-1] == "on" and core[-2:-1] and core[-2] in kin.kin() and words.language is Language.FINNISH:
        return at
    if core[-1] in lifetimes.persons() or (
        told.endswith((" is", "'s")) and core[-2:-1] and core[-2] in lifetimes.persons()
    ):
        return _first_of(words, at, core)
    if years < _TEEN:
        return None
    ends = gap != " " or words.word(last + 1) in lifetimes.going_on()
    if core[-1] in lifetimes.turning():
        return at if ends else None
    if told in ("at age", "age of"):
        return at
    if core[-1] in ("at", "com", "con") and len(before) == 1:
        return at if gap.startswith(",") or words.word(last + 1) in lifetimes.going_on() else None
    return None


def _lists(words: Words, last: int) -> bool:
    """Whether more numbers follow: then these are scores or measures."""
    return words.word(last + 1)[:1].isdecimal()


def _first_of(words: Words, at: int, core: list[str]) -> int:
    """Return where the words that lead to the number begin, for English "I'm 34", else the number itself."""
    before = at - 1
    while before > 0 and words.low[before] != core[-1]:
        before -= 1
    if words.low[before] in ("am", "is", "was") and words.word(before - 1) in ("i", "he", "she"):
        return before - 1
    return before if words.low[before] in ("i'm", "im", "he's", "she's") else at
