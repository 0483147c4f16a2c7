"""Which circles a community has, as signed by their owners."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from heimo_protocol.circles import Circle as OpenedCircle
from heimo_protocol.circles import CircleSettings, open_genesis
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import Kind, SettingsBody, open_event
from heimo_protocol.operations import CIRCLE_LIST, CircleEntry, CircleListArgs
from heimo_tui.core.errors import Refused
from heimo_tui.core.views import Change, Problem
from heimo_tui.network.contexts import PUBLIC
from heimo_tui.services.house import House
from heimo_tui.services.place import Place
from heimo_tui.services.problems import Problems
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.vault.tables import EventFlag, Tables


@dataclass
class _Found:
    heads: dict[bytes, int] = field(default_factory=dict)
    changed: bool = False
    faults: list[tuple[str, bytes | None]] = field(default_factory=list)


class Directory:
    """Reads the list of circles."""

    def __init__(self, house: House, sync: LogSync, problems: Problems) -> None:
        self._house = house
        self._sync = sync
        self._problems = problems

    async def refresh(self, place: Place) -> dict[bytes, int]:
        """Read the list, without saying who asks; gives each circle's newest log number.

        Raises Unreachable, Refused, Incompatible.
        """
        codes: list[str | None] = [None, *place.row.settings.get("entry_codes", {}).values()]
        heads: dict[bytes, int] = {}
        for code in dict.fromkeys(codes):
            answer = await place.calls.call(PUBLIC, CIRCLE_LIST, CircleListArgs(code=code))
            heads |= await self._take(place, answer.circles)
        return heads

    async def find(self, place: Place, code: str) -> bytes:
        """The private circle that an entry code opens; the code is kept, to see and to join it with.

        Raises Refused("entry_code") where it opens none, Unreachable, Incompatible.
        """
        answer = await place.calls.call(PUBLIC, CIRCLE_LIST, CircleListArgs(code=code))
        private = [found for found in (_private(entry, place.id) for entry in answer.circles) if found is not None]
        if not private:
            raise Refused(Code.ENTRY_CODE)
        await self._take(place, answer.circles)
        codes = place.row.settings.get("entry_codes", {}) | {circle.hex(): code for circle in private}
        place.use(replace(place.row, settings=place.row.settings | {"entry_codes": codes}))
        await self._house.adopt(place)
        return private[0]

    async def _take(self, place: Place, entries: list[CircleEntry]) -> dict[bytes, int]:
        def work(tables: Tables) -> _Found:
            found = _Found()
            for position, entry in enumerate(entries):
                _take_entry(tables, place, entry, position, found)
            return found

        found = await self._house.open_vault().run(work)
        if found.changed:
            for circle in found.heads:
                self._sync.forget_ledger(circle)
            self._house.tell(Change(circle=None))
        await self._problems.report(
            *(Problem(code=code, community=place.id, circle=circle) for code, circle in found.faults)
        )
        return found.heads


def _private(entry: CircleEntry, server_id: bytes) -> bytes | None:
    try:
        opened = open_genesis(entry.genesis, server_id)
    except Refusal:
        return None
    return opened.id if _settings_of(entry, opened)[0].private else None


def _take_entry(tables: Tables, place: Place, entry: CircleEntry, position: int, found: _Found) -> None:
    try:
        opened = open_genesis(entry.genesis, place.id)
    except Refusal:
        found.faults.append(("sig_invalid", None))
        return
    settings, signed = _settings_of(entry, opened)
    if entry.settings is not None and signed is None:
        found.faults.append(("sig_invalid", opened.id))
    known = tables.circles.get(opened.id)
    if known is None or (known.settings, known.name) != (signed, settings.name):
        found.changed = True
        tables.circles.describe(
            circle_id=opened.id,
            server_id=place.id,
            genesis=entry.genesis,
            settings=signed if signed is not None or known is None else known.settings,
            name=settings.name,
            space_id=opened.genesis.space,
            place=position,
        )
    if known is not None and known.newest_head is not None:
        back = entry.head_seq < known.newest_seq
        if back or (entry.head_seq == known.newest_seq and entry.head != known.newest_head):
            found.faults.append(("log_fork", opened.id))
    know_own_key(tables, place, opened.id)
    found.heads[opened.id] = entry.head_seq


def _settings_of(entry: CircleEntry, opened: OpenedCircle) -> tuple[CircleSettings, bytes | None]:
    if entry.settings is None:
        return opened.genesis.settings, None
    try:
        signed = open_event(entry.settings)
    except Refusal:
        return opened.genesis.settings, None
    event = signed.event
    if (event.author, event.circle, event.kind) != (opened.genesis.owner, opened.id, Kind.SETTINGS):
        return opened.genesis.settings, None
    if not isinstance(signed.body, SettingsBody):
        return opened.genesis.settings, None
    return signed.body.settings, entry.settings


def know_own_key(tables: Tables, place: Place, circle: bytes) -> None:
    """Note the key the person has in a circle, and which events are theirs, before anything is written there."""
    row = tables.circles.get(circle)
    if row is None or row.my_key is not None or not place.registered:
        return
    key = place.circle_keys(row).pseudonym_public
    tables.circles.set_joined(circle, my_key=key, epoch=row.epoch, joined=row.joined)
    own = [event.event_id for event in tables.events.by_author(circle, key)]
    if own:
        tables.events.flag(circle, own, add=EventFlag.MINE, drop=EventFlag.UNMET)
