"""Finds sentences that weigh one pain against another."""

from __future__ import annotations

from collections.abc import Iterator

from heimo_tui.empathy.clauses import Sentence, in_standard_english
from heimo_tui.empathy.findings import Mark, Voice
from heimo_tui.empathy.phrases import Deferred, pattern
from heimo_tui.empathy.target import is_disowned, is_negated

_COMPARED = pattern(
    r"that(?:'s| is|s) nothing(?= ?[,.!;\u2013—-]|$| compared| i )(?: compared)?",
    r"try (?:being|having|living|losing|raising|working|dealing|doing|growing up|going through)(?: \w+){0,4}",
    r"(?:you|u) think (?:that's|that is|you(?:'ve| have)(?: got)? it|your \w+ is|yours is|this is|it's|you have) "
    r"(?:bad|hard|rough|tough|problems|a hard life|difficult)",
    r"when i was your age",
    r"(?:i|we) (?:have|had|got|'ve had|'ve got) it (?:so |much |way |a lot |far |even )*(?:worse|harder|rougher)",
    r"i've had it (?:so |much |way |a lot |far )*(?:worse|harder)",
    r"(?:mine|my \w+|my \w+ \w+) (?:was|is|were|are|has been) (?:so |much |way |a lot |far |even |ten times |10x "
    r")*(?:worse|harder|rougher)(?: than (?:yours|that|this))?",
    r"(?:you|u) (?:don't|dont|do not|have no idea) (?:even )?(?:know )?what (?:real |true |actual )?(?:pain"
    r"|depression|suffering|loss|grief|problems|hardship|struggle|struggling|trauma|hard) (?:is|are|feels like|looks "
    r"like|means)",
    r"(?:i|we|people like me|some of us) (?:have|'ve got|had) (?:real|actual|bigger|serious) (?:problems|pain|trauma"
    r"|issues|grief)",
    r"i've got (?:real|actual|bigger) (?:problems|issues)",
    r"(?:those|these|yours) (?:aren't|are not|isn't) (?:real|actual) (?:problems?|pain|issues)",
    r"wait (?:till|until) (?:you(?:'re| are|'ve| have| get| hit| reach| lose| see))(?: \w+){0,4}",
    r"i (?:went|have been|was|'ve been|go) through (?:so |much |way |a lot |far |even )*(?:worse|more than)(?: "
    r"\w+){0,3}",
    r"i've been through (?:so |much |way |a lot |far |even )*worse",
    r"(?:you|u) (?:have|'ve got|got|had) it (?:so |pretty |too |quite )?(?:easy|good|made)",
    r"you've (?:got|had) it (?:so |pretty |too )?(?:easy|good)",
    r"(?:be|you should be|just be) (?:glad|grateful|thankful|happy|lucky) (?:you|it|that you|your|he|she|they|to "
    r"have)(?: \w+){0,4}",
    r"(?:you're|you are|ur|consider yourself|count yourself) (?:so |very |really |just )?lucky(?: \w+){0,3}",
    r"compared (?:to|with) (?:mine|me|what i|my)(?: \w+){0,3}",
    r"i wish (?:i had your (?:problems|life)|that was my (?:only |biggest )?(?:problem|worry)|that were my only "
    r"problem|my problems were)(?: \w+){0,3}",
    r"(?:my|mine) (?:\w+ )?(?:hurts?|hurt|suffered|suffers) (?:so much |much |way |a lot )?more(?: than you)?",
    r"i (?:survived|managed|handled|dealt with|got through) (?:\w+ ){1,4}(?:and i (?:never|didn't|don't|still"
    r" (?:went|worked|did)"
    r"|just|turned out|managed|got on)|without (?:complaining|whining|crying))(?: \w+){0,3}",
    r"you should (?:see|try) my (?:life|job|kids|family|situation)",
    r"there are (?:\w+ )?(?:children|people|kids|families|others)(?: (?:who are|in \w+|out there))? (?:starving|dying"
    r"|at war|sleeping rough|without (?:a home|food|water|legs))",
    r"(?:my|our) \w+ (?:was|is|were) (?:far|much|so much|a lot|way|even) (?:uglier|sadder|harder|messier|nastier"
    r"|tougher|rougher|longer|more (?:painful|serious|difficult))",
    r"(?:our|my) (?:\w+ )?(?:grandparents|parents|grandmother|grandfather|gran|nan|mother|father|ancestors"
    r"|generation) (?:lived|went|got|came) through (?:\w+ )?(?:worse|more|a war|the war|wars|hunger|famine)(?: "
    r"\w+){0,3}",
    r"i(?:'d| would) (?:love|kill|give (?:anything|a lot)) (?:to have|for) (?:your|those) (?:problems?|troubles?"
    r"|worries|life|job)",
    r"you only (?:lost|missed|failed|broke)(?: \w+){0,3}",
    r"you don't (?:hear|see) me (?:\w+ing)(?: \w+){0,2}",
    r"if you (?:only )?knew what (?:i|others|some people|real \w+)(?: \w+){0,3}",
    r"you at least (?:got|have|had|can|could|know|knew|still)(?: \w+){0,3}",
    r"some of us (?:had none|never (?:had|got|even)|would (?:kill|love|give)|have (?:actual|real) (?:\w+)|don't "
    r"(?:even )?(?:have|get)|manage(?:d)? (?:to|it|fine)|work for a living|got on with (?:it|things))(?: \w+){0,3}",
)

_OWN_PAIN = Deferred(
    r"\bi (?:\w+ ){0,6}(?:cried|moped|fell apart|was (?:falling|scared|lost|terrified)|couldn't)\b|falling apart"
)
_LUCKY = Deferred(r"\b(?:lucky|glad|grateful|thankful|happy|easy|good|made)\b")


@in_standard_english
def find(sentence: Sentence) -> Iterator[Mark]:
    """Yield comparisons in which the other's pain comes out smaller."""
    for match in _COMPARED.finditer(sentence.plain):
        if not (is_negated(sentence.plain, match.start()) or _is_own(sentence.plain)):
            alternative = "comparing.alt.lucky" if _LUCKY.search(match.group()) else "comparing.alt"
            yield Mark(Voice.LOOK_AGAIN, "comparing", *match.span(), alternative)


def _is_own(plain: str) -> bool:
    """Whether others are told to say so, or the writer tells of their own pain, as one who has been there."""
    return is_disowned(plain) or bool(_OWN_PAIN.search(plain))
