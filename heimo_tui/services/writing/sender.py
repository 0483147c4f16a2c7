"""The outbox at work: each event joins, is put, and leaves when the log shows it; nothing is lost or doubled."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable
from typing import Final

from heimo_protocol.errors import Code
from heimo_protocol.operations import PUT, PutArgs
from heimo_protocol.requests import Mode
from heimo_tui.core.errors import BadInput, Incompatible, Refused, StoreProblem, Tampering, Unreachable
from heimo_tui.core.views import Change, Link
from heimo_tui.network.calls import Signer
from heimo_tui.network.http_door import NOT_SENT
from heimo_tui.network.live import Backoff
from heimo_tui.services.house import House
from heimo_tui.services.problems import Problems
from heimo_tui.services.reading.faces import Faces
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.services.writing.aside import put_aside
from heimo_tui.services.writing.authors import author_of
from heimo_tui.services.writing.barred import Barred
from heimo_tui.services.writing.held import HELD_SECONDS, Held
from heimo_tui.services.writing.joining import Joining
from heimo_tui.services.writing.signing import Signing, chain_in_log
from heimo_tui.services.writing.telling import tell_of
from heimo_tui.vault.tables import Chain, OutboxRow, OutboxState, Tables

_UNREACHABLE: Final = "unreachable"
_ECHO_SECONDS: Final = 20.0
_LONGEST_SLEEP: Final = 30.0
_FRESH_SECONDS: Final = 60.0

_LATER: Final = frozenset({Code.BUSY, Code.CLOSED, Code.QUOTA, Code.SLOW_MODE, Code.AWAITING_MODERATOR, Code.REPLAY})
_OUT_OF_ORDER: Final = frozenset({Code.SEQ_CONFLICT, Code.PREV_MISMATCH})


class Sender:
    """Owns the task that empties the outbox."""

    def __init__(self, house: House, sync: LogSync, joining: Joining, problems: Problems) -> None:
        self._house = house
        self._sync = sync
        self._joining = joining
        self._problems = problems
        self._faces = Faces(house, problems)
        self._kick = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._waits: defaultdict[bytes, Backoff] = defaultdict(lambda: Backoff(1.0, 120.0))
        self._signed_again: set[bytes] = set()
        self._deaf: Callable[[], None] | None = None
        self._back = False
        self._held = Held(house, sync, problems)
        self._barred = Barred(house, sync, problems)

    def start(self) -> None:
        """Begin to send what waits."""
        if self._task is None:
            self._kick = asyncio.Event()
            self._deaf = self._house.subscribe(self._on_change)
            self._task = asyncio.create_task(self._run(), name="heimo-outbox")

    async def stop(self) -> None:
        """Stop; what is on its way stays in the outbox."""
        task, self._task = self._task, None
        if self._deaf is not None:
            self._deaf()
            self._deaf = None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def kick(self) -> None:
        """There is something new to send, or the network is back."""
        self._kick.set()

    def _on_change(self, change: Change) -> None:
        if change.link in (Link.LIVE, Link.POLLING):
            self._back = True
            self.kick()

    async def _run(self) -> None:
        while True:
            self._kick.clear()
            try:
                if self._back:
                    await self._network_is_back()
                await self.step()
                wait = await self._until_next()
            except StoreProblem:
                return  # the vault was closed under us: start() begins anew
            # not wait_for, which in Python 3.11 loses a cancellation that comes together with the kick
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._kick.wait()

    async def _network_is_back(self) -> None:
        self._back = False
        self._waits.clear()
        await self._house.open_vault().run(lambda tables: tables.outbox.try_again(_UNREACHABLE))

    async def step(self) -> None:
        """Send everything that may go now, each name's events in their order."""
        await self._held.ask()
        while True:
            due = await self._due()
            if not due:
                return
            by_circle: dict[bytes, list[OutboxRow]] = {}
            for row in due:
                by_circle.setdefault(row.circle_id, []).append(row)
            moved = await asyncio.gather(*(self._send_all(rows) for rows in by_circle.values()))
            if not any(moved):
                return

    async def _due(self) -> list[OutboxRow]:
        now = self._house.clock()
        return await self._house.open_vault().read(lambda tables: tables.outbox.due(now))

    async def _until_next(self) -> float:
        due = await self._house.open_vault().read(lambda tables: tables.outbox.next_due())
        if due is None:
            return HELD_SECONDS
        return min(max(due - self._house.clock(), 0.05), _LONGEST_SLEEP)

    async def _send_all(self, rows: list[OutboxRow]) -> bool:
        moved = False
        for row in rows:
            moved = await self._send(row) or moved
        return moved

    async def _send(self, row: OutboxRow) -> bool:
        """Try one event; true where another of the same name may go now."""
        try:
            return await self._join_and_put(row)
        except Unreachable as problem:
            self._house.set_link((await self._house.place_of(row.circle_id)).id, Link.OFFLINE)
            await self._wait(row, _UNREACHABLE, problem.retry_after)
        except Refused as problem:  # while it was signed again
            await self._wait(row, problem.code, problem.retry_after or HELD_SECONDS)
        except Tampering as problem:
            place = await self._house.place_of(row.circle_id)
            await self._problems.report_tampering(problem, place.id, row.circle_id)
            await self._wait(row, problem.code, 300)
        except Incompatible:
            await self._wait(row, "incompatible", 600)
        except BadInput as problem:
            await put_aside(self._house, row, OutboxState.REFUSED, error=problem.code)
            return True
        return False

    async def _join_and_put(self, row: OutboxRow) -> bool:
        try:
            key = await self._joining.ensure(row.circle_id, row.author)
            if key != row.author:
                await tell_of(self._house, row)
                return True
            return await self._put(row)
        except Refused as problem:
            return await self._refused(row, problem)

    async def _put(self, row: OutboxRow) -> bool:
        place = await self._house.place_of(row.circle_id)
        author = await self._house.open_vault().run(
            lambda tables: author_of(tables, place, tables.circles.require(row.circle_id), row.author)
        )
        # on the disk before the first byte leaves: from now on it may be at the server
        await self._set_state(row, OutboxState.SENDING)
        await tell_of(self._house, row)
        signer = Signer(author.private, Mode.NAME)
        try:
            args = PutArgs(event=row.envelope, hold=row.for_moderator)
            result = await place.calls.call(place.writing(author.key), PUT, args, signer)
        except Unreachable as problem:
            if problem.reason in NOT_SENT:
                await self._set_state(row, OutboxState.QUEUED)
            raise
        self._waits.pop(row.circle_id, None)
        if self._house.link(place.id) is Link.OFFLINE:
            self._house.set_link(place.id, Link.POLLING)
        if result.held:
            await self._set_state(row, OutboxState.HELD)
            await tell_of(self._house, row)
            return True
        # the echo in the log takes it out of the outbox; until then it would be put again, which changes nothing
        await self._set_state(row, OutboxState.SENDING, next_try=self._house.clock() + _ECHO_SECONDS)
        try:
            await self._sync.catch_up(row.circle_id)
        except (Unreachable, Refused, Incompatible, Tampering):
            return False
        await self._require_logged(row, result.log_seq)
        return True

    async def _require_logged(self, row: OutboxRow, number: int) -> None:
        """The server said where it put the event: it has to be there."""
        found = await self._house.open_vault().read(lambda tables: tables.events.at(row.circle_id, number))
        if found is None or found.payload_hash != row.payload_hash:
            raise Tampering("log_fork", where=row.circle_id, at=number)

    # --- when it does not go through ---

    async def _refused(self, row: OutboxRow, problem: Refused) -> bool:
        code = problem.code
        if code in _LATER:
            await self._wait(row, code, problem.retry_after or HELD_SECONDS)
            return False
        if code in _OUT_OF_ORDER or code in (Code.CLOCK_SKEW, Code.AUTH_UNKNOWN):
            if row.event_id not in self._signed_again:
                return await self._sign_again(row, problem)
            self._signed_again.discard(row.event_id)
        if code == Code.BANNED:
            await self._barred.check(row.circle_id)
        await put_aside(self._house, row, OutboxState.REFUSED, error=code)
        return True

    async def _sign_again(self, row: OutboxRow, problem: Refused) -> bool:
        """Read where the own chain stands, then sign everything on its way anew, once."""
        place = await self._house.place_of(row.circle_id)
        if problem.code == Code.AUTH_UNKNOWN:
            await self._house.open_vault().run(lambda tables: _join_again(tables, row))
        if problem.code == Code.PREV_MISMATCH:
            await self._faces.renew(place, max_age=_FRESH_SECONDS)
        chain = await self._own_chain(row, problem.value if problem.code == Code.SEQ_CONFLICT else None)
        now = self._house.clock()

        def work(tables: Tables) -> dict[bytes, bytes]:
            if tables.outbox.get(row.event_id) is None:
                return {}  # the log had it after all
            circle = tables.circles.require(row.circle_id)
            author = author_of(tables, place, circle, row.author)
            return Signing(tables, place, circle, now=now).rebase(author, chain)

        ids = await self._house.open_vault().run(work)
        self._signed_again.update(ids.values())
        await tell_of(self._house, row)
        return True

    async def _own_chain(self, row: OutboxRow, wanted: int | None) -> Chain:
        await self._sync.catch_up(row.circle_id)
        while True:
            chain = await self._house.open_vault().read(lambda tables: chain_in_log(tables, row.circle_id, row.author))
            if chain is not None and (wanted is None or chain.next_seq == wanted):
                return chain
            if not await self._sync.older(row.circle_id):
                return chain or Chain(0, None)

    async def _wait(self, row: OutboxRow, code: str, seconds: float | None) -> None:
        wait = self._waits[row.circle_id].wait() if seconds is None else seconds
        next_try = self._house.clock() + wait

        def work(tables: Tables) -> None:
            known = tables.outbox.get(row.event_id)
            if known is None:
                return
            # an answer means that it is not in the log; without one it may be
            unsure = known.state is OutboxState.SENDING and code == _UNREACHABLE
            state = OutboxState.SENDING if unsure else OutboxState.QUEUED
            tables.outbox.set_state(row.event_id, state, error=code, next_try=next_try)

        await self._house.open_vault().run(work)
        await tell_of(self._house, row)

    async def ask_held_now(self) -> None:
        """Ask at the next step what became of events that wait for a moderator."""
        self._held.ask_again()
        self.kick()

    async def _set_state(self, row: OutboxRow, state: OutboxState, next_try: float | None = None) -> None:
        await self._house.open_vault().run(
            lambda tables: tables.outbox.set_state(row.event_id, state, next_try=next_try)
        )


def _join_again(tables: Tables, row: OutboxRow) -> None:
    circle = tables.circles.require(row.circle_id)
    if circle.my_key == row.author:
        tables.circles.set_joined(row.circle_id, my_key=circle.my_key, epoch=circle.epoch, joined=False)
