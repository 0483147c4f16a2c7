"""Finds sentences that make somebody's pain smaller, or cheer it away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heimo_tui.empathy.clauses import Sentence, clause_starts, in_standard_english, is_joined
from heimo_tui.empathy.findings import Mark, Voice
from heimo_tui.empathy.look_again import pressing
from heimo_tui.empathy.phrases import Deferred, pattern
from heimo_tui.empathy.target import is_disowned, is_negated, is_own_reason, is_taken_back

_ORDERS = pattern(
    r"(?:just |please |so |you (?:really |just )?(?:need|have|ought|should try|should|gotta|must|gonna have|better"
    r"|can)(?: to)? (?:just |really |learn to )?)*(?:calm (?:the fuck )?down|chill(?: out)?|cheer up|relax|snap out "
    r"of it|get over (?:it|him|her|this|that)|move on|let (?:it|this|that) go|think positive(?:ly)?|be positive|stay "
    r"positive|be (?:more )?(?:grateful|thankful|happy|optimistic)|smile(?: more)?|look (?:on|at) the (?:bright"
    r"|positive) side|focus on the (?:positive|positives|good things|good)|count your blessings|deal with it|live "
    r"with it|toughen up|get on with it|keep your chin up|chin up|forget (?:about )?(?:it|him|her|them|the past)"
    r"|shake it off|ignore (?:it|him|her|them)|lighten up|stop (?:worrying|crying|overthinking|thinking about it"
    r"|being (?:so )?(?:sad|negative|depressed|anxious))|put it behind you|choose (?:happiness|to be happy|joy)|be "
    r"strong|look forward)",
    r"don't (?:be (?:so )?(?:sad|upset|down|depressed|negative|dramatic|anxious)|cry|worry (?:about it|so much|too "
    r"much)|overthink(?: it| this| things)?|take it (?:so )?(?:personally|seriously|to heart)|dwell on (?:it|the past"
    r"|this)|think (?:so much|about it)|stress(?: about it| so much)?|feel (?:sad|bad|that way|like that)|let it "
    r"(?:get to|bother) you|make (?:such )?a (?:big deal|fuss|drama)(?: \w+){0,3}|be like that)",
)
_LESS = pattern(
    r"(?:there's |there is )?nothing (?:to|worth) (?:cry(?:ing)?|worry(?:ing)?|fuss(?:ing)?|complain(?:ing)?"
    r"|moan(?:ing)?|be (?:sad|upset|afraid|scared)) (?:about|over|of)",
    r"(?:we all|everyone|everybody|people|all of us) (?:gets?|has|have|had|feels?) (?:the |a |a bit |some |our |their "
    r")?(?:\w+ )?(?:blues|nerves|wobbles?|bad days?|rough patch(?:es)?|ups and downs|off days?|jitters|baggage)",
    r"an? (?:little|bit of) (?:\w+ )?(?:\w+) never (?:harmed|hurt|killed) any(?:one|body)",
    r"(?:words are just words|money is just money|hair is just hair|it's just words)",
    r"(?:it'll|it will|everything) heals?(?=[.,!]|$| in time| with time)",
    r"let's not (?:be|get|all be) (?:so |too )?(?:sad|down|dramatic|negative|gloomy|upset|silly)(?: \w+)?",
    r"no (?:negativity|negative (?:vibes|energy|thoughts)|sad faces|drama)(?: \w+){0,3}",
    r"bring(?:ing)? (?:the|our|everyone's) mood down",
    r"write something (?:\w+ )?(?:happy|happier|positive|nice|cheerful)",
    r"(?:keep|kept) (?:it|that|this|things like that) to yourself",
    r"(?:(?:no need|why|all this fuss) )?(?:for|make) (?:a whole|such a|an entire|all this) (?:post|fuss|drama|scene"
    r"|thread)",
    r"at your age,? (?:that's|it's|that is|it is|everyone|we all|i was already|you should)(?: \w+){0,2}",
    r"(?:it's|that's|it is|that is) (?:only|just) (?:money|hair|stuff|words|things|school|work|hormones|stress|nerves"
    r"|sex|winter|the internet|the internet talking|homework|furniture|growing pains)",
    r"thought (?:it was |that )?something (?:serious|bad|really bad|real) (?:had )?(?:happened)?",
    r"no reason (?:at all |whatsoever |really )?to (?:be|feel) (?:so |this |that )?(?:afraid|frightened|scared|sad"
    r"|upset|angry|jealous|lonely|depressed|anxious|ashamed|down|bad)(?! of yourself)",
    r"(?:you'll|you will|you're gonna) feel (?:so much |much |a lot )?better (?:after|once|when|if) (?:you|a|some"
    r"|it)(?: \w+)?",
    r"at least (?:you|u|it|it's|it isn't|he|she|they|there|there's|your|you're|you've|that|nobody|no one|now you|be"
    r"|this|yours)(?: \w+)?",
    r"(?:other people|others|some people|some|people|somebody|someone|many people|many|plenty of people|so many "
    r"people|there are people(?: out there)?(?: who)?|there are others(?: who)?|children in \w+|kids in \w+|people in "
    r"\w+) (?:have|has|got|'ve got|who have|with|out there have|out there with|would (?:kill|love|give)|are|would)(?: "
    r"it)? (?:so |much |way |a lot |far |real |actual |really )*(?:worse(?: off)?(?: problems| lives)?|starving|dying"
    r"|for what you have|to have (?:your|what you)|bigger problems|real problems|actual problems|problems worse)",
    r"(?:it|this|things|that) (?:could|can|might) (?:always |easily |have )?(?:been |be )?(?:so |much |way |a lot "
    r")?worse",
    r"(?:it isn't|it's not|that's not|it is not|isn't|not) (?:really |even )?(?:that bad|the end of the world|a big "
    r"deal|such a big deal|that serious|that deep|worth crying (?:over|about))",
    r"(?:everything|it all|things|this|it) (?:always )?happens? for a reason",
    r"it is what it is",
    r"(?:that's|that is|such is|thats) (?:just )?(?:life|how (?:it|life) is|the way it is|how life works)(?! (?:with"
    r"|for|in|as|without)\b)",
    r"time heals(?: \w+){0,3}",
    r"(?:this|it) too (?:shall|will) pass",
    r"(?:you'll|you will|ull|you're going to|you are going to|you're gonna|ur gonna) (?:be|get|feel) (?:just |totally "
    r"|absolutely |perfectly )?(?:fine|ok|okay|over (?:it|him|her|this|that)|better soon|alright)",
    r"(?:you'll|you will) (?:find|meet|have|get) (?:someone (?:else|better|new)|another|somebody)(?: \w+)?",
    r"it(?:'s| is) (?:just |only |probably just |all )*in your (?:own )?head",
    r"first[- ]world problems?",
    r"so what(?=[.,!?]|$| if)",
    r"(?<![a-z]\s)big deal",
    r"(?:who cares|boo hoo)",
    r"(?<!to\s)(?<!can\s)(?<!may\s)cry about it",
    r"(?:everyone|everybody|we all|all of us|people) (?:gets?|feels?|has|have|goes|go|is|are|struggles?|suffers?) "
    r"(?:through (?:this|that|it)|sad|depressed|anxious|tired|lonely|stressed|like (?:this|that)|that way|problems"
    r"|their problems|bad days|issues|down|struggles)(?: \w+)?",
    r"god (?:never|doesn't|does not|only|won't) gives?(?: \w+){0,6}",
    r"(?:plenty of|many|lots of) (?:other )?fish(?: \w+){0,3}",
    r"(?:you're|you are|ur) (?:(?:still |only |so |just )+(?:young|an? (?:kid|child|girl|boy|teen|teenager|student))"
    r"(?=[.,!]| you| there|$)|young(?=[.!]|,? you|,? there|$))",
    r"(?:you have|you've got|u have) (?:so much|everything|a lot|your whole life)(?: \w+)? (?:to live for|to be "
    r"(?:grateful|thankful|happy) (?:for|about)|going for you|ahead of you|in front of you)",
    r"(?:it's|it is|it was|that's|this is|its) (?:just|only|probably just) (?:a|an|your|some) (?:\w+ )?(?:dog|cat|pet"
    r"|job|phase|breakup|boy|girl|guy|man|woman|bad day|stress|hormones?|exam|game|joke|test|period|number|house|car"
    r"|anxiety|money|miscarriage|feeling|moment)(?! (?:to|for) (?:them|him|her|others|everyone|everybody)\b)",
    r"boys will be boys",
    r"(?:what|whatever) (?:doesn't|does not|don't) kill (?:you|u)(?: \w+){0,4}",
    r"(?:you|u) think too much",
    r"(?:you're|you are|ur) (?:just |probably just )?(?:overthinking|imagining|reading too much|hormonal|fine)(?: "
    r"\w+)?",
    r"(?:you don't|you do not|you dont|u dont|you) (?:even )?(?:look|seem|sound) (?:that )?(?:depressed|sick|fine|sad"
    r"|ill|happy)(?: to me)?",
    r"(?:there's|there is|you have|you've got) (?:nothing|no reason|no need) to (?:be (?:sad|upset|depressed|worried"
    r"|scared|anxious|ashamed of)|worry about|cry about|complain about|feel (?:bad|sad)(?: about)?)",
    r"happiness is a choice",
    r"(?:you just need|all you need is|you need) (?:some |a )?(?:fresh air|sleep|boyfriend|girlfriend|man|drink"
    r"|holiday|vacation|hobby|good night's sleep)",
    r"(?:you'll|you will) (?:understand|laugh about (?:it|this)|thank|see)(?: \w+)? (?:when|one day|someday|later|in "
    r"\w+ years)(?: \w+){0,3}",
    r"(?:he|she) (?:would|wouldn't) (?:not )?want you to be (?:sad|crying|like this)",
    r"(?:he's|she's|they're|he is|she is|they are) in a better place",
    r"it was (?:meant to be|(?:god's|his) plan|for the best)",
    r"(?:it's|it is|that's) for the best",
    r"(?:you|u) can (?:always )?(?:have|try for|get) another(?: (?:one|baby|child|dog|cat))?",
    r"better luck next time",
    r"get used to it",
    r"that's nothing new",
    r"this will pass",
    r"it will pass",
    r"it'll pass",
)
_YOU_ORDER = Deferred(r"(?:just|you) ")
_FOR_OTHERS = Deferred(r"\b(?:for|to) (?:them|him|her|others|everyone|people|my \w+|the \w+),? $")
_ALTERNATIVES = (
    ("at least", "dismissing.alt.at_least"),
    ("reason", "dismissing.alt.reason"),
    ("meant to be", "dismissing.alt.reason"),
    ("plan", "dismissing.alt.reason"),
    ("for the best", "dismissing.alt.reason"),
    ("god ", "dismissing.alt.reason"),
    ("another", "dismissing.alt.another"),
    ("someone", "dismissing.alt.another"),
    ("somebody", "dismissing.alt.another"),
    ("fish", "dismissing.alt.another"),
    ("you look ", "dismissing.alt.unseen"),
    ("n't look ", "dismissing.alt.unseen"),
    ("n't seem ", "dismissing.alt.unseen"),
    ("n't sound ", "dismissing.alt.unseen"),
    ("you seem ", "dismissing.alt.unseen"),
    ("you sound ", "dismissing.alt.unseen"),
    ("head", "dismissing.alt.unseen"),
    ("imagining", "dismissing.alt.unseen"),
    ("problem", "dismissing.alt.worse"),
    ("starving", "dismissing.alt.worse"),
    ("dying", "dismissing.alt.worse"),
    ("worse", "dismissing.alt.worse"),
    ("calm", "dismissing.alt.calm"),
    ("relax", "dismissing.alt.calm"),
    ("chill", "dismissing.alt.calm"),
    ("worry", "dismissing.alt.worry"),
    ("worried", "dismissing.alt.worry"),
    ("positive", "dismissing.alt.positive"),
    ("bright", "dismissing.alt.positive"),
    ("cheer", "dismissing.alt.positive"),
    ("grateful", "dismissing.alt.positive"),
    ("smile", "dismissing.alt.positive"),
    ("happ", "dismissing.alt.positive"),
    ("thankful", "dismissing.alt.positive"),
    ("blessings", "dismissing.alt.positive"),
    ("heals", "dismissing.alt.over"),
    ("pass", "dismissing.alt.over"),
    ("over ", "dismissing.alt.over"),
    ("move on", "dismissing.alt.over"),
    ("let it", "dismissing.alt.over"),
    ("forget", "dismissing.alt.over"),
    ("fine", "dismissing.alt.fine"),
    ("okay", "dismissing.alt.fine"),
    ("just a", "dismissing.alt.just"),
    ("only a", "dismissing.alt.just"),
    ("every", "dismissing.alt.everyone"),
    ("we all", "dismissing.alt.everyone"),
)


@in_standard_english
def find(sentence: Sentence) -> Iterator[Mark]:
    """Yield comfort that shuts the door: "at least", "calm down", "others have it worse"."""
    plain = sentence.plain
    if is_disowned(plain):
        return
    starts = clause_starts(plain)
    for match in _ORDERS.finditer(plain):
        begins = match.start() in starts and not is_joined(plain, match.start())
        ordered = begins or _YOU_ORDER.match(match.group())
        if ordered and not (is_negated(plain, match.start()) or is_taken_back(plain, match.end())):
            yield _mark(match)
    yield from pressing.find(sentence)
    for match in _LESS.finditer(plain):
        if not (is_negated(plain, match.start()) or _is_own(plain, match)):
            yield _mark(match)


def _is_own(plain: str, match: re.Match[str]) -> bool:
    """Whether the words are the writer's own reason, are said to be others' view, or are taken back."""
    at, end = match.span()
    return is_own_reason(plain, at) or bool(_FOR_OTHERS.search(plain[:at])) or is_taken_back(plain, end)


def _mark(match: re.Match[str]) -> Mark:
    words = match.group()
    alternative = next((name for clue, name in _ALTERNATIVES if clue in words), "dismissing.alt")
    return Mark(Voice.LOOK_AGAIN, "dismissing", *match.span(), alternative)
