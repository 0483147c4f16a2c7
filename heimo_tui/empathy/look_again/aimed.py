"""Tells whether a sentence is aimed at somebody who reads it: the gate before what a trained reader calls hostile.

Most harsh words in a forum of people in pain are about oneself, about somebody absent, or what somebody else said.
What addresses nobody here passes. Reported speech is hidden before (`clauses.HIDDEN`).
"""

from __future__ import annotations

from heimo_tui.empathy.clauses import clause_starts, is_joined
from heimo_tui.empathy.phrases import Deferred, alternation, words
from heimo_tui.empathy.target import READERS

_YOU = Deferred(
    r"\b(?:you|you(?:'(?:re|ve|ll|d)|re|ve|ll)|your|yours|yourself|yourselves|urself|yersel|u|ur|ya|yall|y'all|ye|yer|youse|yous|yez|thou)\b(?!_)"
)
_GENERAL = Deferred(
    # thanks, fillers, and a "you" that is anybody or an object of warmth
    r"\bthank(?:s| you| u)\b(?: (?:all|guys|so much|very much|both|everyone))*"
    r"|^(?:you know|you see|u know|mind you|bless you|love you|you guys|you too)(?: what i mean)?(?=\W*$)"
    r"|\b(?:as )?you (?:can|could|may|might) (?:see|imagine|tell|guess|say)\b"
    r"|\b(?:i (?:love|miss|appreciate|need|missed|loved|want|thank|hug|owe) you|because of you|love you"
    r"|(?<!wrong )with you|miss you|god bless you|how are you|hope you|(?:luck|love|hugs|peace|thanks) to (?:you|all|u)"
    r"|promise (?:you|u))\b"
    r"|\b(?:if|when|whenever|once|until|unless|while|where|wherever|till) "
    r"(?:\w+ )?(?:you|your|you're|you've|u)\b[^,;]*"
    r"|(?<!people )(?<!someone )\b(?:like|than|as|because|cause|how|what|why|where|that|which|everything|anything"
    r"|something|someone|anyone|thing|things|way|place|ones?|so) you (?:(?:fucking|bloody|damn|well|really) )*"
    r"(?:can|could|can't|cant|have|had|get|got|need|want|love|do|don't|dont|try|feel|know|think|go|like|live|care|always"
    r"|never|just)\b"
    r"|\b(?:make|makes|making|made|let|lets|give|gives|giving|gave|take|takes|took|hit|hits|eat|eats|throws|drag|drags"
    r"|pull|pulls|keep|keeps|tell|tells|told|kill|kills|hurt|hurts|drain|drains|kick|kicks|teach|teaches|break|breaks"
    r"|help|helps|haunts?|gets?|pay|pays|puts?|sends?|follows?|destroys?) you\b"
    r"|\b(?:end|ruin|change|changes|changed|enjoy|live) your (?:life|day|lives)\b"
)
_WARM = Deferred(
    r"\b(?:not|no|never|isn't|wasn't|ain't|aren't|no \w+ way)\b[^,;]{0,20}\byour (?:own )?(?:fault|doing|job)\b"
    r"|\byou (?:did not|didn't|didnt|don't|dont|do not|never) (?:ever )?(?:deserve|have to|need to|owe|bother)\w*"
    r"|\byou(?:'re| are| were| weren't| aren't) (?:not |never )?(?:a |an |the )?(?:so |very |really |damn "
    r"|fucking |bloody |incredibly |absolutely )*(?:alone|brave|strong|loved|enough|kind|welcome|safe|amazing|right"
    r"|allowed|doing|going through|heard|worth|worthy|best|bravest|strongest|kindest|nicest|good|great|fighter"
    r"|survivor|hero|legend|star)\b"
    r"|\b(?:you(?:'re not| are not| aren't| weren't| were not| are never)|wouldn't call (?:you|yourself|it)) (?:\w+ )?"
    r"(?:crazy|broken|weak|lazy|stupid|selfish|pathetic|burden|bad|mad|dramatic|failure|wrong|disgusting|dirty|ugly"
    r"|worthless|garbage|trash|rubbish|bitch|idiot|dumb|monster|coward|loser|freak|fool|terrible|horrible|awful|evil"
    r"|attention-seeking|needy|difficult|damaged)\b|\bno wonder (?:that )?(?:you|you're|you've|u)\b"
    r"|\byour (?:\w+ )?(?:boss|ex|mum|mom|mother|dad|father|brother|sister|husband|wife|doctor|landlord|manager|teacher"
    r"|partner|family|parents|in-laws|neighbour|neighbor|friend|flatmate|colleague)s?(?:'s| is| are| was| were| sounds?"
    r"| can| needs?| should| deserves?)\b"
    r"|\byou (?:deserve|deserved) (?:so )?(?:much )?(?:better|more|love|rest|peace|kindness|happiness|good"
    r"|to be (?:happy|loved|safe|heard))\b"
    r"|\byou(?:'ve| have) (?:got this|every right|all the right|a right)\b|\byou (?:matter|got this)\b"
    r"|\b(?:sorry|proud|glad|happy|sad|furious|rooting|hugs?|worried|grateful) (?:(?:that|for|of|about|to|to hear"
    r"|to read|to see) )?(?:what )?(?:you|your|you're|you've|u)\b[^,;]*"
    r"|\b(?:here (?:for|with)|love|feel for|care about|heart goes out to|could hug|believe|believe in) you\b"
    r"|\bi (?:really |do |so )?(?:hope|wish) (?:that )?(?:you|your)"
    r"(?! (?:die|rot|suffer|fail|choke|get what|burn|lose|hurt))\b[^,;]*"
    r"|\bhow (?:are|is|was|were|have) (?:you|your)\b[^,;]*|\bfuck,? (?:that|them|him)\b|\byou feel\b|\bjudges? you\b"
)
"""Kind words to somebody, who is then not the one that a curse beside them is for."""

