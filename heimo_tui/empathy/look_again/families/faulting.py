"""Finds blame that comes as a question, as an "if", as a consequence, or as a rule of how people are."""

from __future__ import annotations

from collections.abc import Iterator

from heimo_tui.empathy.clauses import Sentence
from heimo_tui.empathy.findings import Mark
from heimo_tui.empathy.look_again.families.gate import by_writer, to_others
from heimo_tui.empathy.phrases import pattern

_PEOPLE = (
    r"(?:he|she|they|a (?:wife|husband|boss|child|kid|son|daughter|mother|father|man|woman|friend|partner)|children"
    r"|kids|people|women|men|wives|husbands|teenagers|daughters|sons|parents|bosses|friends|neighbours|managers"
    r"|doctors|teachers|companies|the police|your (?:\w+))"
)
_DONE = (
    r"(?:visited|gone|called|asked|told|said|left|done|tried|swiped|locked|checked|stayed|listened|written|rung|rang"
    r"|saved|planned|helped|waited|spoken|thought|known|noticed|seen|prevented|stopped|avoided|handled|walked|worked"
    r"|studied|prepared|insured|read|answered|apologised|apologized|reported)"
)
_IF = pattern(
    r"if you(?:'d| had|d)(?:n't| not)? (?!known|had|been able|met me|asked me|told me)(?:only |just |actually |ever"
    r" |really "
    r")?[\w' ]{3,60},? (?:you|he|she|they|it|this|that|we|none of this)(?:'d| would| might|'d have)(?:n't| not)?(?: "
    r"\w+){0,3}",
    r"if you(?:'d| had) (?:just|only) (?!been|had|known)\w+(?: \w+){0,3}",
    r"if you hadn't \w+(?: \w+){0,3}",
    rf"had (?:you|i) (?:only |just )?{_DONE}[^.?!]*(?:you'd|you would|i'd|he'd|she'd|they'd|wouldn't)",
    r"(?:maybe|perhaps|might help|would help) if you (?:were|weren't|hadn't|'d|didn't|stopped|tried (?:to be|harder"
    r"|being)|made (?:an|more)|smiled|lost|dressed|listened|spoke|gave|spent|put in|weren't)(?: \w+){0,4}",
    rf"(?:^|[,;] |\b(?:and|but|well) )you (?:could(?:'ve| have)?|might(?:'ve| have)) (?:just |easily |always "
    rf"|at least |simply |also |perhaps )?{_DONE}(?! without| without)(?: \w+){{0,3}}",
)
_THEN = pattern(
    r"(?:and|but|yet|then|so)(?: now| then| still)? you(?:'re| are|)(?: now| still)? (?:wonder|wondering|surprised"
    r"|shocked|astonished|complain|complaining|moan|moaning)(?: \w+){0,2}",
    r"you (?:were|are|act|acted|seem) (?:so |all )?(?:surprised|shocked|astonished)",
    r"(?:don't|dont|do not) act (?:so |all )?(?:surprised|shocked|innocent)",
    r"(?:and|or|then) (?:be|act) (?:so |all )?(?:surprised|shocked|astonished)",
    r"and then (?:you )?(?:cry|complain|whine|moan|wonder|weep|want)(?: \w+){0,3}",
    r"so you (?:knew|stopped|quit|ghosted|left|went|gave|told|sent|took|didn't|never|put|let|lied|drank|hit|skipped)"
    r" [\w' ]{2,50}(?:,| and| but) (?:and )?(?:now|you're|you|it's|that)(?: \w+)?",
    r"(?:^|so |and |then )you knew(?=[.?!]|$| he was| she was| what (?:he|she|it)| the (?:risks?|rules))",
    r"you knew [\w' ]{2,40} and (?:you )?(?:still|married|moved|stayed|went|signed|had)(?: \w+){0,3}",
    r"you (?:did|do) (?:rather |kind of |kinda |sort of |sorta )?(?:leave it|stop replying|choose|put yourself|pick"
    r"|marry"
    r"|invite|bring it|sign)(?: \w+){0,3}",
    r"you (?:kind of|sort of|kinda|basically|practically) (?:picked|trained|taught|asked|invited|chose|wanted|brought)"
    r"(?: \w+){0,3}",
    r"you (?:left|waited|took) (?:it )?(?:too|so|rather|a bit) (?:late|long)(?: \w+){0,2}",
    r"(?:that|it|staying|leaving|addiction|which) (?:is|was) (?:also )?a (?:decision|choice)(?: as well| too| you make"
    r"| you made)?(?=[.,!]|$| every)",
    r"you(?:'re| are)? (?:just |simply |only )?(?:keep|keeping) (?:deciding|choosing|repeating|making (?:the"
    r"|it)|letting|dating|falling for|feeding)(?: \w+){0,2}",
    r"you(?:'re| are) (?:repeating|the one pressing|choosing|refusing|the (?:variable|problem|cause))(?: \w+)?",
    r"the (?:variable|common denominator|common factor|problem) (?:here |is |might be |could be )+you(?=[.,!]|$)",
    r"you keep saying [\w' ]{3,50},? (?:yet|but|and) you(?: \w+){0,3}",
    r"you (?:must have|kinda|kind of|have|clearly|basically) (?:taught|trained|raised|spoiled|encouraged|led|let)(?: "
    r"him| her| them| people)(?: \w+){0,3}",
    r"you (?:were|are|'re) the one (?:who|that) (?:wanted|answered|signed|invited|opened|agreed|quit|asked|started"
    r"|moved|texted|called|went|gave|trusted|lent|hired|put|took|said yes)(?: \w+){0,3}",
    r"(?:nobody|no one) (?:made|told|asked) you (?:to )?(?:lend|marry|stay|sign|go|do|move|have|take|buy|answer|drink"
    r"|quit|leave|send|trust|come)(?: \w+){0,2}",
    r"(?:own|take|look at|examine|consider) (?:your|the) (?:own )?(?:part|share|role|50|half|behaviour|behavior"
    r"|mistakes"
    r"|choices)(?: \w+){0,2}",
    r"the part you (?:played|play)|your (?:part|role|share) in (?:this|it|that|what)",
    r"you made (?:it|that|this) (?:so )?(?:easy|hard) (?:for|to)(?: \w+)?|you make it (?:pretty |so |very )?(?:hard"
    r"|easy)"
    r" to(?: \w+){0,3}",
)
_ASKED = pattern(
    r"why (?:are|were) you (?:even |still )?(?!up\b|awake\b|here\b|sad\b|crying\b|so hard)(?:living|staying|sleeping"
    r"|talking|answering|walking|drinking|there|alone with|with (?:him|her|them)|so stubborn|being)(?: \w+){0,3}",
    r"why (?:did|do|would|were|are|is|was) [\w' ]{2,40} in the first place",
    r"what (?:was|were) (?:the )?(?:signals?|vibes?|message) (?:were |was )?you(?: were)? (?:giving|sending|putting)",
    r"what did you (?:imagine|suppose|think) (?:would|was|were|is|could|gonna)(?: \w+){0,3}",
    r"what (?:exactly )?(?:did|do) (?:you|u) (?:exactly )?expect",
    r"what (?:did|had|have) you (?:do|done|say|said) (?:right before|before that|wrong|first|for (?:him|her|them) to|to"
    r" (?:him|her|them|make))(?: \w+){0,3}",
    r"(?:didn't|did not) (?:you|they|anyone|somebody|your \w+(?: \w+)?) (?:even |ever )?(?:warn|think|check|read|notice"
    r"|see|listen|lock|save|plan|know|ask|tell)(?: \w+){0,3}",
    r"did you (?:not|never) (?:even |ever )?(?:think|check|read|notice|see|listen|lock|know|ask|learn)(?: \w+){0,3}",
    r"did it (?:not|never) occur to you",
    r"did you (?:even )?(?:read|check) (?:the|his|her|it)(?: \w+){0,3}",
    r"you never (?:once|even) (?:thought|checked|bothered|tried|wondered|asked|looked|considered)(?: \w+){0,2}",
    r"have you (?:ever )?(?:considered|thought|noticed|wondered|asked yourself)(?: about)? (?:that |if |whether |maybe "
    r"|how |why )+(?:you|your|it's you|it might|the|it)(?: \w+){0,3}",
    r"could it be (?:that )?(?:she|he|they|your|the|you (?:only|never|always|just|didn't))(?: \w+){0,3}",
    r"ask yourself (?:where|why|who|what|how|if|whether)(?: \w+){0,3}",
    r"you never (?:told|said|describe|mention)(?: \w+){1,6},? so (?:how|what|why)(?: \w+){0,3}",
    r"(?:wouldn't|won't) it be (?:easier|better|simpler|kinder) for (?:everyone|everybody|him|her|them|the \w+|us)",
    r"(?:hear|see|consider|what's|what is|what was|what would) (?:about )?(?:his|her|their) side(?: of)?(?: \w+){0,2}",
    r"(?:there are|two|every story has) (?:always )?two sides(?: to)?(?: \w+){0,2}",
    r"(?:with your \w+,? )?was it (?:really )?(?:wise|smart|necessary|sensible) to(?: \w+){0,2}",
    r"(?:surely|and) (?:somebody|someone|you|anyone) (?:\w+ )?(?:read|saw|noticed|missed|ignored) the signs",
)
_RULE = pattern(
    rf"{_PEOPLE} (?:don't|doesn't|didn't|do not|does not|never|rarely|hardly|won't|wouldn't) (?:just |generally "
    rf"|simply "
    r"|usually |suddenly )?[\w' ]{3,50}(?:for (?:no reason|nothing)|without (?:any |a |good )?(?:reason|cause))",
    r"(?:people|they|he|she|others|men|women) (?:only |will )?(?:treat|respect|hurt|take|use)s? (?:us|you|from you)"
    r"[\w' ]{1,40}(?:let|allow|offer|teach|permit)(?: \w+)?",
    r"(?:depressed|negative|angry|needy|sad|anxious|bitter|clingy) (?:people|men|women|wives) (?:drive|push|chase"
    r"|attract"
    r"|repel|scare)(?: \w+){0,3}",
    r"your (?:mood|moods|attitude|anxiety|negativity|behaviour|behavior|nagging|drinking|temper|energy|jealousy|"
    r"worrying) (?:is|are|was|were) (?:why|the reason|what)(?: \w+){0,3}",
    r"if (?:his|her|the|a) (?:wife|husband|kids|boss)(?: was| is| were) happy",
    r"(?:he|she|they) (?:didn't|did not|wouldn't) (?:\w+ )?(?:ghost|leave|fire|dump|block|sack|hit|divorce|exclude) "
    r"(?:you|u|him|her) for (?:nothing|no)(?: \w+)?",
    r"(?:can't|cannot|couldn't) [\w' ]{3,40} and then (?:be|cry|complain|expect|wonder|weep|moan|act)(?: \w+){0,3}",
)
_BY_ONE = pattern(
    r"i(?:'d| would) never (?:walk|go|send|leave|let|trust|lend|sign|have|drink|stay|speak|take)(?: \w+){0,3}",
    r"(?:i can't help|can't help|couldn't help) (?:noticing|wondering)(?: \w+){0,2}",
    r"i (?:do |only |just |also )?notice (?:that |how )?(?:you (?:never|didn't|don't|only|haven't|still)|it's always)"
    r"(?: \w+){0,3}",
    r"one (?:does |do )?(?:wonders?|notices?)(?: \w+){0,3}",
    r"(?:funny|strange|odd|interesting|convenient|curious|weird|amazing),? (?:that|how) (?:you(?:'ve| have| had| never"
    r"| only| didn't| still| always)|it's always|it's never)(?: \w+){0,3}",
    r"i (?:did )?(?:warned you|tell you so|told you (?:so|not to|to \w+ |in the|in \w+|last|three|twice|many))(?:"
    r" \w+)?",
    r"if i had (?:spoken|fed|behaved|talked|eaten|done|acted|treated)(?: \w+){1,8} i(?:'d| would)(?: \w+){0,3}",
    r"i(?:'m| am) only (?:asking|thinking|saying)(?=[.,!]|$| what| because everyone| of how)",
    r"i (?:only|just) mention it|that's all i'm saying|(?:^|[,;] |i'm |im )just saying(?=[.,!]|$)"
    r"|just my two cents",
    r"i (?:hate|don't want|hate to) (?:to )?(?:say it|break it to you|be harsh|be that person),? but",
    r"not saying (?:you|it's|that you|it was)[\w' ]{2,40},? (?:just|but|only)(?: \w+)?",
)


def find(sentence: Sentence) -> Iterator[Mark]:
    """Yield blame as `blaming`."""
    yield from to_others(sentence, _IF, "blaming", "blaming.alt.should")
    yield from to_others(sentence, _THEN, "blaming", "blaming.alt")
    yield from to_others(sentence, _ASKED, "blaming", "blaming.alt.why")
    yield from to_others(sentence, _RULE, "blaming", "blaming.alt")
    yield from by_writer(sentence, _BY_ONE, "blaming", "blaming.alt")
