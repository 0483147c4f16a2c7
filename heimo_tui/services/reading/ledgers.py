"""What is in force in each circle, worked out from its signed decisions and applied to the stored log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from heimo_protocol.circles import Circle as OpenedCircle
from heimo_protocol.circles import open_genesis
from heimo_protocol.errors import Refusal
from heimo_protocol.events import Kind, SettingsBody, open_event
from heimo_tui.core.errors import StoreProblem, StoreReason
from heimo_tui.core.governance import KINDS, Decision, Rulings, rulings
from heimo_tui.vault.tables import Circle, EventFlag, Tables

_KINDS = tuple(sorted(int(kind) for kind in KINDS))
_FEW = 50
"""As many are read one by one; more of them all at once."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A circle's opened genesis and the rulings over it.

    `early` are decisions from the part of the log that is not stored yet, fetched apart from it; `stored` are those
    that are, in the order of the log.
    """

    circle: OpenedCircle
    rulings: Rulings
    early: tuple[Decision, ...] = field(default=(), repr=False)
    stored: tuple[Decision, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Applied:
    """A newly worked out ledger: what the stored log needs fetched again, and which threads look different."""

    ledger: Ledger
    refetch: tuple[int, ...]
    threads: frozenset[bytes]
    everything: bool


def load(tables: Tables, row: Circle, early: Iterable[Decision] = (), known: Iterable[Decision] = ()) -> Ledger:
    """Work out a circle's ledger from what is stored, and from `early` decisions.

    `known` are stored ones that were opened before: with thousands of them, opening all again for each new one would
    take seconds.
    """
    try:
        opened = open_genesis(row.genesis, row.server_id)
    except Refusal:
        raise StoreProblem(StoreReason.CORRUPT, detail="genesis") from None
    stored = _stored(tables, row.circle_id, {decision.log_seq: decision for decision in known})
    places = {decision.log_seq for decision in stored}
    kept = tuple(decision for decision in early if decision.log_seq not in places)
    ledger = Ledger(opened, rulings(opened.genesis, [*stored, *kept]), kept, stored)
    if not stored and not kept:
        return _with_told_settings(ledger, row)
    return ledger


def _stored(tables: Tables, circle: bytes, known: dict[int, Decision]) -> tuple[Decision, ...]:
    places = tables.events.places_of_kind(circle, _KINDS) if known else []
    fresh = [place for place in places if place not in known]
    if not known or len(fresh) > _FEW:
        events = tables.events.of_kind(circle, _KINDS)
    else:
        events = [event for place in fresh if (event := tables.events.at(circle, place)) is not None]
    found = dict(known)
    for event in events:
        if event.envelope is not None and event.log_seq not in found:
            found[event.log_seq] = Decision(event.log_seq, open_event(event.envelope))
    return tuple(found[place] for place in sorted(found))


def _with_told_settings(ledger: Ledger, row: Circle) -> Ledger:
    """Until the log is read, the owner's signed settings that the server showed with the circle count."""
    if row.settings is None:
        return ledger
    try:
        signed = open_event(row.settings)
    except Refusal:
        return ledger
    event = signed.event
    if (event.author, event.circle, event.kind) != (ledger.circle.genesis.owner, row.circle_id, Kind.SETTINGS):
        return ledger
    if not isinstance(signed.body, SettingsBody):
        return ledger
    return replace(ledger, rulings=replace(ledger.rulings, settings=signed.body.settings))


def apply(tables: Tables, row: Circle, old: Ledger, new: Ledger) -> Applied:
    """Bring the flags of stored events in line with new rulings."""
    circle = row.circle_id
    hide = new.rulings.hidden.keys() - old.rulings.hidden.keys()
    show = old.rulings.hidden.keys() - new.rulings.hidden.keys()
    tables.events.flag(circle, list(hide), add=EventFlag.HIDDEN)
    tables.events.flag(circle, list(show), drop=EventFlag.HIDDEN)
    refetch, threads = [], set()
    noted = {target for target, _ in new.rulings.notes.items() ^ old.rulings.notes.items()}
    for target in hide | show | noted:
        event = tables.events.get(circle, target)
        if event is None:
            continue
        if event.thread is not None:
            threads.add(event.thread)
        if target in show and event.envelope is None:
            # where it was edited, its words are in an edit, which the server hid with it
            refetch += [event.log_seq, *tables.checks.nameless_after(circle, event.log_seq)]
    for author in new.rulings.banned.keys() - old.rulings.banned.keys():
        barred = [
            event.event_id
            for event in tables.events.by_author(circle, author)
            if new.rulings.bars(author, event.log_seq, event.hour)
        ]
        tables.events.flag(circle, barred, add=EventFlag.HIDDEN)
    threads |= new.rulings.locked ^ old.rulings.locked
    everything = (
        new.rulings.settings != old.rulings.settings
        or new.rulings.moderators != old.rulings.moderators
        or new.rulings.banned != old.rulings.banned
    )
    return Applied(new, tuple(sorted(set(refetch))), frozenset(threads), everything)
