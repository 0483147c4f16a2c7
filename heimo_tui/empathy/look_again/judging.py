"""Finds sentences that judge who somebody is, or blame them for what happened to them."""

from __future__ import annotations

from collections.abc import Iterator

from heimo_tui.empathy import identities
from heimo_tui.empathy.clauses import Sentence, in_standard_english
from heimo_tui.empathy.findings import Mark, Voice
from heimo_tui.empathy.phrases import Deferred, alternation, pattern
from heimo_tui.empathy.target import YOU, YOU_ARE, is_claimed, is_disowned, second_person

_ABOUT = {
    "judging.alt.start": "lazy unmotivated undisciplined",
    "judging.alt.worst": "dramatic over-dramatic overdramatic overreacting oversensitive hysterical emotional "
    "sensitive exaggerating overthinking ridiculous silly",
    "judging.alt.need": "selfish needy clingy greedy attention-seeking ungrateful spoiled spoilt entitled jealous "
    "self-centered self-centred self-absorbed manipulative",
    "judging.alt.carry": "weak negative bitter pessimistic soft broken damaged whining moaning whinging complaining",
    "judging.alt.inside": "crazy insane paranoid unstable obsessed weird irrational",
    "judging.alt.trusted": "naive gullible foolish blind",
    "judging.alt": "irresponsible immature childish careless toxic cold heartless",
}
_ALTERNATIVE = {word: alternative for alternative, words in _ABOUT.items() for word in words.split()}
_PAD = (
    r"(?:(?:just|being|so|that|too|such|a|an|the|really|very|bit|little|quite|way|kind of|kinda|clearly|obviously"
    r"|always|honestly|pretty|simply|totally|completely|fucking|only|still|incredibly|a bit) ){0,4}"
)
_TRAIT = pattern(
    rf"(?:{YOU_ARE}|{YOU} (?:sound|seem|come across|come over|look)(?: like| as)?|stop being|quit being|don't be|dont "
    rf"be) {_PAD}(?P<trait>{alternation(_ALTERNATIVE)})(?!\w|-)(?! (?:enough|brave|strong|good|proud|in love|to\b|and "
    r"you've every right|about (?:him|her|them)))"
    rf"(?!(?<=blind) (?:{identities.PERSON}|in (?:one|both|the left|the right|my|your)|from|since|and (?:deaf|you))\b)",
)
_KIND = Deferred(r"\bdon't be (?:silly|ridiculous)\b")
_JUDGED = pattern(
    rf"(?:{YOU_ARE}|{YOU} (?:sound|seem) like) {_PAD}(?:bad|terrible|awful|horrible|lousy|shitty|poor|unfit|crap) "
    r"(?:mother|mom|mum|father|dad|parent|person|friend|wife|husband|partner|daughter|son|human being|example)",
    rf"{YOU_ARE} {_PAD}(?:the problem|part of the problem|to blame|burden|your own worst enemy|the (?:bad|crazy) one"
    r"|in denial|the abuser)",
    r"shame on (?:you|u)",
    r"(?:you|u) (?:should|ought to) be (?:so )?ashamed(?: of yourself)?",
    r"what kind of (?:a )?(?:\w+ )?(?:mother|father|parent|person|friend|man|woman|wife|husband|son|daughter) (?:are "
    r"you|does|would|doesn't|leaves|lets)",
    r"(?:suicide|that|this|it)(?:'s| is| was) (?:just |so |really |very |pretty |kind of )?(?:selfish|childish"
    r"|pathetic|cowardly|stupid of you|on you)",
    r"(?:you|u) (?:just |only |clearly |obviously )?want (?:the |some )?(?:attention|sympathy|pity)",
    r"(?:looking|fishing|begging) for (?:attention|sympathy|pity)",
    r"(?:stop |quit )?play(?:ing)? the victim(?: card)?",
    r"(?<!to\s)(?<!could\s)(?<!can't\s)(?<!couldn't\s)(?<!cannot\s)(?<!not\s)(?<!i\s)(?<!never\s)(?<!would\s)"
    r"(?<!even\s)(?:stop|quit) (?:feeling sorry for yourself|whining|moaning|complaining|crying|making excuses"
    r"|wallowing|pitying yourself|the drama|overreacting|being dramatic)",
    r"(?:you're|you are|ur|always) (?:just )?making (?:up )?excuses",
    r"(?:pull|get) yourself together",
    r"(?:you|u) (?:need|have|just need|really need) to (?:grow up|man up|toughen up|get over yourself|take "
    r"responsibility)",
    r"(?:just )?(?:grow up|man up|toughen up|get over yourself|suck it up|(?<!to\s)be a man)",
    r"no offen[cs]e,? but",
    r"(?:a )?(?:normal|real|good|decent) (?:person|people|man|men|woman|women|mother|mom|mum|father|dad|parent"
    r"|parents) (?:would(?:n't)? |does(?:n't)? |don't |do not )(?:\w+)",
    r"i (?:would|could) never (?:do|have done|treat|let|leave|say) (?:\w+ )?(?:that|this|such)",
    r"(?:you|u) (?:can't|cannot|couldn't) (?:even )?(?:be serious|handle anything|do anything right)",
    r"it(?:'s| is) not that hard",
    r"that(?:'s| is) (?:really |just |simply )?not how (?:an?|the|any|real|normal|good|decent) (?:\w+ )?(?:should"
    r"|would|feels?|behaves?|acts?|does|mothers?|fathers?|adults?|people|wives|husbands)(?: \w+)?",
    r"i find it (?:\w+ )?(?:strange|odd|weird|hard to believe|disappointing|shocking|telling|disturbing|worrying"
    r"|suspicious|funny) (?:that|how) you(?: \w+){0,3}",
    r"\w+ing (?:to|on|at|about|with|off)? ?your (?:\w+ ){1,2}is (?:just |simply |plain |really |rather |so )*(?:wrong"
    r"|selfish|cruel|childish|disgusting|ugly|sick|shameful)",
    r"that(?:'s| is) (?:rather|quite|a bit|a little) (?:ugly|petty|selfish|childish|immature|spoiled|mean|pathetic)",
    r"you (?:clearly|obviously|definitely|really) have (?:\w+ ){0,2}(?:issues|problems|a complex|no idea|no shame)",
    r"you(?:'re| are) (?:just |clearly |obviously )?(?:projecting|gaslighting|attention seeking|seeking attention)",
    r"i (?:would|could|'d) never (?:\w+ )?(?:speak|talk|behave|act|react|feel|think) (?:of|to|about|like|that"
    r"|toward)(?: \w+){0,3}",
    r"if (?:you|u) (?:really |actually |truly )?(?:meant|wanted|loved|cared|tried)(?: \w+){0,3},? you(?:'d| "
    r"would)(?:n't)?(?: \w+){0,3}",
    r"you (?:don't|do not|never) (?:even )?(?:try|care|listen|learn|think about (?:anyone|others))(?=[.!,]| about| to"
    r"|$)",
)
_BLAMED = pattern(
    r"(?:nobody|no one) (?:forced|is forcing|'s forcing) you(?: to)?(?: \w+){0,2}",
    r"(?:nobody|no one) put a gun to your head",
    r"that(?:'s| is) what (?:comes of|happens (?:when|if) you|happens to (?:people|women|girls|men) who)(?: \w+){0,3}",
    r"(?:a bit of|a little|some|with more|more) (?:planning|effort|discipline|honesty|thought|care|common sense"
    r"|gratitude|willpower|exercise|self-control|backbone) and you(?:'d)?(?: \w+){0,3}",
    r"you (?:can't|cannot|can hardly|could hardly) complain(?: \w+){0,3}",
    r"(?:you(?:'re| are)|you've been) doing (?:this|it|that|all this) to yourself",
    r"did you (?:maybe |perhaps |ever )?(?:give (?:him|her|them) (?:a |any )?reason|push (?:him|her|them)|provoke|nag"
    r"|lead (?:him|her|them) on|make (?:him|her|them) (?:angry|mad))(?: \w+){0,3}",
    r"(?:had|were) you (?:been )?(?:nagging|drinking|flirting|provoking|leading (?:him|her|them) on)(?: \w+){0,2}",
    r"what were you doing (?:out|up|there|alone|in|at|with|on)(?: \w+){0,3}",
    r"you(?:'re| are) the (?:common (?:factor|denominator)|one who (?:chose|stayed|married|let|started|wanted))",
    r"you(?:'ve)? had (?:\w+ ){1,3}(?:weeks|months|years|days|chances) to(?: \w+){0,2}",
    r"you must have (?:let|encouraged|led|provoked|asked for|wanted)(?: \w+){0,3}",
    r"you kept (?:going back|answering|replying|letting|giving (?:him|her|them)|texting)(?: \w+){0,2}",
    r"you (?:did |)(?:choose|chose|wanted|picked|married) (?:to |him|her|them|this|it|that|\w+)(?: \w+){0,3},? so "
    r"(?:now )?(?:you|deal|live|don't)(?: \w+){0,3}",
    r"^(?:well,? |but,? |i mean,? |and )*you did (?:choose|want|agree|sign|marry|ask)(?: \w+){0,3}",
    r"you brought (?:this|it|that) (?:up)?on(?: to)? (?:your )?(?:self|own head|your own head)",
    r"why (?:did|would) you (?:even )?(?:trust|believe|send|give|tell|open|answer) (?:him|her|them|that|strangers"
    r"|a)(?: \w+){0,2}",
    r"(?:your|ur|all your) (?:own )?(?:damn |fucking |bloody )?(?:fault|doing)",
    r"(?:you|u) (?:kind of |sort of )?(?:brought|bring) (?:this|it|that) (?:all )?(?:up)?on yourself",
    r"(?:you|u) (?:only |just )?(?:only )?have (?:only |no one |nobody )?(?:yourself|but yourself) to blame",
    r"(?:no one|nobody) to blame but yourself",
    r"what (?:did|do|were) you (?:honestly |really )?expect(?:ing)?",
    r"what were you (?:even )?thinking",
    r"(?:you|u) should(?: not|n't)? (?:have|of|'ve) (?!to\b|a\b|the\b|been\b(?! (?:more|careful|smarter|honest"
    r"|stricter|nicer|stronger|grateful)\b))(?:\w+)",
    r"you should've \w+",
    r"you shouldn't've \w+",
    r"how (?:could|can) you (?:even |just )?(?:be|do|let|not|say|think|leave|treat|stay)(?: \w+){0,2}",
    r"why (?:didn't|did not|didnt) (?:you|u)(?: just| simply| ever| even)?(?: \w+)?",
    r"why (?:would|did|do) you (?:even|ever|let|stay(?! up| awake| here)|put up|go back|marry|keep (?:letting|going "
    r"back|doing))(?: \w+){0,2}",
    r"(?:you|u) (?:let|allowed|allow) (?:him|her|them|this|it|yourself)(?: to)?(?: \w+)?",
    r"(?:you|u) (?:asked|were asking|are asking) for (?:it|this|that)",
    r"(?:you|u) made your (?:own )?bed(?: \w+){0,5}",
    r"(?:you|u) (?:chose|choose|decided|signed up for) (?:(?:this|it|that)(?=[.,!?]|$| yourself| life| path)|to "
    r"(?:have|stay|marry|be))",
    r"(?:you|u) must have (?:done|said|provoked) (?:something|him|her|them)(?: \w+){0,3}",
    r"what did you (?:do|say|wear) to (?:\w+ )?(?:provoke|deserve|cause|make him|make her|make them|him|her|them)(?: "
    r"\w+){0,2}",
    r"are you sure (?:you (?:didn't|weren't|aren't)|it wasn't (?:you|your))(?: \w+){0,4}",
    r"it takes two(?: to tango)?",
    r"you (?:always|never) (?:let|make|ruin|do this|blame|complain|whine|listen|learn|think)(?: \w+)?",
    r"you (?:ruined|destroyed|wrecked) (?:it|this|everything|your (?:own )?\w+|his|her|their)",
    r"it was (?:all )?(?:on )?you who \w+",
    r"that's what you get(?: for)?",
    r"(?:you|u) (?:knew|know) (?:what you (?:were|are) getting into|better(?! than\b))",
)

