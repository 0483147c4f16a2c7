"""Words around waiting and helping: never a number that hurts, never one to reach for."""

from typing import Final

from heimo_tui.core.answering import Usual, within
from heimo_tui.core.views import Delivery, ThreadView
from heimo_tui.core.waiting import WaitingView
from heimo_tui.ui.clock import Clock

_USUAL: Final = {
    Usual.HOUR: "People here usually answer within the hour.",
    Usual.HOURS: "People here usually answer within a few hours.",
    Usual.DAY: "People here usually answer within a day.",
    Usual.DAYS: "People here usually answer within a few days.",
    Usual.SLOW: "Answers often take several days here. That is about how many look in, not about what you wrote.",
    Usual.FEW: "Too little was asked here lately to say how long an answer takes.",
}
LONGER: Final = "It takes longer than usual this time. That happens, and it says nothing about you or what you wrote."
_FIRST: Final = "Who waits long is shown early to those who come to help."
_NOT_YET: Final = "Nobody has answered yet."

ENOUGH: Final = {
    0: "no number",
    1: "one reply a day",
    2: "two replies a day",
    3: "three replies a day",
    5: "five replies a day",
    10: "ten replies a day",
}
"""What a helper can choose as enough."""
ENOUGH_ABOUT: Final = (
    "When you have given as many, Heimo reminds you to rest. It never stops you, and nobody else learns of the number."
)
REST: Final = ("That is what you meant to give today.", "Rest, if you can: who listens to others needs it, too.")
RESTING: Final = "You gave what you meant to give today. Rest is part of it; they are shown to others as well."


def while_you_wait(view: ThreadView, now: int) -> str:
    """Under one's own post that nobody has answered; `now` are minutes since 1970."""
    if view.usual is None:
        return _NOT_YET
    if view.root.delivery is not Delivery.PUBLISHED:
        return _USUAL[view.usual]
    if not within(view.usual, now - view.root.minutes):
        return f"{_NOT_YET} {LONGER} {_FIRST}"
    return f"{_NOT_YET} {_USUAL[view.usual]} {_FIRST}"


def since_words(view: WaitingView, clock: Clock) -> str:
    """For how long somebody waits, such as "waiting since this morning"."""
    words = clock.words(view.row.minutes)
    if words == "just now":
        return "has just written"
    if words == "within the hour":
        return "wrote within the hour"
    return f"waiting, wrote {words}" if words.endswith("ago") else f"waiting since {words}"
