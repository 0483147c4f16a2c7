"""What every store must remember, and forget."""

import os

import msgspec
import pytest

from heimo_protocol.circles import Circle, CircleSettings
from heimo_protocol.events import (
    Action,
    EditBody,
    EmptyBody,
    Kind,
    ModerationBody,
    Need,
    Reaction,
    ReactionBody,
    ReplyBody,
)
from server_stub import log
from server_stub.store.base import Store
from server_stub.store.moderation_rows import ReportRow
from server_stub.store.rows import AccountRow, BanRow, HeldRow, OnceUse
from tests.server.house import Member, make_circle


def account(**changes: object) -> AccountRow:
    row = AccountRow(key=os.urandom(32), m1enc=os.urandom(32), created_day=20_000, cred_epoch=1)
    return msgspec.structs.replace(row, **changes)


async def test_account_is_kept_changed_and_removed(store: Store) -> None:
    row = account()
    assert await store.write(lambda txn: txn.add_account(row))
    assert not await store.write(lambda txn: txn.add_account(row))
    await store.write(lambda txn: txn.set_credential(row.key, cred_epoch=2, repeats=3))
    assert await store.read(lambda txn: txn.account(row.key)) == msgspec.structs.replace(row, cred_epoch=2, repeats=3)
    assert await store.write(lambda txn: txn.count_account(row.key, "invites", 5, by=2, expiry_hour=9)) == 2
    assert await store.write(lambda txn: txn.delete_account(row.key))
    assert not await store.write(lambda txn: txn.delete_account(row.key))
    assert await store.read(lambda txn: txn.account(row.key)) is None
    assert await store.read(lambda txn: txn.account_count(row.key, "invites", 5)) == 0


async def test_circle_with_settings_moderators_and_entry_code(store: Store) -> None:
    circle, row, _ = make_circle(bytes(32), private=True, notes=["grief"])
    first, second = os.urandom(32), os.urandom(32)
    assert await store.write(lambda txn: txn.add_circle(row, [first]))
    assert not await store.write(lambda txn: txn.add_circle(row, []))
    await store.write(lambda txn: txn.grant(circle.id, second))
    await store.write(lambda txn: txn.grant(circle.id, second))
    assert await store.read(lambda txn: txn.moderators(circle.id)) == {first, second}
    await store.write(lambda txn: txn.revoke(circle.id, first))
    assert await store.read(lambda txn: txn.moderators(circle.id)) == {second}
    settings = CircleSettings(name="Renamed", notes=["loss", "grief"], slow_seconds=30)
    await store.write(lambda txn: txn.set_settings(circle.id, event=b"event", settings=settings))
    await store.write(lambda txn: txn.set_entry_code(circle.id, b"m" * 32))
    wanted = msgspec.structs.replace(row, settings=settings, settings_event=b"event", entry_code=b"m" * 32)
    assert await store.read(lambda txn: txn.circle(circle.id)) == wanted
    assert await store.read(lambda txn: txn.circles()) == [wanted]
    assert await store.read(lambda txn: txn.circle(bytes(16))) is None
    assert await store.read(lambda txn: txn.head_at(circle.id, 0)) == circle.first_head


async def test_a_member_has_one_name_in_a_circle(store: Store, circle: Circle) -> None:
    first = Member(circle.id).row(once=OnceUse(month=24_000, index=1))
    second = Member(circle.id).row(nym_id=first.nym_id, resets=1)
    await store.write(lambda txn: txn.add_name(first))
    assert await store.read(lambda txn: txn.name(first.key)) == first
    for row in (first, second):
        with pytest.raises(ValueError, match="known"):
            await store.write(lambda txn, row=row: txn.add_name(row))  # type: ignore[misc] # bound now
    await store.write(lambda txn: txn.retire_name(first.key, day=20_001))
    assert await store.read(lambda txn: txn.name_of_nym(circle.id, first.nym_id)) is None
    await store.write(lambda txn: txn.add_name(second))
    assert await store.read(lambda txn: txn.name_of_nym(circle.id, first.nym_id)) == second
    assert await store.read(lambda txn: txn.name(first.key)) == msgspec.structs.replace(first, retired=True)
    assert await store.read(lambda txn: txn.reset_day(circle.id, first.nym_id)) == 20_001
    assert await store.read(lambda txn: txn.names_in(circle.id)) == 1


async def test_name_changes(store: Store, circle: Circle) -> None:
    row = Member(circle.id).row(admitted=False, once=OnceUse(month=24_000, index=0))
    await store.write(lambda txn: txn.add_name(row))
    thread = os.urandom(16)
    await store.write(lambda txn: txn.set_card(row.key, card=b"new", card_seq=4))
    await store.write(lambda txn: txn.admit_name(row.key))
    await store.write(lambda txn: txn.bind_once(row.key, thread))
    once = OnceUse(month=24_000, index=0, thread=thread)
    wanted = msgspec.structs.replace(row, card=b"new", card_seq=4, admitted=True, once=once)
    assert await store.read(lambda txn: txn.name(row.key)) == wanted


