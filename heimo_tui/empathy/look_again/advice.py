"""Finds directions that nobody asked for, and offers a question or one's own story instead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heimo_tui.empathy.clauses import Sentence, clause_before, clause_starts, in_standard_english, is_joined
from heimo_tui.empathy.findings import Mark, Slots, Voice
from heimo_tui.empathy.look_again.deed import deed_of
from heimo_tui.empathy.phrases import Deferred, alternation, pattern, words, words_in
from heimo_tui.empathy.target import YOU, is_believed, is_negated

_SURELY = (
    r"(?:just|really|probably|definitely|also|maybe|seriously|honestly|always|still|perhaps|either|first"
    r"|simply|absolutely|at least|desperately|literally|only)"
)
_DIRECTED = pattern(
    rf"(?:{YOU} (?:{_SURELY} )*(?:should|shouldn't|should not|shouldnt|need to|needs to|have to|must|must not|mustn't"
    r"|gotta|have got to|ought to|had better|better|are going to (?:have|need|want) to|'re going to (?:have|need"
    r"|want) to|'re gonna (?:have|need|want) to|will (?:have|need|want) to|want to|do need to|can't|cannot)|you'd "
    rf"(?:{_SURELY} )*better|you've got to|you'll (?:have|need|want) to|you're (?:going|gonna) (?:to )?(?:have|need"
    rf"|want) to)(?: {_SURELY})*(?: try to| try and| start to| learn to| begin to| never| not)? (?P<doing>[a-z'-]+)",
    r"why (?:don't|dont|not) (?:you |u )?(?:just |simply |try )*(?P<whynot>[a-z'-]+)",
    r"if i (?:were|was) (?:you|u|in your (?:shoes|place|position|situation))(?!,? i'd (?:have|be|feel|also)\b)",
    r"(?:my|some|one|a piece of|here's some|here is some|the best|only) (?:\w+ )?advice(?: \w+)? (?:is|would be|for "
    r"you|to you)(?: to)?",
    r"(?:i|i'd|i would|i'd really|i'd strongly|we|would|d) (?:\w+ )?(?:suggest|recommend|advise|urge)(?: (?:that |to "
    r")?you)?(?: to)?(?: [a-z'-]+)?",
    r"(?:the best thing|the best way|the only thing|the only way|best thing|the first thing|first thing|best way|your "
    r"best bet|the key|the trick|the solution|the answer|what you want) (?:\w+ ){0,4}?(?:is|would be|s) (?:to|for you "
    r"to|just)? ?(?!(?:him|her|them|me|no|yes|not|always|that)(?!\w))[a-z'-]+",
    r"(?:it would be|it'd be|it's|it is|it might be|might be|would be|probably) (?:best|better|wise|smart|good|a good "
    r"idea|helpful|worth)(?: (?:for you|idea))? (?:to|if you) [a-z'-]+",
    r"(?<!they\s)(?<!i\s)(?<!we\s)(?<!he\s)(?<!she\s)make sure(?: (?:to|you|that you|your|they|he|she|it))?",
)
_SUGGESTED = pattern(
    rf"{YOU} (?:{_SURELY} )*(?:could|might|may|can)(?: (?:{_SURELY}|even|want to|wanna|try to|try|consider|like to"
    r"|need to|have to|also want to))* (?P<doing>[a-z'-]+)",
    r"(?:have|did|has|had) (?:you|u) (?:\w+ )?(?:tried|try|considered|consider|thought (?:of|about)|think about"
    r"|looked into|talked to|spoken (?:to|with)|asked)(?: [a-z'-]+)?",
    r"(?:maybe|perhaps|how about|what about|also|personally|i'd|i would|id) (?:just |also |maybe |say |probably "
    r"|definitely |personally |you |if you |start by |try )*(?P<maybe>[a-z'-]+)",
    r"(?:would|might|could|may) (?:also |really |probably )?(?:help|be worth|work) (?:if you|to|you to)(?: [a-z'-]+)?",
    r"it (?:might|may|could|would|can|will) (?:also |really )?help(?:s)? (?:you )?(?:to|if)(?: [a-z'-]+)?",
    r"(?:worth|consider|considering|try) [a-z]+ing",
    r"(?:just|please|definitely|seriously|simply) (?P<just>[a-z'-]+)",
    r"as long as you (?!need|want|like|wish|are|have|can)[a-z'-]+",
)
_FEELING = frozenset(
    words(
        """be feel been have know see hear carry face endure deal go live put bear hide pretend suffer explain
        apologise apologize defend prove justify thank hurt believe imagine understand miss love hate wish really so
        either too answer reply share stay like still always never also a the your this that it"""
    )
)
_BE_KIND = Deferred(
    r" (?:so |very |really |incredibly |absolutely |completely |quite )*(?:proud|exhausted|tired|scared|terrified"
    r"|heartbroken|hurting|devastated|worried|angry|furious|sad|lonely|ashamed|hurt|overwhelmed|drained"
    r"|in (?:so much )?pain|feeling|going through|gentle|kind|kinder|heard|loved|believed|held|treated|able"
    r"|allowed|safe|happy|alone|afraid|confused|frustrated|desperate|sorry|judged|punished|blamed|made|forced"
    r"|perfect|the only|around|strong|brave|okay|ok|fine|sick|numb|broken)\b"
)
_DOING = frozenset(
    words(
        """talk speak see go get find leave quit call tell block ask join start stop take try read look make write eat
        sleep exercise meditate drink focus learn buy set give let use check avoid move seek reach contact report
        download google delete cut work remember put wait divorce dump save apply pray distract consider visit sit
        explain listen do change keep hire text send show cook bring put book practice practise teach allow
        encourage invite confront respect remind treat wash feed clean play walk run hang step pick turn open pay
        stick stand break build add limit act"""
    )
)
ORDERED = Deferred(
    rf"(?:then |also |first |next |always |instead |maybe |{_SURELY} |and |so )*(?:(?:do not|don't|dont"
    rf"|never) )?(?P<doing>{alternation(sorted(_DOING))})(?!\w|')"
)
_NOT_AN_ORDER = Deferred(
    r"(?:stop|wait|look|listen|see),|look at (?:that|this|you)|put (?:it|them|that|this) here|go slow|read it twice"
    r"|start (?:anywhere|wherever|where you)|make of (?:it|this|that)|leave it here"
    r"|(?:tell|ask|give) (?:the|your|those|that|them) (?:\w+ )?from me|walk good|go well"
    r"|write (?:at|again|more|\w+ times|here|whenever|wherever|when|as|to us|what(?:ever)? you)|"
    r"let (?:any|them|him|her|people|it|your)|give (?:up|in)|take (?:care|your ti\w+|all the time|it easy"
    r"|what(?:ever)? helps|good care|heart)|(?:tell|let|ask|call|text"
    r"|write|talk to|send|show|join|contact|listen to|give) (?:to )?(?:me|us)\b|reach out to (?:me|us)"
    r"|keep (?:writing|talking|posting|sharing|going|fighting|us|me|your head up|hanging|it up|being|on)"
    r"|get (?:well|better)|go (?:easy|gently) on|see you|hang in"
    r"|thank|look after yourself|do (?:you|they|we|i|not|n't)|does|did|make(?:s)? (?:sense|me|you)|let's|sit with"
    r"|stand with|walk with|play it|works?(?:ing)? for|do(?:es)?n't|set(?:s)? (?:in|me)|put(?:s)? me"
    r"|read(?:ing)? (?:this|your)"
    r"|talk(?:s)? about|start(?:s|ed|ing)? (?:to|with)|step by|sleep well|break(?:s|ing)? my|act(?:s)? like"
    r"|tell(?:s)? you|look(?:s|ing)? (?:like|forward)"
)
_HELP_WANTED = Deferred(
    r"(?:if|when|whenever|once|unless|because|since|while|that|what|whatever|whoever|how|who|where|all|everything"
    r"|anything|nothing|wish|do|did|does|would|will|could|can|sorry|hate|unfair|than|until|before|after|as|why"
    r"|thing|things|like|know|knew|realise|realised|realize|realized|forgot|hope|hoping|glad|sure|wonder) (?:\w+ )?$"
)
_OWN_STORY = pattern(
    r"(?:for me|helped me|worked for me|in my case|i (?:used to|had to|started|tried|found|went|did|was|learned"
    r"|learnt|decided|began|needed to|have to|need to|should|must|keep|still))"
)
_LONGING = Deferred(r"\b(?:and|but|because|so|while) (?:you|it)\b|\botherwise\b")
_NEVER = Deferred(r"\b(?:not|never|dont|shouldnt)\b|n't\b")
_TO_SOMEBODY = Deferred(
    r" (?:and \w+|see|get|for a|back to|to (?:a|an|the|your|therapy|court|counselling|counseling) \w+)"
    r"|(?: (?:a|an|your|the|some|another))? (?:doctor|gp|therapist|counsellor|counselor|psychologist|psychiatrist"
    r"|professional|specialist|lawyer|someone|somebody)\b"
)
_CONTACT = Deferred(r"@|\bwww\b|https?:")
_TOLD = Deferred(
    r"\b(?:i|we|you|he|she|it|they|people|who|that|to|would|could|can|will|must|do|does|did) (?:\w+ly |even )?$"
)
_WELCOME = Deferred(r" (?:it |that |this )?(?:here|to us|to me|any ?time|whenever|as (?:much|long|often|little))\b")
_ONESELF = Deferred(r" (?:me|myself|my|mine)\b")
_PAST_TIME = Deferred(r"\b(?:yesterday|this morning|last (?:night|week|month|year|time)|ago|earlier)\b")
_SAME_IN_THE_PAST = frozenset(words("put cut read set let quit hit spread shut beat"))
_SHORT_ORDERS = frozenset(words("leave run quit move divorce breathe rest sleep exercise meditate pray walk apologise"))
_GENERIC = Deferred(
    r"\b(?:tried|try|considered|consider|thought of|thought about) (?:things|anything|something|it|that|this)$"
)
_ONGOING = ("how about", "what about", "maybe", "perhaps", "consider", "worth", "try")


@in_standard_english
def find(sentence: Sentence) -> Iterator[Mark]:
    """Yield directions (`advice`) and softer `suggestion`s; need and kind decide later which of them to say."""
    plain = sentence.plain
    for match in _DIRECTED.finditer(plain):
        if not _excused(plain, match):
            yield _mark("advice", sentence, match)
    if _OWN_STORY.search(plain):
        return
    may_order = not plain.endswith("?") and not _DOING.isdisjoint(words_in(plain))
    for start in clause_starts(plain) if may_order else ():
        order = ORDERED.match(plain, start)
        if order and is_order(plain, order):
            yield _mark("suggestion", sentence, order)
    for match in _SUGGESTED.finditer(plain):
        if _excused(plain, match) or _is_consequence(plain, match) or not _names_a_deed(match):
            continue
        if not _is_kind_or_own(plain, match):
            yield _mark("suggestion", sentence, match)


def _doing(match: re.Match[str]) -> str | None:
    return next((verb for verb in match.groupdict().values() if verb), None)


def _names_a_deed(match: re.Match[str]) -> bool:
    verb, said = _doing(match), match.group()
    if verb is None:
        return not _GENERIC.search(said)
    return verb in _DOING or said.startswith(("you", "u ")) or (said.endswith("ing") and said.startswith(_ONGOING))


def _is_consequence(plain: str, match: re.Match[str]) -> bool:
    """Tell what somebody may do ("later they sit, and you can cook", "you can write here") from a tip."""
    if not re.search(r" (?:can|may) ", match.group()):
        return False
    return is_joined(plain, match.start()) or bool(_WELCOME.match(plain, match.end()))


def _is_kind_or_own(plain: str, match: re.Match[str]) -> bool:
    """Tell warmth ("you can take all the time you want") and one's own longing ("I'd avoid me") from a tip."""
    at = match.end() - len(_doing(match) or "")
    return bool(_NOT_AN_ORDER.match(plain, at) or _ONESELF.match(plain, match.end()))


