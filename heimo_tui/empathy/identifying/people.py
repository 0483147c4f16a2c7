"""Finds names of the writer and of people near them, by what introduces a name, stands beside it or follows it."""

from __future__ import annotations

from collections.abc import Iterator

from heimo_tui.empathy.identifying import organisations
from heimo_tui.empathy.identifying.detail import Detail
from heimo_tui.empathy.identifying.lexicon import commons, given_names, kin
from heimo_tui.empathy.identifying.words import Run, Words
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.phrases import words as listed

_LONGEST_INTRODUCTION = 4
_ENDINGS = ("sta", "stä", "lla", "llä", "lle", "lta", "ltä", "ssa", "ssä", "hin", "ksi", "na", "nä", "n", "a", "ä")
_DOUBLED = {"k": "kk", "p": "pp", "t": "tt"}
_HELPING = {
    Language.FINNISH: ("ei", "on", "oli"),
    Language.SPANISH: ("no", "me", "se", "fue"),
    Language.PORTUGUESE: ("não", "me", "se", "foi"),
}
_OBJECT = frozenset("aoà")
_IN_LAW = ("in", "law")
_SIGNS_OFF = ("-", "\u2013", "—", "~", "\n")
_DIMINUTIVE = ("inho", "inha", "ito", "ita", "zão")
_NAMING = frozenset(("name", "nombre", "llamo", "nome", "chamo", "nimeni", "nimi"))
_BEING = {
    Language.ENGLISH: ("was", "is"),
    Language.FINNISH: ("on", "oli"),
    Language.SPANISH: ("es", "era", "fue"),
    Language.PORTUGUESE: ("é", "era", "foi"),
    Language.UNKNOWN: ("was", "is", "oli", "es", "era", "fue", "é", "foi"),
}
_ARTICLE = frozenset(listed("o a do da ao à pro pra no na"))


def find(words: Words) -> Iterator[Detail]:
    """Yield names, each with surname and without title."""
    for run in words.runs:
        name = _name_in(words, run)
        if name:
            yield Detail("name", *words.span(name.first, name.last), "name")
    yield from _in_lower_case(words)


def _name_in(words: Words, run: Run) -> Run | None:
    """Return the part of the run that is somebody's name, or None."""
    first, last = run.first, run.last
    titled = False
    while first <= last and words.low[first] in given_names.titles():
        first, titled = first + 1, True
    titled = titled or (words.word(first - 1) in given_names.titles() and not words.opens(first))
    if first > last:
        return None
    if words.opens(first) and len(run) > 1 and not titled and not _is_given(words, first):
        # what opens a sentence has its capital from there
        first += 1
    name = Run(first, last)
    if _is_nobody(words, name) or organisations.is_organisation(words, run):
        return None
    return name if titled or _is_somebody(words, name) else None


def _is_nobody(words: Words, name: Run) -> bool:
    low = words.low[name.first : name.last + 1]
    if any(word in commons.nobody() or word.removesuffix("'s") in commons.nobody() for word in low):
        return True
    if organisations.says_what_one_is(words, name):
        return True
    if len(low) == 1 and (low[0] in kin.kin() or len(low[0]) == 1 or words.raw[name.first].isupper()):
        return True
    return not commons.works().isdisjoint(words.before(name.first, 3)) and not _follows_kin(words, name)


def _is_somebody(words: Words, name: Run) -> bool:
    """Whether anything about the run says that it is a person."""
    given = _is_given(words, name.first)
    if _introduced(words, name, given) or _follows_kin(words, name) or _is_explained(words, name):
        return True
    if given and words.low[name.first] in given_names.also_words() and words.word(name.first - 1) in commons.pronouns():
        return False  # "I Will Survive"
    is_place = len(name) == 1 and words.word(name.first - 1) in kin.beside() and _is_place_like(words)
    if given and not is_place and (len(name) > 1 or words.low[name.first] not in given_names.also_words()):
        return True
    following = words.word(name.last + 1) if words.gap(name.last + 1) == " " else ""
    follows = following in kin.deeds()
    if words.opens(name.first):
        return follows and len(name) == 1 and words.low[name.first] in given_names.rather_names()
    previous = words.low[name.first - 1]
    if len(name) == 1 and previous in _ARTICLE and words.low[name.last].endswith(_DIMINUTIVE):
        return words.language is not Language.ENGLISH
    if len(name) == 1 and previous in _OBJECT and words.word(name.first - 2) in kin.missing():
        return True
    if previous in kin.beside() or previous in ("the", "el", "la"):
        return False
    follows = follows or following in _HELPING.get(words.language, ())
    return follows or (len(name) == 2 and _looks_full(words, name))


