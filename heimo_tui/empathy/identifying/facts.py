"""Finds facts that only identify together: place, trade, family, origin, body, pastime and what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from heimo_tui.empathy import identities
from heimo_tui.empathy.identifying.detail import Detail
from heimo_tui.empathy.identifying.lexicon import commons, facts, given_names, kin, scopes, trades
from heimo_tui.empathy.identifying.words import Run, Words
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.phrases import words as listed

_NEAR = 5
_OF_A_LANGUAGE = frozenset(listed("is was isn't wasn't class classes course exam exams lesson lessons homework skills"))
_OPENING = 4  # a trade among the first words of a sentence is the writer's ("Cardiac surgeon, father of …")
_LOCAL = ("ssa", "ssä", "lla", "llä", "lta", "ltä", "sta", "stä", "lle", "seen", "oon", "uun", "aan", "een")


def find(words: Words) -> Iterator[Detail]:
    """Yield the facts in a paragraph; none of them is worth saying alone."""
    for aspect, lexicon, holds in _KINDS:
        for at in words.places(lexicon()):
            if holds(words, at):
                yield Detail(aspect, *words.span(at, at), aspect, alone=False)
    for run in words.runs:
        if _is_home(words, run):
            yield Detail("place", *words.span(run.first, run.last), "place", alone=False)


def _is_home(words: Words, run: Run) -> bool:
    """Whether the run is a place where somebody lives or comes from."""
    low = words.low[run.first]
    if run.first == 0 or words.opens(run.first) or (low in commons.nobody() and low not in commons.lands()):
        return False
    near = words.before(run.first, 3)
    if words.language is Language.FINNISH:
        return words.low[run.last].endswith(_LOCAL) and not facts.living().isdisjoint(near)
    if not near or near[-1] not in facts.towards() or low in given_names.given():
        return False
    return not facts.living().isdisjoint(near[:-1]) or "i'm" in near[:-1] or near[-3:-1] == ("i", "am")


def _always(words: Words, at: int) -> bool:
    return not _is_denied(words, at)


def _is_denied(words: Words, at: int) -> bool:
    return not _DENYING.isdisjoint(words.before(at, 2))


def _is_counted(words: Words, at: int) -> bool:
    """Whether "three kids" are the writer's."""
    before = words.before(at, _NEAR)
    if facts.numbers().isdisjoint(before[-2:]):
        return False
    own = listed(
        """
            have had my our mother father mum mom dad raising raise of with and tengo tenemos criar tenho
            temos criamos minulla meillä mulla
            """
    )
    return not set(own).isdisjoint(before)


def _is_relation(words: Words, at: int) -> bool:
    """Whether "mother of …", "the vicar's youngest daughter" or "my husband was a boxer" stands here."""
    following = words.word(at + 1)
    if following in ("of", "de", "del", "do", "da") and words.gap(at + 1) == " ":
        return not scopes.selves().isdisjoint(words.before(at, 3)) or words.gap(at).startswith(",")
    before = words.before(at, 3)
    return any(word.endswith(("'s", "n")) and _trade_of(word) for word in before)


def _trade_of(word: str) -> bool:
    return word.removesuffix("'s") in trades.trades() or word.removesuffix("n") in trades.trades()


def _is_kin_trade(words: Words, at: int) -> bool:
    """Whether the trade is that of a relative."""
    return not kin.kin().isdisjoint(words.before(at, _NEAR))


def _is_own_trade(words: Words, at: int) -> bool:
    """Whether the trade is the writer's."""
    before = words.before(at, _NEAR + 1)
    if _is_denied(words, at) or not kin.kin().isdisjoint(before) or words.low[at - 1 : at] == ("the",):
        return False
    if words.word(at + 1) in kin.kin():
        return False
    opening = len(before) < _OPENING and (words.gap(at + 1).startswith(",") or len(before) == 0)
    return opening or not _SELF.isdisjoint(before)


_DENYING = frozenset(("not", "never", "no", "ei", "enkä", "não", "nunca", "like", "kuin"))
_SELF = frozenset(
    listed(
        """
            i'm i am im was as former retired soy era fui como sou eu olen oon olin ex-
            """
    )
)


def _is_lost(words: Words, at: int) -> bool:
    near = (*words.before(at, 4), *words.after(at, 3))
    mine = not {"my", "i", "me", "a", "an", "una", "un", "uma", "um", "la"}.isdisjoint(near)
    return not facts.losing().isdisjoint(near) and (mine or words.language is Language.FINNISH)


@cache
def _origins() -> frozenset[str]:
    return facts.peoples() | identities.peoples()


def _is_of_somebody(words: Words, at: int) -> bool:
    """Whether an origin or a faith is told of a person, not of food or a language."""
    near = (*words.before(at, 3), *words.after(at, 1))
    if words.word(at - 1) in ("speak", "hablo", "falo", "puhun"):
        return words.low[at] in facts.peoples()  # not what the text is written in, nor what most learn
    if words.word(at + 1) in _OF_A_LANGUAGE:
        return False
    if words.low[at] in identities.also_things():
        return not trades.people().isdisjoint(words.after(at, 1))
    return not (scopes.selves().isdisjoint(near) and trades.people().isdisjoint(words.after(at, 1)))


def _is_own_house(words: Words, at: int) -> bool:
    return not facts.owning().isdisjoint(words.before(at, _NEAR))


def _is_livelihood(words: Words, at: int) -> bool:
    """Whether a verb of work has a thing, not a person, as its object."""
    return words.gap(at + 1) == " " and kin.kin().isdisjoint(words.after(at, 3))


_KINDS: tuple[tuple[str, Callable[[], frozenset[str]], Callable[[Words, int], bool]], ...] = (
    ("place", facts.settlements, _always),
    ("job", trades.trades, _is_own_trade),
    ("job", facts.doing, _is_livelihood),
    ("job", facts.shops, _is_own_house),
    ("relative", trades.trades, _is_kin_trade),
    ("family", facts.several, _always),
    ("family", facts.offspring, _is_counted),
    ("family", facts.parents_of, _is_relation),
    ("origin", _origins, _is_of_somebody),
    ("body", facts.bodies, _always),
    ("body", facts.limbs, _is_lost),
    ("pastime", facts.pastimes, _always),
    ("event", facts.events, _always),
)
