"""Days and times of day in a conversation, in words."""

from datetime import date
from typing import Final

from heimo_tui.ui.clock import Clock

DAY: Final = 1440
"""Minutes."""
FIRST: Final = date(1970, 1, 1).toordinal()
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_words(day: int, clock: Clock) -> str:
    """A local day, numbered from 1 January of year 1: "today", "yesterday", "Tuesday, 17 November"."""
    today = FIRST + clock.local(clock.minutes()) // DAY
    if day >= today:
        return "today"
    if day == today - 1:
        return "yesterday"
    then, now = date.fromordinal(max(1, day)), date.fromordinal(today)
    words = f"{_WEEKDAYS[then.weekday()]}, {then.day} {_MONTHS[then.month - 1]}"
    return words if then.year == now.year else f"{words} {then.year}"


def time_words(minutes: int, clock: Clock) -> str:
    """When it was, under the line that says which day: coarse, as everywhere."""
    there = clock.local(minutes)
    if there // DAY >= clock.local(clock.minutes()) // DAY:
        return clock.words(minutes)
    hour = there % DAY // 60
    if hour < 5:
        return "in the night"
    return "in the morning" if hour < 12 else "in the afternoon" if hour < 18 else "in the evening"


def span_words(seconds: int) -> str:
    """A span as one would say it: "1 hour", "6 days", "a few minutes"."""
    for unit, name in ((86_400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= unit:
            number = round(seconds / unit)
            return f"{number} {name}" if number == 1 else f"{number} {name}s"
    return "a moment"


def timer_words(seconds: int) -> str:
    """How long messages stay: one of the choices there are."""
    return {0: "for good", 604_800: "a week", 86_400: "a day", 3600: "an hour"}.get(seconds, span_words(seconds))
