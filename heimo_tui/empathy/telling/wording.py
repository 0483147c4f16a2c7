"""Every sentence the check says, by message id, ready for translation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from heimo_tui.empathy.findings import Finding, Slots

MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        # what carries
        "emotional_reaction": "You say what their story does to you.",
        "interpretation": "You name what they may feel, so they know that they were understood.",
        "exploration": "You ask, which leaves them room to say more.",
        "been_there": "You tell them that somebody else has lived this.",
        "thanks": "You honour the courage it took to write.",
        "freedom": "You leave the choice with them.",
        "own_feeling": "You name what you feel; others who feel it will find you.",
        "asks_readers": "You ask something that others can answer from their own lives.",
        # look again
        "insult": "These words call a person a name, and somebody who hurts stops reading there.",
        "insult.alt": "Instead of “{word}”: “When I read this I felt angry, because …”",
        "insult.alt.plain": "Say what the words did to you: “When I read this I felt …”",
        "hostile": "This reads like an attack, and somebody who hurts stops reading there.",
        "hostile.alt": "Say what the words did to you: “When I read this I felt …”",
        "hostile.alt.words": "In place of “{words}”: “When I read this I felt …, because …”",
        "hostile.alt.threat": "If you are angry, you can say just that: “This made me angry, and I need a moment.”",
        "slur": "This word has been used to hurt a whole group of people, and some of them read here.",
        "slur.alt": "Say what somebody did instead of what they are.",
        "hostile_order": "This sends somebody away who came here to be heard.",
        "hostile_order.alt": "“I do not have the words for this right now” says stop without a blow.",
        "contempt": "This tells them that they are worth less than others, and shame feeds on that.",
        "contempt.alt": "Say what you disagree with, about the deed, not the person: “I see this differently: …”",
        "contempt.alt.deserve": "“This happened, and I wish it had not” says it without a sentence passed.",
        "contempt.alt.mock": "Said without the sting: “I do not understand this yet. What makes it so hard?”",
        "contempt.alt.nobody": "You can only speak for yourself: “I find this hard to read, because …”",
        "judging": "This says what they are, and somebody who is ashamed will believe it.",
        "judging.alt": "Ask about the moment instead: “What was going on for you then?”",
        "judging.alt.words": "In place of “{words}”, ask about the moment: “What was going on for you then?”",
        "judging.alt.start": "In place of “{trait}”: “What makes it so hard to begin?”",
        "judging.alt.worst": "In place of “{trait}”: “This hits you hard. What is the worst of it?”",
        "judging.alt.need": "In place of “{trait}”: “What were you needing just then?”",
        "judging.alt.inside": "In place of “{trait}”: “What is it like for you when it gets this strong?”",
        "judging.alt.trusted": "In place of “{trait}”: “You trusted. What was it like when that broke?”",
        "judging.alt.worst.bare": "Ask instead: “This hits you hard. What is the worst of it?”",
        "judging.alt.hardest": "They may be at the end of their strength: “What is the hardest part right now?”",
        "judging.alt.hard": "What is easy for one is not for another: “What makes it hard?”",
        "judging.alt.seen": "To be seen is a need, not a fault: “What do you wish that somebody would see?”",
        "judging.alt.burden": "“I am glad that you wrote this here.”",
        "judging.alt.dark": "“It must get very dark. I am glad that you tell of it.”",
        "judging.alt.offence": "Ask before you say it: “May I tell you how it looks from outside?”",
        "judging.alt.carry": "In place of “{trait}”: “How long have you been carrying this?”",
        "blaming": "This puts the blame on the one who got hurt, even if you do not mean it so.",
        "blaming.alt": "“However it came about, I am sorry you are in it.”",
        "blaming.alt.words": "In place of “{words}”: “However it came about, I am sorry you are in it.”",
        "blaming.alt.hard": "A question without a verdict: “What would have made it easier to {deed}?”",
        "blaming.alt.why": "A question without a verdict: “What was it like for you at the time?”",
        "blaming.alt.should": "They know it now: “You did what you could with what you knew then.”",
        "dismissing": "Meant to comfort, this can sound as if the pain did not count.",
        "dismissing.alt": "Stay with it first: “That sounds heavy. I am listening.”",
        "dismissing.alt.words": "Before “{words}”, stay with it: “That sounds heavy. What is it like right now?”",
        "dismissing.alt.at_least": "Leave out “at least” and stay with the pain: “I am sorry. What weighs the most?”",
        "dismissing.alt.worry": "Worry wants to be heard: “What are you most afraid of?”",
        "dismissing.alt.worse": "Pain needs no ranking: “It hurts, and that is reason enough to tell it.”",
        "dismissing.alt.calm": "“What goes through you when it gets this strong?” calms more than asking for calm.",
        "dismissing.alt.positive": "Let it be dark for a moment: “You do not have to be cheerful here.”",
        "dismissing.alt.over": "“Some things take as long as they take. What part still holds you?”",
        "dismissing.alt.reason": "Nobody has to find a sense in it: “I wish that it had not happened to you.”",
        "dismissing.alt.another": "Nothing takes that place: “What do you miss most?”",
        "dismissing.alt.unseen": "Much of it cannot be seen: “What is it like on the inside?”",
        "dismissing.alt.fine": "You cannot know how it ends, but you can say “I hope with you”.",
        "dismissing.alt.just": "Ask what it meant: “What did it mean to you?”",
        "dismissing.alt.everyone": "“I know some of this myself. What is it like for you?” keeps it theirs.",
        "advice": "This is advice, and they did not say that they want any.",
        "advice.listen": "They asked only to be heard, and advice can feel like being sent away.",
        "advice.ask": "They asked to be asked; a question lets them find their own way.",
        "advice.alt": "Ask first: “Would a thought from outside help you now, or only somebody who listens?”",
        "advice.alt.listen": "First what you heard: “That sounds hard, and I am here.”",
        "advice.alt.ask": "A question leaves it to them: “What have you already thought of or tried?”",
        "advice.alt.deed": "A question leaves it to them: “What would it mean for you to {deed}?”",
        "suggestion.alt.words": "Before “{words}”, ask: “Would a thought from outside help you now?”",
        "suggestion.listen": "They asked only to be heard, and even a gentle tip moves the talk away from them.",
        "suggestion.ask": "They asked to be asked; a question lets them find their own way.",
        "suggestion": "This is a suggestion, and they did not say that they want any.",
        "comparing": "Set beside another pain, theirs becomes smaller.",
        "comparing.alt": "Tell yours without measuring: “I have lived something like it. It hurt too.”",
        "comparing.alt.words": "In place of “{words}”: “I have lived something like it. It hurt too.”",
        "comparing.alt.lucky": "What they have does not undo what hurts: “It can be good and still hurt.”",
        "persuading": "This presses them to see or do it differently, before they feel understood.",
        "persuading.alt": "Leave it open: “What would you want it to be like?”",
        "persuading.alt.words": "In place of “{words}”, leave it open: “What would you want it to be like?”",
        "persuading.alt.lecture": "What holds for all may not reach this one: “How has it been for you?”",
        # may identify
        "email": "An e-mail address can be looked up and leads to a name.",
        "email.alt": "Leave it out; whoever wants to answer you can do it here.",
        "phone": "A phone number leads to one person.",
        "phone.alt": "Leave it out; whoever wants to answer you can do it here.",
        "handle": "A name from another site joins this post to everything you said there.",
        "handle.alt": "Leave it out, or say “a site where I write”.",
        "link": "A link may lead to you, or tell its owner who read here.",
        "link.alt": "Say what it is about instead of where it is.",
        "address": "An address leads to a door.",
        "address.alt": "“In my street” or “where I live” tells the story as well.",
        "name": "A name lets somebody who knows you recognise you.",
        "name.alt": "Use a word for who they are to you, or a letter.",
        "employer": "Where you work is one of the first things that colleagues recognise.",
        "employer.alt": "“At my work” is enough for most stories.",
        "school": "A school and a story together point at few people.",
        "school.alt": "“At school” or “where I study” is enough for most stories.",
        "exact_date": "An exact date can be matched with what somebody remembers or can look up.",
        "exact_date.alt": "“Last spring” or “some weeks ago” tells as much.",
        "exact_age": "An exact age helps to single you out.",
        "exact_age.alt": "“{coarse}” is close enough.",
        "only_one": "If you are the only one, this says who you are.",
        "only_one.alt": "“One of few” keeps the meaning.",
        "combination": "One by one these are harmless, but together they fit very few people: {aspects}.",
        "combination.alt": "Change or blur one of them: {aspects}.",
        "linked": "With what you told in this circle before, this fits very few people: {aspects}.",
        "linked.alt": "Leave this one out here, or tell it under another name.",
        "aspect.age": "an age",
        "aspect.place": "a place",
        "aspect.job": "a job",
        "aspect.employer": "a workplace",
        "aspect.school": "a school",
        "aspect.family": "the family",
        "aspect.date": "a date",
        "aspect.name": "a name",
        "aspect.origin": "an origin or a faith",
        "aspect.body": "something about the body",
        "aspect.pastime": "a pastime",
        "aspect.event": "something that happened",
        "age.child": "a small child",
        "age.teen": "a teenager",
        "age.20": "in the twenties",
        "age.30": "in the thirties",
        "age.40": "in the forties",
        "age.50": "in the fifties",
        "age.60": "in the sixties",
        "age.70": "in the seventies",
        "age.80": "in the eighties",
        "age.90": "very old",
        # care
        "danger_self": "If part of you is in danger, help is one key away (F1), and you can post this all the same.",
        "danger_self.alt": "If you want to, say what you need tonight, so that readers know how to be with you.",
        "danger_other": "If you fear what you might do, somebody can be with you in it: F1 opens the lines.",
        "danger_other.alt": "You could step away first, and then write what happened just before.",
        "danger_from_other": "If somebody hurts you or may do it, F1 opens lines that know this; F9 hides the screen.",
        "danger_from_other.alt": "Nobody here needs a name or a place to believe you.",
        "encourages_harm": "This pushes a person towards harm, and a circle's rules may hold it for a moderator.",
        "encourages_harm.alt": "If you worry about them: “Are you safe right now? I would rather you stayed.”",
        "method_details": "How it is done can pull a reader in danger closer.",
        "method_details.alt": "Tell the pain and leave the how out; it is understood without.",
        "risky_advice": "Stopping or changing a medicine suddenly can be dangerous.",
        "risky_advice.alt": "“What would you like the one who prescribed it to know?”",
    }
)
"""English sentences by message id; `{name}` is a gap that a slot fills."""

_NESTED = frozenset({"aspects", "coarse"})
Translate = Callable[[str], str]


def _as_is(sentence: str) -> str:
    return sentence


def fitted(message_id: str, need: str | None) -> str:
    """Return the id of the message that fits the need, or `message_id` itself where there is none of its own."""
    own = f"{message_id}.{need}"
    return own if own in MESSAGES else message_id


def say(message_id: str, slots: Slots = (), translate: Translate = _as_is) -> str:
    """Return the sentence of a message id with its gaps filled; `translate` takes and gives English sentences.

    The slots `aspects` and `coarse` hold message ids themselves, separated by commas. Raises KeyError for an
    unknown id.
    """
    sentence = translate(MESSAGES[message_id])
    for name, value in slots:
        if name in _NESTED:
            value = ", ".join(translate(MESSAGES[nested]) for nested in value.split(","))
        sentence = sentence.replace("{" + name + "}", value)
    return sentence


def why(found: Finding, translate: Translate = _as_is) -> str:
    """Return one sentence that says why the words were found."""
    return say(found.reason, found.slots, translate)


def another_way(found: Finding, translate: Translate = _as_is) -> str | None:
    """Return another way to put these words, or None where nothing should change."""
    return say(found.alternative_id, found.slots, translate) if found.alternative_id else None