async def test_ban_is_set_replaced_and_lifted(store: Store) -> None:
    ban = BanRow(space=os.urandom(16), nym_id=os.urandom(32), until_hour=0, by=os.urandom(32))
    longer = msgspec.structs.replace(ban, until_hour=500_000)
    for row in (ban, longer):
        await store.write(lambda txn, row=row: txn.set_ban(row))  # type: ignore[misc] # bound now
        assert await store.read(lambda txn: txn.ban(ban.space, ban.nym_id)) == row
    assert await store.read(lambda txn: txn.ban(os.urandom(16), ban.nym_id)) is None
    await store.write(lambda txn: txn.lift_ban(ban.space, ban.nym_id))
    assert await store.read(lambda txn: txn.ban(ban.space, ban.nym_id)) is None


async def test_what_is_spent_stays_spent_until_its_time(store: Store) -> None:
    nonce = os.urandom(16)
    assert await store.write(lambda txn: txn.use_challenge(nonce, expiry_hour=10))
    assert not await store.write(lambda txn: txn.use_challenge(nonce, expiry_hour=10))
    assert await store.write(lambda txn: txn.spend(3, 100, nonce))
    assert not await store.write(lambda txn: txn.spend(3, 100, nonce))
    assert await store.write(lambda txn: txn.spend(1, 100, nonce)), "another type"
    assert await store.read(lambda txn: txn.is_spent(3, 100, nonce))
    assert await store.write(lambda txn: txn.prune(hour=10, token_epoch=100)) == 0
    assert await store.write(lambda txn: txn.prune(hour=11, token_epoch=101)) == 3
    assert not await store.read(lambda txn: txn.is_spent(3, 100, nonce))
    assert await store.write(lambda txn: txn.use_challenge(nonce, expiry_hour=12))


async def test_counters_count_by_member_and_period(store: Store) -> None:
    nym = os.urandom(32)
    for expected in (1, 2, 3):
        assert await store.write(lambda txn: txn.count_name(nym, "posts", 7, expiry_hour=8)) == expected
    assert await store.write(lambda txn: txn.count_name(nym, "posts", 8, by=5, expiry_hour=9)) == 5
    assert await store.write(lambda txn: txn.count_name(nym, "small", 7, expiry_hour=8)) == 1
    assert await store.write(lambda txn: txn.prune(hour=9, token_epoch=0)) == 2
    assert await store.read(lambda txn: txn.name_count(nym, "posts", 7)) == 0
    assert await store.read(lambda txn: txn.name_count(nym, "posts", 8)) == 5


async def test_held_events_wait_return_and_go(store: Store, circle: Circle) -> None:
    author = os.urandom(32)
    rows = [
        HeldRow(circle=circle.id, event_id=os.urandom(16), author=who, hour=hour, envelope=b"e")
        for who, hour in ((author, 9), (os.urandom(32), 7))
    ]
    for row in rows:
        await store.write(lambda txn, row=row: txn.hold(row))  # type: ignore[misc] # bound now
    assert await store.read(lambda txn: txn.held_in(circle.id)) == rows[::-1]
    assert await store.read(lambda txn: txn.held_in(circle.id, author)) == rows[:1]
    await store.write(lambda txn: txn.return_held(circle.id, rows[0].event_id, reason="unclear", words="Once more?"))
    returned = msgspec.structs.replace(rows[0], returned=True, reason="unclear", words="Once more?")
    assert await store.read(lambda txn: txn.held(circle.id, rows[0].event_id)) == returned
    await store.write(lambda txn: txn.release(circle.id, rows[0].event_id))
    assert await store.read(lambda txn: txn.held_in(circle.id)) == rows[1:]


async def test_locks_pauses_and_reports(store: Store, circle: Circle) -> None:
    thread = os.urandom(16)
    for locked in (True, True, False, False):
        await store.write(lambda txn, locked=locked: txn.set_locked(circle.id, thread, locked=locked))  # type: ignore[misc] # bound now
        assert await store.read(lambda txn: txn.is_locked(circle.id, thread)) is locked
    for seconds in (30, 60, 0):
        await store.write(lambda txn, s=seconds: txn.set_slow(circle.id, thread, s))  # type: ignore[misc] # bound now
        assert await store.read(lambda txn: txn.slow_seconds(circle.id, thread)) == seconds
    report = ReportRow(circle=circle.id, event_id=thread, reporter=os.urandom(32), reason="spam", hour=3)
    assert await store.write(lambda txn: txn.add_report(report))
    assert not await store.write(lambda txn: txn.add_report(msgspec.structs.replace(report, reason="again")))
    assert await store.read(lambda txn: txn.reports_in(circle.id)) == [report]


