"""Spellings and turns of quick, dialectal and learners' English beside those of the standard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from heimo_tui.empathy.phrases import words as listed

_SPELLINGS = """
    ye:you yis:you yous:you youse:you yez:you ya:you u:you youre:you're yer're:you're ye're:you're yous're:you're
    youve:you've ye've:you've youll:you'll ye'll:you'll youd:you'd ye'd:you'd urself:yourself yersel:yourself
    yersell:yourself yerself:yourself yoursel:yourself masel:myself masell:myself mysel:myself himsel:himself
    hersel:herself ah'm:i'm ah've:i've ah'll:i'll ah'd:i'd im:i'm ive:i've theyre:they're thats:that's whats:what's
    dinnae:don't dinna:don't didnae:didn't didna:didn't disnae:doesn't doesnae:doesn't cannae:can't canna:can't
    wasnae:wasn't wisnae:wasn't werenae:weren't isnae:isn't arenae:aren't wouldnae:wouldn't couldnae:couldn't
    shouldnae:shouldn't havenae:haven't hasnae:hasn't hadnae:hadn't willnae:won't winnae:won't
    dont:don't doesnt:doesn't didnt:didn't isnt:isn't arent:aren't wasnt:wasn't werent:weren't cant:can't wont:won't
    wouldnt:wouldn't couldnt:couldn't shouldnt:shouldn't havent:haven't hasnt:hasn't hadnt:hadn't
    naebody:nobody nae:no naething:nothing nuthin:nothing nothin:nothing somethin:something
    everythin:everything anythin:anything awbody:everybody
    tae:to wi:with fae:from frae:from ae:of aboot:about efter:after afore:before oot:out doon:down
    hoose:house whit:what whaur:where wha:who wid:would cuid:could shid:should hae:have hiv:have gie:give
    gonnae:gonna telt:told kent:knew haud:hold heid:head deid:dead alane:alone awfy:awfully mair:more
    wrang:wrong ain:own jist:just fur:for whit's:what's
    folk:people puir:poor wetin:what dem:they sef:even
    outta:out|of lotta:lot|of kinda:kind|of sorta:sort|of gotta:have|to wanna:want|to tryna:trying|to imma:i'm|going|to
    finna:going|to lil:little plz:please pls:please bc:because coz:because cos:because ppl:people
    r:are
"""
_VERBS = """
    act ask bark be beg begg bitch blam bleat bother brag bragg break bring call car carry cheat chok cling complain
    cop cry deal die digg do dragg drink dy eat exaggerat explain fail fak feel fight fish fool forc freak frigg fuck
    gett giv go grovel groan happen hat hav help hid hold hop hurt ignor joke jok judg keep kick kidd kill know laugh
    lay leav lett li listen liv look los lov ly mak mean mess mix moan mop mourn mov nagg need panic pay piss play post
    prais pray preach pretend pull push putt quitt rag read rott ruin runn say scream see seek send shak shout show
    shutt sing sitt slapp sleep smil smok snivell sobb spoil stalk stand starv start stay steal stick stink stopp
    struggl suck suffer sulk swear tak talk tell think threaten throw touch treat troll try us wait walk wallow want
    wast watch wear weep whimper whin whing winn wish wonder work worry writ yell
"""
_BEING = """
    pathetic stupid dumb disgusting worthless useless idiotic ignorant delusional evil ugly weak lazy crazy insane
    selfish needy clingy greedy ungrateful entitled jealous dramatic ridiculous silly sensitive emotional immature
    childish toxic naive gullible foolish hopeless brave strong amazing mad angry sad tired lonely
