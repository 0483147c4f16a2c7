"""Ten thousand reports in the queue: the oldest and the urgent ones come first, and each is decided once."""

import secrets
from pathlib import Path

import pytest

from heimo_protocol.events import Kind
from heimo_tui.core.moderating import Deed, Verdict, Waits
from heimo_tui.vault.tables import EventRow, Tables
from heimo_tui.vault.tables.moderation import ItemRow
from tests.support.moderators import circle_of
from tests.support.people import Person
from tests.support.server import Community

REPORTS = 10_000
AUTHORS = 2_000


def fill(tables: Tables, circle: bytes) -> None:
    """A log with ten thousand posts and replies, every one of them reported; one in a hundred speaks of danger."""
    authors = [secrets.token_bytes(32) for _ in range(AUTHORS)]
    thread = secrets.token_bytes(16)
    rows, items = [], []
    for number in range(REPORTS):
        event = secrets.token_bytes(16)
        thread = event if number % 5 == 0 else thread
        rows.append(
            EventRow(
                circle_id=circle,
                log_seq=1_000_000 + number,
                event_id=event,
                kind=int(Kind.POST if event == thread else Kind.REPLY),
                author=authors[number % AUTHORS],
                seq=number,
                thread=thread,
                parent=None if event == thread else thread,
                minutes=28_000_000 + number,
                hour=466_000 + number // 60,
                payload_hash=secrets.token_bytes(32),
                head=secrets.token_bytes(32),
                body=f"words of somebody, number {number}, " + "and what else there is to say of it " * 12,
                envelope=secrets.token_bytes(900),
            )
        )
        items.append(
            ItemRow(
                id=secrets.token_bytes(16),
                circle_id=circle,
                kind=Waits.REPORTED.value,
                hour=466_000 + number // 60,
                event=event,
                reasons=(("unkind", 2), ("other", 1)),
                digest=b"\0" * 8,
                urgent=number % 100 == 0,
                heavy=number % 50 == 0,
            )
        )
    tables.events.add(rows)
    for item in items:
        tables.moderation.items.put(item)


def vault_of(someone: Person):  # type: ignore[no-untyped-def] # a test's short cut
    return someone.services.membership._house.open_vault()


@pytest.mark.slow
async def test_of_ten_thousand_the_oldest_and_the_urgent_are_given(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        await circle.moderator.services.compose.stop()  # what is signed stays here: the server knows none of it
        await vault_of(circle.moderator).run(lambda tables: fill(tables, circle.id))
        (shown,) = await circle.moderator.services.moderating.circles()
        assert shown.waiting == REPORTS
        items = await circle.moderator.services.moderating.queue(circle.id)
        assert len(items) == 250
        assert not all(item.urgent for item in items[:200]) and all(item.urgent for item in items[200:])
        assert [item.hour for item in items] == sorted(item.hour for item in items)
        await circle.moderator.services.moderating.decide(items[0], Verdict(Deed.KEEP))
        after = await circle.moderator.services.moderating.queue(circle.id)
        assert items[0].id not in {item.id for item in after} and len(after) == 250
