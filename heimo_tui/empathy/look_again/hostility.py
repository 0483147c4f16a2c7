"""Finds insults, contempt and hostile orders that are aimed at somebody who reads them."""

from __future__ import annotations

from collections.abc import Iterator

from heimo_tui.empathy import identities
from heimo_tui.empathy.clauses import Sentence, clause_starts, in_standard_english
from heimo_tui.empathy.findings import Mark, Target, Voice
from heimo_tui.empathy.look_again import sneering
from heimo_tui.empathy.phrases import Deferred, alternation, pattern, words, words_in
from heimo_tui.empathy.target import YOU, YOU_ARE, is_claimed, is_negated, second_person, target_of

_NOUNS = words(
    """idiot idiots moron morons imbecile loser losers coward cowards dumbass dumbasses asshole assholes arsehole
        ass bitch bitches bastard bastards cunt cunts twat wanker prick pricks dick dickhead dickheads scum scumbag
        trash garbage clown clowns fool fools freak freaks psycho psychos whore whores slut sluts retard retards pig
        pigs crybaby crybabies snowflake snowflakes brat brats liar liars hypocrite hypocrites parasite leech
        simpleton halfwit dimwit nutcase lunatic degenerate pervert creep creeps douche douchebag douchebags
        motherfucker motherfuckers fucker fuckers shithead shitheads jackass jackasses tool weirdo weirdos sheep
        vermin disgrace embarrassment joke failure nobody dumbfuck fuckwit tosser eejit eejits numpty
        numpties bawbag bawbags gobshite gobshites knobhead knobheads bellend bellends olodo mumu"""
)
_NOUN_PHRASES = (
    "waste of space",
    "waste of air",
    "waste of oxygen",
    "piece of shit",
    "piece of trash",
    "pieces of shit",
    "pain in the ass",
    "bad joke",
    "sad excuse",
    "poor excuse",
    "drama queen",
    "attention whore",
    "attention seeker",
    "lost cause",
    "hopeless case",
    "full of shit",
    "full of crap",
    "brain dead",
    "good for nothing",
)
_ADJECTIVES = words(
    """stupid pathetic dumb disgusting worthless useless idiotic moronic retarded ignorant delusional evil ugly
        insufferable vile despicable contemptible laughable spineless brainless clueless cowardly revolting
        sickening repulsive hopeless braindead trash garbage nothing awful nightmare"""
)
_PADS = (
    "kind of",
    "nothing but",
    "no more than",
    "bunch of",
    *words(
        """all just really so such a an the being one another fucking fuckin freaking bloody absolute
    absolutely total totally complete completely little big stupid dumb pathetic worthless useless lazy
    ugly fat old sad sick whiny whining selfish spoiled entitled typical obviously clearly honestly literally
    pretty very too crazy actual goddamn damn fake arrogant of probably still even more most biggest
    utterly utter disgusting miserable filthy dirty nasty ignorant human massive huge like as that lying lyin"""
    ),
)
_PAD = rf"(?:(?:{alternation(_PADS)}) ){{0,6}}"
_ANY = r"(?!(?:not|never|no|of|with|to|for|than|from|by|like|whose|who|because|if)\b)[\w']+"
_NOUN = alternation([*_NOUNS, *_NOUN_PHRASES])
_TWOFOLD = alternation(words("fool creep pig clown freak joke leech trash dick tool psycho failure sheep nobody"))
"""After a bare "you" these are mostly something that one does ("when you freak out")."""
_BAD = alternation([*_NOUNS, *_NOUN_PHRASES, *_ADJECTIVES])
_KINDLY = (
    r"(?! (?:strong|brave|amazing|talented|good|smart|kind|lucky|cute|proud|funny|cool|beautiful|right"
    r"|like|but|short of|if not|less than|to do with|for (?:feeling|asking|crying|being|having|needing|wanting)))"
)
_CLAIM = pattern(
    rf"(?:{YOU_ARE}|{YOU} (?:sound|look|act|seem|talk|behave)(?: like)?|are {YOU}) {_PAD}(?:{_BAD})(?!\w|-){_KINDLY}",
    rf"(?:{YOU_ARE}|stop being|quit being|don't be) (?:{_ANY} ){{0,2}}?(?:an?|the|such an?) "
    rf"(?:{_ANY} ){{0,3}}?(?:{_NOUN})",
    rf"{YOU} {_PAD}(?:(?!{_TWOFOLD})(?:{_NOUN})|(?:{_TWOFOLD})(?=[.,!?…]|$))",
    rf"what (?:an? )?{_PAD}(?:{_NOUN}) {YOU_ARE}",
)
_SLURS = pattern(
    r"n[i1]gg(?:er|a)s?|f[a@]gg?(?:ot)?s?|tranny|trannies|kikes?|spics?|chinks?|gooks?|ragheads?|wetbacks?|dykes?"
    r"|shemales?|subhumans?|towelheads?"
)
_RECLAIMED = Deferred(
    r"(?:hi,? |hello,? |hey,? |just |only |your |one |some |still |(?!another|typical|every)\w+ing )*(?:an?"
    r" )?(?:(?!disgusting"
    r"|filthy|dirty|stupid|fucking|ugly|typical|another|pathetic|bloody|damn|sick|dumb|every|these|those|this|that|the)"
    r"\w+ ){0,3}?(?:fag|faggot|dyke|tranny|nigga)\b(?: (?:in|from|at|on|with|here|trying|who (?:can't|misses|needs)"
    r"|and (?:a"
    r"|tired|sad|alone|lonely))\b|,)"
)
"""Somebody who names themself with such a word: "just a tired dyke from the north"."""
_ORDERS = pattern(
    r"(?:just |please )?shut (?:the (?:fuck|hell) )?up",
    r"stfu",
    r"gtfo",
    r"f(?:uc|u|\*c|\*\*)k (?:off|you|u|ya|yourself|all of you)",
    r"(?:just )?(?:piss|bugger|sod|eff) off",
    r"get (?:lost|a life|a grip|bent|stuffed|fucked|out of here)",
    r"(?:go to|rot in|burn in) hell",
    r"screw you",
    r"drop dead",
    r"cry me a river",
    r"go cry(?: (?:about it|to|somewhere|elsewhere))?",
    r"(?:go )?eat shit",
    r"suck it",
    r"kiss my ass",
    r"up yours",
    r"bite me",
    r"go away",
    r"shut (?:it|your (?:\w+ )?(?:mouth|face|gob|trap|cakehole|pie ?hole))(?= and\b|[.,!]|$)",
    r"keep your (?:\w+ )?(?:mouth|trap|gob) shut",
    r"go screw yourself",
    r"crawl back(?: \w+){0,5}",
)
_CONTEMPT = pattern(
    r"(?<!and\s)(?:nobody|no one|no body|noone) (?:likes|wants|cares about|loves|asked|needs|gives a (?:shit|fuck"
    r"|damn) about"
    r"|believes|can stand) (?:you|u)(?! to (?:go|leave|suffer|hurt|feel|lose|die|worry|stop)\b)",
    r"(?:nobody|no one|noone) (?:cares|gives a (?:shit|fuck|damn|crap|rat's ass))(?! (?:about|if|what|how|for|that) "
    r"(?:me|us|my|i|i'm|them|him|her)\b)",
    r"no wonder (?:\w+ ){0,3}(?:left|leaves?|hates?|hated|dumped|cheated(?: on)?|avoids?|can't stand) (?:you|u)",
    r"no wonder (?:\w+ ){0,3}(?:left|leave|cheated|you(?:'re| are) (?:alone|single|lonely))",
    r"what(?:'s| is| the (?:hell|fuck) is|s) wrong with (?:you(?! (?:feel|think))|u|you people)",
    r"(?:you|u) (?:disgust|sicken|repulse|bore) (?:me|us|everyone)",
    r"(?:you|u) make me (?:sick|want to (?:puke|vomit|throw up))",
    r"i (?:hope|wish) (?:you|u) (?:suffer|fail|rot|choke|never (?:recover|get better)|get what)(?: \w+){0,3}",
    r"(?:you|u) deserved (?:it|this|that)(?=[.,!?]|$| all)",
    r"(?:you|u) (?:deserve|deserved) (?:what you (?:get|got)|to (?:suffer|be alone|be hurt|be hit|fail|lose|rot|be "
    r"miserable)|every bit of it|all of it)",
    r"serves? (?:you|u) right",
    r"who (?:the (?:hell|fuck) )?asked (?:you|u)",
    r"(?:we|i) (?:don't|do not|dont) (?:want|need) (?:you|your kind|people like you)(?: here)?(?! to\b)",
    r"(?:you|u) (?:don't|do not|dont) belong here",
    r"people like (?:you|u) (?:ruin|disgust|make (?:me|us|it|everything|everyone|things) (?:sick|angry|tired|worse)"
    r"|(?:are|should|don't|never|always)(?! (?:\w+ ){0,3}(?:proud|brave|kind|strong|rare|why|reason|better|easier"
    r"|less alone|heard|loved|good|wonderful|amazing|worth|welcome|hope|exist|enough)\b))",
    r"spare (?:us|me) (?:the|your) (?:\w+ ){0,2}(?:drama|story|sob story|tears|details|whining|nonsense)",
    r"your (?:\w+ )?(?:sob story|whining|moaning|bullshit|nonsense|pity party)",
    r"(?:boo hoo|boohoo)",
    r"grow a (?:pair|spine)",
    r"are you (?:even )?(?:stupid|dumb|blind|deaf|retarded|insane|mental)\??",
    r"(?:i'm|i am|im|we're|we are|everyone(?: here)?(?:'s| is)) (?:all )?laughing at (?:you|u)",
    r"you should be locked up",
    r"(?:nobody|no one|noone) (?:will|would|could|can|is going to) (?:ever )?(?:love|want|like|trust|marry|hire|want to"
    r" (?:know|be with|talk to)) (?:(?:you|u)(?=[.,!]|$)|(?:\w+ ){1,5}like you)",
    r"people like you are (?:the reason|why) (?:nobody|no one|people|everyone|everybody|men|women) (?:\w+ )?(?:trusts?"
    r"|hates?|can't|avoids?|leaves?|left|gave up|gives? up|stays? away|laughs?|despises?)(?: \w+){0,3}",
    r"only (?:an? )?(?:coward|fool|idiot|moron|loser|child|baby|weakling|liar) (?:would|could|hides?|cries|whines"
    r"|needs) (?:hide|cry|whine|complain|moan|ask|post|need|run|give up|behind|about|such)(?: \w+){0,3}",
    rf"you (?:{_PAD})(?:worthless|pathetic|stupid|dumb|useless|disgusting|miserable|ungrateful) (?:\w+ )?(?:mess|thing"
    rf"|creature|excuse|waste|{identities.PERSON})(?=[.,!?]|$)",
    r"i (?:fucking |really )?(?:hate|despise|loathe) (?:you people|people like you|you|u)(?!'| (?:had|have|feel|felt"
    r"|are|were|went|got|lost|need|must|can|can't|ever))",
)
_ALONE = Deferred(rf"(?:(?:{YOU}|what an?) )?{_PAD}(?:{_BAD})[.!]*")
_AT_END = Deferred(rf",\s*(?:{YOU} )?{_PAD}({_NOUN})\s*[.!?]*$")
_WORD = Deferred(r"[\w']+$")
_SOFTENED = Deferred(r"(?:\b(?:just|please|oh|so|then),? )*$")
_THINGS = alternation(
    words(
        """nobody nothing tool joke failure sheep awful evil vile disgusting garbage trash hopeless useless worthless
        sickening revolting repulsive despicable laughable disgrace nightmare"""
    )
)
_ABSENT = alternation(words("joke failure disgrace jerk creep pig liar coward hypocrite asshole bastard prick clown"))
_ABOUT_THINGS = Deferred(rf"(?:an? )?{_PAD}(?:{_THINGS})[.!]*|what an? {_PAD}(?:{_ABSENT})[.!]*")
"""Said on its own, these are mostly about what happened, or about somebody who is not here."""


