"""Tells whether a sentence can be a tip at all: the gate before what a trained reader calls advice."""

from __future__ import annotations

from heimo_tui.empathy.clauses import clause_starts, is_joined
from heimo_tui.empathy.look_again.advice import ORDERED, is_order
from heimo_tui.empathy.phrases import Deferred
from heimo_tui.empathy.target import YOU

_DIRECTS = Deferred(
    rf"\b(?:{YOU}|you'd|you'll|one|i'd|i would|we) (?:\w+ly |just |also |still |even |first |maybe |all )*(?:should"
    r"|shouldn't|could|might|may|can|need|needn't|must|have to|had to|has to|ought|better|want to|try|consider|suggest"
    r"|recommend|look|start|talk|go|get|see|ask|tell|keep|avoid|make|give|say|let|wait|take|leave)\b"
    r"|\b(?:you'd|you'll|you've got to|why (?:not|don't you)|how about|what about|make sure|be sure|don't forget"
    r"|your best"
    r"|best (?:thing|way|bet|idea|to)|good idea|bad idea|worth|better (?:to|off|if)|important (?:to|that)"
    r"|helpful to|the key"
    r"|the trick|my advice|advise|suggest|recommend|maybe|perhaps|would help|might help|could help|can help|helps to"
    r"|have you (?:tried|thought|considered|looked|talked|spoken|asked)|if i (?:were|was) you|in your (?:shoes|place)"
    r"|no need to|need to|needs to|should|it helps)\b"
)
_KIND = Deferred(
    r"\byou (?:don't|do not|dont|needn't|never) (?:have|need|ever have)? ?(?:to )?\b"
    r"|\byou (?:can|could|may|might) (?:\w+ )?(?:be|feel|cry|rest|write|come|talk|vent|stay|say|tell|lean"
    r"|always (?:write|come"
    r"|talk)|hurt|just (?:be|sit|cry|write))\b|\b(?:i|we) (?:did|was|had|used|went|hid|stood|lost|look|feel|said)\b"
    r"|\bi (?:wouldn't|would not|don't|won't|can't)\b|\btell (?:me|us)\b|\bdo you mean\b|\bif you (?:want|like)\b"
    r"|\bshould(?:n't)? (?:have|be (?:locked|ashamed|left|proud|safe|loved))\b|\bperhaps (?:it|that|not)\b"
)


def may_advise(plain: str) -> bool:
    """Whether the sentence directs somebody, with words or by its form, and is neither leave nor a story."""
    if _KIND.search(plain):
        return False
    return bool(_DIRECTS.search(plain)) or any(
        (order := ORDERED.match(plain, start)) and is_order(plain, order) and not is_joined(plain, start)
        for start in clause_starts(plain)
    )
