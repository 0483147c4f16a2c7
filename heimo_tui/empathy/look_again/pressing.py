"""Finds pressing and lecturing: telling somebody in pain what they have to see, or how life is."""

from __future__ import annotations

from collections.abc import Iterator

from heimo_tui.empathy.clauses import Sentence
from heimo_tui.empathy.findings import Mark, Voice
from heimo_tui.empathy.phrases import pattern
from heimo_tui.empathy.target import is_negated

_PRESSED = pattern(
    r"you (?:really |just |simply |finally |do |also )*(?:must|have to|need to|should|ought to|'ve got to) (?:just "
    r"|really |finally |also )*(?:see|accept|realise|realize|admit|face|recognise|recognize|understand) (?:that|the"
    r"|it|this|your)(?: \w+){0,2}",
    r"you(?:'re| are)? (?:just |simply )?(?:won't|refuse to|refusing to|not willing to|don't want to) (?:even "
    r")?(?:admit|see|accept|listen|hear)(?: \w+)?",
    r"why (?:won't|wont|can't|cant) you (?:just |even |simply )(?:\w+)",
    r"no ifs (?:and|or|no|,) ?(?:and )?buts",
    r"end of (?:story|discussion)",
    r"you know (?:that )?(?:i'm|i am) right",
    r"any (?:sensible|sane|reasonable|rational|normal|mature|decent|thinking) (?:person|man|woman|adult|mother|father"
    r"|parent|human)(?: being)? would(?: \w+)?",
    r"it works for (?:everyone|everybody)",
    r"if you (?:just |only )?look(?:ed)? at it (?:rationally|logically|objectively)",
    r"(?:be|you have to be|you need to be|try to be) (?:rational|realistic|reasonable|logical)(?= about|[.!,]|$)",
)
_LECTURED = pattern(
    r"in life (?:one|you|we) (?:has|have|must|need|should|can't|don't)(?: \w+){0,3}",
    r"(?:life|the world) (?:isn't|is not|ain't|was never) (?:always )?fair",
    r"nobody (?:ever )?said (?:that )?(?:life|it) (?:was|is|would be) (?:easy|fair)",
    r"welcome to (?:the real world|real life|adulthood|the club of life)",
    r"(?:lesson|rule) (?:number )?one(?: of \w+)?",
    r"nothing (?:in life )?(?:is|comes) (?:given )?(?:for )?free",
    r"(?:people|kids|young people|everyone|couples|children) (?:today|these days|nowadays) (?:just |always "
    r")?(?:\w+)",
    r"back in my day",
    r"in my day,? (?:we|you|people|nobody|no one|i)",
    r"(?:your|this) generation (?:just|can't|doesn't|never|always|is so|has it)(?: \w+)?",
    r"(?:you have|you need|you've got|you) to (?:learn to )?love yourself (?:first|before)(?: \w+){0,3}",
    r"(?:you|nobody|no one) (?:can't|cannot|can|will ever|will) love (?:you|somebody|someone|others|anyone)(?: else)? "
    r"(?:if|until|unless|before) you(?: \w+){0,3}",
    r"nobody(?:'s| is) coming to save you",
    r"the (?:correct|right|proper) (?:term|word|spelling|way to say it) is(?: \w+)?",
    r"(?:please )?learn to (?:spell|write|use (?:commas|paragraphs|punctuation))",
    r"that(?:'s| is) (?:just )?(?:basic|common sense|adulthood|what adults do|part of growing up|called being an "
    r"adult)",
)


def find(sentence: Sentence) -> Iterator[Mark]:
    """Yield what presses or lectures as `persuading`."""
    plain = sentence.plain
    for match in _PRESSED.finditer(plain):
        if not is_negated(plain, match.start()):
            yield Mark(Voice.LOOK_AGAIN, "persuading", *match.span(), "persuading.alt")
    for match in _LECTURED.finditer(plain):
        if not is_negated(plain, match.start()):
            yield Mark(Voice.LOOK_AGAIN, "persuading", *match.span(), "persuading.alt.lecture")
