"""Sees what carries in a draft: the three mechanisms of EPITOME (arXiv 2009.08441), thanks, company and freedom."""

from __future__ import annotations

from collections.abc import Iterator

from heimo_tui.empathy.clauses import Sentence, in_standard_english
from heimo_tui.empathy.findings import Mark, Voice
from heimo_tui.empathy.phrases import Deferred, pattern
from heimo_tui.empathy.target import is_negated

_VERY = (
    r"(?:(?:so|really|very|truly|deeply|incredibly|just|terribly|absolutely|such|a|an|pretty|quite|too"
    r"|extremely|damn|fucking|super|always|also|genuinely|honestly|all|real|pure"
    r"|that|awfully|itself) ){0,3}"
)
_HARD = (
    r"(?:hard|tough|rough|exhausting|painful|awful|terrible|horrible|lonely|scary|frightening|frustrating"
    r"|overwhelming|heavy|unfair|heartbreaking|devastating|difficult|tiring|stressful|confusing|isolating|upsetting"
    r"|hurtful|draining|brutal|shitty|crushing|unbearable|a lot|tiresome|humiliating|infuriating|sad|miserable"
    r"|suffocating|traumatic|traumatizing|like (?:a lot|hell|torture)|hell|weight|load|burden|horrific|nightmare"
    r"|maddening|sore)"
)
_FELT = (
    r"(?:sad|hurt|hurting|tired|exhausted|lonely|alone|scared|afraid|frightened|terrified|ashamed|guilty|angry"
    r"|lost|stuck|overwhelmed|hopeless|worthless|numb|empty|anxious|worried|heartbroken|broken|trapped|betrayed"
    r"|abandoned|rejected|frustrated|confused|torn|drained|worn out|burnt out|burned out|invisible|desperate|miserable"
    r"|devastated|homesick|humiliated|jealous|helpless|small|unwanted|unloved|misunderstood|depressed|grieving"
    r"|under pressure|in pain|in so much pain)"
)

