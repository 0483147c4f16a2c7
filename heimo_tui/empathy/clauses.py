"""Splits a text into paragraphs, sentences and clauses with offsets, and hides what somebody else said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache, wraps
from typing import NamedTuple

from heimo_tui.empathy.findings import Mark
from heimo_tui.empathy.phrases import Deferred, words, words_in
from heimo_tui.empathy.phrases.varieties import standard

HIDDEN = "_"
"""Stands for every character of reported speech, so that offsets stay and no word of it is read."""

_SAME = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u00b4": "'", "\u00a0": " ", "\u202f": " ", "\t": " "}
)
_QUOTING = frozenset(">\"“„«'")
_QUOTED = Deferred(
    r"(?m)^[ ]*>[^\n]*"
    r'|"[^"\n]{1,600}"|“[^”\n]{1,600}”|„[^“”\n]{1,600}[“”]|«[^»\n]{1,600}»'
    r"|(?<!\w)'[^'\n]{2,200}(?:'\w[^'\n]{0,200}){0,4}'(?!\w)"
)
_SENTENCE = re.compile(r"[^.!?…\n]{1,600}(?![^\W_])[.!?…]*[\"”»')\]]*|[^.!?…\n]{600}")
_SAID = words(
    """said says saying say told tells telling tell called calls calling call yelled yells yelling yell screamed screams
    screaming scream shouted shout texted wrote replied claims claimed insists insisted accused accuses whispers
    whispered asked telt"""
)
_SAYS = frozenset(_SAID)
_GOING = frozenset(("goes", "went", "go", "like"))
_SAYING = Deferred(rf"\b(?:{'|'.join(_SAID)})\b(?: (?:me|us|you|him|her|them|myself))?")
_OWN_VOICE = Deferred(
    r"(?:^|\W)(?:i|we|let me|lemme|i'm|i am|i'll|i've|i have|can|could|gotta|to|would|d|i wouldn't)"
    r"(?: (?:just|already|only|also))? $"
)
_RINGING = Deferred(
    # "call your doctor", not "call your doctor a liar"
    r"(?:call|calls|called|calling) (?:him|her|them|us|me|you|it|up|back|\w+line|\d+"
    r"|(?:my|your|his|her|their|our|the|an?|\w+'s) (?:(?:own|old|little|big|best|local|therapist's|doctor's) )?\w+)"
    r"(?: (?:up|back|again|and|or|if|when|to(?! (?:say|tell|ask|scream|yell|shout))|at|on|in|for|about|first|today"
    r"|tonight|tomorrow|now|then|before|after|once|later|every|instead|because|yesterday|last|this|just|right|as|so"
    r"|but|with|from|who)\b|(?=[,;.:!?)]|$))"
)
"""Calling somebody, rather than calling somebody something."""
_OTHERS_VOICE = Deferred(
    r"\b(?:he|she|they|it|who|people|every(?:one|body)|some(?:one|body)|mum|mom|dad|mother|father|husband|wife|ex|boss"
    r"|brother|sister|gran|nan|teacher|partner)(?:'d|d| would| could| can)(?: \w+)? $"
)
"""Others' voice where only the helping verb would be looked at: "he'd say …"."""
_WENT = Deferred(
    r"\b(?:he|she|they|who|people|every(?:one|body)|some(?:one|body)|mum|mom|dad|mother|father|husband|wife|ex|boss"
    r"|mate"
    r"|brother|sister|gran|nan|teacher|partner|friends?|doctor) (?:just |all )?(?:goes|went|go|(?:is|was|were) like),? "
    r"(?=(?:you|your|you're|ur|i|i'm|so|well|oh|why|what|stop|just|at least|it's|don't|calm|cheer|get over|but)\b)"
)
"""Speech that is told with "goes" or "was like", as friends tell it."""
_THAT = Deferred(r"\b(?:wonder|hope|sense|happy|glad|know|think|sure|believe|feel) $")
"""Before "say" as a word for "that", as in Nigeria ("no wonder say …")."""

_PASSIVE = Deferred(r"(?:\b(?:was|were|been|being|be|got|get|gets|getting|am|is|are)|'re|'m|'s)(?: \w+)? $")
_OTHERS_EAR = Deferred(r"\w+ (?:him|her|them|my|myself|everyone|people)\b")
_ORDER = Deferred(r"(?:^|[.,;:!?] *|\b(?:and|but|just|please|then|or|to) )$")
_HEARD = Deferred(r",? but\b|;| - | — | \u2013 ")
_CLAUSE = Deferred(
    r"[,;:()\[\]—\u2013]+ *| - |(?:^| )(?:and|but|so|then|because|cause|cuz|however|though|although|plus|or) (?!far )"
)
_JOINED = Deferred(r"\b(?:and|or)\s+$")


