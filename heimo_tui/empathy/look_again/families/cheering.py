"""Finds cheering away and tidy morals: what wants the pain gone, or turns it into a lesson."""

from __future__ import annotations

from collections.abc import Iterator

from heimo_tui.empathy.clauses import Sentence
from heimo_tui.empathy.findings import Mark
from heimo_tui.empathy.look_again.families.gate import to_others
from heimo_tui.empathy.phrases import pattern

_CHEERED = pattern(
    r"(?:give|show) (?:us|me) (?:a|that|your) (?:big |lovely |nice |beautiful )?smile",
    r"turn (?:that|this|your) (?:frown|sadness|pain|sorrow|mess|negativity) (?:upside|into|around)(?: \w+)?",
    r"(?:right as rain|good as new|laughing about it|back on your feet|over it|up and about|fine) (?:in no time|by "
    r"(?:\w+day|teatime|spring|summer|christmas)|before you know it|soon enough)",
    r"no more (?:tears|crying|moping|sadness|frowns|sad (?:faces|posts))(?: \w+)?",
    r"dry (?:your|those) (?:eyes|tears)",
    r"(?:just |simply )decide (?:that |to be |today)(?: \w+)?|choose (?:joy|love|light|gratitude)",
    r"(?:good|positive|happy) vibes only",
    r"the sun(?:'s| is) (?:out|shining)(?=[.!]|$)",
    r"(?:don't|do not) want to hear (?:anything|a word|one|any|a single)(?: \w+){0,2}",
    r"best thing (?:that )?(?:ever|could ever|could have|could've|could)(?: ever)? (?:happened|happen) to (?:you|your)"
    r"(?: \w+)?",
    r"(?:the )?(?:good|bright) news is (?:that )?(?:you|it|he|she)(?: \w+)?",
    r"on the (?:bright|plus|positive|up) side",
    r"silver lining",
    r"blessing in (?:a|disguise)(?: \w+)?|is a blessing in a way",
    r"(?:time|needs?) to (?:turn (?:the|a) (?:page|new leaf)|move on|put (?:it|this|that|him|her) behind you|let (?:it "
    r"|him |her |them )?go|get back (?:out|on)|start (?:dating|living|putting|looking forward))(?: \w+)?",
    r"time (?:you|we all|the \w+|everyone|everybody) (?:all )?(?:moved on|got over|let go|stopped|turned|grew up|woke "
    r"up|accepted)(?: \w+)?",
    r"you'll thank (?:me|us|him|her)",
    r"it's all going to be (?:absolutely |just |totally )?(?:fine|ok|okay|great|amazing)",
    r"everything (?:always )?(?:works out|turns out (?:fine|well|okay)|always is|will be fine|comes right)(?: in"
    r" the end"
    r"| for the best)?",
    r"you(?:'re| are|'ll)(?: going to| gonna)? (?:have|be having) (?:so much|loads of|such) fun",
    r"(?:being|living) (?:single|alone|divorced|unemployed|retired|childless) is (?:the best|amazing|so freeing|a gift"
    r"|great|bliss|a blessing)",
    r"tomorrow is another day|tomorrow you'll (?:wake|feel|be)(?: \w+){0,3}",
    r"say (?:it|this) (?:with|after) me",
)
_MORAL = pattern(
    r"(?:one|a) door closes",
    r"everything (?:that )?(?:happens|is) for (?:a|the) (?:reason|best)",
    r"(?:mak(?:es?|e)|made|making) (?:you|us) (?:all )?stronger",
    r"(?:god|the universe|allah|life|the lord) (?:never|doesn't|does not|won't|only|wouldn't) (?:ever )?(?:gives?"
    r"|sends?"
    r"|hands?|puts?)(?: \w+){0,4}",
    r"(?:god|the lord|allah|the universe) (?:has|had|always has|must have) (?:a|other|another|his|bigger|better) "
    r"(?:plans?|purpose|reason)",
    r"needed another angel",
    r"karma (?:always|has|will|is|never)(?: \w+)?|in an? (?:earlier|previous|past|former) life",
    r"(?:it's|that's|this is|treat it as|take it as|see it as|just) an? (?:valuable |good |great |important )?(?:lesson"
    r"|learning (?:experience|opportunity)|growth opportunity|chance to grow)",
    r"(?:it's|that's) how (?:we|you|people) (?:learn|grow|become)(?: \w+)?",
    r"life goes on",
    r"onwards and upwards",
    r"what's meant (?:for you|to be)(?: \w+)?",
    r"when life gives you",
    r"feelings (?:aren't|arent|are not) facts",
    r"pain is (?:temporary|only|just|inevitable|a choice|information|weakness)",
    r"you reap what|(?:you|one) gets? (?:the|what) (?:\w+ )?(?:you|one) (?:deserves?|gives?|puts? in|tolerates?)",
    r"what goes around",
    r"(?:no|not|never) pain,? no gain",
    r"that's what (?:makes|builds) (?:us|you|character)|builds character",
    r"(?:a|some|bit of) perspective wouldn't|put (?:it|this|things|that) (?:all )?in(?:to)? perspective|just for "
    r"perspective|keep (?:it|things) in perspective",
)


def find(sentence: Sentence) -> Iterator[Mark]:
    """Yield cheer and morals as `dismissing`."""
    yield from to_others(sentence, _CHEERED, "dismissing", "dismissing.alt.positive")
    yield from to_others(sentence, _MORAL, "dismissing", "dismissing.alt.reason")
