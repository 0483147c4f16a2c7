"""Tells whom words are aimed at: the one who is answered, the readers, the writer, or somebody else."""

from __future__ import annotations

from heimo_tui.empathy.clauses import clause_before
from heimo_tui.empathy.findings import Target
from heimo_tui.empathy.phrases import Deferred

YOU = r"(?:you guys|you people|you all|all of you|y'all|yall|you|u|ya)"
YOU_ARE = (
    rf"(?:you're|youre|ur|you r|{YOU} are|{YOU} were|(?:you've|you have) (?:been|become)|your (?=an? |so |such "
    rf"|just ))"
)

READERS = Deferred(
    r"\b(?:you people|you guys|you all|y'all|all of you|every(?:one|body) (?:here|reading)|any(?:one|body) (?:here"
    r"|reading)"
    r"|people (?:here|on here|in here)|this (?:whole )?circle)\b"
)
_NEGATED = Deferred(
    r"\b(?:not|never|no|nobody|none|nothing|neither|without|hardly|isnt|arent|dont|doesnt|didnt|cant|aint|wont|wasnt"
    r"|refuse|stop thinking)\b|n't\b|\bnot even\b"
)
_SUPPOSED = Deferred(
    r"\b(?:you|u|he|she|they|people|everyone|others|who|that makes you|it makes you|makes you|make you|made you) "
    r"(?:\w+ )?(?:feel|feels|felt|feeling|think|thinks|thinking|thought|believe|believes|fear|worry|act like"
    r"|treat you|treated you)\b"
    r"|\b(?:so that|somehow|(?:to )?feel) (?:that )?$"
    r"|\b(?:if|whether|as if|as though|like|wonder|feeling|believing|afraid|scared|telling yourself"
    r"|convinced) (?:that )?$"
    r"|^(?:if|whether|unless|when|whenever) "
)
_DISOWNED = Deferred(
    r"\b(?:tell|told|telling|say|said|saying) (?:it |that |this )?(?:to )?(?:myself|yourself)\b|\bi keep hearing\b"
    r"|\b(?:people|they|everyone|everybody) (?:keep|always|love to|like to) (?:say|saying|tell|telling)\b"
    r"|\bas if (?:that|it)\b|\bi tried to\b|\bi used to (?:say|tell|think)\b"
)
_OWN = Deferred(r"\b(?:i|i'm|im|i've|i'd|me|my|myself|mine|we|we're|us|our)\b")
_OTHERS = Deferred(r"\b(?:he|she|they|him|her|them|his|their|people|he's|she's|they're|who)\b")
_SECOND = Deferred(r"\b(?:you|you're|youre|your|yours|yourself|u|ur)\b")


def is_negated(plain: str, at: int) -> bool:
    """Whether a negation stands before offset `at` in the same clause."""
    return bool(_NEGATED.search(clause_before(plain, at)))


def is_supposed(plain: str, at: int) -> bool:
    """Whether what stands at offset `at` is a feeling, a belief or a condition, not a claim of the writer's."""
    return bool(_SUPPOSED.search(clause_before(plain, at)))


def is_disowned(plain: str) -> bool:
    """Whether the writer takes the sentence for what others say, or what one tells oneself, and not for comfort."""
    return bool(_DISOWNED.search(plain))


def is_claimed(plain: str, at: int) -> bool:
    """Whether the writer says in earnest what stands at offset `at`: neither negated nor supposed."""
    return not is_negated(plain, at) and not is_supposed(plain, at)


def second_person(plain: str) -> Target:
    """Return READERS where everybody here is spoken to, YOU otherwise."""
    return Target.READERS if READERS.search(plain) else Target.YOU


def target_of(plain: str) -> Target:
    """Return whom a sentence is about: the second person first, then the writer, then others."""
    if _SECOND.search(plain) or READERS.search(plain):
        return second_person(plain)
    if _OWN.search(plain):
        return Target.SELF
    return Target.THIRD if _OTHERS.search(plain) else Target.NOBODY
