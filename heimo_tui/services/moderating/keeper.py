"""The tasks that keep moderating fresh: one sends, settles and looks texts through, one asks now and then."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from random import Random
from typing import Final

from heimo_tui.core.errors import HeimoError, StoreProblem
from heimo_tui.core.views import Change, Link
from heimo_tui.network.polling import Attention, Schedule
from heimo_tui.services.house import House
from heimo_tui.services.moderating.appealing import Appealing
from heimo_tui.services.moderating.seats import Seats
from heimo_tui.services.moderating.waiting.asking import Asking
from heimo_tui.services.moderating.waiting.noticing import Noticing
from heimo_tui.services.moderating.waiting.settling import Settling

READ_AT_ONCE: Final = 200
"""Texts that are looked through before anything else is done."""

_LONGEST: Final = 30.0


class Keeper:
    """Owns the tasks. What they do can be done by hand, too."""

    def __init__(
        self,
        house: House,
        seats: Seats,
        asking: Asking,
        noticing: Noticing,
        settling: Settling,
        appealing: Appealing,
        rand: Random,
    ) -> None:
        self._house = house
        self._seats = seats
        self._asking = asking
        self._noticing = noticing
        self._settling = settling
        self._appealing = appealing
        self._rand = rand
        self._tasks: list[asyncio.Task[None]] = []
        self._kick = asyncio.Event()
        self._deaf: Callable[[], None] | None = None
        self._changed = False
        self._back = False

    def start(self) -> None:
        """Begin; a second time does nothing."""
        if not self._tasks:
            self._kick = asyncio.Event()
            self._changed = True
            self._deaf = self._house.subscribe(self._on_change)
            works = {"work": self._run, "poll": self._poll}
            self._tasks = [asyncio.create_task(work(), name=f"heimo-moderating-{name}") for name, work in works.items()]

    async def stop(self) -> None:
        """End them; what is on its way stays."""
        tasks, self._tasks = self._tasks, []
        if self._deaf is not None:
            self._deaf()
            self._deaf = None
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def refresh(self, circle: bytes | None) -> None:
        """Ask for a circle, or for all of the community; raises the first thing that went wrong, after all was tried.

        In the private profile nothing but a circle that is named, or looked at: all at once would tie them together.
        """
        if circle is None and self._house.private_network:
            circle = self._house.focused
            if circle is None:
                return
        circles = [seat.id for seat in await self._seats.all()] if circle is None else [circle]
        problems: list[HeimoError] = []
        for one in circles:
            try:
                await self._asking.refresh(one)
            except StoreProblem:
                raise
            except HeimoError as problem:
                problems.append(problem)
        await self._noticing.read(READ_AT_ONCE)
        await self.settle()
        self._kick.set()
        if problems:
            raise problems[0]

    async def settle(self) -> None:
        """Bring the queue in line with the log, and tell where it changed."""
        seats = await self._seats.moderated()
        told = await self._house.open_vault().read(lambda tables: tables.moderation.items.told_anew())
        anew = [seat.id for seat in seats if seat.id in told]
        for circle in anew:
            await self._asking.take_messages(circle)
        if await self._settling.settle(seats) or anew:
            self._house.tell(Change(circle=None, threads=frozenset(), moderating=True))

    async def _run(self) -> None:
        while True:
            self._kick.clear()
            try:
                wait = await self._step()
            except StoreProblem:
                return  # the vault was closed under us: start() begins anew
            # not wait_for, which in Python 3.11 loses a cancellation that comes together with the kick
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._kick.wait()

    async def _step(self) -> float:
        if self._back:
            self._back = False
            await self._house.open_vault().run(lambda tables: tables.moderation.appeals.try_now())
        await self._appealing.step()
        if self._changed:
            self._changed = False
            await self.settle()
        if await self._noticing.read(READ_AT_ONCE):
            self._house.tell(Change(circle=None, threads=frozenset(), moderating=True))
            return 0.0
        return min(_LONGEST, await self._until_appeal())

    async def _poll(self) -> None:
        """Ask for each circle that one moderates, at moments of its own."""
        schedule: Schedule[bytes] = Schedule(self._rand)
        clock = asyncio.get_running_loop().time
        try:
            while True:
                kind = Attention.BACKGROUND if self._house.private_network else Attention.FOCUSED
                schedule.keep({seat.id: kind for seat in await self._seats.moderated()}, clock())
                found = schedule.next(clock())
                wait = _LONGEST if found is None else min(found[0], _LONGEST)
                await asyncio.sleep(wait)
                if found is not None and wait == found[0]:
                    schedule.asked(found[1], clock())
                    await self._quietly(found[1])
        except StoreProblem:
            return  # the vault was closed under us

    async def _quietly(self, circle: bytes) -> None:
        try:
            await self._asking.refresh(circle)
        except StoreProblem:
            raise
        except HeimoError:
            return  # the circles' own keeper tells of the network, and it is asked again in a while
        self._kick.set()

    async def _until_appeal(self) -> float:
        due = await self._house.open_vault().read(lambda tables: tables.moderation.appeals.next_due())
        return _LONGEST if due is None else max(due - self._house.clock(), 0.5)

    def _on_change(self, change: Change) -> None:
        if change.link in (Link.LIVE, Link.POLLING):
            self._back = True
            self._kick.set()
        if (change.circle is not None or change.messages) and not change.moderating:
            self._changed = True
            self._kick.set()