_HARSH = frozenset(harsh.split()[-1] for harsh in (*_NOUNS, *_NOUN_PHRASES, *_ADJECTIVES))
"""One of these stands in all that can be an insult without a "you are"."""

_IN_AN_OUTCRY = frozenset(word for said in (*_NOUNS, *_NOUN_PHRASES, *_ADJECTIVES, *_PADS) for word in words_in(said))
_IN_AN_OUTCRY |= words_in("you guys people all of y'all yall u ya what a an")
"""All words of "you pathetic little liar" and its like."""


@in_standard_english
def find(sentence: Sentence) -> Iterator[Mark]:
    """Yield insults, slurs, hostile orders and contempt that somebody reading is meant to take."""
    plain = sentence.plain
    target = second_person(plain)
    for match in _CLAIM.finditer(plain):
        if is_claimed(plain, match.start()) and not _belongs_to_another(plain, match.end()):
            yield _insult(plain, match.start(), match.end(), target)
    for match in _SLURS.finditer(plain):
        if not (target_of(plain) is Target.SELF or is_negated(plain, match.start()) or _RECLAIMED.match(plain)):
            yield Mark(Voice.LOOK_AGAIN, "slur", *match.span(), "slur.alt", target=target)
    starts = clause_starts(plain)
    for match in _ORDERS.finditer(plain):
        if len(_SOFTENED.sub("", plain[: match.start()])) in starts:
            yield Mark(Voice.LOOK_AGAIN, "hostile_order", *match.span(), "hostile_order.alt", target=target)
    for match in _CONTEMPT.finditer(plain):
        if is_claimed(plain, match.start()):
            yield Mark(Voice.LOOK_AGAIN, "contempt", *match.span(), _contempt_alternative(match.group()), target=target)
    yield from sneering.find(sentence)
    if not _HARSH.isdisjoint(words_in(plain)):
        yield from _standing_alone(plain, target)


