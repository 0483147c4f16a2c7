"""Commands for what members reported: read it, keep it or hide it; and how many appeals wait."""

from typing import Any

import click

from heimo_protocol.events import Action, ModerationBody
from heimo_protocol.limits import MAX_REASON_CHARS, REPORTED_LIST_MAX
from server_stub.cli.common import EXIT_CODES, Output, host_command
from server_stub.cli.find import circle_of, mark_of, text_marked
from server_stub.cli.waiting import indented, text_in
from server_stub.community.host import Host
from server_stub.store.base import ReadTxn
from server_stub.store.moderation_rows import ReportedRow
from server_stub.store.rows import CircleRow, EventRow


@click.command(epilog=EXIT_CODES)
@click.argument("circle", required=False)
@host_command
async def reports(host: Host, out: Output, circle: str | None) -> None:
    """Show what was reported in CIRCLE, or anywhere, the longest waiting first: how often and why, never by whom.

    What somebody has kept or hidden is not there any more. Appeals are counted only: they are sealed to the circle's
    moderators, and nobody else can read them.
    """
    only = None if circle is None else (await circle_of(host, out, circle)).id
    found, appeals = await host.store.read(lambda txn: _look(txn, only))
    lines, data = [], []
    for row, newest, report in found:
        why = ", ".join(f"{reason} ({n})" if n > 1 else reason for reason, n in report.reasons.items())
        text = text_in(newest.envelope)
        lines += [f"{mark_of(report.event_id)} · {row.settings.name} · {why}", *indented(text)]
        waits = host.hour - report.hour
        data.append(
            {
                "mark": report.event_id.hex(),
                "circle": row.settings.name,
                "reasons": report.reasons,
                "hours": waits,
                "text": text,
            }
        )
    lines = lines or ["No reports."]
    for row, count in appeals:
        what = "1 appeal waits" if count == 1 else f"{count} appeals wait"
        lines.append(f"{what} in {row.settings.name}, sealed: only its moderators can read and answer.")
    out.say(*lines, reports=data, appeals={row.settings.name: count for row, count in appeals})


@click.command(epilog=EXIT_CODES)
@click.argument("circle")
@click.argument("mark")
@click.option("--words", default="", help=f"Why it stays; everybody can read it. Up to {MAX_REASON_CHARS} characters.")
@host_command
async def keep(host: Host, out: Output, circle: str, mark: str, words: str) -> None:
    """Let the post or reply with this MARK in CIRCLE stay, and be done with the reports about it."""
    row = await circle_of(host, out, circle)
    event = await text_marked(host, out, row, mark)
    await host.decide(row.id, ModerationBody(action=Action.KEEP, target=event.event_id, words=words))
    out.say("It stays, and the reports about it are answered.", **_named(row, event))


@click.command(epilog=EXIT_CODES)
@click.argument("circle")
@click.argument("mark")
@click.option("--words", default="", help=f"Why, for its writer; up to {MAX_REASON_CHARS} characters.")
@click.option("--undo", is_flag=True, help="Show it again; its text is erased a week after it was hidden.")
@host_command
async def hide(host: Host, out: Output, circle: str, mark: str, words: str, undo: bool) -> None:
    """Hide the post or reply with this MARK in CIRCLE from everybody, and be done with the reports about it."""
    row = await circle_of(host, out, circle)
    event = await text_marked(host, out, row, mark)
    action = Action.UNHIDE if undo else Action.HIDE
    await host.decide(row.id, ModerationBody(action=action, target=event.event_id, words=words))
    out.say("It shows again." if undo else "It is hidden.", **_named(row, event), hidden=not undo)


def _look(
    txn: ReadTxn, only: bytes | None
) -> tuple[list[tuple[CircleRow, EventRow, ReportedRow]], list[tuple[CircleRow, int]]]:
    circles = [row for row in txn.circles() if only in (None, row.id)]
    found = []
    for circle in circles:
        for report in _all_reported(txn, circle.id):
            newest = txn.newest_edit(circle.id, report.event_id) or txn.event(circle.id, report.event_id)
            if newest is not None:
                found.append((circle, newest, report))
    return found, [(row, count) for row in circles if (count := txn.appeals_waiting(row.id))]


def _all_reported(txn: ReadTxn, circle: bytes) -> list[ReportedRow]:
    found: list[ReportedRow] = []
    while True:
        after = (found[-1].hour, found[-1].event_id) if found else None
        page = txn.reported_after(circle, after, limit=REPORTED_LIST_MAX)
        found += page
        if len(page) < REPORTED_LIST_MAX:
            return found


def _named(circle: CircleRow, event: EventRow) -> dict[str, Any]:
    return {"circle": circle.settings.name, "mark": event.event_id.hex()}
