"""What every store must remember, and forget, for moderators."""

import os
from pathlib import Path

import msgspec

from heimo_protocol.circles import Circle
from server_stub import log
from server_stub.store.base import Store
from server_stub.store.moderation_rows import AppealRow, FirstWordRow, ReportRow, SealedAppealRow
from server_stub.store.sqlite.connection import connect
from server_stub.store.sqlite.migrate import migrate, migrations
from tests.server.house import Member


async def test_stewards_are_moderators_with_more(store: Store, circle: Circle) -> None:
    one, two = os.urandom(32), os.urandom(32)
    await store.write(lambda txn: txn.entrust(circle.id, one))
    await store.write(lambda txn: txn.grant(circle.id, one))
    await store.write(lambda txn: txn.grant(circle.id, two))
    assert await store.read(lambda txn: (txn.moderators(circle.id), txn.stewards(circle.id))) == (
        frozenset({one, two}),
        frozenset({one}),
    )
    await store.write(lambda txn: txn.entrust(circle.id, two))
    await store.write(lambda txn: txn.revoke(circle.id, one))
    assert await store.read(lambda txn: (txn.moderators(circle.id), txn.stewards(circle.id))) == (
        frozenset({two}),
        frozenset({two}),
    )
    await store.write(lambda txn: txn.revoke(circle.id, two))
    await store.write(lambda txn: txn.grant(circle.id, two))
    assert await store.read(lambda txn: txn.stewards(circle.id)) == frozenset(), "trust is not remembered"


async def test_first_words_wait_and_go(store: Store, circle: Circle) -> None:
    row = FirstWordRow(circle=circle.id, target=os.urandom(32), decision=os.urandom(16), hour=7)
    await store.write(lambda txn: txn.set_first_word(row))
    newer = msgspec.structs.replace(row, decision=os.urandom(16), hour=9)
    await store.write(lambda txn: txn.set_first_word(newer))
    assert await store.read(lambda txn: txn.first_word(circle.id, row.target)) == newer
    assert await store.write(lambda txn: txn.expire_first_words(before_hour=9)) == 0
    assert await store.write(lambda txn: txn.expire_first_words(before_hour=10)) == 1
    await store.write(lambda txn: txn.set_first_word(row))
    await store.write(lambda txn: txn.forget_first_word(circle.id, row.target))
    assert await store.read(lambda txn: txn.first_word(circle.id, row.target)) is None


async def test_reported_events_come_by_hour_and_event(store: Store, circle: Circle) -> None:
    member = Member(circle.id)
    posts = sorted((member.post(f"words {n}") for n in range(4)), key=lambda post: post.id)
    for post in sorted(posts, key=lambda post: post.event.seq):
        await store.write(lambda txn, post=post: log.append(txn, post, 1))  # type: ignore[misc] # bound now

    async def report(number: int, hour: int, reason: str = "spam") -> bool:
        row = ReportRow(circle=circle.id, event_id=posts[number].id, reporter=os.urandom(32), reason=reason, hour=hour)
        return await store.write(lambda txn: txn.add_report(row))

    async def page(after: tuple[int, bytes] | None = None, limit: int = 9) -> list[tuple[int, int, dict[str, int]]]:
        rows = await store.read(lambda txn: txn.reported_after(circle.id, after, limit=limit))
        ids = [post.id for post in posts]
        return [(ids.index(row.event_id), row.hour, row.reasons) for row in rows]

    for number, hour in ((2, 5), (0, 6), (1, 6), (2, 8)):
        assert await report(number, hour)
    await report(2, 9, "unkind")
    assert await page() == [(2, 5, {"spam": 2, "unkind": 1}), (0, 6, {"spam": 1}), (1, 6, {"spam": 1})]
    assert await page(limit=1) == [(2, 5, {"spam": 2, "unkind": 1})]
    assert await page((5, posts[2].id), limit=1) == [(0, 6, {"spam": 1})]
    assert await page((6, posts[0].id)) == [(1, 6, {"spam": 1})]
    assert await page((6, posts[1].id)) == []
    await store.write(lambda txn: txn.expire_beside(circle.id, before_hour=9))
    assert await page() == [(2, 5, {"unkind": 1})]
    await store.write(lambda txn: txn.erase(circle.id, posts[2].id))
    assert await page() == []
    await store.write(lambda txn: txn.forget_reports(circle.id, posts[2].id))
    assert await store.read(lambda txn: txn.reports_in(circle.id)) == []


