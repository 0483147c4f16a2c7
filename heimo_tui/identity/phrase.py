"""The recovery phrase: made, read back with patience, and checked by asking for three of its words (BIP-39)."""

from __future__ import annotations

import difflib
import functools
import secrets
import unicodedata
from collections.abc import Sequence
from typing import Final

from mnemonic import Mnemonic

from heimo_tui.core.errors import BadInput
from heimo_tui.core.secrets import SecretBytes, SecretText

ENTROPY_SIZE: Final = 16
LENGTHS: Final = (12, 24)
PREFIX_SIZE: Final = 4
"""No two words of the English list share their first four letters."""
WORDS_TO_CHECK: Final = 3
_SUGGESTIONS: Final = 3


def new_entropy() -> SecretBytes:
    """Fresh entropy for a new identity: 16 random bytes (PROTOCOL 3)."""
    return SecretBytes(secrets.token_bytes(ENTROPY_SIZE))


def write_phrase(entropy: SecretBytes) -> SecretText:
    """The phrase of 16 bytes (12 words) or 32 bytes (24 words), separated by single spaces."""
    if len(entropy) not in (16, 32):
        raise ValueError("a phrase holds 16 or 32 bytes")
    return SecretText(_english().to_mnemonic(entropy.reveal()))


def read_phrase(phrase: SecretText) -> SecretBytes:
    """The entropy of a phrase as somebody typed it: any case, any spaces, words cut to four letters.

    Raises `BadInput`: `phrase_length` (value: how many words there are), `phrase_word` (position, the word and
    suggestions), `phrase_checksum` when all words are right but their order or choice is not.
    """
    words = _split(phrase)
    if len(words) not in LENGTHS:
        raise BadInput("phrase_length", field="phrase", value=str(len(words)))
    whole = [_whole_word(word, position) for position, word in enumerate(words, start=1)]
    try:
        return SecretBytes(bytes(_english().to_entropy(whole)))
    except ValueError:
        raise BadInput("phrase_checksum", field="phrase") from None


def choose_words_to_check(phrase: SecretText) -> tuple[int, ...]:
    """Positions (from 1, rising) of three different words to ask for, chosen at random."""
    positions = range(1, len(_split(phrase)) + 1)
    return tuple(sorted(secrets.SystemRandom().sample(positions, WORDS_TO_CHECK)))


def check_word(phrase: SecretText, position: int, typed: str) -> bool:
    """Whether `typed` is the word at `position` (from 1), whole or cut to four letters or more."""
    right = SecretText(_split(phrase)[position - 1])
    try:
        return SecretText(_whole_word(_normal(typed).strip(), position)) == right
    except BadInput:
        return False


def complete(start: str) -> Sequence[str]:
    """The words of the list that begin with `start`, for a hint while typing; none for an empty start."""
    begun = _normal(start).strip()
    return [word for word in _english().wordlist if word.startswith(begun)] if begun else []


@functools.cache
def _english() -> Mnemonic:
    return Mnemonic("english")


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKD", text).lower()


def _split(phrase: SecretText) -> list[str]:
    return _normal(phrase.reveal()).split()


def _whole_word(typed: str, position: int) -> str:
    words = _english().wordlist
    if typed in words:
        return typed
    begun = [word for word in words if word.startswith(typed)] if len(typed) >= PREFIX_SIZE else []
    if len(begun) == 1:
        return str(begun[0])
    near = difflib.get_close_matches(typed, words, n=_SUGGESTIONS, cutoff=0.6)
    raise BadInput("phrase_word", field="phrase", value=typed, position=position, suggestions=tuple(near))