_CURSED = Deferred(
    r"^(?:it|that|this|there|these|those|everything|nothing|life|what an?)\b|^(?:it's|that's|this's|there's|thats"
    r"|its)\b"
    r"|\b(?:\w*fuck\w*|\w*shit\w*|damn\w*|goddamn|hell|bloody|bollocks|bugger|arse|crap|christ|jesus|god|wtf"
    r"|ffs|omg"
    r"|cancer|illness|disease|bastards?|bitch|cunts?|sod|bleeding|cow)\b"
)
"""Curses, and sentences about a thing: they are for what happened rather than for whom it happened to."""

_ACCUSING = Deferred(
    r"wrong with (?:you|u)\b"
    r"|\bwhy (?:are|r|do|did|don't|dont|can't|cant|would|won't|the \w+|should|is it|must|not|in)\b"
    r"|\bwho (?:do|did|the|are|r|cares|asked|gives|invited|made|told|wants|would)\b"
    r"|\b(?:are|r|were) (?:you|u) (?:\w+ )?(?!ok|okay|alright|all right|there|safe|doing|feeling|able|talking|on|in|at"
    r"|still|getting|seeing|guys|people|all)\w+"
    r"|\b(?:do|did|would|could|can|will|have|had) (?:you|u) (?:ever (?:listen|shut|stop|read|look|tire|hear|think"
    r"|consider)|even|really|actually|truly|think|practi[sc]e|people|not|just|want a|expect|honestly|always|no|have to"
    r"|need to|please|reali[sz]e|suppose|mean to|write|hear|read)\b"
    r"|\b(?:don't|didn't|aren't|weren't|can't|couldn't|won't|wouldn't|haven't|dont|didnt|arent|cant|wont) (?:you|u)\b"
    r"|\bhow (?:dare|could|can|old|stupid|dumb|many|about|is it|the)\b"
    r"|\bhow do you (?:even|sleep|look|live with|manage to be)\b"
    r"|\bwhat (?:are you(?! (?:doing|all|guys))|did you expect|kind of|sort of|the|do you (?:want|expect)|makes you"
    r"|were you|gives you|planet|exactly|part of|have you (?:ever )?done|an?)\b"
    r"|^(?:and |so |but |oh |wow |lol |also )*(?:you|u|your|you're|youre|ur)\b"
    r"|^(?:and |so |but |oh |wow |lol |also )*(?:is that|isn't that|is this|seriously|really)\b"
    r"|, (?:don't|aren't|isn't|wouldn't|haven't|do|does|or)\b"
)
"""Questions that put somebody in the dock; most others only ask."""