_REACTION = pattern(
    rf"i(?:'m| am|m) {_VERY}(?:sorry|sad|saddened|heartbroken|worried|glad|happy|proud|relieved|moved|touched"
    r"|grateful|thankful|angry|crying|tearing up)(?= (?:to|that|for|you|about|of|this|with|your|it|he|she|they|on)"
    r"|[.,!]|$)(?: (?:to (?:hear|read)|for you(?:r \w+)?|that|you|of you))?",
    r"(?:so|very|really|truly) sorry(?: (?:to hear|for|that|you|about))?(?: \w+)?",
    r"sorry (?:to hear|for your|that you|you(?:'re| are| have| had| feel| went))(?: \w+)?",
    r"my heart (?:\w+ )?(?:breaks|aches|hurts|goes out|sank|is with|is breaking|broke)(?: \w+){0,2}",
    r"(?:breaks|broke|warms|warmed) my heart",
    r"i (?:really |truly |do |just )*(?:feel for|care about|worry about|ache for|hurt for|believe in|admire|feel with"
    r"|love|root for|cry with) (?:you|u|ya)",
    r"(?:i'm|i am|we're|we are) (?:right |always )?(?:here (?:for you|with you|to listen|if you)|rooting for you"
    r"|thinking of you|with you|on your side|praying for you|cheering for you|listening|cheering you on)",
    r"(?:i'm|i am|we're|we are) here(?: only)?(?:,| and)? (?:i )?(?:listen|listening)",
    r"(?:sending|send) (?:you |u |so |much |lots of |some |all |my |a |big |many |virtual )*(?:love|hugs?|strength"
    r"|warmth|thoughts|good vibes|positive vibes|light|support)",
    r"(?:big |warm |virtual |internet |so many )?hugs?(?= to you| for you|[.!,]|$)",
    r"\*hugs?\*",
    r"you(?:'re| are|re) (?:really |truly |so |definitely |certainly )?(?:not alone|never alone|loved|cared for"
    r"|welcome here|among friends|so strong|so brave|enough)(?: \w+)?",
    r"you (?:aren't|arent) alone",
    r"(?:it|this|that|your (?:post|story|words)) (?:really |just |truly )?(?:makes me|made me) (?:so |really |very "
    r")?(?:sad|cry|tear up|happy|angry|smile|emotional|tear)",
    r"i (?:really |truly |just |do |sincerely |so )*(?:hope|wish) (?:you|things|it|that you|that things|that it"
    r"|everything|tomorrow|today|the|u|your|life|i could|there was|all)(?: \w+){0,3}",
    r"(?:thinking of|with) you(?=[.!,]|$| (?:today|tonight|all))",
    r"love you",
    r"i love you",
    r"lots of love",
    r"much love",
    r"all my love",
    r"stay strong",
    r"you matter",
    r"you deserve (?:to be (?:happy|loved|safe|heard|treated|held|respected)|love|better|happiness|kindness|rest|so "
    r"much|more|peace|good|to (?:feel|rest|live|heal))(?: \w+)?",
    r"best of luck",
    r"good luck",
    r"best wishes",
    r"take care(?: of yourself)?",
    r"(?:i'm|im) proud of you",
    r"proud of you",
    r"you(?:'ve| have) got this",
    r"you got this",
    r"thank you for trusting us",
)
_FEELINGS_NAMED = (
    r"(?:(?:that|it|this|everything|all of (?:that|this|it)|what you(?:'re| are|'ve| have) \w+) )?(?:sounds|must be"
    r"|must feel|must have been|must have felt|must hurt|has to be|has to feel|seems|sounded|feels) (?:like (?:a |an "
    rf"|it |it's |you )?)?{_VERY}(?:{_HARD}|{_FELT})",
    r"(?:it |that )?(?:must|has to|had to) (?:\w+ )?(?:hurt|sting|weigh|be eating|be tearing|wear you)(?: \w+)?",
    r"(?:you|u) (?:must|might|may|seem|sound|probably|clearly|obviously|look)(?: to)?(?: (?:be|feel|have (?:been"
    rf"|felt)|really|like|still))* {_VERY}(?:{_FELT})",
)
_NAMED = pattern(*_FEELINGS_NAMED)
_INTERPRETATION = pattern(
    *_FEELINGS_NAMED,
    rf"(?:you're|you are|you feel|you felt|you've been|you have been|you were) {_VERY}(?:feeling )?{_VERY}(?:{_FELT})",
    r"(?:it )?sounds (?:like|as if|as though|to me)(?: \w+){1,4}",
    r"it (?:seems|feels|looks) (?:like|as if|as though) (?:you|u|you're|this|that|it|your|he|she|they|things)(?: \w+)?",
    r"i (?:can |do |totally |completely |fully |really |definitely |so |think i |totally can |kind of |sort of |also "
    r")*(?:understand|get|hear|see|imagine|relate|feel|know|recogni[sz]e|empathi[sz]e|sympathi[sz]e)(?: (?:exactly "
    r"|just |totally )?(?:you|how|that|what|why|it|this|where|to|with|the feeling|your)(?: \w+){0,3}|(?=[.!,]|$))",
    r"i (?:can't|cannot|can not|can only|couldn't|can hardly) (?:even )?(?:begin to )?imagine(?: \w+){0,3}",
    r"(?:(?:that|it|this) |^)(?:makes|made) (?:so much |total |perfect |complete |a lot of )?sense(?: that| to me)?",
    r"(?:no wonder|of course|it's no surprise|understandabl[ey]|it's understandable|it's normal|it's natural|it's "
    r"okay|it's ok|anyone would)(?: that| if| to)? (?:you|u|you're|feel|be)(?: \w+){0,3}",
    rf"(?:that|it|this)(?:'s| is| was|s) {_VERY}(?:{_HARD})",
    r"i know (?:the feeling|that feeling|how (?:it|you|that|hard|this|much|difficult)|what (?:it|you|that)"
    r"|exactly)(?: \w+){0,3}",
    r"you (?:feel|felt|miss|want|wanted|need|needed|lost|love|loved|care|tried|carry|carried|fear|wish|long) (?:so "
    r"|very |to be |to feel |him|her|them|like|a lot|as if|that|your)(?: \w+){0,3}",
)
_BEEN_THERE = pattern(
    r"(?:i've|i have|ive|we've) (?:also |definitely |totally |so |actually )?(?:been (?:there|in (?:your|the same|a "
    r"similar|that)|through|where you|feeling|dealing|struggling|suffering)|felt|had (?:the same|similar|those|that)"
    r"|experienced|gone through|struggled|dealt with|lived)(?: \w+){0,3}",
    r"been (?:there|in the same (?:boat|place|situation|spot))",
    r"(?:me|us) (?:too|as well)",
    r"same here",
    r"(?:i'm|i am|im|we're) (?:also |right |in |kind of )*(?:in the same (?:boat|place|situation|spot)|in a similar "
    r"(?:\w+)|the same(?: way)?|right there with you|there with you|feeling the same|going through (?:the same|this"
    r"|that|something|it|similar)|so like you)(?: \w+)?",
    r"i (?:feel|felt|am|have|had|do|did|think|know|live|went through|struggle|get|go through|was|experienced|deal "
    r"with|can feel)(?: \w+)? (?:(?:the )?(?:exact )?same|like this|like that|like you|exactly like|this way|that way"
    r"|similar|too|as well)(?: \w+){0,2}",
    r"(?:happened to me|same thing|my story|i was you|i could have written (?:this|that|your)|this is me|are you me"
    r"|it took me)(?: \w+){0,3}",
    r"(?:what|something that|one thing that) (?:helped|worked|helps|saved|carried)(?: for)? me(?: \w+){0,4}",
)
_THANKS = pattern(
    r"thank (?:you|u)(?: (?:so much|for (?:sharing|writing|telling|trusting|posting|being|saying|this|your|the)(?: "
    r"\w+){0,3}))?",
    r"thanks(?: (?:for|so much|a lot)(?: \w+){0,3})?",
    r"(?:i'm|i am) (?:so )?(?:glad|grateful) you (?:wrote|told|shared|posted|said|came|reached)(?: \w+){0,2}",
    r"(?:it )?(?:takes|took) (?:a lot of |so much |real |great )?(?:courage|strength|guts)(?: \w+){0,4}",
    r"that was (?:so |really |very )?brave(?: of you)?",
    r"appreciate (?:you|your|this|that|it)(?: \w+)?",
)
_FREEDOM = pattern(
    r"(?:only you|you alone) (?:can )?(?:know|decide|get to|can say)(?: \w+){0,3}",
    r"whatever you (?:decide|choose|do|need|feel)(?: \w+){0,2}",
    r"no pressure",
    r"(?:it's|it is) (?:up to you|your (?:choice|call|decision|life|pace)|okay (?:to|not to|if)|ok (?:to|not to|if)"
    r"|alright to)(?: \w+){0,3}",
    r"take (?:your time|all the time|what(?:ever)? helps|it or leave it)(?: \w+){0,2}",
    r"you (?:don't|do not) (?:have|need) to (?:answer|decide|explain|reply|know|have|do|be|feel|say|justify"
    r"|apologi[sz]e|forgive|tell|prove|hide|pretend)(?: \w+){0,3}",
    r"if you (?:want|feel like|ever want|ever feel|like|wish|prefer)(?: to)?",
    r"(?:at|in) your own (?:pace|time|way)",
    r"there(?:'s| is) no (?:right|wrong) (?:way|answer|time)(?: \w+){0,3}",
    r"you get to (?:decide|choose|feel)",
)
_ASKED = Deferred(
    r"(?:^|[,;:\u2013—-] ?|\b(?:and|but|so|or|if i may ask|may i ask|can i ask|i wonder) )(?P<q>(?:what|how|why|when"
    r"|where|who|which|do|does|did|is|are|was|were|have|has|had|would|could|can|will|want|wanna|anything|any|may"
    r"|if you don't mind|mind) [^?]{0,200}\?)"
)
_UNMARKED = Deferred(
    r"(?:(?:and|so|but|hey|oh) )*(?:(?:(?:what|how|why|when|where|who)(?:'s| is| are| was| were| do| did| does| has"
    r"| have)|(?:would|do|did|have|are|were|can|could) (?:you|it|they|that)(?! (?:i|we)\b))\b[^.!?]{1,200}$)"
)
_WHAT_LIKE = Deferred(r"\bwhat(?:'s| is| are| was| were) (?:\w+ ){1,3}like$")
"""Questions of somebody who sets no signs, by which trained readers know a question."""

