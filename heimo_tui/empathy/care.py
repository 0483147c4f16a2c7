"""Hears danger: to the writer, to somebody else, and words that push somebody towards harm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heimo_tui.empathy.clauses import Sentence, clause_before, clause_starts, in_standard_english
from heimo_tui.empathy.findings import Mark, Target, Voice
from heimo_tui.empathy.phrases import Deferred, pattern
from heimo_tui.empathy.target import is_negated

_OWN = pattern(
    r"(?:i|i'd|i just|i really|i only|just|sometimes i|i'm going to|i'm gonna|i am going to|im gonna|gonna|going to"
    r"|want to|wanna|i'll|i will|i might|i could|thinking about|thoughts of|thought of|urge to|urges to|plan to"
    r"|planning to|planned to|ready to|about to|think about|need to|tried to|trying to|wanting to|feel like|consider"
    r"|considering|dream of|kill|i keep|and|or)? ?(?:kill|killing|killed|hurt|hurting|cut|cutting|harm|harming|hang"
    r"|hanging|shoot|shooting|drown|drowning|starve|starving|burn|burning) myself",
    r"i (?:\w+ )?(?:\w+ )?(?:want to|wanna|wanted to|need to|wish to|just want to|would rather|'d rather|am going to"
    r"|am ready to|want it to|hope i|wish i(?: could| would)?(?: just)?) (?:just |really |fucking |finally |fall "
    r"asleep and )*(?:die|be dead|not exist|disappear forever|end it(?: all)?|end my life|not wake up|never wake up"
    r"|stop existing|not be here(?: anymore)?|not be alive|be gone|cease to exist|jump (?:off|in front|from)(?: "
    r"\w+){0,3}|take my (?:own )?life|go to sleep and (?:never|not) wake up|not live(?: anymore)?|unalive myself)",
    r"i wish i (?:was|were|wasn't|weren't|had never been|hadn't been|had) (?:just )?(?:dead|not here|never born|born"
    r"|alive|never existed|died|dead already)",
    r"(?:i'd|i would|i'm|i am|im) (?:be )?(?:better off|rather be) dead",
    r"(?:everyone|everybody|they|people|you|my (?:family|kids|children|wife|husband|friends|parents|son|daughter)|the "
    r"world|you all)(?:'d| would|'ll| will| are| is|'re)? (?:all )?(?:be )?(?:so much |much |far )?(?:better(?: off)?"
    r"|happier) without me",
    r"i (?:don't|dont|do not|can't|cant|cannot|no longer|really don't) (?:\w+ )?(?:want|wanna|see (?:a|any)|have (?:a"
    r"|any)|find (?:a|any))(?: to)? (?:live|be alive|be here|exist|wake up|be on this earth|go on|reason to (?:live"
    r"|go on|stay|keep)|point in (?:living|going on)|point anymore)(?: \w+)?",
    r"(?:can't|cant|cannot|don't want to) (?:do this|go on|live(?: like this)?|take (?:it|this)|keep going|live with "
    r"(?:this|it)|continue|fight)(?: \w+)? (?:any ?more|any longer)",
    r"can't go on",
    r"(?:i'm|i am|im|been|feeling|feel|become|getting) (?:\w+ )?suicidal",
    r"suicidal (?:thoughts|ideation|feelings|again|tonight|today)",
    r"my suicide",
    r"suicide note",
    r"commit suicide",
    r"attempt(?:ed|ing)? suicide",
    r"thinking (?:about|of) suicide",
    r"(?:no|nothing left|not much|any) (?:reason )?to live(?: for)?",
    r"(?:end|ending|ended|take|taking|took) my (?:own )?life",
    r"end it all",
    r"ending it all",
    r"end it (?:tonight|today|now|soon)",
    r"kill me",
    r"this is (?:my )?goodbye",
    r"goodbye (?:everyone|everybody|all|world|cruel world)",
    r"(?:i have|i've got|have|made|got) a plan to (?:die|end|kill)",
    r"(?:i|i've) (?:just |already )?(?:took|taken|swallowed|overdosed)(?: \w+){0,3} (?:pills|tablets|overdose|meds)",
    r"i overdosed",
    r"(?:self[- ]harm(?:ing|ed)?|relapsed (?:on|with|into) (?:cutting|self[- ]harm))(?: again| today| tonight)?",
)
_HYPERBOLE = Deferred(
    r"\b(?:die|dead|died|kill me|killing me)\b(?: \w+)? (?:of|from|laughing|with) (?:embarrassment|shame|laughter"
    r"|boredom|cringe|laughing|happiness|cuteness|hunger|heat)|\bdie laughing|killing it|kill me (?:for|if|when)"
    r"|\bcan't (?:wait|even)"
)
_PAST = Deferred(
    r"\b(?:used to|years ago|back then|when i was|as a (?:kid|teenager|teen|child)|in (?:19|20)\d\d|months ago"
    r"|once|before|at \d\d|no longer|would never|will never|not going to|never going to|never want|anymore but"
    r"|recovered|in recovery|clean for|since i stopped)\b|i wanted to|i was suicidal|i felt suicidal"
    r"|i've been suicidal"
)
_DENIED = Deferred(r"\b(?:not|never)\b|n't\b")
_STILL = Deferred(r"\b(?:still|again|now|tonight|today|right now|lately|every (?:day|night))\b")
_OTHER = pattern(
    r"i(?:'m| am|'ll| will|'d|)(?: \w+)? (?:(?:going to|gonna|want to|wanna|could|might|will|swear i'll|am afraid i'll"
    r"|'ll|need to|have to) )?(?:kill|hurt|stab|shoot|strangle|choke|beat|hit|harm|murder|poison|hurting|suffocate"
    r"|shake) (?:him|her|them|my (?:baby|kid|kids|child|children|son|daughter|wife|husband|boss|mother|father|mum|mom"
    r"|dad|partner|girlfriend|boyfriend|ex|brother|sister|teacher|dog)|someone|somebody|everyone|people|the baby|you)",
    r"i (?:hit|beat|shook|choked|hurt|slapped|punched) (?:my (?:baby|kid|kids|child|children|son|daughter|wife"
    r"|husband|partner|girlfriend|boyfriend)|the baby|him|her)(?: again)?",
)
_FROM_OTHER = pattern(
    r"(?:he|she|they|my (?:\w+ )?(?:husband|wife|partner|boyfriend|girlfriend|ex|father|dad|mother|mum|mom|brother"
    r"|uncle|stepdad|stepfather|son)) (?:\w+ )?(?:hits|beats|chokes|choked|strangles|strangled|rapes|raped|stabs"
    r"|kicks|punches|burns|locks|threatened to kill|threatens to kill|will kill|is going to kill|'s going to kill"
    r"|wants to kill|is hitting|keeps hitting|is beating|tried to kill|has a gun|held a knife|pulled a knife|said "
    r"(?:he|she)(?:'d| would|'ll| will) kill|beat|is hurting|won't let me (?:leave|out)|forces|forced|touches|is "
    r"stalking|follows) ?(?:me|us|my (?:kids|children|son|daughter|baby|mother|mum|mom)|the (?:kids|children"
    r"|baby))?(?: up| in| again)?",
    r"i(?:'m| am) (?:so |really |very )?(?:afraid|scared|terrified) (?:that )?(?:of what )?(?:he|she|they)(?:'s| is"
    r"|'ll| will| might| could|'re)(?: \w+)? (?:kill|hurt|hit|do|come|find|beat)(?: \w+)?",
    r"(?:he|she|they)(?:'s| is|'re| are)? going to (?:kill|hurt) (?:me|us|my \w+)",
    r"(?:he|she)(?:'ll| will| might| could) (?:kill|hurt) (?:me|us|my \w+)",
    r"(?:he|she|my (?:\w+ )?(?:husband|wife|partner|boyfriend|girlfriend|father|dad|mother|mum|mom))(?:'s)? (?:\w+ )?"
    r"(?:hit|beat|beaten|kicked|punched|slapped) (?:me|us) (?:again|another time|last night|tonight|today|this)",
    r"i(?:'m| am) not safe(?: (?:here|at home|with (?:him|her|them)))?",
    r"not safe at home",
)
_URGED = pattern(
    r"(?:kill|hang|shoot|drown|off|end|neck|unalive|stab|cut|burn|starve|harm|hurt) (?:yourself|urself|yourselves|ur "
    r"self|your self)(?! (?:some slack|a break|with (?:kindness|love|worry|work)|once|off|out))",
    r"slit your (?:own )?(?:wrists?|throat)",
    r"(?:jump|leap) (?:off|from|in front of|out)(?: of)? (?:a |the |your )?(?:bridge|roof|building|balcony|train"
    r"|window|cliff|truck|car)",
    r"(?:drink|swallow|chug) (?:some |the )?(?:bleach|poison)",
    r"(?:end|take) your (?:own |miserable |pathetic |worthless )*life",
    r"(?:take|swallow) (?:all (?:of )?)?(?:the|your|those) (?:pills|tablets)(?: and die)?",
    r"(?:go )?(?:die(?! (?:down|for|of|in (?:peace|his|her)))|do it already|get it over with|end it(?: all)?(?: "
    r"already)?)",
    r"(?:hit|beat|stab|shoot|kill|poison|choke|slap) (?:him|her|them|your (?:kid|kids|child|wife|husband|baby|boss|ex"
    r"|mother|father|partner))(?! (?:up|with (?:kindness|love)))(?: back)?",
    r"(?:stop eating|eat less than \d+|purge|throw up after|fast for (?:a |another )?(?:week|\d+ days))",
)
_URGED_PREFIX = Deferred(
    r"(?:\b(?:just|please|either|go|go and|and|then|should|should just|you should|better|ought to|need to|have to|must"
    r"|go ahead and|so|why don't you|why not|why don't you just|do us all a favou?r and"
    r"|do everyone a favou?r and|do the world a favou?r and|already|i hope you|hope you|hope u|hope you all"
    r"|wish you would|wish you'd|i want you to|you may as well|might as well|maybe you should|u should"
    r"|you deserve to|you need to|everyone wants you to) )$"
)
_SURELY_URGED = pattern(
    r"kys",
    r"go (?:and )?(?:kill|hang|shoot|drown) (?:yourself|urself)",
    r"(?:the world|everyone|everybody|your (?:family|kids|children|parents|friends)|they|we|people|he|she|all of us"
    r"|this place)(?:'d| would|'ll| will| is| are|'s|'re)? (?:all )?(?:be )?(?:so much |much |far |probably |really "
    r")*(?:better(?: off)?|happier|a better place|fine) without you",
    r"(?:nobody|no one|noone) (?:would|will|'d|is going to) (?:even )?(?:miss you|notice(?: if you| you)|care if you "
    r"(?:died|die|were dead|killed|were gone))(?: \w+){0,2}",
    r"(?:you're|you are|ur|you'd be|you would be) better off dead",
    r"(?<!do\W)(?:you|u) (?:really |truly )?(?:deserve|need) to die",
    r"(?:i|we) (?:hope|wish|can't wait (?:till|until|for)) (?:that )?(?:you|u) (?:die|to die|kill yourself|were dead"
    r"|got cancer|get cancer|get raped|are dead|would die|bleed)",
    r"you should (?:be dead|die|have died|kill|never have been born|not exist|have been aborted)",
    r"(?:do|did) (?:us|everyone|the world|everybody)(?: all)? a favou?r and (?:die|jump|end|disappear|kill|hang)",
    r"(?:the (?:whole )?world|everyone|everybody|we|they)(?:'d| would|'ll| will) (?:all )?be better"
    r" off(?=[.,!;]|$| and)",
    r"(?:better|best) for (?:all|everyone|everybody|us all)(?: of us)? if you (?:make|made|put) an end(?: (?:of|to)"
    r" it)?",
    r"if you (?:really )?(?:were|meant it)[\w', ]{0,20}you(?:'d| would) have done it by now",
    r"(?:watch|see|watching) you (?:finally |actually )?go through with it",
    r"let (?:him|her|them|it) finish you(?: off)?",
    r"nothing wrong with (?:cutting|starving|purging|hurting yourself|beating)",
    r"(?:cutting|purging|starving yourself) (?:really )?(?:helps|works|is worth it|feels great)",
    r"(?:suicide|dying|death) (?:is|would be|might be|sounds like) (?:probably |honestly |really )?(?:your|the) "
    r"(?:best|only|right) (?:option|choice|way out|solution|answer)",
    r"(?:he|she) deserves? to be (?:hit|beaten|stabbed|killed|shot)",
)
_ASKED_ABOUT = Deferred(
    r"\b(?:thinking|thoughts?|thought|think|plan|plans|planning|urges?|want|wanting|wanted|feel like|feeling"
    r"|tempted|tried|try|trying|before|if|when|going|instead of|from|about|wants|told|used|about to|to not|who"
    r"|people) (?:(?:you|u|really|ever|like|even|of|about|to|on) ){0,4}$"
)
_WHY_NOT = Deferred(r"\bwhy (?:don't|dont|not)(?: you| u)?(?: just)? $")
_ASKED_WHY = Deferred(r"\bwhy (?:do|would|did|must) (?:you|u|they) (?:\w+ ){0,4}$")
_OWN_PAIN = Deferred(r"\b(?:i|i'm|im|i'd|i've|i'll|me|my|myself)\b")
_METHOD = pattern(
    r"(?:painless|easiest|quickest|fastest|best|surest|most effective|least painful|peaceful|reliable) (?:way|ways"
    r"|method|methods) (?:to|of|for) (?:\w+ )?(?:die|dying|kill(?:ing)?(?: (?:myself|yourself|oneself))?|end(?:ing)? "
    r"(?:it|it all|my life|your life)|suicide|hang(?:ing)?|overdos(?:e|ing)|go)",
    r"(?:lethal|fatal|deadly) (?:dose|amount|quantity)(?: of)?(?: \w+)?",
    r"how many (?:\w+ )?(?:pills|tablets|mg|milligrams|capsules)(?: \w+){0,3} (?:to die|to kill|to overdose|would "
    r"kill|will kill|lethal|is enough|are enough|does it take)",
    r"(?:overdos(?:e|ed|ing)|od|od'd|took|taken|swallowed|take|taking|ate) (?:\w+ ){0,4}?\d+ ?(?:mg|milligrams|pills"
    r"|tablets|capsules|g|grams)(?: (?:of|each) \w+)?",
    r"\d+ ?(?:mg|milligrams|pills|tablets|capsules|grams) (?:of )?(?:\w+ ){0,3}(?:to die|to kill|is enough|is lethal"
    r"|will kill|would kill|to overdose)",
    r"(?:exit|suicide) (?:bag|kit|hood)",
    r"(?:cut|slit|slice) (?:along|down|vertically|lengthwise|deep enough)(?: \w+){0,3}",
    r"(?:tie|tied|tying) (?:a|the) noose",
    r"(?:short|full|partial|long) (?:drop|suspension) hanging",
    r"(?:stay|get|keep|eat) (?:under|below) [2-7]00 (?:calories|kcal)(?: a day)?",
)
_RISKY = pattern(
    r"(?:stop|quit|drop|throw away|flush|skip|come off|get off|double|don't take) (?:taking )?(?:your |the |all "
    r")*(?:meds|medication|medicine|pills|antidepressants|insulin|ssris?|lithium|dose)(?: cold turkey)?",
)


@in_standard_english
def find(sentence: Sentence) -> Iterator[Mark]:
    """Yield danger and urging; the caller decides nothing: Care offers help and never blocks by itself."""
    plain = sentence.plain
    yield from _danger(plain)
    yield from _urging(plain)
    for match in _METHOD.finditer(plain):
        yield Mark(Voice.CARE, "method_details", *match.span(), "method_details.alt")
    for match in _RISKY.finditer(plain):
        if not is_negated(plain, match.start()) and _is_order(plain, match.start()):
            yield Mark(Voice.CARE, "risky_advice", *match.span(), "risky_advice.alt")


def _danger(plain: str) -> Iterator[Mark]:
    match = _OWN.search(plain)
    if match and not (_is_past(plain) or _HYPERBOLE.search(plain) or _denied(plain, match)):
        yield _trimmed("danger_self", plain, match)
    match = _OTHER.search(plain)
    if match and not is_negated(plain, match.start()) and not is_negated(match.group(), len(match.group())):
        yield _trimmed("danger_other", plain, match)
    match = _FROM_OTHER.search(plain)
    if match and not _is_past(plain) and not is_negated(plain, match.start()):
        yield _trimmed("danger_from_other", plain, match)


def _is_past(plain: str) -> bool:
    return bool(_PAST.search(plain)) and not _STILL.search(plain)


def _denied(plain: str, match: re.Match[str]) -> bool:
    return bool(_DENIED.search(clause_before(plain, match.start())))


def _urging(plain: str) -> Iterator[Mark]:
    for match in _SURELY_URGED.finditer(plain):
        if _is_urged(plain, match.start()):
            yield _harm(match, Target.YOU)
    for match in _URGED.finditer(plain):
        before = clause_before(plain, match.start())
        if _is_urged(plain, match.start()) and (not before.strip() or _URGED_PREFIX.search(before)):
            named = "your" in match.group() or "urself" in match.group() or "you" in before
            if named or not _OWN_PAIN.search(plain):
                yield _harm(match, Target.YOU if named else Target.NOBODY)


def _is_urged(plain: str, at: int) -> bool:
    if _WHY_NOT.search(plain[:at]):
        return True
    return not (is_negated(plain, at) or _ASKED_ABOUT.search(plain[:at]) or _ASKED_WHY.search(plain[:at]))


def _harm(match: re.Match[str], target: Target) -> Mark:
    return Mark(Voice.CARE, "encourages_harm", *match.span(), "encourages_harm.alt", target=target)


def _is_order(plain: str, at: int) -> bool:
    return at in clause_starts(plain) or bool(_URGED_PREFIX.search(plain[:at]))


def _trimmed(code: str, plain: str, match: re.Match[str]) -> Mark:
    words = match.group()
    start = match.start() + len(words) - len(words.lstrip())
    return Mark(Voice.CARE, code, start, match.start() + len(words.rstrip()), f"{code}.alt")
