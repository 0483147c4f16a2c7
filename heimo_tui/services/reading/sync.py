"""Keeping this machine's copy of a circle's log: forward to its head, and back to its beginning, always checked."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from heimo_protocol.limits import EVENT_LIST_MAX, FIRST_WINDOW
from heimo_protocol.operations import LIST, ListArgs, ListResult
from heimo_tui.core.errors import Incompatible, Tampering
from heimo_tui.core.verify import Checked, check_window, require_after, require_before
from heimo_tui.core.views import Change, Problem
from heimo_tui.network.calls import Signer
from heimo_tui.services.house import House
from heimo_tui.services.place import Place
from heimo_tui.services.problems import Problems, note
from heimo_tui.services.reading import early, ledgers, withheld
from heimo_tui.services.reading.chains import unlinked_faults
from heimo_tui.services.reading.faces import Faces
from heimo_tui.services.reading.ledgers import Ledger
from heimo_tui.services.reading.recognising import recognise
from heimo_tui.services.reading.storing import Outcome, Storing
from heimo_tui.services.reading.unmet import Unmet
from heimo_tui.vault.tables import Circle, Tables

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Batch:
    """One answer of the server with its checked entries."""

    window: ListResult
    checked: tuple[Checked, ...]


class LogSync:
    """Reads logs. One circle is worked on by one task at a time."""

    def __init__(self, house: House, problems: Problems) -> None:
        self._house = house
        self._problems = problems
        self._faces = Faces(house, problems)
        self._locks: defaultdict[bytes, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._ledgers: dict[bytes, Ledger] = {}
        self._told: dict[bytes, frozenset[int]] = {}
        self.progress: dict[bytes, float] = {}

    def forget(self) -> None:
        """Drop everything that is only in memory."""
        self._told.clear()
        self._ledgers.clear()
        self._locks.clear()
        self.progress.clear()

    def forget_ledger(self, circle: bytes) -> None:
        """Work the circle's rulings out again at the next need, since what was told of it changed."""
        known = self._ledgers.get(circle)
        if known is not None and not known.early:
            del self._ledgers[circle]

    async def ledger(self, circle: bytes) -> Ledger:
        """What is in force in a circle; raises BadInput("no_circle")."""
        if circle not in self._ledgers:
            self._ledgers[circle] = await self._read(
                lambda tables: ledgers.load(tables, tables.circles.require(circle))
            )
        return self._ledgers[circle]

    async def catch_up(self, circle: bytes) -> int:
        """Read everything after what is known, or the newest part where nothing is; returns how many entries.

        Raises Unreachable, Refused, Incompatible; Tampering after it was reported.
        """
        async with self._locks[circle]:
            place = await self._house.place_of(circle)
            try:
                return await self._forward(place, circle)
            except Tampering as found:
                await self._problems.report_tampering(found, place.id, circle)
                raise

    async def fill_first_window(self, circle: bytes) -> None:
        """Read back until FIRST_WINDOW entries are known; raises as `catch_up` does."""
        while True:
            row = await self._circle(circle)
            if row.oldest_seq is None or row.oldest_seq <= 1 or row.newest_seq - row.oldest_seq + 1 >= FIRST_WINDOW:
                return
            await self.older(circle)

    async def older(self, circle: bytes) -> bool:
        """Read one part of what lies before; false when nothing does. Raises as `catch_up` does."""
        async with self._locks[circle]:
            place = await self._house.place_of(circle)
            try:
                return await self._backward(place, circle)
            except Tampering as found:
                await self._problems.report_tampering(found, place.id, circle)
                raise

    async def know_decisions(self, circle: bytes, *, apart: bool = False) -> None:
        """Have every decision of a circle, also those before the part of its log that is here; raises as `catch_up`.

        With `apart` those are taken that one is told where the log cannot be read.
        """
        async with self._locks[circle]:
            row = await self._circle(circle)
            place = await self._house.place_of(circle)
            try:
                if apart:
                    found = await early.fetch(place, row, self._reader(place, row))
                    self._ledgers[circle] = await self._read(lambda tables: ledgers.load(tables, row, found))
                elif circle not in self._told and row.oldest_seq is not None and row.oldest_seq > 1:
                    await self._read_early(place, row)
            except Tampering as found_out:
                await self._problems.report_tampering(found_out, place.id, circle)
                raise

    # --- forward ---

    async def _forward(self, place: Place, circle: bytes) -> int:
        row = await self._circle(circle)
        if row.newest_head is None:
            return await self._first(place, row)
        total = 0
        while True:
            batch = await self._ask(place, row, ListArgs(circle=circle, after=row.newest_seq, max=EVENT_LIST_MAX))
            require_after(batch.window, batch.checked, circle=circle, seq=row.newest_seq, head=row.newest_head or b"")
            if batch.checked:
                await self._store(place, row, batch.checked, forward=True)
                row = await self._circle(circle)
                total += len(batch.checked)
            if row.newest_seq >= batch.window.head_seq:
                return total

    async def _first(self, place: Place, row: Circle) -> int:
        ledger = await self.ledger(row.circle_id)
        batch = await self._ask(place, row, ListArgs(circle=row.circle_id, max=EVENT_LIST_MAX))
        if not batch.checked:
            head = ledger.circle.first_head
            await self._house.open_vault().run(lambda tables: _mark_empty(tables, row.circle_id, head))
            return 0
        if batch.checked[-1].log_seq != batch.window.head_seq:
            raise Tampering("log_fork", where=row.circle_id, at=batch.window.head_seq)
        if batch.checked[0].log_seq > 1:
            await self._read_early(place, row)
        await self._store(place, row, batch.checked, forward=True, base=batch.window.base)
        return len(batch.checked)

    async def _read_early(self, place: Place, row: Circle) -> None:
        found = await early.fetch(place, row, self._reader(place, row))
        self._told[row.circle_id] = frozenset(decision.log_seq for decision in found)
        self._ledgers[row.circle_id] = await self._read(lambda tables: ledgers.load(tables, row, found))

    # --- backward ---

    async def _backward(self, place: Place, circle: bytes) -> bool:
        row = await self._circle(circle)
        if row.oldest_seq is None or row.oldest_seq <= 1 or row.oldest_prev is None:
            self.progress.pop(circle, None)
            return False
        if circle not in self._told:
            await self._read_early(place, row)
        batch = await self._ask(place, row, ListArgs(circle=circle, before=row.oldest_seq, max=EVENT_LIST_MAX))
        require_before(batch.checked, circle=circle, seq=row.oldest_seq, prev=row.oldest_prev)
        await self._store(place, row, batch.checked, forward=False, base=batch.window.base)
        first = batch.checked[0].log_seq
        self.progress[circle] = 1 - (first - 1) / max(row.newest_seq, 1)
        if first == 1:
            self.progress.pop(circle, None)
            await self._finish(place, circle)
        return first > 1

    async def _finish(self, place: Place, circle: bytes) -> None:
        """The whole log is here: what could not be told before can be now."""
        gaps = await self._read(lambda tables: unlinked_faults(tables, circle))
        forks = await self._house.open_vault().run(lambda tables: tables.threads.forked_claims(circle))
        faults = [("author_gap", number) for number in gaps] + [("log_fork", number) for number, _ in forks]
        await self._report(place, circle, faults)
        newest = (await self._circle(circle)).newest_seq
        invented = [number for number in early.unmatched(await self.ledger(circle)) if number <= newest]
        await self._report(place, circle, [("log_fork", number) for number in invented[:1]])
        known = (await self.ledger(circle)).stored
        self._ledgers[circle] = await self._read(
            lambda tables: ledgers.load(tables, tables.circles.require(circle), known=known)
        )
        await self._look_for_withheld(place, circle)

    # --- both ---

    async def _ask(self, place: Place, row: Circle, args: ListArgs) -> _Batch:
        ledger = await self.ledger(row.circle_id)
        window = await place.calls.call(place.reading(row.circle_id), LIST, args, self._reader(place, row))
        if len(window.entries) > EVENT_LIST_MAX or len(window.base) != 32:
            raise Incompatible("encoding", detail="event.list")
        checked = await asyncio.to_thread(check_window, window, row.circle_id, ledger.circle.first_head)
        await self._faces.compare(place, row.circle_id, checked)
        return _Batch(window, checked)

    async def _store(
        self, place: Place, row: Circle, checked: tuple[Checked, ...], *, forward: bool, base: bytes | None = None
    ) -> None:
        circle = row.circle_id
        ledger = await self.ledger(circle)

        def work(tables: Tables) -> tuple[Outcome, list[Problem]]:
            storing = self._storing(tables, place, circle, ledger)
            complete = forward and (row.oldest_seq == 1 or checked[0].log_seq == 1)
            outcome = storing.store(checked, forward=forward, complete=complete)
            recognise(tables, circle, checked)
            if forward:
                tables.circles.set_newest(circle, checked[-1].log_seq, checked[-1].head)
            if base is not None:
                tables.circles.set_oldest(circle, checked[0].log_seq, base)
                if forward:
                    # what was written before the first visit is not news
                    tables.circles.set_read(circle, checked[-1].log_seq)
                    tables.circles.set_left(circle, checked[-1].log_seq)
            # a decision that the server left out when it was asked for all of them
            untold = [] if forward else [number for number in outcome.governing if number not in told]
            faults = [*outcome.faults, *(("withheld", number) for number in untold)]
            return outcome, note(tables, _problems(place, circle, faults))

        told = self._told.get(circle, frozenset())
        outcome, found = await self._house.open_vault().run(work)
        self._problems.tell(found)
        everything = await self._settle(place, circle, outcome)
        if outcome.nameless and forward:
            await self._look_for_withheld(place, circle)
        self._house.tell(
            Change(
                circle=circle,
                threads=None if everything or base is not None else frozenset(outcome.threads),
                new_threads=frozenset(outcome.new_threads) if forward and base is None else frozenset(),
            )
        )

    async def _settle(self, place: Place, circle: bytes, outcome: Outcome) -> bool:
        """Work out the rulings again where a batch brought decisions; true where all of the circle changed."""
        if not outcome.governing:
            return False
        old = await self.ledger(circle)

        def work(tables: Tables) -> ledgers.Applied:
            row = tables.circles.require(circle)
            done = ledgers.apply(tables, row, old, ledgers.load(tables, row, old.early, old.stored))
            notes = done.ledger.rulings.notes
            noted = {target for target, _ in notes.items() ^ old.rulings.notes.items()}
            Unmet(tables, circle, self._house.preferences.folds, notes).again(noted)
            return done

        applied = await self._house.open_vault().run(work)
        self._ledgers[circle] = applied.ledger
        outcome.threads |= applied.threads
        ignored = set(applied.ledger.rulings.ignored) - set(old.rulings.ignored)
        await self._report(place, circle, [("not_moderator", number) for number in sorted(ignored)])
        await self._fetch_again(place, circle, applied.refetch)
        return applied.everything

    async def _fetch_again(self, place: Place, circle: bytes, numbers: Sequence[int]) -> None:
        """Get the bodies of entries that were hidden when they were first read; `numbers` ascend."""
        left = list(numbers)
        while left:
            row, ledger = await self._circle(circle), await self.ledger(circle)
            batch = await self._ask(place, row, ListArgs(circle=circle, after=left[0] - 1, max=EVENT_LIST_MAX))
            wanted = [entry for entry in batch.checked if entry.log_seq in left]
            await self._house.open_vault().run(
                lambda tables, w=wanted, g=ledger: self._storing(tables, place, circle, g).restore(w)  # type: ignore[misc] # bound now
            )
            last = batch.checked[-1].log_seq if batch.checked else left[-1]
            left = [number for number in left if number > last]

    async def _look_for_withheld(self, place: Place, circle: bytes) -> None:
        rulings = (await self.ledger(circle)).rulings
        hour = int(place.calls.server_time(place.reading(circle)) // 3600)
        numbers = await self._read(lambda tables: withheld.unexplained(tables, circle, rulings, hour))
        await self._report(place, circle, [("withheld", number) for number in numbers])

    async def _report(self, place: Place, circle: bytes, faults: list[tuple[str, int]]) -> None:
        await self._problems.report(*_problems(place, circle, faults))

    def _reader(self, place: Place, row: Circle) -> Signer | None:
        ledger = self._ledgers.get(row.circle_id)
        settings = None if ledger is None else ledger.rulings.settings
        if settings is not None and settings.open_reading and not settings.private:
            # nobody needs to be told which name reads
            return None
        if not row.joined or not place.registered:
            return None
        return place.signer(row)

    def _storing(self, tables: Tables, place: Place, circle: bytes, ledger: Ledger) -> Storing:
        return Storing(
            tables,
            circle,
            server_id=place.id,
            first_head=ledger.circle.first_head,
            rulings=ledger.rulings,
            rules=self._house.preferences.folds,
        )

    async def _circle(self, circle: bytes) -> Circle:
        return await self._read(lambda tables: tables.circles.require(circle))

    async def _read(self, work: Callable[[Tables], T]) -> T:
        return await self._house.open_vault().read(work)


def _problems(place: Place, circle: bytes, faults: Sequence[tuple[str, int]]) -> list[Problem]:
    return [Problem(code=code, community=place.id, circle=circle, detail=str(number)) for code, number in faults]


def _mark_empty(tables: Tables, circle: bytes, first_head: bytes) -> None:
    tables.circles.set_newest(circle, 0, first_head)
    tables.circles.set_oldest(circle, 1, first_head)
