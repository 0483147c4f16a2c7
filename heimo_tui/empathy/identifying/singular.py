"""Finds statements that somebody is the only, the first or the last of a kind that others can look for."""

from __future__ import annotations

from collections.abc import Iterator

from heimo_tui.empathy.identifying.detail import Detail
from heimo_tui.empathy.identifying.lexicon import commons, scopes, trades
from heimo_tui.empathy.identifying.words import Words
from heimo_tui.empathy.phrases import words as listed

_AHEAD = 12
_BEHIND = 6
_NOBODY_ELSE = frozenset(
    ("nobody else", "no-one else", "no one else", "nadie más", "ninguém mais", "mais ninguém", "kukaan muu")
)
_NO_OTHER = frozenset(("ole toista", "ei toista", "no hay otra", "no hay otro", "não há outra", "não há outro"))
_THINGS_BEFORE = frozenset(
    listed(
        """
            it it's its that's that this there se tämä eso esto isso isto é es
            """
    )
)
_PAST = ("ó", "aron", "eron", "ieron", "ou", "eu", "iu", "aram", "eram", "iram")
_NEVER_BEFORE = frozenset(listed("nunca nadie ninguém jamás jamais ennen koskaan aiemmin"))
_ENGLISH = frozenset(listed("only first last youngest oldest sole"))
_DEFINITE = frozenset(listed("the our their your my"))
_SEEMING = frozenset(listed("feel feels felt feeling like siento sentía sinto sentia tuntuu"))
_SURVIVORS = frozenset(("survivor", "superviviente", "sobreviviente", "sobrevivente", "eloonjäänyt"))
_VAGUE = frozenset(listed("one que joka person people"))
_NOT_PAST = frozenset(listed("meu eu seu teu ou sou vou estou dou museu que"))


def find(words: Words) -> Iterator[Detail]:
    """Yield the words that single somebody out."""
    if not _may(words):
        return
    reached = -1
    for at in range(len(words)):
        last = _last(words, at) if at > reached else None
        if last is not None:
            first = at - 1 if words.word(at - 1) in _DEFINITE and words.gap(at) == " " else at
            yield Detail("only_one", *words.span(first, last), "job")
            reached = last


def _may(words: Words) -> bool:
    low = words.present
    return not low.isdisjoint(scopes.singled()) or not low.isdisjoint(
        ("else", "más", "mais", "toista", "otro", "otra", "muu", "só")
    )


def _last(words: Words, at: int) -> int | None:
    """Return the last word of a statement that begins at word `at`, or None."""
    low = words.low[at]
    if low in scopes.singled():
        return _singled(words, at) if low not in _ENGLISH or _is_definite(words, at) else None
    pair = f"{low} {words.word(at + 1)}"
    triple = f"{pair} {words.word(at + 2)}"
    many = 2 if pair in _NOBODY_ELSE or pair in _NO_OTHER else 3 if triple in _NOBODY_ELSE or triple in _NO_OTHER else 0
    if many:
        around = (*words.before(at, _BEHIND), *words.after(at, _AHEAD))
        return _end(words, at) if _has_scope(words, around, at) else None
    if low == "só" and words.word(at + 1) == "eu" and not {"dos", "das"}.isdisjoint(words.before(at, _BEHIND)):
        return min(at + 2, len(words) - 1)
    return None


def _singled(words: Words, at: int) -> int | None:
    """Judge "the only X in the town", "first X to …", "la única que …", "kylän ainoa X"."""
    ahead = words.after(at, _AHEAD)
    behind = words.before(at, _BEHIND)
    if not _THINGS_BEFORE.isdisjoint(behind[-3:]) and scopes.selves().isdisjoint(behind):
        return None
    if not _NEVER_BEFORE.isdisjoint(behind) and not {"fui", "olin"}.isdisjoint(behind):
        return at
    if not ahead or ahead[0] in scopes.things():
        return None
    if not scopes.homes().isdisjoint((*_clause(words, at), *behind)) or not _SEEMING.isdisjoint(behind[-3:]):
        return None
    is_about_me = not scopes.selves().isdisjoint(behind) or (not scopes.selves().isdisjoint(ahead[-2:]))
    is_person = _is_person(ahead)
    if not (is_about_me or is_person):
        return None
    if _has_scope(words, (*ahead, *behind), at):
        return _end(words, at)
    return _end(words, at) if _is_deed(words, at, ahead, is_about_me, is_person) else None


def _is_definite(words: Words, at: int) -> bool:
    """Whether "the", "our" or somebody's stands before: "only" by itself is no more than "merely"."""
    previous = words.word(at - 1)
    return previous in _DEFINITE or previous.endswith("'s") or previous in ("became", "as", "am", "i'm")


def _clause(words: Words, at: int) -> tuple[str, ...]:
    """Return the words from the next one up to a comma."""
    ahead = words.after(at, _AHEAD)
    stop = next((many for many in range(len(ahead)) if "," in words.gap(at + 1 + many)), len(ahead))
    return ahead[:stop]


def _is_person(ahead: tuple[str, ...]) -> bool:
    near = ahead[:4]
    return not trades.trades().isdisjoint(near) or not trades.people().isdisjoint(near)


def _has_scope(words: Words, near: tuple[str, ...], at: int) -> bool:
    """Whether a circle is named: a word for one, or a proper noun after a preposition."""
    if not scopes.scopes().isdisjoint(near):
        return True
    for run in words.runs:
        if at < run.first <= at + _AHEAD and words.low[run.first - 1] in (
            "in",
            "of",
            "at",
            "en",
            "de",
            "em",
            "no",
            "na",
        ):
            return words.low[run.first] not in commons.nobody() or words.low[run.first] in commons.lands()
    return False


def _is_deed(words: Words, at: int, ahead: tuple[str, ...], is_about_me: bool, is_person: bool) -> bool:
    """Whether a deed follows that others remember: "first woman ever to …", "la única que declaró"."""
    low = words.low[at]
    is_vague = ahead[0] == "one" or (ahead[0] in _VAGUE and low not in ("first", "last"))
    if is_person and not is_vague and ("to" in ahead[1:5] or ahead[0] in _SURVIVORS):
        return True
    if low in ("only", "sole") and is_person and is_about_me and not is_vague:
        return any(word.endswith("ing") for word in ahead[1:4])
    if low in ("first", "last", "ensimmäinen", "viimeinen") and is_person and is_about_me and not is_vague:
        return not {"ever", "who", "they", "joka", "jonka"}.isdisjoint(ahead[1:6])
    que = ahead.index("que") if "que" in ahead[:3] else -1
    if que < 0 or que + 1 >= len(ahead):
        return False
    verb = ahead[que + 1] if ahead[que + 1] not in ("se", "me", "não", "no") else ahead[min(que + 2, len(ahead) - 1)]
    return verb.endswith(_PAST) and verb not in _NOT_PAST


def _end(words: Words, at: int) -> int:
    """Return the last word of the clause, no further than a reader needs."""
    last = at
    while last + 1 < len(words) and last < at + 7 and words.gap(last + 1) == " ":
        last += 1
    return last
