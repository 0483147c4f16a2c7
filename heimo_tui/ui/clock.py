"""Time as people say it: coarse, and in the reader's own hours."""

import time
from collections.abc import Callable

from heimo_tui.core.notes import in_words, moment


def local_offset(minutes: int) -> int:
    """Minutes east of UTC on this machine at `minutes` since 1970-01-01."""
    return (time.localtime(minutes * 60).tm_gmtoff or 0) // 60


class Clock:
    """Puts minutes since 1970-01-01 into words; `now` gives unix seconds, `offset` minutes east of UTC at a minute."""

    def __init__(self, now: Callable[[], float] = time.time, offset: Callable[[int], int] = local_offset) -> None:
        self._now = now
        self._offset = offset

    def minutes(self) -> int:
        """Minutes since 1970-01-01 UTC."""
        return int(self._now() // 60)

    def seconds(self) -> float:
        """Seconds since 1970-01-01 UTC."""
        return self._now()

    def words(self, minutes: int) -> str:
        """A moment such as "this morning" or "3 days ago"."""
        return in_words(moment(minutes, self.minutes(), self._offset(minutes)))

    def local(self, minutes: int) -> int:
        """The same moment in the reader's own minutes since 1970-01-01; a day is 1440 of them."""
        return minutes + self._offset(minutes)
