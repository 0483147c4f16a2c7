"""What became of events that wait for a moderator."""

from __future__ import annotations

from typing import Final

from heimo_protocol import text
from heimo_protocol.events import Action, ModerationBody
from heimo_protocol.limits import MAX_REASON_CHARS
from heimo_protocol.operations import HELD, HeldArgs
from heimo_protocol.requests import Mode
from heimo_tui.core.errors import HeimoError, StoreProblem
from heimo_tui.core.views import Problem
from heimo_tui.network.calls import Signer
from heimo_tui.services.house import House
from heimo_tui.services.problems import Problems
from heimo_tui.services.reading.ledgers import Ledger
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.services.writing.aside import put_aside
from heimo_tui.services.writing.authors import author_of
from heimo_tui.vault.tables import OutboxRow, OutboxState, Tables

HELD_SECONDS: Final = 60.0
_REASON_CHARS: Final = 32


class Held:
    """Asks the server, each name for its own events."""

    def __init__(self, house: House, sync: LogSync, problems: Problems) -> None:
        self._house = house
        self._sync = sync
        self._problems = problems
        self._asked = 0.0

    def ask_again(self) -> None:
        """Ask the next time, however short ago it was."""
        self._asked = 0.0

    async def ask(self) -> None:
        """Ask about all of them, unless that was done within HELD_SECONDS; raises StoreProblem only."""
        now = self._house.clock()
        if now - self._asked < HELD_SECONDS:
            return
        self._asked = now
        rows = await self._house.open_vault().read(lambda tables: tables.outbox.all())
        for row in rows:
            if row.state is OutboxState.HELD:
                try:
                    await self._ask_about(row)
                except HeimoError as problem:
                    if isinstance(problem, StoreProblem):
                        raise

    async def _ask_about(self, row: OutboxRow) -> None:
        place = await self._house.place_of(row.circle_id)
        author = await self._house.open_vault().run(
            lambda tables: author_of(tables, place, tables.circles.require(row.circle_id), row.author)
        )
        signer = Signer(author.private, Mode.NAME)
        answer = await place.calls.call(place.writing(author.key), HELD, HeldArgs(circle=row.circle_id), signer)
        entry = next((one for one in answer.entries if one.event == row.envelope), None)
        if entry is not None and entry.returned:
            await self._give_back(row, place.id)
        elif entry is None:
            await self._sync.catch_up(row.circle_id)
            await self._house.open_vault().run(lambda tables: _queue_if_still_held(tables, row))

    async def _give_back(self, row: OutboxRow, community: bytes) -> None:
        """Put it aside with the words that a moderator signed; what the server alone says counts for nothing."""
        circle = row.circle_id
        await self._sync.catch_up(circle)
        await self._sync.know_decisions(circle)
        decision = _decision(await self._sync.ledger(circle), row.event_id)
        if decision is None:
            await self._problems.report(Problem(code="return_unsigned", community=community, circle=circle))
            return
        reason, words = text.clean(decision.reason[:_REASON_CHARS]), text.clean(decision.words[:MAX_REASON_CHARS])
        await put_aside(self._house, row, OutboxState.RETURNED, error=reason, words=words)


def _decision(ledger: Ledger, event: bytes) -> ModerationBody | None:
    """The newest decision that gives this event back, by somebody who had a right to it."""
    known = sorted((*ledger.early, *ledger.stored), key=lambda one: one.log_seq, reverse=True)
    for one in known:
        body = one.signed.body
        if isinstance(body, ModerationBody) and (body.action, body.target) == (Action.RETURN, event):
            return None if one.log_seq in ledger.rulings.ignored else body
    return None


def _queue_if_still_held(tables: Tables, row: OutboxRow) -> None:
    known = tables.outbox.get(row.event_id)
    if known is not None and known.state is OutboxState.HELD:
        tables.outbox.set_state(row.event_id, OutboxState.QUEUED)
