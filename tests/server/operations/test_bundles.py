"""Prekey bundles: the newest of each name, by bucket, for the circle's own names."""

import datetime
import os

import pytest

from heimo_protocol import limits
from heimo_protocol import operations as ops
from heimo_protocol.bundles import bucket_bits, bucket_of
from heimo_protocol.circles import OnceNames
from heimo_protocol.errors import Code
from heimo_protocol.events import Action, EmptyBody, Kind
from server_stub.operations.budgets import BUNDLES_DAY
from server_stub.upkeep.retention import sweep
from tests.server.mail import bundle, bundles, decide, put_bundle
from tests.server.people import Clock, Name, Town, refuses


async def listed(name: Name, after: int = 0) -> list[bytes]:
    return [entry.bundle for entry in (await bundles(name, after)).entries]


async def test_what_changed_since_comes_with_the_card(town: Town) -> None:
    circle = await town.circle()
    one, two = await town.name(circle), await town.name(circle)
    first, second = await put_bundle(one), await put_bundle(two)
    result = await bundles(one)
    assert [(entry.version, entry.bundle) for entry in result.entries] == [(1, first), (2, second)]
    assert [entry.card for entry in result.entries] == [one.card(), two.card()]
    assert (result.bits, result.more) == (0, False)
    newer = await put_bundle(one, 2)
    assert await listed(two, after=2) == [newer]
    assert await listed(two) == [second, newer], "one for each name"


async def test_the_same_again_changes_nothing_and_an_older_one_is_refused(town: Town) -> None:
    name = await town.name(await town.circle())
    data = await put_bundle(name, 7)
    await town.call("bundle.put", ops.BundlePutArgs(bundle=data), name.private)
    assert [entry.version for entry in (await bundles(name)).entries] == [1]
    for number in (7, 6, 0):
        async with refuses(Code.SEQ_CONFLICT) as refused:
            await put_bundle(name, number)
        assert refused.value == 8
    await put_bundle(name, 8)


async def test_only_ones_own_signed_bundle_of_ones_own_circle_is_taken(town: Town) -> None:
    circle = await town.circle()
    one, two = await town.name(circle), await town.name(circle)
    sound = bundle(one)
    wrong = [
        (bundle(two), Code.SIG_INVALID),
        (bundle(one, author=two.key), Code.SIG_INVALID),
        (bundle(one, circle=os.urandom(16)), Code.SIG_INVALID),
        (bundle(one, spk=bytes(31)), Code.BAD_ENCODING),
        (bundle(one, made=1, expires=31), Code.SIG_INVALID),
        (bundle(one) + bytes(3000), Code.TOO_LARGE),
        (sound[:-1] + bytes([sound[-1] ^ 1]), Code.SIG_INVALID),
        (b"", Code.BAD_ENCODING),
    ]
    for data, code in wrong:
        async with refuses(code):
            await town.call("bundle.put", ops.BundlePutArgs(bundle=data), one.private)
    assert await listed(one) == []


async def test_each_circle_has_its_own(town: Town) -> None:
    here, there = await town.name(await town.circle()), await town.name(await town.circle())
    first, second = await put_bundle(here), await put_bundle(there)
    assert (await listed(here), await listed(there)) == ([first], [second])
    async with refuses(Code.AUTH_UNKNOWN):
        await town.call("bundle.list", ops.BundleListArgs())


async def test_banned_retired_and_expired_names_cannot_be_written_to(town: Town) -> None:
    assert isinstance(town.clock, Clock)
    circle = await town.circle()
    reader, banned, person = await town.name(circle), await town.name(circle), await town.person()
    retired = await person.join(circle)
    kept = await put_bundle(banned)
    await put_bundle(retired)
    await person.join(circle, reset=True)
    assert await listed(reader) == [kept]
    await decide(circle, Action.BAN, banned)
    assert await listed(reader) == []
    async with refuses(Code.BANNED):
        await put_bundle(banned, 2)
    await decide(circle, Action.UNBAN, banned)
    assert await listed(reader) == [kept]
    town.clock.forward(days=29)
    assert await listed(reader) == [kept]
    town.clock.forward(days=1)
    assert await listed(reader) == []


async def test_whoever_leaves_cannot_be_written_to(town: Town) -> None:
    circle = await town.circle()
    one, two = await town.name(circle), await town.name(circle)
    await put_bundle(one)
    stays = await put_bundle(two)
    await one.do(Kind.LEAVE, EmptyBody())
    assert await listed(two) == [stays]


async def test_one_time_names_put_none(town: Town) -> None:
    today = datetime.datetime.fromtimestamp(town.clock(), datetime.UTC)
    circle = await town.circle(once=OnceNames.ON)
    once = await (await town.person()).join(circle, once=(today.year * 12 + today.month - 1, 0))
    async with refuses(Code.ONCE_NOT_ALLOWED):
        await put_bundle(once)


async def test_a_large_circle_is_read_bucket_by_bucket(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("heimo_protocol.bundles.BUNDLE_BUCKET", 2)
    circle = await town.circle()
    names = [await town.name(circle) for _ in range(5)]
    for name in names:
        await put_bundle(name)
    bits = bucket_bits(len(names))
    assert bits == 2
    wrong = await bundles(names[0])
    assert (wrong.entries, wrong.bits, wrong.more) == ([], bits, False)
    for bucket in range(4):
        found = await bundles(names[0], bits=bits, bucket=bucket)
        cards = {entry.card for entry in found.entries}
        assert cards == {name.card() for name in names if bucket_of(name.key, bits) == bucket}


async def test_pages_fit_an_answer(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server_stub.operations.mail.bundles.BUNDLE_LIST_BYTES", 8000)
    circle = await town.circle()
    names = [await town.name(circle) for _ in range(5)]
    data = [await put_bundle(name) for name in names]
    pages, after, more = list[bytes](), 0, True
    while more:
        result = await bundles(names[0], after)
        assert 1 <= len(result.entries) <= 3
        pages += [entry.bundle for entry in result.entries]
        after, more = result.entries[-1].version, result.more
    assert pages == data


async def test_a_full_bucket_fits_the_pages() -> None:
    assert limits.BODY_CLASSES[-1] > limits.BUNDLE_LIST_BYTES + 20_000


async def test_nonsense_is_refused(town: Town) -> None:
    name = await town.name(await town.circle())
    for after, bits, bucket in ((-1, 0, 0), (0, -1, 0), (0, 33, 0), (0, 0, 1), (0, 1, 2), (0, 1, -1)):
        async with refuses(Code.BAD_ENCODING):
            await bundles(name, after, bits, bucket)


async def test_nobody_makes_others_fetch_without_end(town: Town) -> None:
    name = await town.name(await town.circle())
    for number in range(BUNDLES_DAY):
        await put_bundle(name, number)
    async with refuses(Code.QUOTA) as refused:
        await put_bundle(name, BUNDLES_DAY)
    assert refused.retry_after is not None and refused.retry_after <= 86_400


async def test_expired_ones_are_forgotten(town: Town) -> None:
    assert isinstance(town.clock, Clock) and town.context is not None
    name = await town.name(await town.circle())
    await put_bundle(name)
    town.clock.forward(days=29)
    await sweep(town.context)
    assert (await town.context.store.read(lambda txn: txn.totals())).bundles == 1
    town.clock.forward(days=1)
    await sweep(town.context)
    assert (await town.context.store.read(lambda txn: txn.totals())).bundles == 0
