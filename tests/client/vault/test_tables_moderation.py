"""What waits for a moderator, on the disk: in its order, decided once, brought back, and gone with its circle."""

import pytest

from heimo_tui.core.moderating import Waits
from heimo_tui.vault import Tables, Vault
from heimo_tui.vault.tables import EventFlag
from heimo_tui.vault.tables.moderation import AppealRow, ItemRow
from heimo_tui.vault.tables.soundness import require_sound

from .conftest import CIRCLE, event, event_id


def item(number: int, **more: object) -> ItemRow:
    """A report about the event of this number, of the hour of this number."""
    more = {"kind": Waits.REPORTED.value, "hour": number, "event": event_id(number)} | more
    return ItemRow(id=bytes([number]) * 16, circle_id=CIRCLE, **more)  # type: ignore[arg-type] # the test names real fields


async def shown(vault: Vault, most: int = 100) -> list[int]:
    """The hours of what waits, in its order."""
    rows = await vault.read(lambda tables: tables.moderation.items.waiting([CIRCLE], most))
    return [one.row.hour for one in rows]


async def put(vault: Vault, *rows: ItemRow) -> None:
    def work(tables: Tables) -> None:
        for row in rows:
            tables.moderation.items.put(row)

    await vault.run(work)


async def test_the_oldest_comes_first_with_what_the_log_says_of_it(vault: Vault) -> None:
    await vault.run(lambda tables: tables.events.add([event(1, body="a post"), event(2, kind=2, thread=1)]))
    await put(vault, item(2), item(1), item(3, kind=Waits.HELD.value, parent=event_id(1), author=b"h" * 32))
    rows = await vault.read(lambda tables: tables.moderation.items.waiting([CIRCLE], 100))
    assert [one.row.hour for one in rows] == [1, 2, 3]
    assert [(one.author, one.thread, one.text, one.parent) for one in rows] == [
        (b"a" * 32, event_id(1), "a post", ""),
        (b"a" * 32, event_id(1), "words", "a post"),
        (b"h" * 32, None, None, "a post"),
    ]
    assert await shown(vault, 2) == [1, 2]
    assert await vault.read(lambda tables: tables.moderation.items.waiting([b"x" * 16], 100)) == []


async def test_what_was_removed_taken_back_or_never_read_is_not_shown(vault: Vault) -> None:
    await vault.run(lambda tables: tables.events.add([event(n) for n in (1, 2, 3)]))
    await vault.run(lambda tables: tables.events.flag(CIRCLE, [event_id(2)], add=EventFlag.HIDDEN))
    await vault.run(lambda tables: tables.events.erase(CIRCLE, [event_id(3)]))
    await put(vault, *(item(n) for n in (1, 2, 3, 4)))
    assert await shown(vault) == [1]
    assert await vault.read(lambda tables: tables.moderation.items.unknown(CIRCLE)), "the log may have it further back"
    assert await vault.run(lambda tables: tables.moderation.items.drop_gone(CIRCLE)) == 2
    assert await vault.read(lambda tables: tables.moderation.items.counts()) == {CIRCLE: 2}


async def test_telling_it_again_keeps_what_is_known_and_counts_anew(vault: Vault) -> None:
    await vault.run(lambda tables: tables.events.add([event(1)]))
    await put(vault, item(1, reasons=(("unkind", 1),)))
    await vault.run(lambda tables: tables.moderation.items.read(bytes([1]) * 16, b"d", urgent=True, heavy=True))
    await put(vault, item(1, reasons=(("unkind", 2), ("spam", 1))))
    row = await vault.read(lambda tables: tables.moderation.items.get(bytes([1]) * 16))
    assert row is not None
    assert (row.reasons, row.urgent, row.heavy, row.digest) == ((("unkind", 2), ("spam", 1)), True, True, b"d")


