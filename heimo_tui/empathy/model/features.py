"""Hashed n-grams of a sentence and of its clauses, the same for training and at run time, in plain Python.

Feature hashing without a sign (Weinberger et al., 2009): a feature is the CRC-32 of its bytes; each table takes as many
of the low bits as it has rows, so that one hashing serves tables of every size.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple
from zlib import crc32

from heimo_tui.empathy.clauses import clause_starts

VERSION = 5
"""Grows with every change here that makes older tables wrong."""

LONGEST_WORD = 24
"""Code points of a word that are read; nothing longer is a word, and the work stays bounded."""

EACH = 4
"""The n-grams that begin with one token: alone, with one more, with two, with the one after the next."""

EDGE = 3
"""The n-grams that begin before the first token."""

_TOKEN = re.compile(
    r"[^\W\d_]+(?:['*@$#]+[^\W\d_]+)*|\d+|[?!]+|[.,…]+|[:;]-?[()dp/]|<3|[\U0001F300-\U0001FAFF\u2600-\u27BF]"
)
_CHARACTERS = 4  # letters: three to five together were no better, and three times the work
_REPEATED = re.compile(r"(.)\1{2,}")
_NUMBER = "0"
_START, _END = b"<s>", b"</s>"


class Clause(NamedTuple):
    """One clause of a sentence.

    Code points [start, end) from its first to its last token, how many tokens, and where in the sentence's n-grams
    [first, last) those stand that begin in it.
    """

    start: int
    end: int
    tokens: int
    first: int
    last: int


class Features(NamedTuple):
    """What a sentence of n tokens is read by: their forms in UTF-8, hashes of EDGE + EACH * n word n-grams, clauses."""

    forms: tuple[bytes, ...]
    words: tuple[int, ...]
    clauses: tuple[Clause, ...]

    @property
    def characters(self) -> tuple[int, ...]:
        """Hashes of the letters of the words, one word after another."""
        return tuple(chain.from_iterable(map(char_ngrams, self.forms)))


def tokens(plain: str) -> list[tuple[int, int, bytes]]:
    """Return start, end and form of the tokens of a normalised sentence: words, "0", runs of signs, faces."""
    return [(*match.span(), _form(match.group())) for match in _TOKEN.finditer(plain)]


@lru_cache(maxsize=4096)
def _form(written: str) -> bytes:
    if written[0].isdigit():
        return _NUMBER.encode()
    short = _REPEATED.sub(r"\1\1", written[:LONGEST_WORD])
    return (short[0] if short[0] in ".?!," else short).encode("utf-8", "surrogatepass")


def word_ngrams(forms: Sequence[bytes]) -> tuple[int, ...]:
    """Hash uni-, bi- and trigrams and bigrams with one word skipped, the edges of the sentence included.

    Args:
        forms: tokens of one sentence, n of them.

    Returns:
        EDGE + EACH * n unsigned 32-bit hashes in the order of the tokens they begin with; none for no token.
    """
    if not forms:
        return ()
    first, second, *_ = later = (*forms, _END, _END)
    pairs = list(map(b" ".join, pairwise(later)))
    triples = map(b" ".join, zip(pairs, later[2:], strict=False))
    skips = map(b" * ".join, zip(forms, later[2:], strict=True))
    edge = (b" ".join((_START, first)), b" ".join((_START, first, second)), b" * ".join((_START, second)))
    inside = chain.from_iterable(zip(forms, pairs, triples, skips, strict=False))
    return tuple(map(crc32, chain(edge, inside)))


def char_ngrams(form: bytes) -> list[int]:
    """Hash each 4 bytes in a row of one word in UTF-8 between marks of its edges; a single letter has none."""
    edged = b"\x02" + form + b"\x03"
    return [crc32(edged[start : start + _CHARACTERS]) for start in range(len(edged) - _CHARACTERS + 1)]


def features(plain: str) -> Features:
    """Read one normalised sentence; clauses without a token are left out."""
    found = tokens(plain)
    forms = tuple([form for _, _, form in found])
    words = word_ngrams(forms)
    clauses, first = [], 0
    for limit in (*clause_starts(plain)[1:], len(plain)):
        last = first
        while last < len(found) and found[last][0] < limit:
            last += 1
        if last > first:
            begin = EDGE + EACH * first if first else 0
            clauses.append(Clause(found[first][0], found[last - 1][1], last - first, begin, EDGE + EACH * last))
        first = last
    return Features(forms, words, tuple(clauses))


def forget() -> None:
    """Drop the words that are remembered."""
    _form.cache_clear()
