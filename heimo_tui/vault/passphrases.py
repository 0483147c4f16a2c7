"""Passphrases: how strong one is, and good ones to offer."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from heimo_tui.core.errors import BadInput
from heimo_tui.core.secrets import SecretText

ENOUGH: Final = 3
OFFERED_WORDS: Final = 6
"""Six words of a list of 2048 (66 bits) are worth five of a diceware list of 7776 (64.6 bits)."""
_LOOKED_AT: Final = 72


@dataclass(frozen=True, slots=True)
class Strength:
    """`score` of zxcvbn, 0 (guessed at once) to 4; `enough` to be all that protects a store."""

    score: int

    @property
    def enough(self) -> bool:
        """Whether it may protect a store where there is no keyring."""
        return self.score >= ENOUGH


def strength(passphrase: SecretText) -> Strength:
    """Judge a passphrase; takes a few milliseconds, longer the first time."""
    if not len(passphrase):
        return Strength(0)
    from zxcvbn import zxcvbn  # noqa: PLC0415 - loads word lists of several megabytes

    # what lies beyond the first 72 characters cannot make it weaker, and zxcvbn takes no more
    return Strength(int(zxcvbn(passphrase.reveal()[:_LOOKED_AT], user_inputs=["heimo"])["score"]))


def require_enough(passphrase: SecretText) -> None:
    """Raise `BadInput("passphrase_weak")` (value: the score) for what cannot protect a store alone."""
    found = strength(passphrase)
    if not found.enough:
        raise BadInput("passphrase_weak", field="passphrase", value=str(found.score))


def offer_passphrase() -> SecretText:
    """A fresh random passphrase of words that are easy to type."""
    from mnemonic import Mnemonic  # noqa: PLC0415 - reads a word list

    words = Mnemonic("english").wordlist
    return SecretText(" ".join(secrets.choice(words) for _ in range(OFFERED_WORDS)))