async def test_pages_stop_for_count_and_size(store: Store, circle: Circle) -> None:
    member = Member(circle.id)
    for number in range(30):
        signed = member.post(f"{number}" * 100)
        await store.write(lambda txn, signed=signed: log.append(txn, signed, 5))  # type: ignore[misc] # bound now

    async def numbers(after: int | None, before: int | None, limit: int, max_bytes: int) -> list[int]:
        if after is not None:
            rows = await store.read(lambda t: t.events_after(circle.id, after, limit=limit, max_bytes=max_bytes))
        else:
            assert before is not None
            rows = await store.read(lambda t: t.events_before(circle.id, before, limit=limit, max_bytes=max_bytes))
        return [row.log_seq for row in rows]

    assert await numbers(0, None, 10, 10**6) == list(range(1, 11))
    assert await numbers(25, None, 10, 10**6) == list(range(26, 31))
    assert await numbers(30, None, 10, 10**6) == []
    assert await numbers(None, 31, 10, 10**6) == list(range(21, 31))
    assert await numbers(None, 4, 10, 10**6) == [1, 2, 3]
    assert await numbers(10, None, 10, 1) == [11], "at least one"
    assert await numbers(None, 31, 10, 1) == [30]
    few = await numbers(0, None, 30, 3000)
    assert 1 < len(few) < 10 and few == list(range(1, len(few) + 1))
    last = await numbers(None, 31, 30, 3000)
    assert 1 < len(last) < 10 and last == list(range(31 - len(last), 31))


async def test_retention_spares_what_decides_for_all(store: Store, circle: Circle) -> None:
    member = Member(circle.id)
    post = member.post("old words")
    hide = member.sign(ModerationBody(action=Action.HIDE, target=post.id), Kind.MODERATION)
    member.took(hide)
    reaction = member.sign(ReactionBody(code=Reaction.WITH_YOU), Kind.REACTION, post.id)
    member.took(reaction)
    young = member.post("young words")
    for signed, hour in ((post, 10), (hide, 10), (reaction, 11), (young, 20)):
        await store.write(lambda txn, s=signed, h=hour: log.append(txn, s, h))  # type: ignore[misc] # bound now
    assert await store.read(lambda t: [r.log_seq for r in t.governance_after(circle.id, 0, limit=9)]) == [2]
    assert await store.write(lambda txn: txn.expire_bodies(circle.id, before_hour=20, limit=1)) == 1
    assert await store.write(lambda txn: txn.expire_bodies(circle.id, before_hour=20, limit=9)) == 1
    assert await store.write(lambda txn: txn.expire_bodies(circle.id, before_hour=20, limit=9)) == 0
    rows = await store.read(lambda txn: txn.events_after(circle.id, 0, limit=9, max_bytes=10**6))
    assert [row.envelope for row in rows] == [None, hide.data, None, young.data]
    assert [row.hash for row in rows] == [s.hash for s in (post, hide, reaction, young)]


async def test_erasing_and_hiding_reach_the_edits_of_the_same_circle_only(store: Store, circle: Circle) -> None:
    member = Member(circle.id)
    post = member.post("first words")
    edit = member.sign(EditBody(text="better words", need=Need.NONE), Kind.EDIT, post.id)
    member.took(edit)
    reply = member.sign(ReplyBody(text="an answer"), Kind.REPLY, post.id)
    for signed in (post, edit, reply):
        await store.write(lambda txn, s=signed: log.append(txn, s, 10))  # type: ignore[misc] # bound now

    async def state() -> list[tuple[bool, bool]]:
        rows = await store.read(lambda txn: txn.events_after(circle.id, 0, limit=9, max_bytes=10**6))
        return [(row.envelope is not None, row.hidden) for row in rows]

    await store.write(lambda txn: txn.set_hidden(circle.id, post.id, hidden=True, day=5))
    assert await state() == [(True, True), (True, True), (True, False)]
    await store.write(lambda txn: txn.set_hidden(circle.id, post.id, hidden=False, day=5))
    assert await store.write(lambda txn: txn.erase_hidden(before_day=9, limit=9)) == 0
    await store.write(lambda txn: txn.set_hidden(circle.id, post.id, hidden=True, day=6))
    assert await store.write(lambda txn: txn.erase_hidden(before_day=6, limit=9)) == 0
    assert await store.write(lambda txn: txn.erase_hidden(before_day=7, limit=9)) == 2
    assert await state() == [(False, False), (False, False), (True, False)]
    assert await store.write(lambda txn: txn.erase(os.urandom(16), reply.id)) == 0
    assert await store.write(lambda txn: txn.erase(circle.id, reply.id)) == 1
    assert (await store.read(lambda txn: txn.totals())).erased == 3


async def test_threads_of_replies_and_what_is_outside_of_threads(store: Store, circle: Circle) -> None:
    member = Member(circle.id)
    post = member.post("root")
    reply = member.sign(ReplyBody(text="an answer"), Kind.REPLY, post.id)
    member.took(reply)
    reaction = member.sign(ReactionBody(code=Reaction.HEAR_YOU), Kind.REACTION, reply.id)
    member.took(reaction)
    leave = member.sign(EmptyBody(), Kind.LEAVE)
    for signed in (post, reply, reaction, leave):
        await store.write(lambda txn, s=signed: log.append(txn, s, 10))  # type: ignore[misc] # bound now
    rows = await store.read(lambda txn: txn.events_after(circle.id, 0, limit=9, max_bytes=10**6))
    assert [row.thread for row in rows] == [post.id, post.id, post.id, None]
