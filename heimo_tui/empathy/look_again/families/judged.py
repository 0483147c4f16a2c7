"""Finds verdicts: who is a real one, what is proper, what they secretly want, and praise or respect with a hook."""

from __future__ import annotations

from collections.abc import Iterator

from heimo_tui.empathy.clauses import Sentence
from heimo_tui.empathy.findings import Mark
from heimo_tui.empathy.look_again.families.gate import by_writer, to_others
from heimo_tui.empathy.phrases import pattern

_UNWORTHY = (
    r"(?:teenage|childish|precious|immature|dramatic|self-absorbed|petty|ungrateful|selfish|lazy|embarrassing"
    r"|theatrical"
    r"|hysterical|clingy|juvenile|melodramatic|over the top|self-indulgent|self-pitying|vain|unseemly|undignified"
    r"|ridiculous|manipulative|pathetic|a loser move|weak|indulgent)"
)
_ILL = (
    r"(?:depressed|sick|ill|anxious|autistic|traumatised|traumatized|grieving|stuck|suicidal|bipolar|disabled|in pain"
    r"|heartbroken|burnt out|ptsd|adhd)"
)
_PERSON = (
    r"(?:person|man|woman|mother|mum|mom|father|dad|son|daughter|wife|husband|friend|christian|believer|muslim|buddhist"
    r"|catholic|survivor|soldier|adult|gentleman|lady|employee|feminist|professional|teacher|nurse|grown-up)"
)
_REAL = pattern(
    rf"an? (?:real|true|proper|good|normal|healthy|honest|decent|sane|strong|self-respecting|mature|faithful) {_PERSON}"
    r" (?:would|wouldn't|does|doesn't|don't|never|pays|stays|forgives)(?: \w+){0,2}",
    rf"(?:an? )?{_PERSON} (?:with|of) (?:real|true|any|your) (?:faith|sense|self-respect|dignity|pride|education"
    rf"|backbone)"
    r" (?:would|wouldn't|does|doesn't|should|don't)(?: \w+){0,2}",
    r"(?:healed|healthy|normal|strong|real|happy|evolved|mature|decent|well-adjusted) (?:people|men|women|adults"
    r"|mothers"
    r"|couples|believers|christians) (?:don't|do not|never|would|wouldn't|can|just)(?: \w+){0,2}",
    r"an? (?:gentleman|lady|christian|believer) (?:would|wouldn't|doesn't|does|never)(?: \w+){0,2}",
    r"you call yourself an?(?: \w+)?",
    r"(?:it's |that's |is )?not (?:very|exactly|a very|at all) (?:feminist|ladylike|christian|manly|professional|mature"
    r"|dignified|becoming|attractive|adult|grateful|nice|charming)(?: (?:of you|to|how))?",
    r"(?:not a (?:good|nice|pretty) (?:look|thing)) (?:for|to)(?: \w+)?",
    r"(?:you|one|woman|man|nurse|teacher|doctor|person|education|age|mother|father) (?:should|ought to) (?:really"
    r" )?know "
    r"better(?: than)?",
    r"you were (?:brought up|raised|taught) better",
    r"your poor (?:mother|father|wife|husband|kids|children|parents)(?: \w+)?",
    r"(?:some people|some women|some men|you)(?:'re| are)? (?:just |simply )?(?:aren't|not|isn't) (?:cut out|made|meant"
    r"|built) for(?: \w+)?",
    r"one (?:does not|doesn't|keeps|mustn't|should not|shouldn't|simply) (?:speak|make|talk|that|this|wash|air)(?:"
    r" \w+)?",
    r"(?:isn't|is not|hardly|ain't|not) (?:exactly |quite |really )?(?:normal|healthy|natural),? (?:is it|to still"
    r"|to be "
    r"(?:still|this|that|so)|after \w+ (?:years|months|weeks))",
    r"to still be (?:crying|upset|sad|grieving|hung up|angry|renting|single)(?: \w+){0,3} (?:is|isn't|after|seems)",
    r"still (?:not over|crying over|hung up on|in love with) (?:an? |your |that )?(?:ex|boy|man|girl|dog|cat|job)",
    rf"(?:it's|it is|its|that's|that is|is|are|find it|find that|this is|sounds|seems|feels|kinda|frankly|just)"
    rf" (?:an? )?"
    rf"(?:\w+ )?(?:bit|little|rather|quite|kind of|kinda|awfully|somewhat|an awfully) (?:of an? )?{_UNWORTHY}"
    r"(?! of (?:him|her|them|that|your)\b)",
    rf"^(?:frankly|honestly|sorry but|no offence but|a bit|bit),? (?:but )?(?:an? )?(?:bit |little |rather"
    rf" )?{_UNWORTHY}"
    r"(?=,| to| of you)",
    rf"(?:an?|some) (?:rather|very|bit|quite|awfully|pretty) {_UNWORTHY} (?:sort of \w+|way|thing)(?: to)?",
    r"you(?:'re| are) (?:just |honestly )?(?:a bit|a lot|too) much(?=[.,!]|$| for)",
    r"says (?:a lot|everything|something|more|it all) about you",
    r"what does (?:that|it|this) say about you",
    r"(?:and|but) (?:then )?(?:want|wanting|expect|expecting|ask for|asking for|demand|begging for) (?:sympathy|pity"
    r"|attention|applause|a medal|hugs)",
    r"(?:i must say|i have to say|i'd say)[^.]{0,30}(?:doesn't|does not|reflects?) (?:reflect )?(?:well |badly "
    r"|poorly )?"
    r"on you",
    r"reflect (?:well|badly|poorly) on you",
)
_WANTS = pattern(
    rf"you(?:'re| are) not (?:really |actually |clinically |even )?{_ILL},? (?:you(?:'re| are)|just|you)(?: \w+)?",
    rf"(?:say|think|claim|believe) (?:they|you)(?:'re| are) {_ILL} when (?:they|you)(?: \w+){{0,3}}",
    r"you (?:don't|do not) (?:really |actually )?want (?:support|help|advice|to get better|to be helped|to be happy|to "
    r"change|to heal|a solution|solutions)",
    r"you(?:'re| are)? (?:just |clearly |obviously |secretly |rather |really |seem to |do )+(?:enjoy|like|love"
    r"|thrive on"
    r"|get off on)(?:ing)? (?:being|playing|to be|to suffer|drama|suffering|misery|attention|the (?:drama|attention"
    r"|role"
    r"|pain|misery|pity)|feeling)(?: \w+)?",
    r"(?:someone|a guy|a man|a woman|a person|the (?:sort|type|kind)(?: of \w+)?) (?:who|that) (?:enjoys?|quits?|can't"
    r"|won't|blames?|likes? (?:being|drama|attention)|loves? (?:drama|attention|being)|makes? everything|needs?"
    r" attention)"
    r"(?: \w+){0,2}",
    r"(?:a |some )?part of you (?:likes|enjoys|loves|gets off)(?: \w+)?",
    r"you (?:want|like|need|crave|love) (?:an audience|a stage|the spotlight|to be the victim|applause)",
    r"(?:cry|ploy|bid) for attention",
    r"victim (?:business|mentality|complex|act|mode|narrative|role|routine|mindset)",
    r"you sound (?:like )?(?:hard work|exhausting|unbearable|a nightmare|insufferable|bitter|very bitter)",
    r"you(?:'ve| have) an? (?:very |really |rather |such a )?(?:negative|difficult|bad|toxic|weak|bitter|nasty) "
    r"(?:personality|attitude|character|energy|streak|mindset)",
    r"trauma[- ]?dump(?:ing|ed|s)?",
    r"(?:you're|you are|this is|reads as|sounds) (?:\w+ ){0,2}(?:anxious-avoidant|avoidant|dysregulated|codependent"
    r"|narcissistic|deflecting|in your head|enmeshed|catastrophi[sz]ing|a narcissist|projecting|unhealed)",
    r"(?:strong|major|getting|big|serious) (?:\w+ ){0,3}(?:narcissist|narc|incel|victim|pick-me|stalker|psycho) ?"
    r"(?:vibes|energy)",
    r"you(?:'ve| have) let yourself go",
    r"you use (?:humour|humor|your \w+|tears|it|this) (?:to|as) (?:deflect|an excuse|avoid|manipulate|get)(?: \w+)?",
    r"i sense (?:a lot of |some |so much )?(?:resistance|anger|bitterness|hostility|ego|defensiveness)(?: \w+){0,2}",
    r"(?:just|only|plain|pure|simply|nothing but) (?:laziness|vanity|weakness|selfishness|self-pity|attention-seeking"
    r"|cowardice|ego|jealousy|bad manners|being (?:rude|lazy|selfish|weak))",
    r"you (?:could|need|might|want to|would do well to|should) (?:to )?(?:take|have) a (?:long |good |hard"
    r" )+look(?: \w+)?",
)
_HOOKED = pattern(
    r"no (?:hate|shade|disrespect),? (?:but|just|it's|you)|,? no (?:hate|shade)(?=[.,]|$)|no shade but",
    r"with (?:all |the )?(?:due|greatest|great|all|utmost) respect(?=,| but| and|\.)|^with respect(?=,)",
    r"(?:forgive|excuse|pardon) my (?:bluntness|honesty|frankness|french)|you will excuse me",
    r"if you don't mind (?:my|me) (?:saying|asking)(?=[.,])",
    r"don't take this the wrong way",
    r"(?:i'm )?not being funny,? but (?:everybody|everyone|you|that|this|it|people|who|what|why|he|she)(?:'s)?(?:"
    r" \w+)?",
    r"i(?:'d| would) have (?:thought|expected|hoped for) (?!the same|so|that i)(?:an? |you|at |by |someone|somebody"
    r"|more|better"
    r"|that|any)(?: ?\w+){0,3}",
    r"i(?:'d| would) expect (?:an? \w+ of all|a (?:bit|little) more|more (?:dignity|maturity|restraint|from|of)|better"
    r" (?:from|of)|that (?:from|of))(?: \w+)?",
    r"i(?:'d| would) (?:be (?:embarrassed|ashamed)|question the)(?: \w+){0,3}",
    r"(?:i|we) (?:couldn't|could never) (?:leave|have slept|do that|give|live with myself)(?: \w+){0,3},? (?:but|just)",
    r"i find (?:it|that|the way you|your \w+|this) [\w' ]{0,30}(?:ungrateful|selfish|strange|rude|distasteful|tasteless"
    r"|offensive|excessive)",
    r"i(?:'d| would) call (?:that|it|this) (?:manipulative|selfish|lazy|weak|vanity|attention|childish|blackmail)(?: "
    r"\w+)?",
    r"i(?:'m| am) (?:getting|picking up|sensing) (?:\w+ ){0,5}(?:vibes?|energy|aggression|resistance)",
)
_AGE = pattern(
    r"your (?:whole |entire )?generation(?=[.,!?]|$| (?:just|can't|doesn't|don't|never|always|thinks?|wants?"
    r"|expects?|is (?:so|too)|are|has an? (?:word|name|label)|with))",
    r"in (?:our|my) (?:house|day|days|time|family),? (?:we|it was|you|people|that was|nobody|no one|if you)(?: \w+)?",
    r"whatever (?:they|you|people) call it|what they call it (?:now|nowadays|these days)",
    r"^(?:sure, because |because )?(?:everyone|everybody|every \w+|people|kids|teenagers|they all)[\w' ]{1,40}"
    r"(?:nowadays|these days)(?=[.,!]|$)",
    r"(?:everyone|everybody) (?:has|gets|needs|wants) (?:an? )?(?:\w+ )?(?:diagnosis|label|therapist|trauma|syndrome)",
    r"(?:have|has|had) (?:a )?(?:words?|names?|labels?) for everything",
    r"(?:nowadays|these days|today) (?:everyone|everybody|every|it's all|they|we) (?:\w+)",
    r"(?:time|the luxury|the energy) (?:to be|for being|for) (?:depressed|sad|anxious|depression|anxiety|feelings|such "
    r"(?:a )?things?|nonsense|moods)",
    r"(?:an? )?grown (?:man|woman) (?:to be|who|in tears|weeping)",
    rf"(?:at|of) (?:\d\d|twenty|thirty|forty|fifty|sixty|seventy)(?:-\w+)?(?: years of age)?,? (?:and )?(?:is|and|i'd) "
    rf"(?:an? )?(?:bit )?(?:{_UNWORTHY}|frightened|scared|still|afraid)",
)


def find(sentence: Sentence) -> Iterator[Mark]:
    """Yield verdicts as `judging`."""
    yield from to_others(sentence, _REAL, "judging", "judging.alt")
    yield from to_others(sentence, _WANTS, "judging", "judging.alt.seen")
    yield from by_writer(sentence, _HOOKED, "judging", "judging.alt.offence")
    yield from to_others(sentence, _AGE, "judging", "judging.alt")
