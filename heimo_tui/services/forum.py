"""Reading: circles, threads, and what changes in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from heimo_protocol.errors import Code
from heimo_protocol.events import Reaction, ReactionBody
from heimo_protocol.operations import REPORT, ReportArgs
from heimo_protocol.requests import Mode
from heimo_tui.core.errors import BadInput, Refused
from heimo_tui.core.threads import given_with
from heimo_tui.core.views import Change, CircleView, Filter, Gone, Problem, ThreadList, ThreadRow, ThreadView
from heimo_tui.core.waiting import unanswered
from heimo_tui.network.calls import Signer
from heimo_tui.services.compose import Compose
from heimo_tui.services.house import House
from heimo_tui.services.problems import Problems
from heimo_tui.services.reading.circle_views import circle_view
from heimo_tui.services.reading.keeper import Keeper
from heimo_tui.services.reading.ledgers import Ledger
from heimo_tui.services.reading.naming import Names
from heimo_tui.services.reading.shelf import Shelf
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.services.reading.waits import usual_wait
from heimo_tui.services.writing import outgoing
from heimo_tui.services.writing.joining import Joining
from heimo_tui.vault.tables import Tables

T = TypeVar("T")


class Forum:
    """Keeps this machine's copy of the circles fresh and gives views of it."""

    def __init__(
        self, house: House, sync: LogSync, keeper: Keeper, problems: Problems, compose: Compose, joining: Joining
    ) -> None:
        self._house = house
        self._sync = sync
        self._keeper = keeper
        self._problems = problems
        self._compose = compose
        self._joining = joining

    # --- views ---

    async def circles(self) -> tuple[CircleView, ...]:
        """The circles of the current community by name, quiet ones last; none where there is no community yet."""
        if self._house.current is None:
            return ()
        place = await self._house.place()
        rows = await self._read(lambda tables: tables.circles.of(place.id))
        ledgers = [await self._sync.ledger(row.circle_id) for row in rows]
        minutes = int(self._house.clock() // 60)
        progress = dict(self._sync.progress)

        def work(tables: Tables) -> tuple[CircleView, ...]:
            views = (
                circle_view(tables, row, ledger.rulings, minutes, progress.get(row.circle_id))
                for row, ledger in zip(rows, ledgers, strict=True)
            )
            return tuple(sorted(views, key=lambda view: (view.quiet, view.name.casefold())))

        return await self._read(work)

    async def thread_list(self, circle: bytes, filter: Filter = Filter.ALL, query: str = "") -> ThreadList:
        """The order of a circle's threads now; with `query`, those that have its words.

        One's own new posts come first while others cannot read them yet.
        """
        ledger = await self._sync.ledger(circle)

        def work(tables: Tables) -> ThreadList:
            listed = self._shelf(tables, circle, ledger).thread_list(filter, query)
            if query.strip() or filter not in (Filter.ALL, Filter.MINE):
                return listed
            own = [one.row.event_id for one in outgoing.outgoing(tables, circle) if one.event.parent is None]
            left_at = None if listed.left_at is None else listed.left_at + len(own)
            return ThreadList(circle, (*reversed(own), *listed.ids), left_at, listed.waiting)

        return await self._read(work)

    async def rows(self, circle: bytes, ids: Sequence[bytes]) -> tuple[ThreadRow, ...]:
        """Rows of these threads, in their order; unknown ones are left out."""
        ledger = await self._sync.ledger(circle)
        now = self._house.clock()

        def work(tables: Tables) -> tuple[ThreadRow, ...]:
            shelf = self._shelf(tables, circle, ledger)
            found = shelf.rows(ids)
            for one in outgoing.outgoing(tables, circle):
                if one.row.event_id in ids:
                    row = outgoing.row_view(one, shelf.names(one.event.author), now)
                    if row is not None:
                        found[row.id] = row
            return tuple(found[thread] for thread in ids if thread in found)

        return await self._read(work)

    async def thread(self, circle: bytes, thread: bytes) -> ThreadView:
        """A thread as this machine has it, with what is still on its way; raises BadInput("no_thread")."""
        ledger = await self._sync.ledger(circle)
        now = self._house.clock()

        def work(tables: Tables) -> ThreadView:
            shelf = self._shelf(tables, circle, ledger)
            ones = outgoing.outgoing(tables, circle)
            root = next((one for one in ones if one.row.event_id == thread), None)
            if root is None:
                view = shelf.thread(thread, outgoing.reacting(tables, circle))
            else:
                post = outgoing.post_view(root, shelf.names(root.event.author), None, now)
                view = ThreadView(circle, post, (), None, False)
            view = outgoing.with_outgoing(view, ones, shelf.names, now)
            if not view.root.mine or view.root.gone is not Gone.NO or not unanswered(view):
                return view
            return replace(view, usual=usual_wait(tables, circle, int(now // 60)))

        return await self._read(work)

    async def next_unread(self, circle: bytes, after: bytes | None, forward: bool = True) -> bytes | None:
        """The next thread with something new below `after` in the list (above it where not `forward`), or None.

        Goes on at the other end of the list.
        """
        self._house.use()
        ledger = await self._sync.ledger(circle)

        def work(tables: Tables) -> bytes | None:
            never = self._shelf(tables, circle, ledger).never()
            return tables.threads.next_unread(circle, after, forward=forward, without=never)

        return await self._read(work)

    # --- staying fresh ---

    async def focus(self, circle: bytes | None) -> None:
        """Keep this circle live and the others polled; catches up at once."""
        self._house.use()
        self._house.focused = circle
        self._keeper.moved()

    async def refresh(self, circle: bytes | None = None) -> None:
        """Ask the server now; raises Unreachable, Refused, Incompatible, Tampering."""
        await self._keeper.refresh(circle)

    async def start(self) -> None:
        """Begin to keep things fresh."""
        self._keeper.start()

    async def stop(self) -> None:
        """End all background work."""
        await self._keeper.stop()

    def moved(self) -> None:
        """Another community is looked at, or the one that is has changed."""
        self._keeper.moved()

    def subscribe(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Be told of changes, in the event loop; returns what ends it."""
        return self._house.subscribe(callback)

    # --- what the reader does ---

    async def seen(self, circle: bytes, thread: bytes) -> None:
        """All of this thread was read."""
        self._house.use()

        def work(tables: Tables) -> None:
            row = tables.circles.get(circle)
            if row is not None:
                tables.threads.set_read(circle, thread, row.newest_seq)

        await self._house.open_vault().run(work)
        self._house.tell(Change(circle=circle, threads=frozenset({thread})))

    async def left(self, circle: bytes) -> None:
        """The reader leaves this circle: put the "since you left" mark."""

        def work(tables: Tables) -> None:
            row = tables.circles.get(circle)
            if row is not None:
                tables.circles.set_left(circle, row.newest_seq)

        await self._house.open_vault().run(work)

    async def react(self, circle: bytes, event: bytes, reaction: Reaction) -> None:
        """Say one of the four things, or take it back where it was said; raises BadInput as compose.send does."""

        def is_given(tables: Tables) -> bool:
            row = tables.events.get(circle, event)
            if row is None or row.thread is None:
                raise BadInput("no_event")
            mine = Names(tables, circle, ledger.rulings).mine
            given = given_with(tables.threads.reactions(circle, row.thread), outgoing.reacting(tables, circle))
            return bool(given.get(event, {}).get(reaction.value, frozenset()) & mine)

        ledger = await self._sync.ledger(circle)
        given = await self._read(is_given)
        await self._compose.react(circle, event, ReactionBody(code=reaction, off=given))

    async def report(self, circle: bytes, event: bytes, reason: str) -> None:
        """Tell the moderators, under one's name there; joins first.

        Raises BadInput("no_event"), and ("reports_spent") where one name has told all that it can in a day; Refused,
        and as the network does.
        """
        place = await self._house.place_of(circle)
        row = await self._read(lambda tables: tables.circles.get(circle))
        if row is None or not reason.strip():
            raise BadInput("no_event")
        await self._joining.ensure(circle, row.my_key or place.circle_keys(row).pseudonym_public)
        row = await self._read(lambda tables: tables.circles.get(circle)) or row
        keys = place.circle_keys(row)
        args = ReportArgs(circle=circle, event=event, reason=reason)
        context = place.writing(keys.pseudonym_public)
        try:
            await place.calls.call(context, REPORT, args, Signer(keys.pseudonym, Mode.NAME))
        except Refused as problem:
            if problem.code == Code.QUOTA:
                raise BadInput("reports_spent") from None
            raise

    async def problems(self) -> tuple[Problem, ...]:
        """What servers did that they should not have, newest first."""
        return await self._problems.all()

    async def dismiss_problem(self, problem: Problem) -> None:
        """Put a problem aside."""
        await self._problems.dismiss(problem)

    def _shelf(self, tables: Tables, circle: bytes, ledger: Ledger) -> Shelf:
        return Shelf(
            tables,
            circle,
            ledger.rulings,
            self._house.preferences.folds,
            hour=int(self._house.clock() // 3600),
        )

    async def _read(self, work: Callable[[Tables], T]) -> T:
        return await self._house.open_vault().read(work)
