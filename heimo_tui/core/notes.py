"""The small vocabulary people see around a post: needs, content notes, reactions, coarse times and words for counts."""

from dataclasses import dataclass
from typing import Final, Literal

Need = Literal["listen", "ask", "ideas", "none"]
ReactionCode = Literal["been_there", "hear_you", "with_you", "thank_you"]
Span = Literal[
    "just_now",
    "within_the_hour",
    "in_the_night",
    "this_morning",
    "this_afternoon",
    "this_evening",
    "yesterday",
    "yesterday_evening",
    "days_ago",
    "a_week_ago",
    "weeks_ago",
    "a_month_ago",
    "months_ago",
    "long_ago",
]
Crowd = Literal["nobody", "one", "few", "several", "many"]


@dataclass(frozen=True, slots=True)
class NeedWords:
    """What a writer asks of the readers: wire code, one-cell mark, label, and one line that explains it."""

    code: Need
    mark: str
    label: str
    explained: str


@dataclass(frozen=True, slots=True)
class NoteWords:
    """A content note: the code on the wire and the calm label shown instead of an alarm."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class ReactionWords:
    """A reaction: wire code, label on the key, and its sentence for one person and for more than one."""

    code: ReactionCode
    label: str
    one: str
    more: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A coarse time: which span, and how many of its unit where the span counts (else 0)."""

    span: Span
    number: int = 0


NEEDS: Final[tuple[NeedWords, ...]] = (
    NeedWords("listen", "♡", "just listen", "I want to be heard. No advice, please."),
    NeedWords("ask", "?", "ask me", "Questions help me find out what I think."),
    NeedWords("ideas", "+", "ideas welcome", "Tell me what helped you, if you like."),
    NeedWords("none", "·", "no replies", "I only needed to put it down somewhere."),
)

NOTES: Final[tuple[NoteWords, ...]] = (
    NoteWords("self_harm", "self-harm"),
    NoteWords("suicide", "suicide"),
    NoteWords("eating", "food and eating"),
    NoteWords("body", "body and weight"),
    NoteWords("abuse", "abuse"),
    NoteWords("sexual_violence", "sexual violence"),
    NoteWords("violence", "violence"),
    NoteWords("death", "death"),
    NoteWords("pregnancy_loss", "losing a pregnancy"),
    NoteWords("birth", "a hard birth"),
    NoteWords("illness", "illness"),
    NoteWords("substances", "drinking and drugs"),
    NoteWords("debt", "money and debt"),
    NoteWords("hate", "hate and prejudice"),
)

REACTIONS: Final[tuple[ReactionWords, ...]] = (
    ReactionWords("been_there", "been there", "has been there", "have been there"),
    ReactionWords("hear_you", "I hear you", "hears you", "hear you"),
    ReactionWords("with_you", "with you", "is with you", "are with you"),
    ReactionWords("thank_you", "thank you", "says thank you", "say thank you"),
)

NEED_CODES: Final[frozenset[str]] = frozenset(n.code for n in NEEDS)
NOTE_CODES: Final[frozenset[str]] = frozenset(n.code for n in NOTES)
REACTION_CODES: Final[frozenset[str]] = frozenset(r.code for r in REACTIONS)

_CROWD_WORDS: Final[dict[Crowd, str]] = {
    "nobody": "",
    "one": "somebody",
    "few": "a few people",
    "several": "several people",
    "many": "many people",
}
_SPAN_WORDS: Final[dict[Span, str]] = {
    "just_now": "just now",
    "within_the_hour": "within the hour",
    "in_the_night": "in the night",
    "this_morning": "this morning",
    "this_afternoon": "this afternoon",
    "this_evening": "this evening",
    "yesterday": "yesterday",
    "yesterday_evening": "yesterday evening",
    "days_ago": "{n} days ago",
    "a_week_ago": "a week ago",
    "weeks_ago": "{n} weeks ago",
    "a_month_ago": "a month ago",
    "months_ago": "{n} months ago",
    "long_ago": "more than a year ago",
}
_DAY: Final = 24 * 60


def need(code: str) -> NeedWords:
    """Words of a need; an unknown code, from a newer client, reads as "just listen", the gentlest one."""
    return next((n for n in NEEDS if n.code == code), NEEDS[0])


def note_label(code: str) -> str:
    """Calm label of a content note; an unknown code is shown as its own words."""
    return next((n.label for n in NOTES if n.code == code), code.replace("_", " "))


def reaction(code: str) -> ReactionWords | None:
    """Words of a reaction, or None for a code this version does not know."""
    return next((r for r in REACTIONS if r.code == code), None)


def crowd(count: int) -> Crowd:
    """Size of a group in the only precision shown: nobody, one, few (2-4), several (5-14), many."""
    if count <= 0:
        return "nobody"
    if count == 1:
        return "one"
    if count <= 4:
        return "few"
    return "several" if count <= 14 else "many"


def reaction_sentence(code: str, count: int) -> str:
    """One sentence instead of a number, such as "a few people have been there"; "" where there is none."""
    words, size = reaction(code), crowd(count)
    if words is None or size == "nobody":
        return ""
    return f"{_CROWD_WORDS[size]} {words.one if size == 'one' else words.more}"


def moment(minutes: int, now: int, offset: int = 0) -> Moment:
    """Coarse time of an event as its reader would say it.

    `minutes` and `now` are minutes since 1970-01-01 UTC; `offset` is minutes east of UTC. A clock that
    is ahead of the reader's counts as just now.
    """
    age = now - minutes
    if age < 15:
        return Moment("just_now")
    if age < 60:
        return Moment("within_the_hour")
    day, minute = divmod(minutes + offset, _DAY)
    days = (now + offset) // _DAY - day
    if days == 0:
        return Moment(_part_of_today(minute // 60))
    if days == 1:
        return Moment("yesterday_evening" if minute >= 18 * 60 else "yesterday")
    return _days_back(days)


def _part_of_today(hour: int) -> Span:
    if hour < 5:
        return "in_the_night"
    if hour < 12:
        return "this_morning"
    return "this_afternoon" if hour < 18 else "this_evening"


def _days_back(days: int) -> Moment:
    if days < 7:
        return Moment("days_ago", days)
    if days < 14:
        return Moment("a_week_ago")
    if days < 30:
        return Moment("weeks_ago", days // 7)
    if days < 60:
        return Moment("a_month_ago")
    return Moment("months_ago", days // 30) if days < 365 else Moment("long_ago")


def in_words(when: Moment) -> str:
    """A coarse time in English, such as "this morning" or "3 days ago"."""
    return _SPAN_WORDS[when.span].format(n=when.number)