_CLUES = (
    ("suicide", "judging.alt.dark"),
    ("attention", "judging.alt.seen"),
    ("sympathy", "judging.alt.seen"),
    ("pity", "judging.alt.hardest"),
    ("offen", "judging.alt.offence"),
    ("that hard", "judging.alt.hard"),
    ("sorry for yourself", "judging.alt.hardest"),
    ("whining", "judging.alt.hardest"),
    ("moaning", "judging.alt.hardest"),
    ("complaining", "judging.alt.hardest"),
    ("crying", "judging.alt.hardest"),
    ("wallowing", "judging.alt.hardest"),
    ("drama", "judging.alt.worst.bare"),
    ("overreacting", "judging.alt.worst.bare"),
    ("victim", "judging.alt.hardest"),
    ("yourself together", "judging.alt.hardest"),
    ("get over yourself", "judging.alt.hardest"),
    ("grow up", "judging.alt.hardest"),
    ("man up", "judging.alt.hardest"),
    ("be a man", "judging.alt.hardest"),
    ("toughen up", "judging.alt.hardest"),
    ("suck it up", "judging.alt.hardest"),
    ("burden", "judging.alt.burden"),
    ("excuses", "judging.alt.hard"),
)


@in_standard_english
def find(sentence: Sentence) -> Iterator[Mark]:
    """Yield judgements of a person (`judging`) and blame for what happened (`blaming`)."""
    plain = sentence.plain
    target = second_person(plain)
    for match in _TRAIT.finditer(plain):
        order = match.group().startswith(("stop", "quit", "don", "dont"))
        if (order or is_claimed(plain, match.start())) and not _KIND.match(match.group()):
            trait = match["trait"]
            slots = (("trait", trait),)
            yield Mark(Voice.LOOK_AGAIN, "judging", *match.span(), _ALTERNATIVE[trait], slots, target)
    for match in _JUDGED.finditer(plain):
        if is_claimed(plain, match.start()):
            alternative = _judge_alternative(match.group())
            yield Mark(Voice.LOOK_AGAIN, "judging", *match.span(), alternative, target=target)
    for match in _BLAMED.finditer(plain):
        if is_claimed(plain, match.start()) and not is_disowned(plain):
            yield Mark(Voice.LOOK_AGAIN, "blaming", *match.span(), _blame_alternative(match.group()), target=target)


def _judge_alternative(words: str) -> str:
    return next((name for clue, name in _CLUES if clue in words), "judging.alt")


def _blame_alternative(words: str) -> str:
    if " always " in words or " never " in words:
        return "judging.alt"
    if words.startswith(("why", "how", "what")):
        return "blaming.alt.why"
    return "blaming.alt.should" if "should" in words else "blaming.alt"