async def test_appeals_are_answered_once_and_remembered(store: Store, circle: Circle) -> None:
    moderators = [Member(circle.id) for _ in range(2)]
    for name in moderators:
        await store.write(lambda txn, name=name: txn.add_name(name.row()))  # type: ignore[misc] # bound now
    row = AppealRow(circle=circle.id, decision=os.urandom(16), about=os.urandom(16), mark=os.urandom(32), hour=3)
    copies = [
        SealedAppealRow(
            moderator=name.key, id=number, circle=circle.id, decision=row.decision, hour=3, sealed=b"s" * 99
        )
        for number, name in enumerate(moderators)
    ]
    assert await store.write(lambda txn: txn.add_appeal(row, copies))
    assert not await store.write(lambda txn: txn.add_appeal(row, copies))
    assert await store.read(lambda txn: txn.appeal(circle.id, row.decision)) == row
    for name, copy in zip(moderators, copies, strict=True):
        key = name.key
        assert await store.read(lambda txn, key=key: txn.sealed_appeals(key, max_bytes=1)) == ([copy], False)  # type: ignore[misc] # bound now
    await store.write(lambda txn: txn.forget_sealed_appeals(moderators[0].key, [0, 1]))
    assert await store.read(lambda txn: txn.sealed_appeals(moderators[0].key, max_bytes=1)) == ([], False)
    assert await store.read(lambda txn: txn.appeals_waiting(circle.id)) == 1
    await store.write(lambda txn: txn.answer_appeals_about(row.about))
    assert await store.read(lambda txn: txn.appeal(circle.id, row.decision)) == msgspec.structs.replace(
        row, answered=True
    )
    assert await store.read(lambda txn: txn.sealed_appeals(moderators[1].key, max_bytes=1)) == ([], False)
    assert not await store.write(lambda txn: txn.answer_appeal(circle.id, row.decision))
    assert await store.read(lambda txn: (txn.appeals_waiting(circle.id), txn.totals().appeals)) == (0, 0)
    assert await store.write(lambda txn: txn.expire_appeals(before_hour=3, limit=9)) == 0
    assert await store.write(lambda txn: txn.expire_appeals(before_hour=4, limit=9)) == 1
    assert await store.read(lambda txn: txn.appeal(circle.id, row.decision)) is None


async def test_a_name_that_is_replaced_leaves_no_sealed_appeals(store: Store, circle: Circle) -> None:
    name = Member(circle.id)
    await store.write(lambda txn: txn.add_name(name.row()))
    row = AppealRow(circle=circle.id, decision=os.urandom(16), about=os.urandom(16), mark=os.urandom(32), hour=3)
    copy = SealedAppealRow(moderator=name.key, id=1, circle=circle.id, decision=row.decision, hour=3, sealed=b"s")
    await store.write(lambda txn: txn.add_appeal(row, [copy]))
    await store.write(lambda txn: txn.retire_name(name.key, day=1))
    assert await store.read(lambda txn: txn.sealed_appeals(name.key, max_bytes=1)) == ([], False)


async def test_events_are_found_by_their_mark(store: Store, circle: Circle) -> None:
    member = Member(circle.id)
    posts = [member.post(f"words {number}") for number in range(40)]
    for post in posts:
        await store.write(lambda txn, post=post: log.append(txn, post, 1))  # type: ignore[misc] # bound now
    for mark in (posts[0].id.hex()[:1], posts[0].id.hex()[:5], posts[0].id.hex()):
        wanted = sorted(post.id for post in posts if post.id.hex().startswith(mark))
        rows = await store.read(lambda txn, mark=mark: txn.events_marked(circle.id, mark))  # type: ignore[misc] # bound now
        assert [row.event_id for row in rows] == wanted


def test_a_database_from_before_keeps_its_moderators_bans_and_reports(tmp_path: Path) -> None:
    (tmp_path / "x.db").touch()
    connection = connect(tmp_path / "x.db")
    migrate(connection, migrations()[:2])
    connection.execute("INSERT INTO circles VALUES (x'01', x'01', x'02', x'03', NULL, x'04', NULL)")
    connection.execute("INSERT INTO moderators VALUES (x'01', x'05')")
    connection.execute("INSERT INTO bans VALUES (x'01', x'06', 0, x'05')")
    for reporter, hour in ((1, 9), (2, 7)):
        connection.execute("INSERT INTO reports VALUES (x'01', x'08', ?, 'spam', ?)", (bytes([reporter]), hour))
    migrate(connection)
    assert connection.execute("SELECT * FROM moderators").fetchall() == [(b"\x01", b"\x05", 0)]
    assert connection.execute("SELECT decision FROM bans").fetchall() == [(None,)]
    assert connection.execute("SELECT * FROM reported").fetchall() == [(b"\x01", b"\x08", 7)]
    connection.close()
