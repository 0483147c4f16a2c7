"""Decides on what waits: asks what belongs to a deed, does it, and says what came of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from textual import work

from heimo_tui.core.errors import HeimoError
from heimo_tui.core.moderating import Deed, QueueItem, Verdict, Waits
from heimo_tui.core.views import CircleView, NameView
from heimo_tui.services.forum import Forum
from heimo_tui.services.moderating import Moderating
from heimo_tui.ui.following import Following
from heimo_tui.ui.format import one_line
from heimo_tui.ui.moderating_words import deed_words
from heimo_tui.ui.screens.moderate.asking import pace_for, verdict_for
from heimo_tui.ui.screens.moderate.decide import Subject

OF_CIRCLE = frozenset({Deed.LOCK, Deed.UNLOCK, Deed.SLOW})
"""Deeds that leave the thing waiting: they are about its thread or its circle."""


class Deciding(Following):
    """Base of the queue's screen; `decided` is told what waits no more, `undecided` that it does after all."""

    def __init__(self, *, moderating: Moderating, forum: Forum) -> None:
        super().__init__(forum)
        self.moderating = moderating

    def decided(self, item: QueueItem) -> None:
        """It was decided."""
        raise NotImplementedError

    async def undecided(self) -> None:
        """It could not be decided: show again what waits."""
        raise NotImplementedError

    @work(group="deed", exclusive=True)
    async def carefully(self, step: Callable[[], Awaitable[None]]) -> None:
        """Do it; an expected error becomes a notice."""
        try:
            await step()
        except HeimoError as problem:
            self.complain(problem)
            await self.undecided()

    def do(self, deed: Deed, item: QueueItem) -> None:
        """Begin to decide."""
        self.carefully(partial(self._do, deed, item))

    async def _do(self, deed: Deed, item: QueueItem) -> None:
        if deed in OF_CIRCLE:
            await self._around(deed, item)
            return
        # only for its notes: it counts what a circle holds, which can take a while
        circle = await self.circle(item.circle) if deed is Deed.FOLD else None
        subject = Subject(whom(item), item.kind, _reason(item), await self._by_two(deed, item))
        verdict = await verdict_for(self.app, deed, subject, circle.notes if circle else ())
        if verdict is None:
            return
        self.decided(item)
        self._put(partial(self.moderating.decide, item, verdict), verdict, item, by_two=subject.by_two)

    @work(group="put")
    async def _put(
        self, decide: Callable[[], Awaitable[None]], verdict: Verdict, item: QueueItem, *, by_two: bool = False
    ) -> None:
        """Do it, whatever is begun meanwhile, and say so: what was decided on is out of sight already."""
        try:
            await decide()
        except HeimoError as problem:
            self.complain(problem)
            await self.undecided()
        else:
            self._say(verdict, item, by_two=by_two)

    async def _by_two(self, deed: Deed, item: QueueItem) -> bool:
        return deed is Deed.BAN and (await self.moderating.settings(item.circle)).ban_by_two

    async def _around(self, deed: Deed, item: QueueItem) -> None:
        """Lock or open its thread, or slow that or its circle down; it goes on waiting itself."""
        if deed is Deed.SLOW:
            found = await pace_for(self.app, item.circle, item.thread)
            if found is None:
                return
            target, verdict = found
        else:
            if item.thread is None:
                return
            locked = (await self.forum.thread(item.circle, item.thread)).locked
            asked = await verdict_for(self.app, Deed.UNLOCK if locked else Deed.LOCK, Subject())
            if asked is None:
                return
            target, verdict = item.thread, asked
        self._put(partial(self.moderating.decide_on, item.circle, target, verdict), verdict, item)

    def _say(self, verdict: Verdict, item: QueueItem, *, by_two: bool = False) -> None:
        if verdict.deed is Deed.BAN and by_two and item.kind is not Waits.SECOND:
            self.notify("Said. It holds once a second moderator says so, too.", timeout=6)
            return
        who = whom(item)
        words = deed_words(verdict.deed, item.kind).done.format(who=one_line(who.name) if who else "Its writer")
        self.notify(words, timeout=6, markup=False)

    async def circle(self, circle: bytes) -> CircleView | None:
        """A circle as members see it."""
        return next((one for one in await self.forum.circles() if one.id == circle), None)


def whom(item: QueueItem) -> NameView | None:
    """Whom it is about."""
    if item.report is not None:
        return item.report.author
    if item.author is None and item.decision is not None:
        return item.decision.about
    return item.author


def _reason(item: QueueItem) -> str:
    """The reason that was given most, or the one of the decision that is answered."""
    if item.reasons:
        return max(item.reasons, key=lambda reason: reason[1])[0]
    if item.decision is not None and item.decision.reason:
        return item.decision.reason
    return item.report.reason if item.report is not None else ""
