"""Finds e-mail addresses, links and names on other sites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from heimo_tui.empathy.identifying.detail import Detail
from heimo_tui.empathy.identifying.lexicon import networks
from heimo_tui.empathy.identifying.words import Words

_NEAR = 6
_SPOKEN_DOTS = frozenset(("dot", "punto", "ponto", "piste"))
_HANDLE_LENGTH = range(3, 33)
_TRAILING = ".,;:!?)'\""


@cache
def _email() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w.+-])[\w.+-]{1,64}(?:@| ?[\[(](?:at|arroba|ät|miuku)[\])] ?)[\w-]{1,63}"
        r"(?:(?:\.| ?[\[(](?:dot|punto|ponto|piste)[\])] ?)[\w-]{2,63}){1,4}"
        r"|(?<![\w.+-])[\w.+-]{2,64} (?:at|arroba|ät) [\w-]{2,63}(?: (?:dot|punto|ponto|piste) [\w-]{2,63}){1,3}\b",
        re.IGNORECASE,
    )


@cache
def _dotted() -> re.Pattern[str]:
    """A full stop inside a word, which a link must have and few other texts do."""
    return re.compile(r"\.\w")


@cache
def _link() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:https?://|www\.)[^\s<>\"')\]]{2,300}"
        r"|(?<![\w@.-])(?:[\w-]{1,63}\.){0,3}[\w-]{2,63}\.(?:com|org|net|io|me|fi|es|pt|br|ar|mx|cl|co|uk|ie|us|ca|au"
        r"|be|de|fr|eu|gg|ly|tv|app|blog|info|example|page|link|site|online|social|dev|xyz)(?:\.(?:br|ar|mx|uk|au))?"
        r"(?:/[^\s<>\"')\]]{0,200}|(?![\w@-]|\.\w))",
        re.IGNORECASE,
    )


@cache
def _handle() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w@./])@(?![a-z]+-[a-z]+\b)[^\W\d][\w.]{1,40}\b"
        r"|(?<![\w/])/?u/[A-Za-z0-9_-]{3,30}\b"
        r"|\b\w[\w.]{1,31}#\d{4}\b"
    )


@cache
def _joined() -> re.Pattern[str]:
    """Letters and digits held together by signs: no ordinary word looks so."""
    return re.compile(r"(?<![\w.@/#-])[^\W_]+(?:[._-][^\W_]+){1,5}\d*(?![\w@/]|[.-]\w)|(?<![\w.@/-])[^\W\d_]+\d{2,6}\b")


def find(words: Words) -> Iterator[Detail]:
    """Yield the contacts in a paragraph; one stretch of text is told once."""
    taken: list[tuple[int, int]] = []
    for code, start, end in (*_signed(words), *_named(words)):
        if all(end <= begin or start >= stop for begin, stop in taken):
            taken.append((start, end))
            yield Detail(code, start, end, "")


def _signed(words: Words) -> Iterator[tuple[str, int, int]]:
    """Yield what its own signs give away."""
    text = words.text
    if "@" in text or "at)" in text or "at]" in text or not words.present.isdisjoint(_SPOKEN_DOTS):
        yield from _matches("email", _email(), text)
    if _dotted().search(text):
        yield from _matches("link", _link(), text)
    if "@" in text or "u/" in text or "#" in text:
        yield from _matches("handle", _handle(), text)


def _matches(code: str, seen: re.Pattern[str], text: str) -> Iterator[tuple[str, int, int]]:
    for match in seen.finditer(text):
        yield code, match.start(), match.start() + len(match.group().rstrip(_TRAILING))


def _named(words: Words) -> Iterator[tuple[str, int, int]]:
    """Yield names on another site, by the site named before or after them."""
    text = words.text
    present = words.present
    has_network = not (present.isdisjoint(networks.networks()) and present.isdisjoint(networks.accounts()))
    if has_network or "_" in text:
        for match in _joined().finditer(text):
            if _looks_like_a_handle(words, match.group(), match.start(), match.end(), has_network):
                yield "handle", match.start(), match.end()
    for at in range(1, len(words)) if has_network else ():
        start, end = words.span(at, at)
        if len(words.raw[at]) in _HANDLE_LENGTH and _is_told_as_handle(words, at):
            yield "handle", start, end


def _looks_like_a_handle(words: Words, written: str, start: int, end: int, has_network: bool) -> bool:
    if "_" in written:
        return True
    if not has_network or not any(character.isalpha() for character in written):
        return False
    first = next(at for at in range(len(words)) if words.ends[at] > start)
    last = next((at for at in range(first, len(words)) if words.starts[at] >= end), len(words))
    near = (*words.before(first, _NEAR), *words.after(last - 1, _NEAR))
    is_near = not networks.networks().isdisjoint(near) or not networks.accounts().isdisjoint(near)
    if "-" in written and "." not in written and not any(character.isdigit() for character in written):
        # hyphens join ordinary words too
        return is_near and words.word(first - 1) in networks.announcing()
    return is_near and written.casefold() not in networks.networks()


def _is_told_as_handle(words: Words, at: int) -> bool:
    """Whether "discord: name" or "my username is name" stands here."""
    previous, gap = words.low[at - 1], words.gap(at)
    if ":" in gap and gap.strip() == ":" and (previous in networks.networks() or previous in networks.accounts()):
        return words.low[at] not in networks.networks()
    if gap == " " and previous in networks.accounts() and _mixes(words.low[at]):
        return True
    if gap != " " or previous not in networks.announcing() or words.low[at] in networks.no_handles():
        return False
    near = words.before(at, 4)
    if previous in ("at", "me"):
        return near[-2:] == ("me", "at") and not networks.networks().isdisjoint(near)
    is_own = not networks.mine().isdisjoint(near)
    return is_own and words.raw[at].islower() and not networks.accounts().isdisjoint(near)


def _mixes(word: str) -> bool:
    """Whether letters and digits stand in one word."""
    return any(map(str.isdigit, word)) and any(map(str.isalpha, word))
