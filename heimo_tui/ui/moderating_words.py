"""Words of moderating: what waits and why, what can be done about it, and what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from heimo_protocol.bodies import Action
from heimo_tui.core.moderating import Arranged, DecisionView, Deed, QueueItem, Waits, Workload
from heimo_tui.core.notes import crowd, note_label
from heimo_tui.ui.format import one_line
from heimo_tui.ui.reasons import reason_words


@dataclass(frozen=True, slots=True)
class DeedWords:
    """A deed as the foot names it, as a menu explains it, and what is said once it is done (`{who}` is a name)."""

    label: str
    hint: str
    done: str


KINDS: Final = {
    Waits.HELD: "wants to come in",
    Waits.REPORTED: "reported",
    Waits.MESSAGES: "messages",
    Waits.APPEAL: "somebody answers",
    Waits.SECOND: "a second word",
}
"""Why something waits, in a word or three."""

DEEDS: Final = {
    Deed.ADMIT: DeedWords("let it in", "everybody in the circle can read it", "Let in. Others can read it now."),
    Deed.KEEP: DeedWords(
        "let it stay", "the reports about it are answered", "It stays, and the reports about it are answered."
    ),
    Deed.FOLD: DeedWords(
        "fold with a note", "it stays, under a few calm words", "It stays, folded for those who asked for that."
    ),
    Deed.RETURN: DeedWords(
        "give it back", "with your words; they can change it", "Given back with your words. They can send it again."
    ),
    Deed.REMOVE: DeedWords(
        "remove", "with a reason that its writer reads", "Removed; {who} reads why. o, then U brings it back."
    ),
    Deed.RESTORE: DeedWords("bring it back", "everybody can read it again", "It is back where it stood."),
    Deed.PAUSE: DeedWords(
        "pause", "they write again later", "{who} rests from writing and reads why. o, then U ends it."
    ),
    Deed.BAN: DeedWords("ban", "they do not write here again", "{who} reads why. o, then U ends it."),
    Deed.UNBAN: DeedWords("let them write again", "a pause or a ban ends", "{who} can write here again."),
    Deed.LOCK: DeedWords(
        "lock the thread", "it can be read; nobody answers any more", "The thread takes no more replies. L opens it."
    ),
    Deed.UNLOCK: DeedWords("open the thread", "it can be answered again", "The thread can be answered again."),
    Deed.SLOW: DeedWords("slow down", "a pause between two posts of one name", "It goes at another pace from now on."),
}
"""Every deed in words."""

_OF_MESSAGES: Final = DeedWords("done with it", "it goes from your list", "Done with it; it is gone from your list.")
_OF_APPEAL: Final = DeedWords("it stands", "with your words in answer", "They read your answer. The decision stands.")
_NO_BAN: Final = DeedWords("no ban", "what the first one said lapses", "Nobody is banned. The other moderator sees it.")
_SAYING_YES: Final = DeedWords("ban, too", "your word is the second one", "Yours was the second word. {who} reads why.")


def deed_words(deed: Deed, kind: Waits | None = None) -> DeedWords:
    """A deed in words, where it is about something that waits for `kind`."""
    if deed is Deed.KEEP:
        special = {Waits.MESSAGES: _OF_MESSAGES, Waits.APPEAL: _OF_APPEAL}
        return special.get(kind, DEEDS[deed]) if kind else DEEDS[deed]
    if kind is Waits.SECOND:
        return {Deed.BAN: _SAYING_YES, Deed.UNBAN: _NO_BAN}.get(deed, DEEDS[deed])
    return DEEDS[deed]


_SAYERS: Final = {
    "one": "somebody says",
    "few": "a few people say",
    "several": "several people say",
    "many": "many people say",
}


def told(reasons: Sequence[tuple[str, int]]) -> list[str]:
    """Who says what, such as "a few people say: it threatens somebody", without a number."""
    return [f"{_SAYERS.get(crowd(count), 'somebody says')}: {reason_words(code)}" for code, count in reasons]


def about_words(item: QueueItem) -> str:
    """What is behind something in the list, in half a line."""
    if item.kind is Waits.APPEAL and item.decision is not None:
        return decided(item.decision, yours=False)
    if item.kind is Waits.SECOND:
        return "another moderator asks to ban them"
    if item.report is not None and not item.reasons:
        return reason_words(item.report.reason)
    return next(iter(told(item.reasons)), "")


def workload_words(work: Workload, *, alone: bool) -> str:
    """What somebody did today, and that it is enough; empty where there is nothing to say."""
    rest = (
        "It is fine to stop here; it can wait until you have rested."
        if alone
        else "It is fine to stop here; others moderate, too."
    )
    if work.heavy_read:
        what = f"You have read {_many(work.heavy_read, 'heavy report')} today."
    elif work.decided and work.rest:
        what = f"You have decided {_many(work.decided, 'thing')} today."
    else:
        return ""
    return f"{what} {rest}" if work.rest else what


def _many(number: int, what: str) -> str:
    return f"one {what}" if number == 1 else f"{number} {what}s"


def pause_days(minutes: int, until: int) -> int:
    """For how many days somebody is paused by what was decided in this minute, until this hour; 0 for good."""
    return max(1, round((until * 60 - minutes) / 1440)) if until else 0


def days_words(days: int) -> str:
    """Such as "a day" or "7 days"."""
    return "a day" if days == 1 else f"{days} days"


def seconds_words(seconds: int) -> str:
    """A pause between posts, such as "5 minutes"."""
    for size, word in ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")):
        if seconds >= size and seconds % size == 0:
            number = seconds // size
            return f"{'an' if word == 'hour' else 'a'} {word}" if number == 1 else f"{number} {word}s"
    return "none"


def decided(view: DecisionView, *, yours: bool) -> str:
    """A decision in a sentence without its end, by nobody in particular; `yours` to whom it is about."""
    days = pause_days(view.minutes, view.until)
    by = "a moderator " if yours else ""
    who = "you" if yours else (one_line(view.about.name) if view.about else "somebody")
    match view.action:
        case Action.BAN if days:
            return f"{by}paused {who} for {days_words(days)}"
        case Action.BAN:
            return BANNED if yours else f"banned {who}"
        case Action.UNBAN:
            return "you can write here again" if yours else f"let {who} write again"
        case Action.GRANT:
            return f"made {who} a moderator"
        case Action.ENTRUST:
            return f"made {who} a steward"
        case Action.REVOKE:
            return f"{who} moderates no more"
        case Action.SLOW if view.until:
            return f"asked for {seconds_words(view.until)} between posts"
        case Arranged.NOTES if view.notes:
            return f"folded a text: {', '.join(one_line(note_label(note)) for note in view.notes)}"
        case Arranged.SETTINGS:
            return "changed what holds here"
        case _:
            return (_YOURS if yours else _PLAIN).get(view.action, "decided something")


BANNED: Final = "a moderator decided that you do not write here any more"
_PLAIN: Final[dict[Action | Arranged, str]] = {
    Action.HIDE: "removed a text",
    Action.UNHIDE: "brought a text back",
    Action.LOCK: "locked a thread",
    Action.UNLOCK: "opened a thread again",
    Action.SLOW: "ended the pause between posts",
    Action.ADMIT: "let a text in",
    Action.RETURN: "gave a text back to its writer",
    Action.KEEP: "looked at it again and left it as it was",
    Arranged.NOTES: "unfolded a text",
}
_YOURS: Final[dict[Action | Arranged, str]] = {
    Action.HIDE: "a moderator removed a text of yours",
    Action.UNHIDE: "a text of yours is back",
    Action.RETURN: "a moderator gave a text back to you",
    Action.LOCK: "a moderator locked a thread of yours",
    Action.KEEP: "a moderator looked at it again and left it as it was",
}