async def test_what_is_decided_waits_no_more_until_it_is_brought_back(vault: Vault) -> None:
    await vault.run(lambda tables: tables.events.add([event(1), event(2)]))
    await put(vault, item(1), item(2))
    one = bytes([1]) * 16
    await vault.run(lambda tables: tables.moderation.items.decide(one, {event_id(1), b"k" * 32}))
    await put(vault, item(1))  # the server does not know yet
    assert await shown(vault) == [2]
    assert await vault.read(lambda tables: tables.moderation.items.about(CIRCLE, [event_id(1)])) == []
    (row,) = await vault.read(lambda tables: tables.moderation.items.decided(CIRCLE))
    assert row.decided == frozenset({event_id(1), b"k" * 32})
    await vault.run(lambda tables: tables.moderation.items.bring_back(one, "not_moderator"))
    assert await shown(vault) == [1, 2]
    back = await vault.read(lambda tables: tables.moderation.items.get(one))
    assert back is not None and (back.refused, back.decided) == ("not_moderator", None)


async def test_the_urgent_ones_behind_what_fits_are_found(vault: Vault) -> None:
    await vault.run(lambda tables: tables.events.add([event(n) for n in range(1, 9)]))
    await put(vault, *(item(n, urgent=n % 3 == 0) for n in range(1, 9)))
    first = await vault.read(lambda tables: tables.moderation.items.waiting([CIRCLE], 4))
    rest = await vault.read(lambda tables: tables.moderation.items.urgent_after([CIRCLE], first[-1].row, 5))
    assert [one.row.hour for one in rest] == [6]


async def test_all_of_it_goes_with_its_circle(vault: Vault) -> None:
    await put(vault, item(1))
    appeal = AppealRow(decision=b"d" * 16, circle_id=CIRCLE, me=b"m" * 32, appeal=b"words", at=1.0)
    assert await vault.run(lambda tables: tables.moderation.appeals.add(appeal))
    assert not await vault.run(lambda tables: tables.moderation.appeals.add(appeal)), "one for each decision"
    await vault.run(lambda tables: tables.circles.remove(CIRCLE))
    assert await vault.read(lambda tables: tables.moderation.items.counts()) == {}
    assert await vault.read(lambda tables: tables.moderation.appeals.get(b"d" * 16)) is None


async def test_an_appeal_that_was_sent_keeps_no_words(vault: Vault) -> None:
    appeal = AppealRow(decision=b"d" * 16, circle_id=CIRCLE, me=b"m" * 32, appeal=b"words", at=1.0)
    await vault.run(lambda tables: tables.moderation.appeals.add(appeal))
    await vault.run(lambda tables: tables.moderation.appeals.seal(b"d" * 16, b"sealed words"))
    await vault.run(lambda tables: tables.moderation.appeals.later(b"d" * 16, 9.0, "unreachable"))
    assert await vault.read(lambda tables: tables.moderation.appeals.next_due()) == 9.0
    await vault.run(lambda tables: tables.moderation.appeals.sent(b"d" * 16))
    row = await vault.read(lambda tables: tables.moderation.appeals.get(b"d" * 16))
    assert row is not None and (row.appeal, row.sealed, row.sent, row.attempts) == (b"", None, True, 1)
    assert await vault.read(lambda tables: tables.moderation.appeals.next_due()) is None
    assert await vault.read(lambda tables: tables.moderation.appeals.waiting()) == []


async def test_a_day_forgets_the_day_before(vault: Vault) -> None:
    for day, heavy in ((1, 2), (1, 1), (2, 1)):
        await vault.run(lambda tables, d=day, h=heavy: tables.moderation.days.count(d, heavy=h))  # type: ignore[misc] # bound now
    assert await vault.read(lambda tables: [tables.moderation.days.get(day) for day in (1, 2)]) == [(0, 0), (1, 0)]


@pytest.mark.parametrize(
    ("column", "value"), [("kind", "rumour"), ("reasons", '[["unkind", "many"]]'), ("decided", '["no id"]')]
)
async def test_an_export_brings_nothing_that_could_not_be_read_again(vault: Vault, column: str, value: str) -> None:
    types = await vault.read(lambda tables: tables.dump.types("mod_item"))
    good = {"kind": "held", "reasons": '[["unkind", 2]]', "decided": f'["{event_id(1).hex()}"]'}
    require_sound("mod_item", types, list(good), list(good.values()))
    with pytest.raises(ValueError, match=r"."):
        require_sound("mod_item", types, list(good), list((good | {column: value}).values()))
