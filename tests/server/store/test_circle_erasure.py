"""A circle that is erased leaves no row anywhere, and takes nothing from its neighbours."""

import os

import msgspec
import pytest

from heimo_protocol.circles import Circle
from server_stub import log
from server_stub.store.base import Store, WriteTxn
from server_stub.store.mail_rows import BundleRow, RequestRow, SealedReportRow
from server_stub.store.moderation_rows import AppealRow, FirstWordRow, ReportRow, SealedAppealRow
from server_stub.store.rows import BanRow, CircleRow, HeldRow, NameRow
from tests.server.house import Member, make_circle

HOUR, DAY = 400_000, 20_000


def fill(txn: WriteTxn, row: CircleRow, writer: Member, moderator: Member, names: tuple[NameRow, NameRow]) -> None:
    """Something in every table that a circle has."""
    circle, post = row.id, writer.post("words")
    for name in names:
        txn.add_name(name)
    txn.grant(circle, moderator.key)
    log.append(txn, post, HOUR)
    txn.hold(HeldRow(circle=circle, event_id=os.urandom(16), author=writer.key, hour=HOUR, envelope=b"held"))
    txn.set_locked(circle, post.id, locked=True)
    txn.set_slow(circle, circle, 30)
    txn.add_report(ReportRow(circle=circle, event_id=post.id, reporter=moderator.key, reason="spam", hour=HOUR))
    txn.set_first_word(FirstWordRow(circle=circle, target=writer.key, decision=post.id, hour=HOUR))
    txn.set_ban(BanRow(space=row.space, nym_id=names[0].nym_id, until_hour=0, by=moderator.key))
    txn.count_name(names[0].nym_id, "posts", DAY, expiry_hour=HOUR + 99)
    appeal = AppealRow(circle=circle, decision=post.id, about=post.id, mark=os.urandom(32), hour=HOUR)
    sealed = SealedAppealRow(moderator=moderator.key, id=7, circle=circle, decision=post.id, hour=HOUR, sealed=b"a")
    txn.add_appeal(appeal, [sealed])
    txn.put_bundle(BundleRow(name=writer.key, circle=circle, number=0, expires=DAY + 30, bundle=b"keys"))
    txn.add_request(RequestRow(recipient=writer.key, id=1, hour=HOUR, c2=bytes(32), sealed=b"please"))
    txn.add_sealed_report(SealedReportRow(moderator=moderator.key, id=2, hour=HOUR, messages=[], sealed=b"proof"))


@pytest.fixture
async def neighbour(store: Store) -> Circle:
    """Another circle, with as much in it."""
    made, row, _ = make_circle(bytes(32))
    await store.write(lambda txn: txn.add_circle(row, []))
    await store.write(lambda txn: people_in(txn, row))
    return made


def people_in(txn: WriteTxn, row: CircleRow) -> list[NameRow]:
    writer, moderator = Member(row.id), Member(row.id)
    names = (writer.row(space=row.space), moderator.row(space=row.space))
    fill(txn, row, writer, moderator, names)
    return list(names)


async def test_an_erased_circle_leaves_no_row(store: Store, neighbour: Circle) -> None:
    before = await store.read(lambda txn: txn.totals())
    made, row, _ = make_circle(bytes(32))
    await store.write(lambda txn: txn.add_circle(row, []))
    names = await store.write(lambda txn: people_in(txn, row))
    assert await store.write(lambda txn: txn.erase_circle(made.id))
    assert await store.read(lambda txn: txn.totals()) == before
    assert await store.read(lambda txn: [one.id for one in txn.circles()]) == [neighbour.id]
    assert not await store.write(lambda txn: txn.erase_circle(made.id))
    for name in names:
        assert await store.read(lambda txn, key=name.key: txn.name(key)) is None  # type: ignore[misc] # bound now
    assert await store.read(lambda txn: txn.ban(row.space, names[0].nym_id)) is None
    assert await store.read(lambda txn: txn.name_count(names[0].nym_id, "posts", DAY)) == 0
    # all of it can be there again, so nothing stands in its place
    assert await store.write(lambda txn: txn.add_circle(row, []))
    assert len(await store.write(lambda txn: people_in(txn, row))) == 2


async def test_a_member_of_the_space_stays_banned_and_counted_in_its_other_circle(store: Store) -> None:
    rows = [make_circle(bytes(32))[1] for _ in range(2)]
    rows[1] = msgspec.structs.replace(rows[1], space=rows[0].space)
    nym = os.urandom(32)
    for row in rows:
        name = Member(row.id).row(space=row.space, nym_id=nym)
        await store.write(lambda txn, row=row: txn.add_circle(row, []))  # type: ignore[misc] # bound now
        await store.write(lambda txn, name=name: txn.add_name(name))  # type: ignore[misc] # bound now
    ban = BanRow(space=rows[0].space, nym_id=nym, until_hour=0, by=os.urandom(32))
    await store.write(lambda txn: txn.set_ban(ban))
    await store.write(lambda txn: txn.count_name(nym, "posts", DAY, expiry_hour=HOUR))
    assert await store.write(lambda txn: txn.erase_circle(rows[0].id))
    assert await store.read(lambda txn: txn.ban(rows[0].space, nym)) == ban
    assert await store.read(lambda txn: txn.name_count(nym, "posts", DAY)) == 1
    assert await store.write(lambda txn: txn.erase_circle(rows[1].id))
    assert await store.read(lambda txn: txn.ban(rows[0].space, nym)) is None
    assert await store.read(lambda txn: txn.name_count(nym, "posts", DAY)) == 0
