"""Reading: circles, threads, and what changes in them."""

from collections.abc import Callable, Sequence

from heimo_protocol.events import Reaction
from heimo_tui.core.views import Change, CircleView, Filter, Problem, ThreadList, ThreadRow, ThreadView


class Forum:
    """Keeps this machine's copy of the circles fresh and gives views of it."""

    async def circles(self) -> tuple[CircleView, ...]:
        """The circles of the current community."""
        raise NotImplementedError

    async def thread_list(self, circle: bytes, filter: Filter = Filter.ALL, query: str = "") -> ThreadList:
        """The order of a circle's threads now; with `query`, those that have its words."""
        raise NotImplementedError

    async def rows(self, circle: bytes, ids: Sequence[bytes]) -> tuple[ThreadRow, ...]:
        """Rows of these threads, in their order."""
        raise NotImplementedError

    async def thread(self, circle: bytes, thread: bytes) -> ThreadView:
        """A thread as this machine has it."""
        raise NotImplementedError

    async def focus(self, circle: bytes | None) -> None:
        """Keep this circle live and the others polled."""
        raise NotImplementedError

    async def refresh(self, circle: bytes | None = None) -> None:
        """Ask the server now."""
        raise NotImplementedError

    async def seen(self, circle: bytes, thread: bytes) -> None:
        """All of this thread was read."""
        raise NotImplementedError

    async def left(self, circle: bytes) -> None:
        """The reader leaves this circle: put the "since you left" mark."""
        raise NotImplementedError

    async def next_unread(self, circle: bytes, after: bytes | None, forward: bool = True) -> bytes | None:
        """The next thread with something new."""
        raise NotImplementedError

    async def react(self, circle: bytes, event: bytes, reaction: Reaction) -> None:
        """Say one of the four things, or take it back."""
        raise NotImplementedError

    async def report(self, circle: bytes, event: bytes, reason: str) -> None:
        """Tell the moderators."""
        raise NotImplementedError

    async def problems(self) -> tuple[Problem, ...]:
        """What servers did that they should not have."""
        raise NotImplementedError

    async def dismiss_problem(self, problem: Problem) -> None:
        """Put a problem aside."""
        raise NotImplementedError

    def subscribe(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Be told of changes, in the event loop; returns what ends it."""
        raise NotImplementedError

    async def start(self) -> None:
        """Begin to keep things fresh."""
        raise NotImplementedError

    async def stop(self) -> None:
        """End all background work."""
        raise NotImplementedError
