"""The tasks that keep circles fresh: one follows the circle in focus, one asks for the others now and then."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import aclosing
from random import SystemRandom
from typing import Any, Final

from heimo_protocol.operations import LIVE, LiveArgs
from heimo_tui.core.errors import (
    BadInput,
    HeimoError,
    Incompatible,
    Refused,
    StoreProblem,
    Tampering,
    Unreachable,
)
from heimo_tui.core.views import Change, Link
from heimo_tui.network.live import Backoff, listen
from heimo_tui.network.polling import Attention, next_poll
from heimo_tui.services.house import House
from heimo_tui.services.place import Place
from heimo_tui.services.problems import Problems
from heimo_tui.services.reading.directory import Directory
from heimo_tui.services.reading.faces import Faces
from heimo_tui.services.reading.quiet import Quiet
from heimo_tui.services.reading.sync import LogSync

_LAST: Final = 60.0
_RANDOM: Final = SystemRandom()


class Keeper:
    """Owns the tasks. Wake-ups and polls lead into the same catch-up; `upkeep` is a task that goes on beside them."""

    def __init__(
        self,
        house: House,
        sync: LogSync,
        directory: Directory,
        problems: Problems,
        upkeep: Callable[[], Coroutine[Any, Any, None]],
    ) -> None:
        self._house = house
        self._sync = sync
        self._directory = directory
        self._upkeep = upkeep
        self._faces = Faces(house, problems)
        self._quiet = Quiet(house, sync, directory, self._faces)
        self._tasks: list[asyncio.Task[None]] = []
        self._moved = asyncio.Event()
        self._running = False

    def start(self) -> None:
        """Begin; a second time does nothing."""
        if not self._running:
            self._running = True
            self._moved = asyncio.Event()
            self._tasks = [asyncio.create_task(self._supervise(), name="heimo-keeper")]

    async def stop(self) -> None:
        """End every task."""
        self._running = False
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def moved(self) -> None:
        """The focus, the community or the network profile is another one: begin anew with it."""
        self._moved.set()

    async def refresh(self, circle: bytes | None) -> None:
        """Ask now for one circle, or for all of the current community.

        In the private profile the list of circles stands for all: each is asked for at a time of its own.
        """
        if circle is not None:
            place = await self._house.place_of(circle)
            await self._sync.catch_up(circle)
        else:
            place = await self._house.place()
            heads = await self._directory.refresh(place)
            if not self._house.private_network:
                await self._round(place, heads)
        if self._house.link(place.id) is Link.OFFLINE:
            self._house.set_link(place.id, Link.POLLING)
            self.moved()  # begin anew at once, instead of at the next try

    async def _supervise(self) -> None:
        while True:
            self._moved.clear()
            jobs = {asyncio.create_task(job) for job in self._jobs()}
            waiting = asyncio.create_task(self._moved.wait())
            pending: set[asyncio.Task[Any]] = {waiting, *jobs}
            try:
                while waiting in pending:
                    done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
                    for job in done:
                        job.result()  # what is not a HeimoError is a bug, and has to be seen
            except StoreProblem:
                return  # locked under us
            finally:
                for job in (waiting, *jobs):
                    job.cancel()
                await asyncio.gather(waiting, *jobs, return_exceptions=True)

    def _jobs(self) -> list[Coroutine[Any, Any, None]]:
        if self._house.current is None:
            return []
        others = self._quiet.run() if self._house.private_network else self._poll()
        jobs: list[Coroutine[Any, Any, None]] = [others, self._upkeep()]
        if self._house.focused is not None:
            jobs.append(self._follow(self._house.focused))
            jobs.append(self._read_back(self._house.focused))
        return jobs

    # --- the circle in focus ---

    async def _follow(self, circle: bytes) -> None:
        wait = Backoff()
        while True:
            try:
                place = await self._house.place_of(circle)
                await self._sync.catch_up(circle)
                wait.reset()
                if self._house.private_network:
                    self._house.set_link(place.id, Link.POLLING)
                    await asyncio.sleep(next_poll(Attention.FOCUSED, _RANDOM))
                    continue
                await self._listen(place, circle, wait)
            except (Unreachable, Refused, Incompatible) as problem:
                self._went_wrong(problem)
                await asyncio.sleep(_pause(wait, problem))
            except Tampering:
                await asyncio.sleep(_LAST)
            except BadInput:
                return

    async def _listen(self, place: Place, circle: bytes, wait: Backoff) -> None:
        row = await self._house.open_vault().read(lambda tables: tables.circles.get(circle))
        if row is None:
            raise BadInput("no_circle")
        settings = (await self._sync.ledger(circle)).rulings.settings
        signer = None
        if settings.private or not settings.open_reading:
            if not row.joined:
                raise BadInput("no_circle")
            signer = place.signer(row)
        async with aclosing(
            listen(place.calls, place.reading(circle), LIVE, LiveArgs(circle=circle), signer)
        ) as numbers:
            async for _ in numbers:
                self._house.set_link(place.id, Link.LIVE)
                wait.reset()
                await self._sync.catch_up(circle)

    async def _read_back(self, circle: bytes) -> None:
        """Fetch what lies before the newest window, in the background, with progress."""
        wait = Backoff()
        count = 0
        while True:
            try:
                if not await self._has_begun(circle):
                    await asyncio.sleep(0.2)
                    continue
                if not await self._sync.older(circle):
                    self._house.tell(Change(circle=circle))
                    return
                count += 1
                # the first parts fill the screen; later ones only have to show that they come
                self._house.tell(Change(circle=circle, threads=None if count < 3 or count % 25 == 0 else frozenset()))
                wait.reset()
                await asyncio.sleep(0.02)
            except (Unreachable, Refused, Incompatible) as problem:
                await asyncio.sleep(_pause(wait, problem))
            except (Tampering, BadInput):
                return

    async def _has_begun(self, circle: bytes) -> bool:
        row = await self._house.open_vault().read(lambda tables: tables.circles.get(circle))
        return row is not None and row.oldest_seq is not None

    # --- the others ---

    async def _poll(self) -> None:
        wait = Backoff(2.0, _LAST)
        while True:
            try:
                place = await self._house.place()
                await self._faces.renew(place)
                heads = await self._directory.refresh(place)
                if self._house.focused is None:
                    self._house.set_link(place.id, Link.POLLING)
                await self._round(place, heads)
                wait.reset()
                await asyncio.sleep(next_poll(Attention.FOCUSED, _RANDOM))
            except (Unreachable, Refused, Incompatible) as problem:
                self._went_wrong(problem)
                await asyncio.sleep(_pause(wait, problem))
            except Tampering:
                await asyncio.sleep(_LAST)
            except BadInput:
                return

    async def _round(self, place: Place, heads: dict[bytes, int]) -> None:
        """Catch up with every circle that grew, one after the other."""
        rows = await self._house.open_vault().read(lambda tables: tables.circles.of(place.id))
        for row in rows:
            known = row.newest_seq if row.newest_head is not None else -1
            head = heads.get(row.circle_id)
            if not row.joined if head is None else head <= known:
                continue
            try:
                await self._sync.catch_up(row.circle_id)
            except (Refused, Tampering):
                continue  # not for this reader, or told already

    def _went_wrong(self, problem: HeimoError) -> None:
        if self._house.current is not None and isinstance(problem, Unreachable):
            self._house.set_link(self._house.current, Link.OFFLINE)


def _pause(wait: Backoff, problem: HeimoError) -> float:
    asked = getattr(problem, "retry_after", None)
    return max(wait.wait(), float(asked or 0))
