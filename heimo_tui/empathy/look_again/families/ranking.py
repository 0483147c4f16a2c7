"""Finds pain ranked: beside somebody else's, beside the writer's, or beside what is called the real thing."""

from __future__ import annotations

from collections.abc import Iterator

from heimo_tui.empathy.clauses import Sentence
from heimo_tui.empathy.findings import Mark
from heimo_tui.empathy.look_again.families.gate import by_writer, to_others
from heimo_tui.empathy.phrases import pattern

_KIN = (
    r"(?:sister|brother|mother|mum|mom|father|dad|uncle|aunt|auntie|cousin|friend|mate|neighbour|neighbor|colleague"
    r"|gran|nan|grandma|grandmother|grandad|grandfather|nephew|niece|son|daughter|husband|wife|boss|woman|man|girl|guy"
    r"|lady|lad|boy|kid|people|women|men|student|patient)"
)
_COPES = (
    r"(?:'s| is| are)? ?(?:always |still |so |just |even )*(?:smiling|cheerful|smiles|sings|whistles|laughing|laughs"
    r"|training|cracking jokes|happier|more cheerful|back (?:at|to|on)|up and about|managed|manages|got on|gets on with"
    r"|works|work|runs|holds|never (?:once )?(?:complain\w*|mention\w*|moan\w*|cried|whine\w*|said|had a|made)|didn't "
    r"(?:complain|moan|cry|lock|make|miss|need|fall|whine|post)|doesn't (?:complain|moan|cry|make|whine|post)|don't "
    r"(?:complain|moan|cry|make|whine|post))"
)
_REAL = (
    r"(?:pain|grief|loss|trauma|abuse|depression|anxiety|problems?|illness|war|ptsd|ocd|poverty|violence|beating"
    r"|suffering|hardship|bullying|disability|burnout|insomnia|panic attacks?|hunger|racism|loneliness|cancer)"
)
_OTHERS = pattern(
    rf"(?:my|a|our|his|her) (?:\w+ ){{0,3}}{_KIN}[^.?!]{{3,60}}(?:(?:than|the same|same|also|that|it|too)\b[^.?!]"
    rf"{{0,40}})(?:,? (?:and|but) )(?:(?:he|she|they) ?)?{_COPES}(?: \w+){{0,3}}",
    rf"my (?:\w+ )?{_KIN}(?:'s| is| was) (?:\w+ ){{1,3}}and (?:he|she)(?:'s| is) always(?: \w+){{0,2}}",
    rf"your (?:\w+ )?{_KIN} (?:also|too|did|had|went|took|bled|worked|buried|lost|raised)[^.?!]{{3,60}} (?:and|but)"
    r" (?:he |she |they )?(?:never|didn't|did not|you're|you are)(?: \w+){0,3}",
    r"(?:worse|harder|happier|sadder|tougher|sicker|lonelier|more cheerful|more grateful|braver) than (?:you|yours)"
    r"(?: \w+)?",
    r"luckier than (?:most|some|many|a lot)",
    r"count yourself (?:fortunate|lucky|blessed)",
    r"imagine (?:being|having|losing|living)[\w' ]{3,40} and (?:then )?(?:think|complain|tell|come back|say|look)(?: "
    r"\w+)?",
    r"compared (?:to|with) (?:what|other|others|some|real|actual|a real|those|the|most)(?: \w+){0,3}",
    r"(?:other|plenty of|most|many|some) people (?:with (?:your|the same|that)|in your (?:position|situation))[\w'"
    r" ]{0,40}"
    r"(?:hold|manage|work|cope|live|get|don't|just)(?: \w+){0,2}",
    r"would you (?:rather |really )?(?:swap|trade|change) (?:places )?with(?: \w+){0,3}",
    r"in my country,? (?:we'd|if you|nobody|no one|you would|you'd|they'd|people would|this is|that is)(?: \w+){0,3}",
    r"mine(?:'s| is| was| were| had| has) (?:the (?:real|bad|serious|worse)|a proper)(?: \w+)?",
    r"your \w+(?:'s| is| was| drank| died| left| hit| cheated| got|\w+ed)[^.?!;]{0,30}[,;?] (?:mine|ours|my"
    r" one)(?:'s|\b)"
    r"(?!,? too|[^.]*\b(?:too|same|as well|also|similar)\b)(?: \w+){0,3}",
    rf"you(?:'ve| have| lost| had|'re| are)[^.?!;]{{3,40}}[,;] (?:my (?:\w+ )?{_KIN}|some of us|mine) (?:has|have|had"
    r"|lost|buried|was|were|is)(?! too|[^.]*\b(?:too|same|as well|also)\b)(?: \w+){0,3}",
    rf"(?:not an?|not|like an?|not like an?) (?:real|actual|proper|genuine) {_REAL}(?=[.,!?]|$| looks?| is| feels?|"
    rf" and)",
    rf"(?:know|knows|knew|see|seen|known|learn|tell you|show you) what (?:a )?(?:real|actual|true|proper|genuine)"
    rf" {_REAL}",
    rf"(?:people|women|men|kids|those|others|someone|somebody|patients|ones|survivors?) (?:with|of|who have|who had)"
    rf" (?:real|actual|proper|serious|genuine) (?:{_REAL}|things)(?: \w+)?",
    r"(?:real|actual) things wrong with",
    r"the (?:real|serious|severe|bad|proper|clinical) (?:kind|sort|type|thing)(?=[.,!]|$| of)",
    r"you (?:lost|failed|missed|broke|had) (?:a|one|your) (?:job|exam|cat|dog|flight|phone|grade|week)(?=[;,.]) (?:i|my"
    r"|people|some|others|there)(?: \w+){0,3}",
    r"is (?:an? )?(?:cold|picnic|holiday|walk in the park|nice rest|spa day|luxury|breeze|yardstick) (?:next to"
    r"|compared"
    r"|beside|to)(?: \w+)?",
    r"(?:would|would've|would have) been a (?:spa day|holiday|picnic|luxury|blessing|dream)",
    r"rank(?:ed|ing)? by (?:pain|suffering)|on (?:a|my) scale (?:of|from)",
)
_OWN = pattern(
    r"i(?:'ve| have)? (?:\w+ )?(?:heard|read|seen|known) (?:much |far |a lot |way |many )?(?:sadder|worse|harder"
    r"|tougher"
    r"|bigger)(?= things| stories|[.,!]|$| this| than| on| before)(?: \w+)?",
    r"(?:isn't|not|is not|hardly) (?:even )?the (?:worst|saddest|only sad) (?:thing |one |story )?(?:i|that i|we)(?:'ve"
    r"| have)(?: \w+)?",
    r"so i(?:'d)? (?:think i'd )?know what (?:real|true|actual|proper)?(?: \w+){1,3}",
    r"i(?:'d| would) (?:gladly |happily |love to )?(?:swap|trade|take) your (?!pain|place|shift|hand)[\w' ]{2,30}(?:for"
    r"|over) (?:my|mine)(?: \w+){0,2}",
    r"(?:you|they) (?:don't|didn't|won't|never) (?:catch|see|hear|find|caught|saw|heard) me (?:\w+ing)(?: \w+){0,3}",
    r"i(?:'m| am) not (?:making a (?:thread|post|fuss|scene|song)|here to complain)(?: \w+){0,2}",
    r"i (?:too|also) (?:sleep|feel|have|had|lost|work|cry|struggle)[\w' ]{2,30} and i (?:run|work|manage|never|don't"
    r"|raise|still|cope)(?: \w+){0,3}",
    r"i (?:had|have|got|nursed|buried|lost|did|was|gave|raised|slept|worked|survived|went)[^.?!]{3,70},? (?:and|so) "
    r"(?:you're|you are|i find it|you'll (?:forgive|excuse)|a \w+ is|one \w+ is|you(?:'ve| have) (?:got )?a)(?! not| in"
    r"| so)(?: \w+){0,3}",
    r"i (?:had|got|have|did|was)[^.?!]{0,25}(?:the same|same|it too|that too|also)[^.?!]{1,40} and (?:i )?(?:was"
    r" back|still (?:made|went|worked|did|got)|never|didn't|was at)(?: \w+){0,3}",
    r"i (?:buried|lost) (?:an? |my |both |two |three )(?:\w+ )?(?:child|son|daughter|children|sons"
    r"|parents)[^.]{0,30},? "
    r"(?:so|you)(?! if)(?: \w+){0,3}",
    r"not to (?:trump|compete|one-up|top)(?: \w+)?|if we're comparing",
    r"as a (?:survivor|person|victim|veteran) (?:of|who|with) (?:actual|real|proper|had)(?: \w+)?",
    r"(?:my|mine) (?:\w+ ){0,3}(?:is|was|were|are|has been)(?: type \w+,)? the (?:real|bad|serious|severe|proper)"
    r" (?:kind"
    r"|sort|type|one)(?: \w+)?",
    r"try(?: living| being| having| doing| losing| that)? (?:that |it )?with (?:four|three|two|five|six|no|my|a) \w+",
)


def find(sentence: Sentence) -> Iterator[Mark]:
    """Yield comparisons as `comparing`."""
    yield from to_others(sentence, _OTHERS, "comparing", "comparing.alt")
    yield from by_writer(sentence, _OWN, "comparing", "comparing.alt")