_ASKS_ABOUT = Deferred(
    r"\b(?:you|u|your|yours|it|that|this|he|she|they|him|her|them|ur|happened|going on|wrong|talk|the)\b|what's"
    r"|what about|what(?:'s| is| are| was) \w+ like|how so|how come|how long|why not|anything else"
)
_INVITES = pattern(
    r"(?:tell|say|share|write|hear|know|talk|listen)(?: (?:me|us|to|with))* (?:more|all about it|what(?:'s| is| "
    r"happened)|how (?:you|it)|if you (?:want|like)|about (?:it|her|him|them|what))(?: \w+){0,3}",
    r"(?:do you |would you |u |you )?(?:want|wanna|like|care|need|feel like)(?: to)? (?:talk|vent|chat|share|speak"
    r"|blether|talking|tell (?:me|us)|rant)(?: about (?:it|him|her|what \w+))?",
    r"feel free to (?:talk|message|pm|dm|vent|write|share|reach|tell|rant|msg|reply)(?: \w+){0,3}",
    r"(?:i'm|i am) (?:here|happy|around|willing|open|curious|wondering|listening)(?: if you| to (?:listen|talk|hear"
    r"|chat)| what| how)(?: \w+){0,3}",
    r"what's (?:going on|up|wrong|bothering you|on your mind|happening|been going on)",
    r"(?:i'd|i would) (?:love|like) to (?:hear|know|understand)(?: \w+){0,4}",
    r"what happened",
    r"you can (?:always )?(?:talk|write|vent|message|tell)(?: to)? (?:me|us|here)(?: \w+){0,3}",
)
_MEAN = Deferred(
    r"what(?:'s| is| the hell is) wrong with you|what did you expect|why (?:don't|dont|didn't) you|how (?:could"
    r"|dare) you|who (?:cares|asked)|what were you thinking"
)
_OWN_FEELING = pattern(
    rf"(?:i feel|i felt|i'm|i am|i've been|i was|im) (?:(?:so|really|very|just|always|completely|utterly|totally"
    rf"|kind of|deeply|a bit|feeling|still|too|more|also) ){{0,3}}(?:{_FELT})"
)
_ASKS_READERS = Deferred(
    r"\b(?:has|have|does|do|is|did|are) (?:any(?:one|body)|someone|other people|others|you|there (?:any(?:one"
    r"|body)|others))\b[^?]{0,160}\?|\bhow (?:did|do|have) (?:you|others|other people|people)\b[^?]{0,160}\?"
)