class Sentence(NamedTuple):
    """One sentence: where it starts in its paragraph, as written, and `plain`, of the same length, for reading.

    `plain` is lower case with straight apostrophes, and what others said is hidden.
    """

    start: int
    raw: str
    plain: str


def in_standard_english(find: Callable[[Sentence], Iterator[Mark]]) -> Callable[[Sentence], Iterator[Mark]]:
    """Let a detector read dialect, learners' English and quick spelling in the standard; its marks are as written."""

    @wraps(find)
    def found(sentence: Sentence) -> Iterator[Mark]:
        read = standard(sentence.plain)
        if read is None:
            yield from find(sentence)
            return
        for mark in find(Sentence(sentence.start, read.applied(sentence.raw), read.text)):
            start, end = read.span(mark.start, mark.end)
            yield replace(mark, start=start, end=end)

    return found


def normalise(text: str) -> str:
    """Return the text in lower case with plain apostrophes and spaces, exactly as long as it was."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    return lowered.translate(_SAME)


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield (start, paragraph) for every line that holds something."""
    start = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            yield start, line
        start += len(line) + 1


@lru_cache(maxsize=512)
def sentences(paragraph: str) -> tuple[Sentence, ...]:
    """Return the sentences of one paragraph, quotations and reported speech hidden."""
    norm = normalise(paragraph)
    if not _QUOTING.isdisjoint(norm):
        norm = _QUOTED.sub(_hide_quotation, norm)
    found = []
    for match in _SENTENCE.finditer(norm):
        part = match.group()
        start = match.start() + len(part) - len(part.lstrip())
        part = part.strip()
        if part:
            found.append(Sentence(start, paragraph[start : start + len(part)], _hide_reported(part)))
    return tuple(found)


def _hide_quotation(match: re.Match[str]) -> str:
    words = match.group()
    # one word in quotation marks is mostly emphasis ("so 'special'"), not what somebody said
    return HIDDEN * len(words) if " " in words.strip() else words


def _hide_reported(plain: str) -> str:
    """Hide what follows a verb of saying, up to where the writer speaks again."""
    went = _WENT.search(plain) if not _GOING.isdisjoint(words_in(plain)) else None
    if went:
        plain = _hidden(plain, went.end())
    if _SAYS.isdisjoint(words_in(plain)):
        return plain
    for match in _SAYING.finditer(plain):
        if _speaks_now(plain, match):
            continue
        hidden = _hidden(plain, match.end())
        if hidden != plain:
            return hidden
    return plain


def _hidden(plain: str, start: int) -> str:
    """Hide what is said from `start` on, up to where the writer speaks again."""
    heard = _HEARD.search(plain, start)
    until = heard.start() if heard else len(plain.rstrip(".!?…"))
    return plain[:start] + HIDDEN * (until - start) + plain[max(start, until) :]


def _speaks_now(plain: str, match: re.Match[str]) -> bool:
    """Tell an order ("tell him") and the writer's own voice ("let me tell you") from a report."""
    before = plain[: match.start()]
    if match.group().startswith("say") and _THAT.search(before):
        return True
    if _RINGING.match(plain, match.start()) and not _PASSIVE.search(before):
        return True
    if _ORDER.search(before):
        return True
    if _OTHERS_VOICE.search(before):
        return False
    return bool(_OWN_VOICE.search(before)) and not _OTHERS_EAR.match(plain, match.start())


@lru_cache(maxsize=2048)
def clause_starts(plain: str) -> tuple[int, ...]:
    """Return where each clause of a sentence begins, the first at 0."""
    return (0, *(match.end() for match in _CLAUSE.finditer(plain) if 0 < match.end() < len(plain)))


def is_joined(plain: str, at: int) -> bool:
    """Whether "and" or "or" joins what stands at offset `at` to words before it: then a bare verb tells, not orders."""
    return bool(_JOINED.search(plain[:at]))


def clause_before(plain: str, at: int) -> str:
    """Return the part of the clause that stands before offset `at`."""
    start = max((begin for begin in clause_starts(plain) if begin <= at), default=0)
    return plain[start:at]