_ABSENT = Deferred(
    r"^(?:dear|to|hey|hi|hello) (?:the|my|whoever|everyone who|all (?:the|my|those)|those|anyone who|him|her|depression"
    r"|god|mom|mum|dad|life|anxiety|ex|brain|body)\b"
    r"|\b(?:dear god|oh god|fuck you (?:brain|life|depression|god|anxiety|cancer|world|dad|mum|mom|i've|i'm))\b"
    r"|^(?:him|her|he|she|me|them|they|mom|mum|dad|friend|wife|husband|boss|ex|brain|doctor|therapist|people|everyone"
    r"|everybody|teacher|sister|brother) ?: "
)
_SOFT = r"(?:(?:just|please|so|then|now|oh|but|ok|okay|well|yeah|no|go|kindly|why don't you|do us a favou?r) )*"
_ORDERED = alternation(
    words(
        """shut get go stop quit grow eat suck kiss piss burn rot crawl drop cry try stay step take keep leave do learn
        read look deal toughen man woman buck cope pull come save spare give bite face admit buy move put send call tell
        spend join write post delete log shove stick jump hang drink die choke drown use seek wake snap sit stand walk
        run hurry clean wash lose fix pick play listen behave mind watch imagine welcome return finish hide wipe cheer
        calm chill relax dry pray work forget ask"""
    )
)
_ORDER = Deferred(
    rf"{_SOFT}(?:{_ORDERED}(?!ing|'| (?:to|through|into|from|over)\b(?! (?:hell|it|yourself)))"
    r"|(?:fuck|screw|damn|bugger|sod) (?:off|you|u|ya|yourself|yourselves)\b"
    rf"|(?:don't|dont|do not|never|quit|stop) (?:be|being|bother|come|post|posting|write|writing|waste|wasting|ask"
    rf"|asking|call|expect|act|acting|pretend|make|making|play|playing|blame|blaming|kid|cry|crying|whine|whining"
    rf"|moan|moaning|complaining|flatter|look|looking|lie|lying|talk|talking|tell|telling|bring|come|speak|give|go|try"
    rf"|start|share|announcing|feeling|saying|hiding|using|begging|fishing|boring|dragging|bothering))\b"
)
_NOT_AN_ORDER = Deferred(
    r"(?:tell|ask|give) (?:him|her|them|that)\b"
    r"|(?:get(?:s|ting)?|go(?:es|ing)?|come|keep|stop|do|try|be|have|give|take|tell|find|look|put|leave) (?:me|my|us"
    r"|home|better|worse|out of bed|sick|so|through|it|back to|on with my|no idea|nothing|fun|like|well|for|at me)\b"
    r"(?! (?:alone|over|together|somewhere|elsewhere|to yourself|a break))"
    r"|\w+ (?:my|our|myself)\b(?! (?:time|ass|arse))"
)
_TOLD = Deferred(
    r"\b(?:not|never|no|is|are|was|were|am|be|been|can|could|will|would|has|have|had|do|does|did|should|must|might|may"
    r"|sucks?|people)\b|n't\b|\w's\b"
)
"""What tells of something, rather than throwing a few words at somebody."""

_FIRST = Deferred(r"\b(?:i|i'm|im|i've|ive|i'd|i'll|me|my|myself|mine|we|we're|we've|us|our|ours)\b")
_THIRD = Deferred(r"\b(?:he|she|they|him|her|them|his|their|he's|she's|they're|theirs|hers)\b")
_LEADING = Deferred(r"^\s*(?:(?:and|but|so|then|or) +)?")
_STOPS = " ,;:.!?…—\u2013-"


def is_aimed(plain: str, *, answering: bool = False) -> bool:
    """Whether the sentence addresses a second person or orders somebody; see `aimed_clause`."""
    return aimed_clause(plain, answering=answering) is not None


def is_warm(plain: str) -> bool:
    """Whether kind words to somebody stand in the sentence: it takes a judgement away from them, or sides with them."""
    return bool(_WARM.search(plain))


def aimed_clause(plain: str, *, answering: bool = False) -> tuple[int, int] | None:
    """Return the [start, end) of the first clause that is aimed at a reader, or None.

    `plain` is a sentence as `clauses.sentences` gives it. In an answer to somebody (`answering`) words that name
    nobody, neither the writer nor anybody absent, are meant for the one who is answered: "Pathetic.", "Nice novel."
    """
    if _ABSENT.search(plain) or (_asks(plain) and not _ACCUSING.search(plain)):
        return None
    meant = _WARM.sub(lambda match: " " * len(match.group()), plain)
    starts = clause_starts(plain)
    for start, end in zip(starts, (*starts[1:], len(plain)), strict=True):
        if _addresses(plain, meant, start, end):
            return _trimmed(plain, start, end)
    if answering and not ("_" in plain or any(other.search(plain) for other in (_FIRST, _THIRD, _YOU, _CURSED, _TOLD))):
        return _trimmed(plain, 0, len(plain))
    return None


def _asks(plain: str) -> bool:
    return "?" in plain[-4:]


def _addresses(plain: str, meant: str, start: int, end: int) -> bool:
    clause = _GENERAL.sub("", meant[start:end])
    if _YOU.search(clause) or READERS.search(clause):
        return True
    return not _asks(plain) and _orders(plain, start, plain[start:end])


def _orders(plain: str, start: int, clause: str) -> bool:
    if is_joined(plain, start) or _FIRST.search(plain[:start]):
        return False
    return bool(_ORDER.match(clause)) and not _NOT_AN_ORDER.match(clause)


def _trimmed(plain: str, start: int, end: int) -> tuple[int, int]:
    words = _LEADING.sub("", plain[start:end])
    start = end - len(words)
    return start, start + len(words.strip().rstrip(_STOPS)) or end
