"""Fixed things that wait, decisions and circles, for what is only a matter of looks."""

from dataclasses import replace
from typing import Any

from heimo_protocol.bodies import Action
from heimo_protocol.circles import CircleSettings, OnceNames
from heimo_tui.core.moderating import Appealable, DecisionView, Deed, ModeratedCircle, QueueItem, Waits, Workload
from tests.ui.messages.views import REPORTS
from tests.ui.views import CIRCLES, ME, MINUTES, ident, name

HOUR = MINUTES // 60
LYNX, ALDER, WIND, HARBOUR = name("pale-lynx"), name("slow-alder"), name("north-wind"), name("grey-harbour")
MODERATOR = name("still-water", moderator=True)
BURNOUT, GRIEF = CIRCLES[0].id, CIRCLES[2].id


def item(id: str, kind: Waits, *, ago: int, **more: Any) -> QueueItem:
    """Something that waits since `ago` hours."""
    values: dict[str, Any] = {
        "circle": BURNOUT,
        "circle_name": "Burnout",
        "urgent": False,
        "heavy": False,
        "text": "",
    } | more
    return QueueItem(ident(id), kind, hour=HOUR - ago, **values)


def decision(id: str, action: Action, *, ago: int, **more: Any) -> DecisionView:
    """A decision of `ago` minutes ago."""
    values: dict[str, Any] = {
        "circle": BURNOUT,
        "circle_name": "Burnout",
        "target": ident(f"target of {id}"),
        "reason": "",
        "words": "",
    } | more
    return DecisionView(ident(id), action=action, minutes=MINUTES - ago, **values)


BAN = decision(
    "ban",
    Action.BAN,
    ago=3000,
    reason="contact",
    words="Three people told me that you wrote to them every night.",
    by=MODERATOR,
    about=WIND,
)
REMOVED = decision(
    "removed",
    Action.HIDE,
    ago=1600,
    reason="unkind",
    words="I took this down because it shames or insults somebody. You can say what it did to you without a blow at "
    "anybody.",
    by=ME,
    about=LYNX,
)
REPORTED_DEEDS = (Deed.KEEP, Deed.FOLD, Deed.REMOVE, Deed.PAUSE, Deed.BAN)
QUEUE = (
    item(
        "heavy",
        Waits.REPORTED,
        ago=9,
        urgent=True,
        heavy=True,
        text="I have counted the pills twice today. *Nobody* would notice before Monday.\n\nI am not asking for "
        "anything. I only wanted to have said it to somebody who knows what it is like, to go in every day and be "
        "nobody there.",
        author=LYNX,
        event=ident("e1"),
        thread=ident("t1"),
        parent="You can say it here. Nobody will be angry with you for being tired of it all.",
        reasons=(("harm", 3), ("other", 1)),
        deeds=REPORTED_DEEDS,
    ),
    item(
        "held",
        Waits.HELD,
        ago=7,
        text="I have never told this to anybody. Is this the right place for it?",
        author=HARBOUR,
        event=ident("e2"),
        deeds=(Deed.ADMIT, Deed.RETURN, Deed.PAUSE, Deed.BAN),
    ),
    item(
        "messages",
        Waits.MESSAGES,
        ago=5,
        heavy=True,
        author=WIND,
        report=REPORTS[0],
        reasons=(("contact", 1),),
        note=REPORTS[0].note,
        deeds=(Deed.KEEP, Deed.PAUSE, Deed.BAN),
    ),
    item(
        "appeal",
        Waits.APPEAL,
        ago=4,
        author=LYNX,
        event=ident("e4"),
        text="I was angry at one man, not at you. I can take the word out if that helps.",
        parent="People like my boss should not be allowed near anybody.",
        decision=REMOVED,
        deeds=(Deed.KEEP, Deed.RESTORE),
    ),
    item("second", Waits.SECOND, ago=2, author=WIND, text=BAN.words, decision=BAN, deeds=(Deed.BAN, Deed.UNBAN)),
    item(
        "spam",
        Waits.REPORTED,
        ago=1,
        circle=GRIEF,
        circle_name="Grief",
        text="Candles, hand made, with the name of whom you miss.",
        author=name("loud-morning"),
        event=ident("e6"),
        thread=ident("t6"),
        reasons=(("spam", 1),),
        deeds=REPORTED_DEEDS,
    ),
)
MODERATED = (
    ModeratedCircle(BURNOUT, "Burnout", steward=True, waiting=5, moderators=(ME, MODERATOR)),
    ModeratedCircle(GRIEF, "Grief", steward=False, waiting=1, moderators=(ME, HARBOUR)),
)
MODERATED_EMPTY = tuple(replace(one, waiting=0) for one in MODERATED)
WORK = Workload(heavy_read=14, decided=22, rest=True)
PAUSED = decision(
    "pause", Action.BAN, ago=4000, until=HOUR + 100, reason="unkind", by=MODERATOR, about=ALDER, reversed=True
)
HISTORY = (
    decision("lock", Action.LOCK, ago=20, by=ME, words="This thread may rest now. Thank you for what you said in it."),
    REMOVED,
    BAN,
    PAUSED,
    decision("in", Action.ADMIT, ago=9000, by=MODERATOR, about=HARBOUR),
    decision("steward", Action.GRANT, ago=20000, by=ME, about=MODERATOR),
)
ABOUT_ME = (
    Appealable(REMOVED, start="People like my boss should not be allowed near anybody."),
    Appealable(
        decision("paused", Action.BAN, ago=30000, until=HOUR - 300, reason="contact", words="Please rest for a week."),
        appealed=True,
        may_appeal=False,
        answer="Thank you for writing back. It stays as it was, and you are welcome when it is over.",
    ),
)
SETTINGS = CircleSettings(
    name="Burnout",
    about="for people whose work used them up",
    rules="Listen first.\nNo advice unless it is asked for.\nWhat is said here stays here.",
    notes=["illness", "suicide", "debt"],
    hold_first=True,
    once=OnceNames.HELD,
    held_words=["crypto", "miracle"],
    ban_by_two=True,
)
