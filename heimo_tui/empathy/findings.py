"""What the check can say about a draft: voices, findings and the report that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from hashlib import blake2s
from typing import Literal

from heimo_tui.empathy.language import Language

Kind = Literal["post", "reply"]
"""What is being written: a post that opens a thread, or a reply to one."""

Need = Literal["listen", "ask", "ideas", "none"]
"""What the writer of the post asked for."""

Slots = tuple[tuple[str, str], ...]
"""Words that fill the gaps of a message, by the name of the gap."""

HOLDABLE = frozenset({"encourages_harm"})
"""The codes that a circle's own rules may hold for a moderator; everything else is only advice."""


class Voice(Enum):
    """Who speaks: each voice has its own colour, sign and purpose."""

    CARRIES = "carries"
    LOOK_AGAIN = "look_again"
    IDENTIFIES = "identifies"
    CARE = "care"


class Tier(StrEnum):
    """Which trained reader speaks: small tables that are always there, or a transformer that somebody installed."""

    DEFAULT = "default"
    DEEP = "deep"


class Target(Enum):
    """Whom a clause is aimed at."""

    NOBODY = "nobody"
    SELF = "self"
    YOU = "you"
    READERS = "readers"
    THIRD = "third"


@dataclass(frozen=True, slots=True)
class Mark:
    """What one detector saw in one stretch of text, before kind and need decide whether to say it.

    `start` and `end` are code points from the beginning of the stretch. `alternative` is a message id or None.
    `about` replaces the words in the finding's key where the words alone would not be stable. `by` is the trained
    reader that saw it, or None where a rule did.
    """

    voice: Voice
    code: str
    start: int
    end: int
    alternative: str | None = None
    slots: Slots = ()
    target: Target = Target.YOU
    about: str | None = None
    by: Tier | None = None

    def moved(self, by: int) -> Mark:
        """Return the same mark `by` code points further on."""
        return Mark(
            self.voice,
            self.code,
            self.start + by,
            self.end + by,
            self.alternative,
            self.slots,
            self.target,
            self.about,
            self.by,
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the check has to say.

    `span` is [start, end) in code points and `words` is exactly that part of the text. `reason` is a message id of
    `wording.MESSAGES`; `alternative` is a ready English sentence, with `alternative_id` and `slots` for translating it.
    `key` names the finding within a draft: it does not depend on where the words stand, so equal words share it.
    `by` is the trained reader that saw it, or None where a rule did.
    """

    voice: Voice
    code: str
    span: tuple[int, int]
    words: str
    reason: str
    alternative: str | None
    key: str
    alternative_id: str | None = None
    slots: Slots = ()
    by: Tier | None = None

    @property
    def holdable(self) -> bool:
        """Whether a circle's rules may hold the text for a moderator because of this."""
        return self.code in HOLDABLE


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one draft, the leading ones first; `quiet` when there is nothing to say.

    Quiet never means safe: the check misses things, and no screen may promise otherwise. `tier` is the trained reader
    that was asked, or None where only rules read.
    """

    findings: tuple[Finding, ...]
    language: Language
    quiet: bool
    tier: Tier | None = None

    def of(self, voice: Voice) -> tuple[Finding, ...]:
        """Return the findings of one voice, in the order of the text."""
        return tuple(found for found in self.findings if found.voice is voice)


def key_of(code: str, about: str) -> str:
    """Return the stable id of a finding: its code and a digest of its words, whatever their case and spacing."""
    folded = " ".join(about.casefold().split())
    digest = blake2s(folded.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return f"{code}-{digest}"
