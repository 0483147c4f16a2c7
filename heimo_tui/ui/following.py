"""A place that follows what changes on this machine's copy while it is in front."""

from collections.abc import Callable

from textual import events, work
from textual.css.query import NoMatches

from heimo_tui.core.errors import HeimoError
from heimo_tui.core.views import Change
from heimo_tui.services.forum import Forum
from heimo_tui.ui.frame import Frame


class Changes:
    """Changes since they were last taken; `everything` where one of them named no threads."""

    def __init__(self) -> None:
        self._circles: dict[bytes | None, set[bytes] | None] = {}
        self._conversations: set[bytes | None] = set()
        self.moderating = False
        """Whether what waits for a moderator is touched, or what was decided about oneself."""

    def add(self, change: Change) -> None:
        """Put a change to the others."""
        if change.moderating:
            self.moderating = True
            if change.circle is None:
                return
        if change.messages:
            self._conversations.add(change.conversation)
            if change.circle is None:
                return
        before = self._circles.get(change.circle, set())
        touched = change.threads
        both = None if before is None or touched is None else before | touched | change.new_threads
        self._circles[change.circle] = both

    def concern(self, circle: bytes) -> bool:
        """Whether this circle is touched."""
        return circle in self._circles or None in self._circles

    def threads(self, circle: bytes) -> frozenset[bytes] | None:
        """Threads of a circle to draw again; None for all of them."""
        if None in self._circles:
            return None
        found = self._circles.get(circle, set())
        return None if found is None else frozenset(found)

    @property
    def messages(self) -> bool:
        """Whether something in the Messages place is touched."""
        return bool(self._conversations)

    def concern_conversation(self, conversation: bytes) -> bool:
        """Whether this conversation is touched."""
        return conversation in self._conversations or None in self._conversations

    def __bool__(self) -> bool:
        return bool(self._circles or self._conversations or self.moderating)


class Following(Frame):
    """Base of places that show circles: attached while in front, detached behind; `changed` runs one at a time."""

    def __init__(self, forum: Forum) -> None:
        super().__init__()
        self.forum = forum
        self._end: Callable[[], None] | None = None
        self._changes = Changes()
        self._handling = False

    async def resumed(self) -> None:
        """Read again what this place shows; also how it is first filled."""

    async def changed(self, changes: Changes) -> None:
        """Follow what changed."""

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Attach."""
        if self._end is None:
            self._end = self.forum.subscribe(self._heard)
        self._resume()

    def on_screen_suspend(self, event: events.ScreenSuspend) -> None:
        """Detach."""
        self._detach()

    def on_unmount(self) -> None:
        """Detach for good."""
        self._detach()

    def _detach(self) -> None:
        if self._end is not None:
            self._end()
            self._end = None

    @work(exclusive=True, group="resume")
    async def _resume(self) -> None:
        try:
            await self.resumed()
        except HeimoError as problem:
            self.complain(problem)
        except NoMatches:
            if not self._closes():
                raise

    def _heard(self, change: Change) -> None:
        self._changes.add(change)
        if not self._handling:
            self._handling = True
            self._handle()

    @work(group="changes")
    async def _handle(self) -> None:
        try:
            while self._changes and self._end is not None:
                changes, self._changes = self._changes, Changes()
                await self.changed(changes)
        except HeimoError as problem:
            self.complain(problem)
        except NoMatches:
            if not self._closes():
                raise
        finally:
            self._handling = False

    def _closes(self) -> bool:
        """Whether what is shown goes away just now, while something was still being read for it."""
        return not (self.is_attached and self.app.is_running)
