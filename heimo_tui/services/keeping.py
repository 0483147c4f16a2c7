"""What helps again: kept words, notes on them, and the care plan."""

from __future__ import annotations

from dataclasses import replace

from heimo_protocol.encoding import decode
from heimo_protocol.events import BODY_OF, EditBody, Event, PostBody, ReplyBody
from heimo_protocol.signing import Envelope
from heimo_tui.core.care_plan import Plan
from heimo_tui.core.errors import BadInput
from heimo_tui.core.views import Change, Filter, KeptView, ThreadRow
from heimo_tui.services.forum import Forum
from heimo_tui.services.house import House
from heimo_tui.services.reading.naming import name_from_key
from heimo_tui.vault.tables import CareNote, Kept, Tables

_PLAN = "plan"
_OWN_MOST = 200


class Keeping:
    """Copies that stay on this device."""

    def __init__(self, house: House, forum: Forum) -> None:
        self._house = house
        self._forum = forum

    async def keep(self, circle: bytes, event: bytes) -> None:
        """Keep a post or reply; raises BadInput("no_event") where its words are gone."""
        now = int(self._house.clock())

        def work(tables: Tables) -> bytes | None:
            row, place = tables.events.get(circle, event), tables.circles.get(circle)
            if row is None or place is None or row.envelope is None or row.kind not in (1, 2):
                raise BadInput("no_event")
            member = tables.members.get(circle, row.author)
            known = tables.kept.get(event)
            tables.kept.keep(
                Kept(
                    event_id=event,
                    server_id=place.server_id,
                    circle_id=circle,
                    thread=row.thread,
                    envelope=row.envelope,
                    author_name=name_from_key(row.author) if member is None else member.name,
                    circle_name=place.name,
                    note="" if known is None else known.note,
                    kept_at=now,
                )
            )
            return row.thread

        await self._changed(circle, await self._house.open_vault().run(work))

    async def unkeep(self, event: bytes) -> None:
        """Forget the copy; forgetting what is not kept is no error."""

        def work(tables: Tables) -> Kept | None:
            known = tables.kept.get(event)
            tables.kept.let_go(event)
            return known

        known = await self._house.open_vault().run(work)
        if known is not None:
            await self._changed(known.circle_id, known.thread)

    async def kept(self) -> tuple[KeptView, ...]:
        """Everything kept, newest first."""
        return await self._house.open_vault().read(
            lambda tables: tuple(_view(tables, kept) for kept in tables.kept.all())
        )

    async def note(self, event: bytes, text: str) -> None:
        """Write a note of one's own on something kept; raises BadInput("no_event")."""

        def work(tables: Tables) -> None:
            known = tables.kept.get(event)
            if known is None:
                raise BadInput("no_event")
            tables.kept.keep(replace(known, note=text.strip()))

        await self._house.open_vault().run(work)

    async def own_threads(self) -> tuple[ThreadRow, ...]:
        """Threads in which one wrote, in the current community, newest activity first."""
        found: list[ThreadRow] = []
        for circle in await self._forum.circles():
            listed = await self._forum.thread_list(circle.id, Filter.MINE)
            found += await self._forum.rows(circle.id, listed.ids[:_OWN_MOST])
        return tuple(sorted(found, key=lambda row: row.active, reverse=True)[:_OWN_MOST])

    async def plan(self) -> Plan:
        """The care plan, in one's own words; empty before one is written."""
        notes = await self._house.open_vault().read(lambda tables: tables.kept.notes())
        return Plan.read(next((note.text for note in notes if note.id == _PLAN), ""))

    async def save_plan(self, plan: Plan) -> None:
        """Keep the care plan, in place of the one before; one that says the same leaves all as it is."""
        if await self.plan() == plan:
            return
        note = CareNote(id=_PLAN, topic=_PLAN, text=plan.note(), updated=int(self._house.clock()))
        await self._house.open_vault().run(lambda tables: tables.kept.save_note(note))

    async def _changed(self, circle: bytes, thread: bytes | None) -> None:
        self._house.tell(Change(circle=circle, threads=frozenset({thread} if thread else ())))


def _view(tables: Tables, kept: Kept) -> KeptView:
    event = decode(Envelope.from_bytes(kept.envelope).payload, Event)
    body = event.open_body(BODY_OF[event.kind])
    row = tables.events.get(kept.circle_id, kept.event_id)
    return KeptView(
        id=kept.event_id,
        circle=kept.circle_id,
        circle_name=kept.circle_name,
        thread=kept.thread or kept.event_id,
        author=kept.author_name,
        text=body.text if isinstance(body, PostBody | ReplyBody | EditBody) else "",
        note=kept.note,
        kept_minutes=kept.kept_at // 60,
        still_there=row is not None and row.envelope is not None and not row.flags & 2,
    )
