"""Reports as a moderator is shown them: what is not proved names nobody."""

from __future__ import annotations

from dataclasses import dataclass

from heimo_protocol.encoding import decode
from heimo_protocol.errors import Refusal
from heimo_protocol.franking import ReportedMessage, SealedReport
from heimo_protocol.mail import read_content
from heimo_tui.core.conversations import MessageReportView, ReportedView
from heimo_tui.core.errors import BadInput
from heimo_tui.core.views import NameView
from heimo_tui.services.messages.ground import Ground
from heimo_tui.services.messages.reporting.receiving import claimed_card
from heimo_tui.services.messages.views import named
from heimo_tui.services.reading.naming import Names
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import ToldRow

SOMEBODY = NameView(key=b"", name="somebody", mark="??", colour=0)
"""Whoever reports something that proves nothing: neither the author nor the one who received it is known then."""


class Showing:
    """Reads reports from the vault."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def reports(self) -> tuple[MessageReportView, ...]:
        """Those that were not put away, newest first."""
        rows = await self._ground.read(lambda tables: tables.mail.reports.open())
        circles = {row.circle_id for row in rows}
        ledgers = {circle: await self._ground.sync.ledger(circle) for circle in circles}

        def work(tables: Tables) -> tuple[MessageReportView, ...]:
            stages = {one: _Stage.of(tables, one, Names(tables, one, ledgers[one].rulings)) for one in circles}
            return tuple(_view(stages[row.circle_id], row) for row in rows)

        return await self._ground.read(work)

    async def put_away(self, report: bytes) -> None:
        """Be done with a report; raises BadInput("no_report")."""
        if not await self._ground.run(lambda tables: tables.mail.reports.put_away(report)):
            raise BadInput("no_report")
        await self._ground.tell()


@dataclass(frozen=True, slots=True)
class _Stage:
    server_id: bytes
    circle_name: str
    names: Names

    @classmethod
    def of(cls, tables: Tables, circle: bytes, names: Names) -> _Stage:
        row = tables.circles.require(circle)
        return cls(row.server_id, row.name, names)


def _view(stage: _Stage, row: ToldRow) -> MessageReportView:
    report = decode(row.report, SealedReport) if row.report else None
    card = None if report is None else claimed_card(stage.server_id, report)
    claimed = "" if card is None else card.name
    proved = row.author is not None and report is not None
    return MessageReportView(
        id=row.id,
        circle=row.circle_id,
        circle_name=stage.circle_name,
        reporter=stage.names(report.reporter) if report is not None and proved else SOMEBODY,
        author=named(stage.names, row.author, claimed) if row.author is not None and proved else None,
        claimed=claimed,
        reason="" if report is None else report.reason,
        note="" if report is None else report.note,
        messages=() if report is None else _messages(report),
        hour=row.hour,
        problem="" if proved else row.problem,
    )


def _messages(report: SealedReport) -> tuple[ReportedView, ...]:
    """In the order that their hours and their writer's own times give, whatever order somebody reports them in."""
    shown = [(message.stamped.hour, _shown(message)) for message in report.messages]
    return tuple(one for _, one in sorted(shown, key=lambda pair: (pair[0], pair[1].minutes)))


def _shown(message: ReportedMessage) -> ReportedView:
    try:
        content = read_content(message.content)
    except Refusal:
        return ReportedView("", message.stamped.hour * 60)
    return ReportedView(content.text, content.minutes)
