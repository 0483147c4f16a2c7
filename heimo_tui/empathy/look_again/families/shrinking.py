"""Finds what makes a pain small: by its kind, its length, its age, what is left, or how common it is."""

from __future__ import annotations

from collections.abc import Iterator

from heimo_tui.empathy.clauses import Sentence
from heimo_tui.empathy.findings import Mark
from heimo_tui.empathy.look_again.families.gate import by_writer, to_others
from heimo_tui.empathy.phrases import pattern

_ILLS = (
    r"(?:trauma|traumatic|abuse|abusive|assault|depression|depressed|anxiety|grief|bereavement|tragedy|rape|bullying"
    r"|racism|violence|ptsd|addiction|burnout|loss|an? (?:tragedy|bereavement|disaster|catastrophe|war|disability"
    r"|loss|assault|flashback|panic attack|breakdown|crisis|emergency|beating|relationship))"
)
_THING = (
    r"(?:cat|dog|hamster|rabbit|pet|job|money|paper|phone|house|flat|car|grade|exam|dress|wedding|party|test|game"
    r"|server|text|message|number|letter|meeting|email|visa|form|cyst|mole|scratch|book|school|course|team)"
)
_NUMBER = (
    r"(?:\d\d|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:-\w+)?|fifteen|sixteen|seventeen|eighteen|nineteen)"
)
_KIND = pattern(
    rf"(?:it|that|this|he|she)(?:'s| is| was) (?:only |just )?an? (?:\w+ )?{_THING},? (?:though|dude|mate|bro|love|hun"
    r"|not|just|so|honey|dear|man)",
    rf"^(?:but |well,? |look,? )?(?:it|that)(?:'s| is| was) (?:only |just )?(?:an? )?{_THING}(?=[.!]|$)",
    rf"(?:it|that|this)(?:'s| is| was) (?:just |only |literally |still )?one (?:bad |lousy |failed |missed |little )?"
    rf"(?:{_THING}|year|night|week|month|man|boy|girl|date|argument|fight|row|country|war|person|review)(?=[,.;]|$|"
    rf" not)",
    r"(?:isn't|is not|it's not|wasn't|was not|hardly|scarcely|not) (?:exactly |really |quite |even )?(?:an? )?"
    r"(?:tragedy|bereavement|disaster|catastrophe|funeral|death sentence|amputation|holocaust|real loss|moon landing"
    r"|world war|national emergency)",
    rf"(?:that|it|this|which)(?:'s| is)? (?:isn't |not )(?:really |actually |even )?{_ILLS},? (?:that's|that is|it's"
    r"|you're|you|just|but|more)(?: \w+){0,3}",
    r"(?:that's|it's|that is|this is|this was|it was|is|was) (?:barely|hardly|scarcely|basically|practically) (?:an? "
    r"|the )?(?:relationship|marriage|exile|end|free trial|holiday|injury|illness|problem|crime|scratch|grief|war"
    r"|trauma|abuse|symptom|breakup|family|friendship)",
    r"it's not (?:like|as if|as though) (?:he|she|they|it|anyone|anybody|someone|somebody|you) (?:died|lost"
    r"|actually|hit|(?:was|were|are|is) (?:your|yours|married|even|really|dying|dead|the))(?: \w+)?",
    r"not your (?:actual|real|own|biological) \w+",
    r"(?:he|she|it|that|they)(?:'s| is| was| were) (?:only |just |technically )*(?:an?|your|the) (?:step-?\w*"
    r"|ex(?:-\w+)?"
    r"|foster \w+|half-\w+|second cousin|great-\w+|neighbour|neighbor|colleague|coworker|online friend),? (?:\w+ )?"
    r"(?:though|so|not|after all|anyway|technically)",
    r"you were (?:only|just) (?:the |an? |his |her |their )?(?:step\w*|ex|foster \w+|neighbour|colleague|girlfriend"
    r"|boyfriend|carer|cousin|temp|intern|in-law)",
    r"(?:you|you'd|you two|you guys|you had|you've) (?:only|barely|hardly|never even|never actually|just) (?:ever "
    r")?(?:dated|knew|known|met|fostered|spoke|spoken|saw|worked together|were together|been together|been married"
    r"|were married|went out|had (?:him|her|it) (?:for|a))(?: \w+){0,3}",
    r"(?:he|she|they) (?:only|never actually|never even|never really) (?:ever )?(?:hit|pushed|slapped|shouted|touched"
    r"|raised|beat|grabbed|shoved|yelled|threatened) (?:at )?you",
    r"(?:sounds|looks|reads) (?:to me )?like (?:an? |just |just an? |your )?(?:normal|ordinary|regular|typical"
    r"|standard|average|bog-standard) (?:\w+ )?(?:stress|life|marriage|work|job|family|teenager|teenagers|day|week"
    r"|monday|tuesday|tiredness|nerves|couple|argument|tiff|growing up|breakup|behaviour)",
    r"(?:that's|sounds like|it's just|that is|just) (?:an? |my |every |your )?(?:normal |average |regular |usual )?"
    r"(?:monday|tuesday|wednesday|thursday|friday)(?=[.,!]|$| (?:to|for) )",
    r"such a (?:tiny|small|little|minor|silly|trivial) (?:thing|matter|issue|detail|problem)",
    r"(?:can't|couldn't|can hardly|could hardly) have (?:come as|been) (?:much of |such |that |so |too )+(?:an? )?\w+",
    r"good innings",
    r"nothing to (?:write|go writing) home about",
    r"(?:that's|this is|it's|that is) (?:just |all )?called (?:being (?:tired|an|married|lazy|single|poor|alive|a "
    r"(?:mum|mom|parent|woman|man|teenager))|life|getting|growing|work\w*|marriage|parenting|adulthood|having|nerves"
    r"|winter|monday)",
)
_LEFT = pattern(
    r"you(?:'ve| have)? still (?:have |got |'ve got )?(?:one|two|both|the other|your|a|\w+ more) (?!friends?\b|friend\b"
    r"|place\b|right\b)\w+(?: \w+)?",
    r"(?:it|that|this)(?:'ll| will) (?:all )?(?:wash out|blow over|sort itself(?: out)?|die down|be forgotten)",
    r"(?:he|she|they)(?:'ll| will) (?:soon |just |all )?(?:be back|come (?:round|around|crawling)|get over it|settle "
    r"down|grow out of it|see sense|come to (?:his|her|their) senses)(?: \w+){0,2}",
    r"(?:just|can|could|go) (?:always |just )?(?:make|get|buy|find|have|adopt|order) (?:a new one|another(?: one| dog"
    r"| cat| job| baby| server)?(?=[.,!?]|$))",
    r"(?:nobody|no one|noone)(?: in this \w+| here)? (?:actually |even |has |really )?(?:died|is dead|got hurt)",
    r"(?:^|, )no harm done",
    r"what(?:'s| is) (?:left|there|there left) to be \w+ (?:about|of)",
    r"what(?:'s| is|,? exactly,? is) (?:the|your) (?:actual |big |real )?(?:issue|problem|fuss|drama|tragedy|complaint"
    r"|shouting)(?: then| here| exactly| for| about)?(?=[?.]|$)",
    r"why (?:all )?(?:the|this|so much|such) (?:tears|fuss|drama|sadness|shouting|despair)",
    r"you'd think (?:it was|it were|someone|somebody|nobody|the world)(?: \w+){0,3}",
    r"(?:you'll|you will|you won't) (?:\w+ )?(?:have forgotten|forget (?:it|this|him|her|the|all)|laugh (?:at|about)"
    r"|be laughing|look back(?: on this)? and laugh|(?:not |hardly |barely |even )+remember (?:it|this|his|her|why))"
    r"(?: \w+){0,2}",
    r"(?:nobody|no one)(?: will| is going to|'ll)? (?:actually |even |really )?(?:remembers?|notices?|looks?|care)"
    r" (?:that you|at (?:them|it|you)|it|your)(?: \w+)?",
    r"you're too (?:pretty|young|smart|clever|beautiful|handsome|nice|lovely|good-looking|intelligent) (?:to|for)"
    r" (?:be "
    r"|feel |this|that)",
)
_AGED = pattern(
    rf"(?:you're|you are) (?:only |just |still |barely )?{_NUMBER},? (?:and )?(?:you don't|you haven't|you have (?:your"
    r"|all|so much|plenty)|you'll|you've (?:got|all|plenty)|this is|that's|come on|grow|it's|act|for god's)(?: "
    r"\w+){0,2}",
    rf"^(?:well,? |but )?at {_NUMBER},? (?:it|one|you|that|he|she|there)(?:'s|'d| should| can't| can| was| is| isn't)",
    r"(?:at|for) (?:your|our) (?:age|stage)(?: of life)?,?(?: my \w+,?)? (?:i'd|one|we|nobody|no one|it|everything)",
    r"old for (?:nightmares|tears|this|that|crying|dolls|such)",
    r"(?:that's|that is|she|he|it|they|seventy|eighty|ninety)[^.?!]{0,40} (?:is|at|was|had) an? (?:good|decent"
    r"|fair) age",
    r"still (?:so )?young,? (?:you'll|and you|plenty|you've|enough)(?: \w+)?",
    r"(?:he|she|you|they)(?:'s| is|'re| are|'d| had| was| were) (?:very |so |really )?(?:old|elderly|\d\d|eighty\S*"
    r"|ninety\S*),? (?:after all|anyway|though|what did)",
)
_COMMON = pattern(
    r"these things happen",
    r"happens to (?:everyone|everybody|the best)",
    r"(?:everybody|everyone)'s (?:nan|gran|grandma|dog|boss|marriage|job|kids|parents) (?:\w+s?)",
    r"(?:we're|we are|everyone's|everybody's|everyone is) all (?:an? (?:little |bit )+(?:\w+ )?(?:ocd|adhd|autistic"
    r"|anxious|bipolar|depressed|mad|tired|sad|lonely)|tired|stressed|busy|stretched|struggling|exhausted)(?=[.,!]|$)",
    r"(?:didn't|don't|haven't|aren't) we all(?: \w+){0,2}",
    r"for (?:most|the rest|half|all|lots) of us(?=[.,!]|$| lmao| lol| tbh)",
    r"that(?:'s| is) (?:marriage|men|women|kids|children|families|teenagers|work|grief|motherhood|old age) for you",
    r"every cloud(?=!|\.|,|$| has)",
    r"(?:that's|is) (?:just )?(?:how|the way) (?:it|things|men|women|kids|families|marriage|work) (?:is|goes?|are"
    r"|works?)"
    r"(?=[.,!]|$)",
)
_CALLED = pattern(
    rf"i (?:wouldn't|would not|'d hardly|'d not|don't think i'd|find it hard to|'m not sure i'd) (?:really |exactly "
    rf"|quite )?call (?:that|it|this|yours|him|her|them|what) (?:\w+ ){{0,3}}{_ILLS}",
    r"i wouldn't (?:really |personally |just )?(?:make (?:too|so) much|worry (?:too|so) much|read too much|dwell|fuss"
    r"|lose (?:any )?sleep|get (?:so |too )?worked up|stress)(?: \w+){0,3}",
    r"i don't (?:really )?see (?:the|a|what the|what your|any|why it's|why that's) (?:\w+ )?(?:problem|issue|fuss|big "
    r"deal|harm|drama|fuss is|problem is)(?=[.,?!]|$| here| with)",
    r"i'm (?:an? |a little |a bit |rather )*(?:unsure|not sure|confused|puzzled|struggling to see) (?:what|where|why) "
    r"(?:the|your|this is|it's|you're)(?: \w+)?",
    r"and i turned out (?:ok|okay|fine|alright|all right|just fine|perfectly)",
)


def find(sentence: Sentence) -> Iterator[Mark]:
    """Yield what makes a pain small as `dismissing`."""
    yield from to_others(sentence, _KIND, "dismissing", "dismissing.alt.just")
    yield from to_others(sentence, _LEFT, "dismissing", "dismissing.alt")
    yield from to_others(sentence, _AGED, "dismissing", "dismissing.alt.just")
    yield from to_others(sentence, _COMMON, "dismissing", "dismissing.alt.everyone")
    yield from by_writer(sentence, _CALLED, "dismissing", "dismissing.alt.just")
