"""Finds mockery and threats: turns of phrase that are meant to shame or to frighten whoever reads them."""

from __future__ import annotations

from collections.abc import Iterator

from heimo_tui.empathy.clauses import Sentence
from heimo_tui.empathy.findings import Mark, Voice
from heimo_tui.empathy.phrases import pattern
from heimo_tui.empathy.target import is_negated, second_person

_MOCKED = pattern(
    r"want a (?:medal|cookie|round of applause)",
    r"(?:somebody|someone|quick) ?,? ?(?:please )?(?:alert|call|tell|phone|ring) the (?:media|newspapers|papers|press"
    r"|news|waaambulance)",
    r"stop the presses",
    r"slow clap(?: \w+){0,2}",
    r"(?:tiny|tiniest|smallest|little) violin",
    r"(?:play|get out) (?:the|my|a) (?:\w+ )?violins?",
    r"and (?:then )?(?:everyone|everybody|the whole \w+|they all) (?:clapped|applauded|stood up and clapped)",
    r"(?:aren't|arent) you (?:just )?(?:special|clever|precious|a delight|the clever one)",
    r"(?:your majesty|your highness|your royal highness|princess|snowflake)(?=[.!?]*$)",
    r"(?:nice|lovely|great|good|cool) (?:novel|fiction|fairy ?tale|speech|essay|story,? bro)(?=[.!,]|$)",
    r"cool story(?:,? bro)?(?=[.!,]|$)",
    r"genius (?:move|idea|plan)",
    r"(?:aw+|oh|oh bless|bless|oh no),? did (?:the|your|somebody|someone|daddy|mummy|mommy|mama|little|baby|poor)(?: "
    r"\w+){0,3}",
    r"(?:is|does|did|has) (?:the )?(?:big baby|baby|little baby|poor baby|diddums) (?:\w+ ){0,3}\w+\?",
    r"(?:the )?(?:grown-?ups|adults) are (?:talking|speaking)",
    r"(?:an? )?grown (?:man|woman|men|women|adult|adults|up) (?:crying|weeping|hiding|sobbing|moping|who can't|who "
    r"cannot|don't|doesn't|afraid|scared)(?: \w+){0,3}",
    r"any(?:one|body) with (?:half a brain|a brain|two brain cells|any sense|eyes)",
    r"thick as (?:a|two|pig)(?: \w+){1,2}",
    r"what an? (?:\w+ )?(?:pathetic|pitiful|stupid|dumb|idiotic|ridiculous|laughable) (?:post|question|story|comment"
    r"|thread|rant|person|thing to (?:say|do|write)|excuse|problem)",
    r"(?:your|this) (?:whole |entire |little )?(?:post|story|thread|rant|life|problem) is (?:so |just |really |a "
    r")*(?:pathetic|pitiful|laughable|joke|embarrassing|ridiculous|cringe)",
    r"(?:you|u) (?:write|think|talk|act|behave|carry on) like an? (?:\w+ ){0,2}?(?:child|kid|toddler|baby|teenager"
    r"|\w+-year-old|princess|brat)",
    r"(?:people|those|everyone|everybody|anyone|anybody) who (?:has|have|had) to (?:know|live with|put up with|deal "
    r"with|listen to|work with) you",
    r"(?:wife|husband|partner|kids|children|family|friends|boss|mother|girlfriend|boyfriend) (?:is|are|must be) "
    r"(?:an? )?(?:absolute |real )?saints?(?: \w+){0,3}",
    r"(?:could|can|have|having|had) (?:to )?put up with you",
    r"deserves? (?:an? )?better (?:mother|father|mum|mom|dad|parent|wife|husband|partner|friend|daughter|son)(?: \w+)?",
    r"(?:it's |it is |such |what )?an? mystery why (?:nobody|no one|(?:he|she|they) left|everyone|you're alone)(?: "
    r"\w+){0,2}",
    r"(?:you're|you are|you(?:'ve| have) always been) all talk",
    r"all talk(?=[.!]*$)",
    r"^(?:how |so |just |absolutely |utterly )*(?:pathetic|pitiful)(?: really)?[.!]*$",
    r"(?:what|big) (?:a )?(?:shock|surprise),? (?:another|you|it's|she|he)(?: \w+){0,2}",
)
_THREATENED = pattern(
    r"(?:^|you better |you'd better |better )watch your back",
    r"(?:you'll|you will|you're going to|you are going to|ull) (?:regret|pay for|be sorry for|wish you)(?: \w+){0,3}",
    r"(?:you'll|you will) (?:be sorry|get what's coming(?: \w+){0,2})",
    r"i (?:know|know exactly|found out|can find out|could find out|will find out|'ll find out) (?:where you (?:live"
    r"|work|are|sleep)|who you (?:are|really are)|which (?:town|city|street|school)|your (?:address|real name|ip))",
    r"i'll find (?:you|out (?:who|where) you)(?: \w+)?",
    r"(?:i'm|i am|i will be|we're) (?:telling|going to tell|gonna tell|reporting you to|sending this to|coming for) "
    r"(?:your (?:wife|husband|boss|employer|family|parents|mother|mum|mom|school|kids|work))",
    r"(?:i'll|i will|we'll|i'm going to) make (?:your life|you)(?: \w+)? (?:hell|a misery|a living hell|miserable"
    r"|suffer|pay|regret)(?: \w+){0,2}",
    r"(?:it would|it'd|would) be a (?:shame|pity) if (?:\w+ ){1,3}(?:out|saw|read|heard|knew|happened)",
    r"your (?:boss|employer|wife|husband|mother|family|school) (?:might|would|will|should) (?:like|love|want|be "
    r"interested) to (?:read|see|know|hear)(?: \w+)?",
)


def find(sentence: Sentence) -> Iterator[Mark]:
    """Yield mockery as `contempt` and threats as `hostile`."""
    plain = sentence.plain
    for match in _MOCKED.finditer(plain):
        if not is_negated(plain, match.start()):
            yield Mark(Voice.LOOK_AGAIN, "contempt", *match.span(), "contempt.alt.mock", target=second_person(plain))
    for match in _THREATENED.finditer(plain):
        if not is_negated(plain, match.start()):
            yield Mark(Voice.LOOK_AGAIN, "hostile", *match.span(), "hostile.alt.threat", target=second_person(plain))