"""
_PHRASES = {
    "don't nobody": "nobody",
    "ain't nobody": "nobody",
    "can't nobody": "nobody",
    "you ain't": "you aren't",
    "ye ain't": "you aren't",
    "u ain't": "you aren't",
    "i ain't": "i'm not",
    "ye're no": "you're not",
    "you're no alone": "you're not alone",
    "you no dey": "you aren't",
    "you was": "you were",
    "i sorry": "i'm sorry",
    "i dey": "i'm",
    "is wanting": "wants",
    "are wanting": "want",
    "am wanting": "want",
    "am hating": "hate",
    "is hating": "hates",
    "am loving": "love",
    "nobody want": "nobody wants",
    "nobody care": "nobody cares",
    "nobody like": "nobody likes",
    "nobody love": "nobody loves",
    "nobody need": "nobody needs",
    "nobody ask": "nobody asked",
    "nobody believe": "nobody believes",
    "wonder say": "wonder",
    "hope say": "hope",
    "stop whine": "stop whining",
    "stop moan": "stop moaning",
    "stop cry": "stop crying",
    "stop complain": "stop complaining",
    "stop make": "stop making",
    "stop to dey whine": "stop whining",
    "stop to dey moan": "stop moaning",
    "stop to dey cry": "stop crying",
    "stop to dey complain": "stop complaining",
    "stop to dey make": "stop making",
    "stop to make": "stop making",
    "stop to whine": "stop whining",
    "stop to cry": "stop crying",
    "stop to complain": "stop complaining",
    "stop of whining": "stop whining",
    "stop of crying": "stop crying",
    "stop of complaining": "stop complaining",
    "get tae": "get lost",
    "haud yer wheesht": "shut up",
    "haud yer tongue": "shut up",
    "get up outta": "get out of",
    "get out from": "get out of",
    "go out of here": "get out of here",
    "comot from": "get out of",
    "that sound": "that sounds",
    "it sound": "it sounds",
    "e sound": "it sounds",
    "is sounding": "sounds",
    "must be feeling": "must feel",
    "gotta feel": "must feel",
    "e make sense": "it makes sense",
    "it make sense": "it makes sense",
    "it make me": "it makes me",
    "e dey make me": "it makes me",
    "i happy": "i'm happy",
    "i sorry well well": "i'm so sorry",
    "i happy say": "i'm happy that",
    "i dey listen": "i'm listening",
    "e go dey": "it must be",
    "i glad": "i'm glad",
    "i proud": "i'm proud",
    "sense say you": "sense that you",
    "if you want talk": "if you want to talk",
    "if you wan talk": "if you want to talk",
    "i been": "i've been",
    "you have deserved it": "you deserved it",
    "you deserve am": "you deserved it",
    "what wrong with you": "what's wrong with you",
    "too much lazy": "too lazy",
    "you no be": "you're not",
    "i don dey there before": "i've been there before",
    "i listen you": "i'm listening",
    "i no know": "i don't know",
    "i no see": "i don't see",
    "i no fit": "i can't",
    "you no fit": "you can't",
    "you are being angry": "you are angry",
}
_AFTER_UR = frozenset(listed("a an the so such just not being too really very nothing all always still only"))
_BEFORE_UR = frozenset(
    listed(
        """keep shut stop quit wonder of for to with by on in from about at like all spare get hide take love hate into
        against lost lose and told tell"""
    )
)


_HELPING = "will would can could should shall may might must let make made do did if that wish hope want just help to"
_AFTER_AH = frozenset(
    listed(
        """feel felt hope hate love lost am was hae have had got think thought know ken cannae dinnae didnae wasnae need
        want wish work went tried cried still just never"""
    )
)
_VOWELS = tuple("aeiouh")
_AFTER_AN = frozenset(listed("i i'm i've i'll it it's if ah ah'm ah've ah'll ah'd a am all aw his her he"))
_NOT_MY = frozenset(listed("my your yer ur his her their the our hey dear"))
_AFTER_TO = frozenset(
    listed(
        "be me you u do go die live say talk him her them the my your ur get see hear have stop help know understand"
    )
)
_AFTER_FOR = frozenset(
    listed("a an me you u the my your ur us him her them it this that being what once real sure now")
)


@cache
def words() -> Mapping[str, str]:
    """Spellings of one reading, and the standard's; the "in" of common verbs for "ing" among them."""
    pairs = (pair.split(":") for pair in listed(_SPELLINGS))
    spellings = {spelling: instead.replace("|", " ") for spelling, instead in pairs}
    return spellings | {f"{stem}in": f"{stem}ing" for stem in listed(_VERBS)}


@cache
def phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """By their first word: several words in a row, the longest first, and the standard's for them."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase in sorted(_PHRASES, key=len, reverse=True):
        turn = listed(phrase)
        by_first.setdefault(turn[0], []).append((turn, _PHRASES[phrase]))
    return {first: tuple(turns) for first, turns in by_first.items()}


@cache
def being() -> frozenset[str]:
    """Adjectives before which a dialect leaves out "are"."""
    return frozenset(listed(_BEING))


@cache
def helping() -> frozenset[str]:
    """Words after which "you be" is the standard's."""
    return frozenset(listed(_HELPING))


@cache
def joining() -> frozenset[str]:
    """Words after which a clause begins."""
    return frozenset(listed("and but so because cause cuz bc that if since when while or think know cos coz sense"))


@cache
def quoted() -> frozenset[str]:
    """Words on "in" before a quotation mark that are no verbs."""
    nouns = listed(
        """again begin within certain captain mountain explain complain remain contain curtain fountain villain bargain
        brain train drain strain grain stain chain pain gain vain rain main plain skin thin spin twin chin cousin basin
        robin cabin satin latin virgin origin margin coffin vitamin toxin win sin pin bin tin fin kin din in"""
    )
    return frozenset(f"{word}'" for word in nouns)


@cache
def in_context() -> Mapping[str, Callable[[str, str, bool], str]]:
    """Spellings of several readings: each is told the words before and after, and whether it begins a clause."""
    return {"ur": _ur, "yer": _ur, "an": _an, "ah": _ah, "ma": _ma, "2": _two, "4": _four}


def _ur(before: str, after: str, starts: bool) -> str:
    """Read "ur" and "yer" as "you're" or "your"; where neither is sure, patterns of insults know "ur"."""
    if after in _AFTER_UR or (starts and (after == "that" or after in being())):
        return "you're"
    return "your" if before in _BEFORE_UR else "ur"


def _an(_before: str, after: str, _starts: bool) -> str:
    return "and" if after in _AFTER_AN or (after and not after.startswith(_VOWELS)) else "an"


def _ah(_before: str, after: str, _starts: bool) -> str:
    return "i" if after in _AFTER_AH else "ah"


def _ma(before: str, after: str, _starts: bool) -> str:
    return "my" if after and before not in _NOT_MY else "ma"


def _two(before: str, after: str, _starts: bool) -> str:
    return "to" if before.isalpha() and after in _AFTER_TO else "2"


def _four(before: str, after: str, _starts: bool) -> str:
    return "for" if before.isalpha() and after in _AFTER_FOR else "4"
