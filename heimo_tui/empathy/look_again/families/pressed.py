"""Finds lessons and pressure: what science, sages and experience say, and orders that take no answer."""

from __future__ import annotations

from collections.abc import Iterator

from heimo_tui.empathy.clauses import Sentence
from heimo_tui.empathy.findings import Mark
from heimo_tui.empathy.look_again.families.gate import by_writer, to_others
from heimo_tui.empathy.phrases import pattern

_FEELING = (
    r"(?:grief|loneliness|sadness|anxiety|love|heartbreak|anger|fear|stress|homesickness|depression|trauma|hoarding"
    r"|addiction|shame|guilt|jealousy|insomnia|happiness|time|cancer|illness|burnout|social anxiety|pain|panic)"
)
_TAUGHT = pattern(
    r"(?:studies|research|science|statistics|the data|the evidence|the literature) (?:has |have )?(?:show[sn]?|says?"
    r"|suggests?|prove[sd]?|tells?|proven|found)(?: \w+)?",
    r"(?:statistically|scientifically|objectively|rationally|logically|biologically)(?:,| speaking| he| she"
    r"| you| the| it| that)",
    r"(?:excellent|good|many|several|plenty of|there are) studies(?=[.,]| on| that)",
    r"correlation (?:isn't|is not)",
    r"(?:by|as a matter of) definition",
    r"from an? (?:\w+ )?(?:economic|evolutionary|medical|statistical|psychological|scientific|logical|biblical|clinical"
    r"|historical|legal) (?:point of view|perspective|standpoint)",
    r"(?:it's|it is) (?:a )?(?:well[- ]known|common knowledge|known|proven|widely accepted)(?: fact)? (?:that)?(?:"
    r" \w+)?",
    r"(?:stoics?|stoicism|buddha|buddhism|scripture|epictetus|marcus aurelius|nietzsche|seneca|freud|jung|the bible"
    r"|plato|buddhists) (?:teach(?:es)?|says?|said|wrote|would|was|tells?|knew|puts?)(?: \w+)?",
    r"sunk cost|\w+ 101(?=[:.,]|$)|(?:no|there's no) study that",
    rf"{_FEELING} (?:is|are|comes?) (?:often |always |mostly |usually |only |just |really |simply |merely |so often"
    rf" )*(?:in "
    r"stages|stored|a choice|a construct|a decision|a mindset|a skill|an? (?:evolved|chemical|natural) \w+|prevented"
    r"|information|laziness|weakness|vanity|chemistry|dopamine|hormones|energy|a matter of|another word|unsaid|what "
    r"happens when|next to|nothing but)(?: \w+){0,2}",
    r"(?:just|only|simply|basically) (?:dopamine|chemistry|hormones|biology|evolution|withdrawal|excitement"
    r"|adrenaline)",
    r"(?:releases?|boosts?|raises?|produces?) (?:endorphins|serotonin|dopamine)|rewires? (?:the|your) brain",
    r"sleep hygiene|(?:vitamin|magnesium) \w+ (?:thing|deficiency)",
    r"(?:usual|normal|average|appropriate) (?:span|length|time|period) (?:for|of) (?:mourning|grief|grieving)",
    r"what you (?:call|'re calling|are calling) (?!weak|lazy|stupid|selfish|coward|failure|crazy|pathetic|needy|home)"
    r"(?:\w+ ){1,2}(?:is|was) (?:just |only |really |actually |simply )?(?:an? )?(?:\w+)",
    r"(?:you do|you) reali[sz]e that (?:\w+ )?(?:stress|it|this|everyone|most|grief|he|she|the)(?: \w+)?",
    r"(?:worth|let this be a|a good) (?:lesson|warning|reminder) (?:to|for) (?:younger|all|others|everyone|the rest)",
    r"in my experience,? (?:an? |most |people|men|women|the ones|those|bosses)(?: \w+){0,2}",
    r"(?:i've )?always (?:found|said|told my \w+) (?:that )?(?:if you|people|one|the ones)(?: \w+){0,2}",
)
_PUSHED = pattern(
    r"(?:it isn't|it's not|isn't|is not|not) (?:that |really |exactly |so |even |all that )*(?:complicated|rocket"
    r" science"
    r"|brain surgery)(?=[.,!?]|$)",
    r"(?:it's|it is|that's) (?:really |so |literally |that |just )*(?:simple|easy)(?=[.:,!]|$)(?!,? but)",
    r"how hard (?:can|is|could|would) (?:it|that)(?: be)?",
    r"(?:won't|will not|not going to|refuse to) (?:take no|hear (?:another|any|a) |hear no|accept no|accept a|let"
    r" you say)"
    r"(?: ?\w+){0,3}",
    r"no (?:more )?excuses",
    r"what are you waiting for|what(?:'s| is) stopping you|what(?:'s| is) there to (?:think|lose|discuss)|what's to"
    r" think"
    r" about|what (?:have|do) you (?:got|have) to lose|what can it cost",
    r"(?:nothing|not much|no more|hardly anything) (?:left )?to (?:lose|debate|discuss|think about)(?=[.,!]|$)",
    r"(?:it's |all |only )?for your own good",
    r"don't (?:tell me|say|give me)(?: that)? (?:you(?:'ve| have| can't| cannot| won't| don't|'re)|i can't|no\b|excuses"
    r"|it's)(?: \w+){0,2}",
    r"you say you can't,? (?:but|and)(?: \w+){0,2}|stop saying i can't",
    r"(?:everyone|everybody|anyone|anybody) can(?: do it)?(?=[.,!]|$)",
    r"you(?:'re| are) (?:going to|gonna) (?:get up|eat|shower|ring|apologi[sz]e|go to|go back|stop|pack|sit down|march"
    r"|that party|put on)(?: \w+){0,2}",
    r"what you(?:'ll| will) do,? you(?:'ll| will)",
    r"once you(?:'ve|'re| start| try| do| have| get)?(?: \w+){0,5},? you(?:'ll| will| won't) (?:never|not|no longer"
    r"|need"
    r"|thank|wonder|forget)(?: \w+)?",
    r"(?:trust|believe) me,? (?:quit|stop|leave|drop|get|go|once|everything|it sorts|you need|just|have|sell|do"
    r"|dump)(?: "
    r"\w+)?",
    r"have you (?:really|even|actually|honestly|properly|truly) (?:tried|thought about|considered|looked)(?: \w+)?",
    r"you (?:haven't|have not|never) (?:even |really |actually |properly )*(?:tried|thought (?:it )?(?:through|about)"
    r"|given (?:it|him|her)|made an effort)(?: \w+)?",
    r"why are you (?:so|being so|always|making|acting)(?! hard on| kind| good| sad| tired) (?:stubborn|difficult"
    r"|negative"
    r"|dramatic|upset|sensitive|scared of|afraid of|it|this|like)(?: \w+)?",
    r"why (?:will|won't|do|don't|can't|would) you (?:not )?(?:just|simply|let)(?: \w+){0,2}",
    r"there(?:'s| is)? (?:simply |really |literally |just )*no (?:other way|reason not to)(?: \w+){0,2}|only (?:way"
    r"|road"
    r"|thing|answer|cure) (?:out|that helps|which heals|is to|forward)(?: \w+){0,2}",
    r"you (?:have to|must|need to|'ve to|'ve got to) have (?:another|a) baby",
    r"it(?:'s| is) (?:really )?just a (?:matter|question) of (?:\w+)",
    r"(?:be the|to be the) bigger person|swallow your pride",
    r"that's the (?:answer|only answer|whole secret)|that's the key(?=[.,]|$)|is the key(?=[.,])",
    r"come back and tell (?:us|me)(?: \w+){0,3}",
    r"before you (?:post|write|complain) (?:here )?(?:again|here|next)",
    r"(?:^|[.,;:] )(?:just |simply )(?:stop|quit|eat|leave|sleep|get up|smile|ignore|delete|log off|breathe|decide"
    r"|get on"
    r"|try harder|pick|sell|dump|block|let go)(?: \w+){0,3}(?=[.,!]|$)",
)
_BY_ME = pattern(
    r"(?:i'll|i will|i'm going to|i shall) (?:keep|only|not|stop|be)[\w' ]{3,50}(?:until|till|unless|if) you (?:agree"
    r"|book|promise|do|say|see|call|go|tell)(?: \w+){0,2}",
    r"i insist(?=[.,!]|$)|i(?:'m| am) not pushing|you know you want to",
    r"or i(?:'ll| will) (?:lose|stop)(?: \w+){0,2}",
    r"i(?:'ll| will) (?:wait|check)(?=[.!]|$)",
    r"let me (?:push back|explain|educate|teach|be your|tell you something)(?: \w+)?",
    r"let's look at (?:this|it) (?:rationally|logically|objectively)|let's not catastrophi[sz]e",
    r"(?:i asked|i've asked|asked) (?:you )?(?:on \w+ and|twice|three times|again)(?: \w+)?",
    r"i know you (?:said|wrote|say)[\w' ]{2,40} but you (?:must|should|have|need|really)(?: \w+){0,2}",
)


def find(sentence: Sentence) -> Iterator[Mark]:
    """Yield lessons and pressure as `persuading`."""
    yield from to_others(sentence, _TAUGHT, "persuading", "persuading.alt.lecture")
    yield from to_others(sentence, _PUSHED, "persuading", "persuading.alt")
    yield from by_writer(sentence, _BY_ME, "persuading", "persuading.alt")
