"""Finds scorn: names thrown before a comma, mock praise, being sent off, and threats that tell no harm by name."""

from __future__ import annotations

from collections.abc import Iterator

from heimo_tui.empathy.clauses import Sentence
from heimo_tui.empathy.findings import Mark
from heimo_tui.empathy.look_again.families.gate import by_writer, to_others
from heimo_tui.empathy.phrases import pattern

_LOW = (
    r"(?:sad|pathetic|miserable|tragic|boring|stupid|pitiful|worthless|sorry|dull|filthy|whiny|ridiculous|precious"
    r"|dirty|nasty|fat|old|lazy|ugly|spineless|useless|selfish|ungrateful|bitter|disgusting|silly|greedy|dumb|vile"
    r"|smug|spoiled|spoilt|moaning|whining|little)"
)
_NAMED = pattern(
    rf"^(?:you )?(?:{_LOW},? )+(?:cow|witch|worm|hag|pig|sod|git|toad|rat|bitch|cretin|wimp|oaf|troll|muppet|wretch"
    r"|bastard|idiot|moron|coward|liar|brat|loser|baby|bint|crone|slug)(?=[,.!:]|$)",
    rf"you (?:{_LOW},? )+(?:sod|git|cow|worm|witch|wretch|troll|wimp|oaf|cretin|hag|muppet|toad|rat|slug|bint)(?!\w)",
    r"you(?:'re| are| sound like| look like| write like) (?:an? |the )?(?:right|proper|complete|total|real|most)"
    r" [\w, -]"
    r"{0,40}(?:psycho|moron|idiot|loser|cow|whiner|bore|coward|liar|cretin|misery|muppet|worm|brat|fool|wimp)",
    rf"your (?:(?:own|whole|entire) )?(?!sad (?:story|post)|little (?!life))(?:{_LOW},? )+(?:little |old |private"
    rf" )*(?:life|lives|story|post|self|excuse|existence|head|mouth|problems|drama"
    r"|feelings|misery|rant|habits|marriage|tears|face|essay|tale)",
    r"(?:you|your)[\w' -]{1,50} (?:disgusts?|sickens?|repulses?|bores?) (?:me|us|everyone)",
    r"people like (?:you|yourself) (?:who make|always|ruin|deserve|never)(?: \w+){0,3}",
    r"(?:deserves?|get|have) no (?:respect|sympathy|pity)|lose (?:all |any |my )*respect for you",
    r"couldn't be me(?=[.,!]|$)|imagine (?:writing|posting|crying|whining|typing|being \d+ and)(?: \w+){0,3}",
    r"(?:nobody|no one|noone) (?:here )?(?:asked|cares) for (?:another|either|your|a novel|an essay|details"
    r"|updates)(?: "
    r"\w+)?|nobody asked(?=[.,!]|$)",
    r"(?:doesn't|don't|won't|do not|does not) impress (?:me|us|any\w+)|embarrassing to (?:look at|read|watch|see)",
    r"no wonder (?:nobody|no one|noone) (?:visits?|calls?|comes|stays|likes|wants|talks|invites?|rings?|writes|replies"
    r"|bothers|listens|came)",
    r"(?:get|got|be|gets|getting) away from you(?=[.,!]|$)|(?:well |be |get |glad to be )rid of you|glad i'm not"
    r" (?:your"
    r"|married|related|you)",
    r"than (?:another word from|listen to|read|hear) (?:you|your|this|another)(?: \w+)?",
    r"(?:manage|able|learn|know how) to (?:tie your|dress yourself|breathe|function|feed yourself)(?: \w+)?",
    r"(?:sleep|be|live|do|manage|managed|cope)(?: \w+){0,2} (?:better|happier|easier|fine|nicely|well)(?: here)?"
    r" (?:with "
    r"you gone|before you came|after you leave|without you)",
    r"(?:you're|you are) (?:a curse|broken goods|damaged goods|poison|a plague|dead to)(?: \w+)?",
    r"you should have been (?:left(?! in peace| alone)|drowned|aborted|smothered|put down|drown)(?: \w+)?",
    r"your (?:story|post|tears|voice|face|sadness|drama|misery) (?:bores?|is (?:ugly|boring|a joke|embarrassing"
    r"|pathetic"
    r"))(?: \w+)?",
    r"(?:use|using) (?:small|short|simple) words|two brain cells|at that (?:level|stage of the work)",
    r"spare (?:us|me)(?! a thought| some| the worst) (?:the|your|all|this|that)(?: \w+)?",
)
_MOCKED = pattern(
    r"^(?:oh |well |ah )?bravo(?=[,.!]|$)|what a (?:performance|journey|setup|hero|martyr|sob story|drama|treat|comedy)"
    r"(?=[.!,]|$)",
    r"congrat\w* on (?:discovering|figuring|noticing|realising|your (?:\w+ ){0,2}(?:breakdown|meltdown|crisis|tantrum"
    r"|misery|drama|victimhood))(?: \w+)?",
    r"(?:ten|10|eleven|five) ?(?:out of|/) ?(?:ten|10|five|5) for (?:the|that|effort|drama)(?: \w+)?",
    r"gold star|(?:here's|have|claim|collect|get) your (?:medal|trophy|cookie|prize|oscar)",
    r"(?:someone|somebody|quick|one of you|please|anyone),? (?:please )?(?:fetch|call|get|give|hand|bring|pass)"
    r" (?:the|him"
    r"|her|this|that|an?) (?:\w+ )?(?:ambulance|nails|mop|tissues?|medal|violin|oscar|fire brigade|news|hanky|cookie)",
    r"^oh look,? (?:it's|who|another)(?: \w+){0,2}",
    r"^(?:aw+,? |oh,? )?poor (?:baby|diddums|little \w+|you),? (?:did|does|has|is|must|having)(?: \w+){0,2}",
    r"^(?:yeah,? |oh,? |ah,? )*(?:sure|right|yeah),? (?:because|cause|cos)(?: \w+){0,2}",
    r"^(?:yeah|oh),? i'm sure (?:he|she|they|it|you|that)(?: \w+){0,2}",
    r"(?:oh|wow|well),? (?:how|aren't you|isn't that) (?:thoughtful|brave|generous|original|noble|special"
    r"|considerate|sad"
    r" for)(?: \w+)?",
    r"how (?:very |terribly |so )?(?:thoughtful|original|noble|considerate|generous|convenient) (?:of you|for you)",
    r"how (?:terribly|awfully) \w+ (?:of you|for you)|how very (?:brave|noble) (?:of you )?to (?:announce|lie|tell"
    r"|post)",
    r"(?:share|told|tell|post|mention)(?:ed)? (?:that|this|it|us) (?:\w+ )?for the \w+ time",
    r"(?:the|a) (?:princess|prince|queen|king|snowflake|martyr|poor thing) (?:didn't|doesn't|has|is|got|needs"
    r"|wants)(?: "
    r"\w+)?",
    r"another (?:snowflake|victim|martyr|sob story|attention seeker|drama queen|crybaby)(?: \w+)?",
    r"^(?:adorable|fascinating|riveting|groundbreaking)[.!]*$",
    r"^(?:oh )?(?:bless|honey|sweetie|sweetheart),? (?:you really|first|no one|nobody|you actually)(?: \w+)?",
    r"(?:lord|god|heaven|jesus) (?:give|grant) me (?:strength|patience)",
)
_SENT = pattern(
    r"(?:^|[,;.] |and |just |please )(?:get|stay|keep) (?:off|out of|away from) (?:this|the|our|my) (?:forum|thread"
    r"|site"
    r"|circle|group|chat|place|board|channel)",
    r"(?:^|[,;.] |and |just |please )(?:take (?:it|this|that|your [\w' ]{2,30}))(?: and your \w+)? (?:elsewhere"
    r"|somewhere "
    r"else|outside|off this \w+|out of here|away)",
    r"(?:^|and |just |then |please )(?:leave|quit|exit) (?:the|this) (?:group|forum|thread|chat|circle)(?: then| now)?"
    r"(?=[,.!]|$)",
    r"(?:^|[,;.] |and |now )(?:stop|quit) (?:posting|polluting|breeding|wasting (?:our|my|everyone's|everybody's)"
    r"|boring"
    r"|clogging|spamming|blaming your|whinging|snivelling|bleating|wailing|feeling sorry)(?: \w+){0,3}",
    r"keep your (?:\w+ )*(?:life|habits|problems|misery|drama|feelings|story|opinions) (?:to yourself|out of|off)(?: "
    r"\w+)?",
    r"shut your (?:\w+ )?(?:mouth|face|gob|trap|cakehole)",
    r"(?:^|just |and )(?:zip it|button it|pipe down|give it a rest|put a (?:sock|cork) in it|be quiet|jog on|do one"
    r"|get "
    r"over yourself|save it|cry harder|hush)(?=[,.!]|$| now| will)",
    r"(?:^|and |just |just go |go )get a (?:job|life|grip|hobby)(?=[,.!]|$| like)",
    r"grow the (?:hell|fuck|heck) up",
    r"do you hear me(?=[.?!,]|$)|don't (?:bother )?reply(?:ing)?(?=[.!]|$)",
    r"(?:i'm|i am|i've|consider yourself) (?:blocking|blocked|reported|muting|reporting) (?:you|yourself)?",
    r"i've stopped (?:reading|listening|caring)(?=[.,!]|$| at | there| after)",
)
_THREATENED = pattern(
    r"(?:sleep with one eye open|beat (?:some |the )?sense into|see(?:ing)? to it that(?: \w+){0,4} (?:knows?|sees?"
    r"|hears?)"
    r")",
    r"i(?:'ll| will|'m going to|'m) (?:get|call|set|send|sic) (?:social services|the police|cps|immigration|the"
    r" cops) on "
    r"you",
    r"(?:report|reported|reporting) you (?:to|for)(?: \w+)?",
    r"(?:keep|carry on|go on) (?:talking|writing|posting)(?: like that| this)? and (?:i'll|i will|you'll|we'll)(?:"
    r" \w+)?",
    r"(?:one more|another) (?:word|post|line)[\w' ]{0,30} and (?:you'll|we'll)(?: \w+){0,2}",
    r"say (?:that|this|one|it)[\w' ]{0,40}(?:again )?and (?:you'll|i'll|we'll)(?: \w+){0,2}",
    r"you'll (?:find out|see|learn|soon see) what (?:our|my|happens|we|i)(?: \w+){0,3}",
    r"(?:mind|watch|careful) what you (?:write|say|post)",
    r"know (?:which|what|where) (?:bus|street|road|school|door|town|shop|floor|way home)(?: \w+)? you",
    r"(?:i'll|i will) make sure (?:your|you|everyone|that your|the whole)(?: \w+){0,3}",
    r"screenshot(?:ted)? (?:this|that|it|you)[\w' ,]{0,40}(?:work|boss|family|school|mother|husband|wife|employer)",
    r"(?:post|publish|leak|give out) (?:your|ur) (?:real |full |home )?(?:name|address|number|photos?|pictures?)",
    r"(?:i|we)(?:'ve)? (?:got|have|know) (?:your|ur) (?:ip|address|workplace|real name)",
    r"your address (?:isn't|is not|won't be) (?:that |so )?(?:hard|difficult)(?: \w+){0,3}",
    r"(?:report|reporting) you (?:every|each|until|till)(?: \w+){0,2}",
    r"(?:teach|show) you a lesson",
    r"i(?:'ve| have) (?:already )?(?:messaged|called|told|written to) your (?:sister|mother|mum|wife|husband|boss"
    r"|family|work|school|employer)",
    r"my (?:brothers?|friends|boys|cousins|mates|lads) will (?:visit|find|come for|deal with|be waiting for) you",
    r"(?:i can|i'll|i could|we'll) have you (?:banned|thrown out|sacked|evicted)",
)


def find(sentence: Sentence) -> Iterator[Mark]:
    """Yield scorn as `contempt` or `hostile_order`, and threats as `hostile`."""
    yield from to_others(sentence, _NAMED, "contempt", "contempt.alt")
    yield from to_others(sentence, _MOCKED, "contempt", "contempt.alt.mock")
    yield from by_writer(sentence, _SENT, "hostile_order", "hostile_order.alt")
    yield from by_writer(sentence, _THREATENED, "hostile", "hostile.alt.threat")
