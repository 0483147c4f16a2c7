"""What came since somebody was last here, in the order in which it concerns them; nothing is counted or ranked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from heimo_tui.core.views import PostView, ThreadRow
from heimo_tui.core.waiting import WaitingView


class Concern(IntEnum):
    """Why a thread with new replies is told of, what concerns the reader most first."""

    YOURS = 0
    QUOTES_YOU = 1
    YOU_WROTE = 2


@dataclass(frozen=True, slots=True)
class NewsView:
    """A thread with new replies in which the reader wrote. `replies` are the first few, oldest first; `more` came."""

    circle: bytes
    circle_name: str
    row: ThreadRow
    replies: tuple[PostView, ...]
    more: bool
    concern: Concern


@dataclass(frozen=True, slots=True)
class Digest:
    """Threads one takes part in, then those who wait for somebody."""

    threads: tuple[NewsView, ...] = ()
    waiting: tuple[WaitingView, ...] = ()


def by_concern(threads: Iterable[NewsView]) -> tuple[NewsView, ...]:
    """One's own first, then where one was quoted, then the others; the newest first among each."""
    return tuple(sorted(threads, key=lambda news: (news.concern, -news.row.active, news.row.id)))
