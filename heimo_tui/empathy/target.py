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
_BELIEVED = Deferred(
    r"\b(?:you|he|she|they)(?:'re| are| were| was) (?:afraid|scared|told|taught|made to)\b"
    r"|\byou (?:\w+ )?(?:ask|asked|fear|feared|worry|worried|wonder|wondered|thought|felt|believed?)\b"
)
"""What somebody fears, asks or was taught: "you were told that you should …"."""
_DISOWNED = Deferred(
    r"\b(?:tell|told|telling|say|said|saying) (?:it |that |this )?(?:to )?(?:myself|yourself)(?![a-z])|\bi keep"
    r" hearing\b"
    r"|\b(?:people|they|everyone|everybody) (?:keep|always|love to|like to) (?:say|saying|tell|telling)(?![a-z])"
    r"|, (?:as )?(?:they|people|every(?:one|body)|he|she|my \w+(?: \w+)?|the \w+) (?:says?|said|told|tells|keeps?"
    r" saying"
    r"|calls? it|thinks?)(?![a-z])|\bthat's what (?:i|they|he|she|people|every(?:one|body)|my \w+) (?:tells?|told"
    r"|says?|said)(?![a-z])"
    r"|\bi get why you\b|\b(?:hate|sick of|tired of|fed up with) (?:it when |when |people |being |hearing |everyone )"
    r"|\bdon't let (?:any(?:one|body)|them|people)\b|\bthey call it(?![a-z])"
    r"|\bas if (?:that|it)\b|\bi tried to\b|\bi used to (?:say|tell|think)\b"
)
_WRITER = Deferred(r"\b(?:i|i'm|im|i've|ive|i'd|i'll|me|my|mine|myself)\b")
_ANSWERED = Deferred(r"\b(?:you|you're|youre|you've|you'd|you'll|your|yours|yourself|u|ur)\b")
_REASON = Deferred(r"\b(?:i|i'm|i've|i'd|i'll|im)\b.*\b(?:because|cause|cos|cuz|since|knowing|so|that) $")
_TURNED = Deferred(
    r"(?:\b(?:and|but|yet|until|though|so|because)|,|;|—|-) [^.?!]*\b(?:i|i'm|i've|i'd|i'll|my|me|still|instead|hurts?"
    r"|sorry|glad|allowed|enough|of course|nobody|no one|as long as|break|afterwards?)\b|^,? until\b"
)
"""How a sentence goes on that takes such words back: "it happens every day, and it still hurts"."""
_OWN = Deferred(r"\b(?:i|i'm|im|i've|i'd|me|my|myself|mine|we|we're|us|our)\b")
_OTHERS = Deferred(r"\b(?:he|she|they|him|her|them|his|their|people|he's|she's|they're|who)\b")
_SECOND = Deferred(r"\b(?:you|you're|youre|your|yours|yourself|u|ur)\b")


def is_negated(plain: str, at: int) -> bool:
    """Whether a negation stands before offset `at` in the same clause."""
    return bool(_NEGATED.search(clause_before(plain, at)))


def is_supposed(plain: str, at: int) -> bool:
    """Whether what stands at offset `at` is a feeling, a belief or a condition, not a claim of the writer's."""
    before = clause_before(plain, at)
    return bool(_SUPPOSED.search(before) or _BELIEVED.search(before))


def is_believed(plain: str, at: int) -> bool:
    """Whether what stands at offset `at` is what somebody fears, asks or was taught, not what the writer says."""
    return bool(_BELIEVED.search(clause_before(plain, at)))


def is_disowned(plain: str) -> bool:
    """Whether the writer takes the sentence for what others say, or what one tells oneself, and not for comfort."""
    return bool(_DISOWNED.search(plain))


def speaks_to_somebody(plain: str) -> bool:
    """Whether a second person stands in it."""
    return bool(_ANSWERED.search(plain))


def tells_of_writer(plain: str) -> bool:
    """Whether a sentence tells of the writer and speaks to nobody: then what it makes small is the writer's own."""
    return bool(_WRITER.search(plain)) and not _ANSWERED.search(plain)


def is_own_reason(plain: str, at: int) -> bool:
    """Whether what stands at offset `at` is why the writer did or felt something: "I kept silent because …"."""
    return bool(_REASON.search(plain[:at])) and tells_of_writer(plain)


def is_taken_back(plain: str, end: int) -> bool:
    """Whether the sentence goes on, after offset `end`, to take its words back or to hold them against the pain."""
    return bool(_TURNED.search(plain[end:]))


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
