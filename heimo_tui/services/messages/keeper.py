"""The tasks that keep messages going: one polls, one listens to what is open, one sends, one does what is due."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import aclosing
from typing import Any, Final

from heimo_protocol.operations import QUEUE_LIVE, QueueArgs
from heimo_tui.core.conversations import Inbox
from heimo_tui.core.errors import BadInput, HeimoError, StoreProblem
from heimo_tui.core.views import Change, Link
from heimo_tui.network import contexts
from heimo_tui.network.live import Backoff, listen
from heimo_tui.network.polling import Attention, Schedule
from heimo_tui.services.messages.arriving.frames import Frames
from heimo_tui.services.messages.arriving.requests import Asked
from heimo_tui.services.messages.ground import Ground
from heimo_tui.services.messages.leaving.posting import Posting
from heimo_tui.services.messages.leaving.sending import Sending
from heimo_tui.services.messages.reporting.telling import Telling
from heimo_tui.services.messages.supply.claims import Claims
from heimo_tui.services.messages.supply.queues import receiver
from heimo_tui.services.messages.supplying import Supply
from heimo_tui.services.messages.tending import Tending
from heimo_tui.vault.tables import Tables

_LONGEST: Final = 30.0
_QUEUE, _REQUESTS = "queue", "requests"
_Key = tuple[str, bytes]


class Keeper:
    """Owns the tasks. Whatever wakes them leads into the same few steps, which can be taken by hand too."""

    def __init__(
        self,
        ground: Ground,
        *,
        frames: Frames,
        asked: Asked,
        sending: Sending,
        posting: Posting,
        supply: Supply,
        telling: Telling,
        claims: Claims,
        tending: Tending,
    ) -> None:
        self._ground = ground
        self._frames = frames
        self._asked = asked
        self._sending = sending
        self._posting = posting
        self._supply = supply
        self._telling = telling
        self._claims = claims
        self._tending = tending
        self._tasks: list[asyncio.Task[None]] = []
        self._polls: set[asyncio.Task[None]] = set()
        self._kick = asyncio.Event()
        self._moved = asyncio.Event()
        self._changed: set[bytes] = set()
        self._back = False
        self._deaf: Callable[[], None] | None = None
        self.focused: bytes | None = None
        ground.kick = self.kick

    def start(self) -> None:
        """Begin; a second time does nothing."""
        if self._tasks:
            return
        self._kick, self._moved = asyncio.Event(), asyncio.Event()
        self._deaf = self._ground.house.subscribe(self._on_change)
        works = {"out": self._send, "poll": self._poll, "live": self._live, "due": self._upkeep}
        self._tasks = [
            asyncio.create_task(_until_closed(work), name=f"heimo-messages-{name}") for name, work in works.items()
        ]

    @property
    def runs(self) -> bool:
        """Whether it was started."""
        return bool(self._tasks)

    async def stop(self) -> None:
        """End every task; what is on its way stays in the vault."""
        if self._deaf is not None:
            self._deaf()
            self._deaf = None
        tasks, self._tasks = [*self._tasks, *self._polls], []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._polls.clear()
        self.focused = None
        self._ground.inbox = Inbox()

    def kick(self) -> None:
        """There is something to send or to do."""
        self._kick.set()

    def focus(self, conversation: bytes | None) -> None:
        """Listen to this conversation from now on."""
        self.focused = conversation
        self._moved.set()

    async def work_off(self) -> None:
        """Do what is owed, then send everything that may go; goes on until nothing more comes of it."""
        await self._claims.step()
        await self._tending.step()
        await self._posting.step()
        await self._sending.step()
        await self._telling.step()

    async def refresh(self) -> None:
        """Ask for everything now; in the private profile only for the conversation in focus.

        Raises the first thing that went wrong, after everything was tried.
        """
        problems: list[HeimoError] = []
        self._tending.try_now()
        self._claims.try_now()
        await self._claims.step()
        if not self._ground.house.private_network:
            await self._ground.run(lambda tables: tables.mail.outgoing.try_now())
        await self._ground.run(lambda tables: tables.mail.reports.try_now())
        for key in await self._wanted():
            if not self._ground.house.private_network or await self._is_focused(key):
                await _collect(self._take(key), problems)
        await self.work_off()
        if problems:
            raise problems[0]

    # --- tasks ---

    async def _send(self) -> None:
        while True:
            self._kick.clear()
            if self._back:
                self._back = False
                self._tending.try_now()
                await self._ground.run(lambda tables: tables.mail.outgoing.try_again("unreachable"))
            changed, self._changed = self._changed, set()
            for circle in changed:
                await self._tending.watch(circle)
            await self.work_off()
            due = await self._ground.read(_next_due)
            wait = _LONGEST if due is None else min(max(due - self._ground.now, 0.05), _LONGEST)
            # not wait_for, which in Python 3.11 loses a cancellation that comes together with the kick
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._kick.wait()

    async def _upkeep(self) -> None:
        while True:
            await self._supply.step()
            await asyncio.sleep(_LONGEST * self._ground.rand.uniform(0.5, 1.5))

    async def _poll(self) -> None:
        """Ask for each queue, and for each name's requests, at moments of its own."""
        schedule: Schedule[_Key] = Schedule(self._ground.rand)
        clock = asyncio.get_running_loop().time
        if not self._ground.house.private_network and not self._ground.house.config.proxy:
            # without a proxy the address ties all queues together anyway: nobody has to wait for what came meanwhile
            for key in await self._wanted():
                if key[0] == _QUEUE:
                    await self._quietly(key)
        while True:
            schedule.keep(await self._wanted(), clock())
            found = schedule.next(clock())
            wait = _LONGEST if found is None else min(found[0], _LONGEST)
            await asyncio.sleep(wait)
            if found is not None and wait == found[0]:
                schedule.asked(found[1], clock())
                self._begin(found[1])

    def _begin(self, key: _Key) -> None:
        task = asyncio.create_task(self._quietly(key))
        self._polls.add(task)
        task.add_done_callback(self._polls.discard)

    async def _quietly(self, key: _Key) -> None:
        try:
            await self._take(key)
        except HeimoError:
            return  # the next poll asks again, and the circles tell whether the network is there

    async def _live(self) -> None:
        """Listen to the conversation in focus, where the profile allows it, and catch up at once."""
        while True:
            self._moved.clear()
            focused = self.focused
            work = None if focused is None else asyncio.create_task(self._keep_live(focused), name="heimo-listening")
            try:
                await self._moved.wait()
            finally:
                if work is not None:
                    work.cancel()
                    await asyncio.gather(work, return_exceptions=True)

    async def _keep_live(self, conversation: bytes) -> None:
        wait = Backoff()
        while True:
            try:
                await self._frames.catch_up(conversation)
                if self._ground.house.private_network:
                    return
                await self._listen(conversation, wait)
            except (StoreProblem, BadInput):
                return
            except HeimoError as problem:
                await asyncio.sleep(max(wait.wait(), float(getattr(problem, "retry_after", None) or 0)))

    async def _listen(self, conversation: bytes, wait: Backoff) -> None:
        queues = await self._ground.read(lambda tables: tables.mail.queues.of(conversation))
        scene = await self._ground.scene_of(conversation)
        newest = next((one for one in queues if one.retired is None), None)
        if newest is None:
            await asyncio.sleep(wait.wait())
            return
        context = contexts.queue(newest.qid, sending=False)
        stream = listen(scene.place.calls, context, QUEUE_LIVE, QueueArgs(qid=newest.qid), receiver(newest))
        async with aclosing(stream) as numbers:
            async for _ in numbers:
                wait.reset()
                await self._frames.catch_up(conversation)
                rows = await self._ground.read(lambda tables: tables.mail.queues.of(conversation))
                if not any(one.qid == newest.qid and one.retired is None for one in rows):
                    return  # it moved to another queue

    # --- what is asked for ---

    async def _take(self, key: _Key) -> None:
        what, about = key
        if what == _QUEUE:
            await self._frames.empty(about)
            return
        scene = await self._ground.scene(about)
        await self._supply.publish(scene)

    async def _wanted(self) -> dict[_Key, Attention]:
        """Every queue that a conversation listens to, and every name, with how closely it is looked at."""
        far = Attention.BACKGROUND if self._ground.house.private_network else Attention.FOCUSED
        focused = self.focused

        def work(tables: Tables) -> dict[_Key, Attention]:
            queues = [one for one in tables.mail.queues.all() if one.conversation is not None]
            return {(_QUEUE, one.qid): Attention.FOCUSED if one.conversation == focused else far for one in queues}

        wanted = await self._ground.read(work)
        return wanted | {(_REQUESTS, scene.id): far for scene in await self._ground.scenes()}

    async def _is_focused(self, key: _Key) -> bool:
        what, about = key
        if what != _QUEUE or self.focused is None:
            return False
        queue = await self._ground.read(lambda tables: tables.mail.queues.get(about))
        return queue is not None and queue.conversation == self.focused

    def _on_change(self, change: Change) -> None:
        if change.link in (Link.LIVE, Link.POLLING):
            self._back = True
            self.kick()
        if change.circle is not None and not change.messages:
            self._changed.add(change.circle)
            self.kick()


async def _until_closed(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    try:
        await work()
    except StoreProblem:
        return  # the vault was closed under us: start() begins anew


async def _collect(work: Awaitable[None], problems: list[HeimoError]) -> None:
    try:
        await work
    except StoreProblem:
        raise
    except HeimoError as problem:
        problems.append(problem)


def _next_due(tables: Tables) -> float | None:
    receipts = [one.receipts_at for one in tables.mail.conversations.all() if one.receipts_at is not None]
    if tables.mail.moves.is_away():
        return tables.mail.lines.next_gone()
    waiting = (tables.mail.outgoing.next_due(), tables.mail.reports.next_due())
    found = [*waiting, tables.mail.lines.next_gone(), *receipts]
    return min((one for one in found if one is not None), default=None)
