"""Bodies that a server leaves out, and whether anybody with a right to it asked for that (PROTOCOL 9.5)."""

from __future__ import annotations

from heimo_tui.core.governance import Rulings
from heimo_tui.vault.tables import EventFlag, Tables

_DAY_HOURS = 24
_SLACK_HOURS = 24
"""Retention is counted in days, and a server sweeps at some hour of its own."""


def unexplained(tables: Tables, circle: bytes, rulings: Rulings, hour: int) -> list[int]:
    """Log numbers of entries without a body that nobody deleted, edited or hid, and that are not too old.

    An edit goes with what it edited: of an entry right between, by the same author, that is believed.
    """
    oldest = hour - rulings.least_retention * _DAY_HOURS + _SLACK_HOURS
    empty = [row for row in tables.checks.nameless(circle) if not row.flags & EventFlag.HIDDEN and row.hour >= oldest]
    if not empty:
        return []
    targets: dict[bytes, list[tuple[int, bytes]]] = {}
    for target, number, author in tables.checks.targets(circle):
        targets.setdefault(target, []).append((number, author))
    spans = _spans(tables, circle, targets, rulings)
    return [
        row.log_seq
        for row in empty
        if row.event_id not in targets
        and row.event_id not in rulings.ever_hidden
        and not any(first < row.log_seq < last for first, last in spans)
    ]


def _spans(
    tables: Tables, circle: bytes, targets: dict[bytes, list[tuple[int, bytes]]], rulings: Rulings
) -> list[tuple[int, int]]:
    """Where edits may lie that went together with what they edited: from it to the newest change of it."""
    found = []
    for target, changes in targets.items():
        row = tables.events.get(circle, target)
        if row is not None:
            found.append((row.log_seq, max(number for number, _ in changes)))
    for target in rulings.ever_hidden:
        row = tables.events.get(circle, target)
        if row is not None and row.envelope is None:
            found.append((row.log_seq, 2**62))
    return found