def is_order(plain: str, order: re.Match[str]) -> bool:
    """Tell an order from a story without its "I" ("put the hood up this morning", "I wrote it and read it again")."""
    verb, rest = order["doing"], plain[order.end("doing") :].strip(" .!)")
    before = plain[: order.start()]
    if _NOT_AN_ORDER.match(plain, order.start("doing")) or is_joined(plain, order.start()) or before.endswith("("):
        return False
    if verb in _SAME_IN_THE_PAST and _PAST_TIME.search(plain):
        return False
    return verb in _SHORT_ORDERS if not rest else not _CONTACT.search(rest)


def _excused(plain: str, match: re.Match[str]) -> bool:
    """Tell a direction from sympathy ("you have to bear this"), agreement ("you should be proud") and questions."""
    before = clause_before(plain, match.start())
    if (
        _HELP_WANTED.search(before)
        or is_negated(plain, match.start())
        or is_believed(plain, match.start())
        or _is_longing(plain, match)
    ):
        return True
    verb = _doing(match)
    if match.groupdict().get("just") and _TOLD.search(before):
        return True
    if verb == "be":
        return (
            bool(_BE_KIND.match(plain, match.end()))
            or " must " in match.group()
            or " can" in match.group()
            or " may" in match.group()
            or " might" in match.group()
            or " could" in match.group()
        )
    if verb in ("go", "see") and _TO_SOMEBODY.match(plain, match.end()):
        return False
    if verb in _FEELING or (verb or "").endswith(("n't", "'t")):
        return True
    return bool(re.search(r" (?:can't|cannot) ", match.group())) and verb not in ("keep", "let", "expect", "just")


def _is_longing(plain: str, match: re.Match[str]) -> bool:
    """Tell what somebody longs for ("you want to get well, and you are so tired") from a direction."""
    longs = re.search(r" want to ", match.group()) and not re.search(r"'ll | will |going|gonna", match.group())
    return bool(longs and _LONGING.search(plain, match.end()))


def _mark(code: str, sentence: Sentence, match: re.Match[str]) -> Mark:
    alternative, slots = _alternative(sentence, match)
    return Mark(Voice.LOOK_AGAIN, code, match.start(), match.end(), alternative, slots)


def _alternative(sentence: Sentence, match: re.Match[str]) -> tuple[str, Slots]:
    verb = _doing(match)
    if not verb or (not match.groupdict().get("whynot") and _NEVER.search(match.group())):
        return "advice.alt", ()
    end = match.end("doing") if match.groupdict().get("doing") else match.end()
    rest = (sentence.plain if sentence.raw.isupper() else sentence.raw)[end:]
    deed = deed_of(verb, rest)
    return ("advice.alt", ()) if deed is None else ("advice.alt.deed", (("deed", deed),))
