"""Appeals that come to a moderator: opened, kept, and only then acknowledged."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from heimo_protocol.encoding import encode
from heimo_protocol.operations import APPEAL_FETCH, AppealEntry, AppealFetchArgs
from heimo_protocol.signing import ID_SIZE, h256
from heimo_tui.core.errors import CannotDecrypt
from heimo_tui.core.moderating import Waits
from heimo_tui.e2ee.appeals import open_appeal
from heimo_tui.e2ee.bundles import BundleSecrets
from heimo_tui.services.house import House
from heimo_tui.services.moderating.records import Records
from heimo_tui.services.moderating.seats import Seat
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.moderation import ItemRow


class Hearing:
    """Fetches appeals for a circle that one moderates."""

    def __init__(self, house: House, records: Records) -> None:
        self._house = house
        self._records = records

    async def fetch(self, seat: Seat) -> None:
        """Take in every appeal that waits; raises as the network does."""
        done: list[int] = []
        taken: set[int] = set()
        while True:
            args = AppealFetchArgs(done=done)
            answer = await seat.place.calls.call(seat.context, APPEAL_FETCH, args, seat.signer)
            fresh = [entry for entry in answer.entries if entry.id not in taken]
            if not fresh:
                return
            rows = await self._open(seat, fresh)
            await self._house.open_vault().run(lambda tables, r=rows: _put_all(tables, r))  # type: ignore[misc] # bound now
            done = [entry.id for entry in fresh]
            taken.update(done)

    async def _open(self, seat: Seat, entries: Sequence[AppealEntry]) -> list[ItemRow]:
        targets = {one.id: one.body.target for one in self._records.of(seat)}
        wanted = [(entry, targets.get(entry.decision)) for entry in entries]

        def read(tables: Tables) -> tuple[list[BundleSecrets], list[bytes | None]]:
            bundles = tables.mail.keys.bundles(seat.id, seat.key)
            secrets = [BundleSecrets.from_bytes(one.secrets.reveal()) for one in bundles]
            return secrets, [None if target is None else _whom(tables, seat.id, target) for _, target in wanted]

        secrets, whom = await self._house.open_vault().read(read)
        return [
            await asyncio.to_thread(_opened, seat.id, entry, secrets, who)
            for entry, who in zip(entries, whom, strict=True)
        ]


def id_of(kind: Waits, circle: bytes, about: bytes) -> bytes:
    """What tells something that waits from all else, 16 bytes."""
    return h256("waits", kind.value.encode() + circle + about)[:ID_SIZE]


def _opened(circle: bytes, entry: AppealEntry, secrets: Sequence[BundleSecrets], whom: bytes | None) -> ItemRow:
    """An appeal as it is kept; one that nothing here opens stays without words, for its decision can be looked at."""
    try:
        payload = encode(open_appeal(entry.sealed, circle, entry.decision, secrets))
    except CannotDecrypt:
        payload = b""
    return ItemRow(
        id=id_of(Waits.APPEAL, circle, entry.decision),
        circle_id=circle,
        kind=Waits.APPEAL.value,
        hour=entry.hour,
        event=entry.decision,
        author=whom,
        payload=payload,
    )


def _whom(tables: Tables, circle: bytes, target: bytes) -> bytes | None:
    if len(target) != ID_SIZE:
        return target
    row = tables.events.get(circle, target)
    return None if row is None else row.author or None


def _put_all(tables: Tables, rows: Sequence[ItemRow]) -> None:
    for row in rows:
        tables.moderation.items.put(row)
