"""Hashed n-grams of a sentence and of its clauses, the same for training and at run time, in plain Python.

Feature hashing without a sign (Weinberger et al., 2009): a feature is the CRC-32 of its bytes; each table takes as many
of the low bits as it has rows, so that one hashing serves tables of every size.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

from heimo_tui.empathy.clauses import clause_starts

VERSION = 4
"""Grows with every change here that makes older tables wrong."""

LONGEST_WORD = 24
"""Code points of a word that are read; nothing longer is a word, and the work stays bounded."""

_TOKEN = re.compile(
    r"[^\W\d_]+(?:['*@$#]+[^\W\d_]+)*|\d+|[?!]+|[.,…]+|[:;]-?[()dp/]|<3|[\U0001F300-\U0001FAFF\u2600-\u27BF]"
)
_CHARACTERS = 4  # letters: three to five together were no better, and three times the work
_REPEATED = re.compile(r"(.)\1{2,}")
_NUMBER = "0"
_START, _END = b"<s>", b"</s>"


class Clause(NamedTuple):
    """One clause: the code points [start, end) from its first to its last token, how many tokens, their n-grams."""

    start: int
    end: int
    tokens: int
    grams: tuple[int, ...]


class Features(NamedTuple):
    """What a sentence is read by: the forms of its tokens, hashes of its word n-grams, and its clauses."""

    forms: tuple[str, ...]
    words: tuple[int, ...]
    clauses: tuple[Clause, ...]

    @property
    def characters(self) -> tuple[int, ...]:
        """Hashes of the characters of the words, one word after another."""
        return tuple(gram for form in self.forms for gram in char_ngrams(form))


def tokens(plain: str) -> list[tuple[int, int, str]]:
    """Return start, end and form of the tokens of a normalised sentence: words, "0", runs of signs, faces."""
    return [(match.start(), match.end(), _form(match.group())) for match in _TOKEN.finditer(plain)]


@lru_cache(maxsize=4096)
def _form(written: str) -> str:
    if written[0].isdigit():
        return _NUMBER
    short = _REPEATED.sub(r"\1\1", written[:LONGEST_WORD])
    return short[0] if short[0] in ".?!," else short


def word_ngrams(forms: Sequence[str]) -> tuple[int, ...]:
    """Hash uni-, bi- and trigrams and bigrams with one word skipped, the edges of the sentence included.

    Args:
        forms: tokens of one sentence or clause, n of them.

    Returns:
        4 n + 1 unsigned 32-bit hashes, repeated ones repeated; none for no token.
    """
    if not forms:
        return ()
    single = [form.encode("utf-8", "surrogatepass") for form in forms]
    edged = [_START, *single, _END]
    pairs = list(map(b" ".join, pairwise(edged)))
    triples = map(b" ".join, zip(pairs, edged[2:], strict=False))
    skips = map(b" * ".join, zip(edged, edged[2:], strict=False))
    return tuple(map(crc32, [*single, *pairs, *triples, *skips]))


def char_ngrams(form: str) -> list[int]:
    """Hash each 4 bytes in a row of one word in UTF-8 between marks of its edges; a single letter has none."""
    edged = b"\x02" + form.encode("utf-8", "surrogatepass") + b"\x03"
    return [crc32(edged[start : start + _CHARACTERS]) for start in range(len(edged) - _CHARACTERS + 1)]


def features(plain: str) -> Features:
    """Read one normalised sentence of n tokens; clauses without a token are left out."""
    found = tokens(plain)
    forms = tuple([form for _, _, form in found])
    words = word_ngrams(forms)
    starts = clause_starts(plain)
    if len(starts) == 1 and found:
        return Features(forms, words, (Clause(found[0][0], found[-1][1], len(found), words),))
    clauses, first = [], 0
    for limit in (*starts[1:], len(plain)):
        last = first
        while last < len(found) and found[last][0] < limit:
            last += 1
        if last > first:
            grams = words if last - first == len(found) else word_ngrams(forms[first:last])
            clauses.append(Clause(found[first][0], found[last - 1][1], last - first, grams))
        first = last
    return Features(forms, words, tuple(clauses))


def forget() -> None:
    """Drop the words that are remembered."""
    _form.cache_clear()