def _standing_alone(plain: str, target: Target) -> Iterator[Mark]:
    if words_in(plain) <= _IN_AN_OUTCRY:
        if _ABOUT_THINGS.fullmatch(plain):
            return
        if _ALONE.fullmatch(plain):
            yield _insult(plain, 0, len(plain.rstrip(".!")), target)
            return
    if (
        "," in plain
        and (match := _AT_END.search(plain))
        and not _ABOUT_THINGS.fullmatch(match[1])
        and target_of(plain[: match.start()]) in (Target.YOU, Target.NOBODY)
    ):
        yield _insult(plain, *match.span(1), target)


def _belongs_to_another(plain: str, end: int) -> bool:
    """Whether the noun only begins a longer one ("you fool's gold")."""
    return plain.startswith("'s", end)


def _insult(plain: str, start: int, end: int, target: Target) -> Mark:
    last = _WORD.search(plain[start:end])
    word = last.group() if last else plain[start:end]
    return Mark(Voice.LOOK_AGAIN, "insult", start, end, "insult.alt", (("word", word),), target)


def _contempt_alternative(words: str) -> str:
    if "deserve" in words or "serve" in words or "had it" in words:
        return "contempt.alt.deserve"
    return "contempt.alt.nobody" if words.startswith("no") else "contempt.alt"
