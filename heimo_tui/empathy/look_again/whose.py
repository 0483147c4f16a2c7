"""Tells whose harsh words are by the sentences beside them: the writer's own, somebody absent's, or a thought quoted.

A single sentence does not tell whom "a grown man crying" or "you fool" is for. Who is in pain speaks so of themself,
to somebody who is not here, or names a thought; who answers somebody does not.
"""

from __future__ import annotations

from heimo_tui.empathy.findings import Mark
from heimo_tui.empathy.phrases import Deferred, words
from heimo_tui.empathy.target import speaks_to_somebody

_HARSH = frozenset(words("insult slur hostile_order hostile contempt judging"))
_OF_SELF = Deferred(
    r"\b(?:i'm|i am|im|i feel|i was|i look|i've been) (?:(?:so|such|just|a|an|the|really|like|too|all|fucking|only"
    r"|that) )*"
    r"(?:pathetic|stupid|worthless|useless|disgusting|weak|broken|ashamed|crying|tired|failure|mess|joke|idiot|coward"
    r"|loser|fool|burden|dirt|trash|ugly|nothing|nobody|awful|horrible|monster|wreck|embarrassment|embarrassed)\b"
    r"|\bi(?:'d| would|'ve|'m|'ll)? (?:\w+ ){0,3}(?:myself|(?:leave|left|hate|blame|dump|hit|avoid|want|love|trust|fire"
    r"|date|stand) me)\b|\bi (?:really |just |fucking )?hate (?:me|my|being)\b"
)
_SPOKE = Deferred(
    r"\b(?:he|she|they|my \w+|the \w+) (?:\w+ )?(?:said|says|told|called|laughed|asked|goes|went|shouted|yelled"
    r"|wrote)(?![a-z])"
)
_WRONGED = Deferred(
    r"\byou (?:\w+ ){0,2}(?:promised|swore|vowed)\b(?! us\b)"
    r"|\byou (?:\w+ )?(?:left|lied to|cheated on|abandoned|betrayed|used|raised|hit|beat|dumped|chose \w+ over|broke) "
    r"(?:me|us|my (?!feelings)\w+)\b"
)
_NAMED = Deferred(
    r"(?<!that )(?<!this )\b(?:is|was|are) (?:all|what|the (?:only|first) thing) (?:i|he|she|they|my)\b(?! have to say)"
)
_NAMED_AFTER = Deferred(r"^(?:that's|that is|this is|that was) (?:what|all|how) (?:i|he|she|they|my)\b")
_CLAIMS = Deferred(r"(?:you|u) (?:are|were|have|sound|look|act|seem)|you're|youre|ur\b")
_TO_SELF = Deferred(r"\bi\b.*\b(?:myself|at the mirror|in the mirror)\b")


def is_for_nobody_here(mark: Mark, plain: str, before: str, after: str) -> bool:
    """Whether a harsh mark in the sentence `plain` is for the writer or for somebody absent.

    `before` and `after` are the sentences beside it, empty where there is none.
    """
    if mark.code not in _HARSH:
        return False
    words_before, rest = plain[: mark.start], plain[mark.end :]
    if _TO_SELF.search(words_before) or _NAMED_AFTER.search(after) or _NAMED.search(plain, mark.start):
        return True
    if _WRONGED.search(before) or _WRONGED.search(plain):
        return True
    if speaks_to_somebody(words_before) or speaks_to_somebody(rest):
        return False
    if mark.code in ("insult", "hostile") and speaks_to_somebody(plain):
        return bool(_SPOKE.search(before)) and not (speaks_to_somebody(before) or _CLAIMS.match(plain, mark.start))
    return not speaks_to_somebody(plain) and any(
        _OF_SELF.search(beside) and not speaks_to_somebody(beside) for beside in (before, after)
    )