def _looks_full(words: Words, name: Run) -> bool:
    """Whether two words look like a given name and a surname: plain letters, and each begins with its only capital."""
    raw = words.raw[name.first : name.last + 1]
    return all(len(word) > 2 and word.isalpha() and word[1:].islower() for word in raw)


def _is_place_like(words: Words) -> bool:
    return words.language in (Language.ENGLISH, Language.UNKNOWN)


def _is_given(words: Words, at: int) -> bool:
    """Whether the word is a given name, in Finnish under any case ending."""
    low = words.low[at].removesuffix("'s")
    if low in given_names.given() or low in given_names.also_words():
        return True
    return words.language is Language.FINNISH and any(_stems(low))


def _stems(inflected: str) -> Iterator[str]:
    """Yield the given names that a Finnish case form may come from, with weak grades made strong again."""
    for ending in _ENDINGS:
        stem = inflected.removesuffix(ending)
        if stem != inflected and len(stem) > 2:
            strong = stem[:-2] + _DOUBLED.get(stem[-2], stem[-2]) + stem[-1]
            yield from (form for form in (stem, strong) if form in given_names.given())


def _introduced(words: Words, name: Run, given: bool) -> bool:
    """Whether "my name is", "I'm", "yours" or a dash at the end says who this is."""
    before = words.before(name.first, _LONGEST_INTRODUCTION)
    tails = {" ".join(before[at:]) for at in range(len(before))}
    gap = words.gap(name.first)
    if not tails.isdisjoint(kin.plain_introductions()) and ":" not in gap.strip(": "):
        return True
    if not tails.isdisjoint(kin.self_introductions()) and gap == " ":
        return given or not words.gap(name.last + 1).startswith(" ") or words.word(name.last + 1) in kin.go_on()
    sure = given or len(name) > 1
    if sure and not tails.isdisjoint(kin.open_introductions()):
        return True
    ends = name.last + 1 == len(words)
    return sure and ends and any(sign in gap for sign in _SIGNS_OFF)


def _follows_kin(words: Words, name: Run) -> bool:
    """Whether a word for a relative, a friend or somebody in a role stands right before."""
    if name.first == 0:
        return False
    if words.low[name.first - 1] not in kin.kin() and words.before(name.first, 2) != _IN_LAW:
        return False
    gap = words.gap(name.first)
    if gap in (" ", " (", " — ", " \u2013 ", " - "):
        return True
    return gap == ", " and words.gap(name.last + 1)[:1] in (",", ".", "!", "?", ";", ")", "")


def _is_explained(words: Words, name: Run) -> bool:
    """Whether "…, my friend" or "… was my friend" follows."""
    at = name.last + 1
    if words.gap(at) == " " and words.word(at) in _BEING[words.language]:
        at += 1
    elif words.gap(at) != ", " or words.opens(name.first):
        return False
    if words.word(at) in kin.whose():
        return not kin.kin().isdisjoint(words.low[at + 1 : at + 4])
    return words.language is Language.FINNISH and words.word(at).endswith("ni") and words.word(at) in kin.kin()


def _in_lower_case(words: Words) -> Iterator[Detail]:
    """Yield names typed without capitals, where the words before leave little doubt."""
    listed = given_names.given()
    if not words.present.isdisjoint(_NAMING):
        listed = words.present
    for at in words.places(listed):
        if at == 0 or not words.raw[at][0].islower() or words.gap(at) not in (" ", ": ", ", "):
            continue
        low, previous = words.low[at], words.low[at - 1]
        if low in given_names.also_words() or low in kin.kin():
            continue
        if (low in given_names.given() and (previous in kin.kin() or _is_open(words, at))) or (
            previous in ("is", "name's", "llamo", "on", "é", "es", "chamo") and _is_told(words, at)
        ):
            yield Detail("name", *words.span(at, at), "name")


def _is_open(words: Words, at: int) -> bool:
    before = words.before(at, 3)
    return any(" ".join(before[start:]) in kin.open_introductions() for start in range(len(before)))


def _is_told(words: Words, at: int) -> bool:
    """Whether the writer says "my name is" before a word that can be a name and ends the thought."""
    before = words.before(at, 3)
    said = any(" ".join(before[start:]) in kin.own_introductions() for start in range(len(before)))
    if not said or words.low[at] in kin.no_callings():
        return False
    return words.gap(at + 1) != " " or words.word(at + 1) in kin.go_on()