@in_standard_english
def find_mechanisms(sentence: Sentence) -> Iterator[Mark]:
    """Yield the three mechanisms; only where no trained reader knows the language, which sees them better."""
    plain = sentence.plain
    if match := _REACTION.search(plain):
        yield _mark("emotional_reaction", plain, *match.span())
    if (match := _INTERPRETATION.search(plain)) and not is_negated(plain, match.start()):
        yield _mark("interpretation", plain, *match.span())
    yield from _exploring(plain)


@in_standard_english
def find_always(sentence: Sentence) -> Iterator[Mark]:
    """Yield company, thanks, freedom and questions without signs, which nothing is trained for, and named feelings.

    "That sounds lonely" is said so often, and in so few ways, that a rule is surer of it than any reader.
    """
    plain = sentence.plain
    if (match := _NAMED.search(plain)) and not is_negated(plain, match.start()):
        yield _mark("interpretation", plain, *match.span())
    for code, seen in (("been_there", _BEEN_THERE), ("thanks", _THANKS), ("freedom", _FREEDOM)):
        if match := seen.search(plain):
            yield _mark(code, plain, *match.span())
    asked = None if "?" in plain else _UNMARKED.match(plain) or _WHAT_LIKE.search(plain)
    if asked and _ASKS_ABOUT.search(asked.group()) and not _MEAN.search(plain):
        yield _mark("exploration", plain, *asked.span())


def _exploring(plain: str) -> Iterator[Mark]:
    asked = _ASKED.search(plain) if "?" in plain else None
    if asked and _ASKS_ABOUT.search(asked["q"]):
        if not _MEAN.search(plain):
            yield _mark("exploration", plain, *asked.span("q"))
    elif (match := _INVITES.search(plain)) and not _MEAN.search(plain):
        yield _mark("exploration", plain, *match.span())


@in_standard_english
def find_in_post(sentence: Sentence) -> Iterator[Mark]:
    """Yield what carries in a post: a feeling named, a question that others can answer."""
    plain = sentence.plain
    if match := _OWN_FEELING.search(plain):
        yield _mark("own_feeling", plain, *match.span())
    if "?" in plain and (match := _ASKS_READERS.search(plain)):
        yield _mark("asks_readers", plain, *match.span())


def _mark(code: str, plain: str, start: int, end: int) -> Mark:
    words = plain[start:end]
    start += len(words) - len(words.lstrip())
    return Mark(Voice.CARRIES, code, start, end)
