"""Keys that were pressed while a screen could not take them yet, kept in their order."""

from __future__ import annotations

from collections import deque

from textual import events
from textual.screen import Screen


class TypedAhead(Screen[None]):
    """Base of screens that change their page under a person's hands.

    From `turn` to `turned` no key reaches the page, nor before the effect of an enter is known. All of them come
    afterwards, one at a time, so that one which turns the page holds back those behind it. What works everywhere
    (care, hide, quit) never waits.
    """

    def __init__(self) -> None:
        super().__init__()
        self._turning = True
        self._entering = False
        self._waiting: deque[events.Key] = deque()
        self._given: events.Key | None = None

    def turn(self) -> None:
        """The page is done with; what is typed from now on is for the next."""
        self._turning = True

    def turned(self) -> None:
        """The page in front takes keys."""
        self._turning = self._entering = False
        self._give_next()

    def holds(self, key: events.Key) -> bool:
        """Whether the program must not deliver this key now; it comes again."""
        busy = self._turning or self._entering
        if key is self._given:
            self._given = None
            if busy:
                self._waiting.appendleft(key)
            return busy
        if not busy and not self._waiting and self._given is None:
            return False
        active = self.active_bindings.get(key.key)
        if active is not None and active.binding.priority:
            return False
        self._waiting.append(key)
        return True

    def delivered(self, key: events.Key) -> None:
        """The program has delivered this key."""
        if key.key == "enter":
            self._entering = True
            self._follow()
        self._give_next()

    def _give_next(self) -> None:
        if self._waiting and self._given is None and not (self._turning or self._entering):
            self._given = self._waiting.popleft()
            self.app.post_message(self._given)

    def _follow(self) -> None:
        """Wait until an enter has gone its way: from the focus up to here, and once more as what it made of it."""
        way = [node for node in (self.focused or self).ancestors_with_self if node not in (self.app, self.parent)] * 2

        def step() -> None:
            while way:
                if way.pop(0).call_later(step):
                    return
            self._entering = False
            self._give_next()

        step()
