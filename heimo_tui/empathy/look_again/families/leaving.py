"""Finds how somebody leaves: closing formulas, hurry, boredom, care that is faint, and doubt of the story."""

from __future__ import annotations

from collections.abc import Iterator

from heimo_tui.empathy.clauses import Sentence
from heimo_tui.empathy.findings import Mark
from heimo_tui.empathy.look_again.families.gate import by_writer, to_others
from heimo_tui.empathy.phrases import pattern

_CLOSED = pattern(
    r"^(?:right then|moving on|moving swiftly on)[.!…]*$",
    r"(?:anyway|anyhow|anywho|also|ok|okay|so|but|now|right),? (?:so )?(?:did|does|do|has|is|was) (?:any(?:one|body))"
    r"(?: here)? (?!else feel|feel|want|know how)\w+",
    r"(?:anyway|anyhow|anywho|also|ok|okay|so|but|now|right),? (?:so )?who(?:'s|s| is| has|'ve|)(?: got| up| for"
    r"| watching| coming| bringing| wants| else is up| in)(?: \w+){0,2}",
    r"(?:anyway|anyhow|anywho),? (?:i'd better|i better|gotta|got to|i have to|have to|must|i must|how's|let's|back"
    r"|on to|onto|good luck|hope (?:it|that|things|all)|are you (?:coming|around|free)|did you|what time)(?: \w+){0,4}",
    r"(?:hope|hopefully) (?:it|that|things|all|this|it all)(?:'ll)? (?:sorts? itself|gets? sorted|resolves? itself)"
    r"(?: out)?",
    r"(?:i'll|i will|we'll|let's|shall we) (?:just )?(?:leave|park) (?:it|that|this)(?: one)? (?:there|here|at that"
    r"|till|until|with her|with him)",
    r"let me stop you there",
    r"let's (?:not dwell|keep (?:it|this|things)(?: \w+)? (?:light|cheerful|positive|short|brief)|talk about something"
    r" (?:else|nicer|happier)|change the (?:subject|topic)|go with that|not go there|move on)(?: on it)?",
    r"(?:we don't|we do not|let's not|we shall not|we won't|we needn't) (?:want to |need to )?dwell",
    r"^(?:ok|okay|right|hmm|well|fine|so)?,? ?(?:duly )?noted(?=[.!]|$)",
    r"(?:clos(?:e|ing)|lock(?:ing)?) (?:this|the thread|the topic|this thread)(?: now)?",
    r"nothing (?:further|more|else|left) to (?:add|say|see|discuss)",
    r"all there is to say",
    r"enough (?:airtime|attention|space|time)(?= as| now|[.,!]|$| to this)",
    r"(?:talk about|write about|post about|tell us|share) something (?:nicer|happier|else|lighter|positive)",
    r"(?:tell|give|name) (?:us|me) (?:three|one|two|five|ten|a few|some) (?:nice|good|positive|happy|lovely) things?",
    r"(?:save|keep|leave) (?:it|that|this|those|all that|that kind of \w+) for (?:your|the|a|another) (?:\w+)",
    r"(?:that's|this is|sounds like|that sounds like)(?: really| more)? (?:an? |something |one |a thing |a question )?"
    r"(?:for|between you and) (?:you and )?(?:your|a|the) (?:therapist|counsellor|counselor|journal|diary|priest"
    r"|shrink)",
    r"(?:there are|there's) (?:helplines?|lines|people|places|professionals|a sticky|a thread|a section) for (?:that"
    r"|this|these)(?: \w+){0,3}",
    r"(?:keep|leave) (?:this|the) (?:thread|place|forum|chat|circle|group|channel) (?:\w+ )?(?:cheerful|light"
    r"|positive|happy|clean|for)",
    r"(?:the rest|some) of us came here (?:for|to)(?: \w+){0,3}",
    r"(?:when|once|as soon as) you(?:'re| are) (?:back to (?:your|being)|yourself again|your old self|more fun|in a "
    r"better mood|cheerful|happier|less)(?: \w+){0,2}",
    r"(?:somebody|someone|somone) (?:else )?(?:will|'ll|here will|should|must) (?:surely |probably |else )?(?:know what"
    r"|answer|reply|have something|help|come along|be along)(?: \w+)?",
)
_BORED = pattern(
    r"^(?:oh |ugh |\*?sigh\*?,? |not )?(?:this|that|you|him|her) again\b(?=[?,.!]|$)",
    r"yawn",
    r"are (?:we|you) (?:really )?still (?:talking|going on|on about|upset|crying|not over|hung up|moping|at it|on this"
    r"|doing this)(?: \w+){0,2}",
    r"is (?:this|that|it) still (?:going on|a thing|happening)",
    r"(?:(?:you've|we've|i've|we have) (?:already )?(?:done|heard|had|covered|been over|been through)|you(?:'ve)? "
    r"(?:already )?(?:said|posted)) (?:this|that|it|all this|all that|the same|this one)(?: one| thing)? (?:before"
    r"|already|last \w+|in \w+|again|a (?:hundred|thousand|million)|so many|many|enough|like|\w+ times)",
    r"(?:said|told us|wrote|posted) the same (?:thing )?(?:last|before|every|in|again)(?: \w+)?",
    r"for the (?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth|thousandth|millionth|umpteenth|nth) "
    r"time,? (?:we|this|now|you|love)?(?=[.,!]|$| we| this| now| you)",
    r"are you (?:done|finished)(?: yet| now)?(?=\?)",
    r"(?:is that|was that) (?:everything|all|it)(?: or|,? then|\?)",
    r"what is it this (?:time|evening|week|morning)|what is it now(?=[?.]|$)",
    r"here we go again",
    r"change the (?:record|tune|channel|song)",
    r"broken record",
    r"same old (?:story|song|thing|drama|sob)",
    r"get to the point",
    r"what(?:'s| is) (?:your|the) (?:actual )?(?:question|point)(?: here)?(?=\?)",
    r"(?:read|write|hear) (?:all (?:of )?that|an essay|a novel)(?=[,.]|$| about| because)",
    r"(?:you've had|had) your (?:cry|say|turn|moment|moan|rant)",
)
_FAINT = pattern(
    r"sorry (?:that )?you feel (?:that|this|like that)(?: way)?",
    r"^there,? there(?:,? \w+)?[.!]*$",
    r"(?:don't|do not|haven't) (?:have|hold|got) (?:the )?(?:capacity|bandwidth|spoons|space|time) for (?:this|that|it"
    r"|your|you|things|such)",
    r"i don't (?:really )?(?:do|hold) (?:sad|other people's|negative|drama|grief)(?: \w+)?",
    r"as long as it (?:doesn't|isn't|is not|does not) (?:get |too |so )*(?:dark|heavy|long|sad|too|deep|about)",
    r"i(?:'d| would)(?:n't| not) (?:post|share|write|say|tell) (?:it|that|this|about it)(?: \w+){0,2}(?:next time|again"
    r"|here|in public|publicly|online)",
    r"(?:you|your) [\w' ]{0,20}strong,? you don't need (?:us|anything|help|anyone|me)",
    r"(?:your|all) feelings are valid(?=, but|\. all)",
    r"i(?:'m| am) (?:choosing|going) (?:not to|to not) (?:feed|engage|respond|entertain)(?: \w+)?",
    r"you used to be (?:so |such |much |a lot |really )*(?:fun|happier|happy|stronger|nicer|prettier|pretty|cheerful"
    r"|lovely|strong|thin|a laugh)(?: \w+){0,2}",
    r"^(?:but |well,? )+you (?:do |always )?look(?:ed)? (?:\w+ ){0,2}(?:fine|happy|well|great|ok|okay|amazing|good)",
)
_DOUBTED = pattern(
    r"are (?:you|we) (?:really |quite |absolutely )?(?:sure|certain|positive) (?:that )?(?:he|she|they|it|this|that"
    r")(?:'s| is| was|'d| didn't| isn't| wasn't| meant| hadn't) (?!safe|ok|okay)\w+",
    r"is it (?:possible|not possible) (?:that )?you(?:'re| are| were| just) (?:just|only|simply|a bit|imagining|reading"
    r"|overreacting|being)?(?: \w+)?",
    r"if (?:it|that|this|he|she|they|things)(?: had| was| were|'d)? (?:really |actually |truly )?(?:happened|were|was"
    r"|been|that|as|so)[\w ]{0,30},? (?:why|you'd have|you would have|you wouldn't|his \w+ would|they'd|somebody would"
    r"|someone would|people would|the police|her \w+ would)(?: \w+)?",
    r"isn't it (?:a bit |a little |rather |very |so )*(?:convenient|strange|odd|funny)",
    r"an? (?:bit|little) (?:too )?convenient",
    r"is (?:only |all |pure )?(?:an )?(?:assumption|guesswork|speculation)(?:, isn't it)?(?=[.?!,]|$)",
    r"(?:reads|sounds|looks) like (?:an? )?(?:joke|fiction|film|soap|made up|banter|exaggeration|misunderstanding)",
    r"mak(?:e|ing) an? (?:film|drama|scene|mountain|opera|production|meal|song and dance|saga|soap|circus) (?:out )?"
    r"(?:of|about)(?: \w+)?",
    r"(?:i'm sure|i think|i bet|i'd say|surely) (?:he|she|they|your \w+|the \w+|that) (?:\w+ )?(?:meant (?:it )?(?:well"
    r"|kindly|nothing|no|it)|didn't mean|did all|did (?:his|her|their) best|only meant|had (?:his|her|their|good) "
    r"reasons?)(?: \w+){0,2}(?! but)",
    r"he'd had a (?:drink|bad day|long day)|he was (?:only|just) (?:upset|joking|tired|teasing|drunk|playing)",
    r"i'd (?:take|see) (?:it|that) as a compliment",
    r"take it as a compliment",
    r"(?:devil's|devils) advocate",
    r"(?:told|would have told) you if (?:it was|it were|there was) (?:anything|something)",
)


def find(sentence: Sentence) -> Iterator[Mark]:
    """Yield what turns away, hurries, or doubts as `dismissing`."""
    yield from by_writer(sentence, _CLOSED, "dismissing", "dismissing.alt")
    yield from to_others(sentence, _BORED, "dismissing", "dismissing.alt")
    yield from by_writer(sentence, _FAINT, "dismissing", "dismissing.alt")
    yield from by_writer(sentence, _DOUBTED, "dismissing", "dismissing.alt.unseen")
