"""Erases what has had its time: old and hidden bodies, expired counters, and the traces that they leave in files."""

import asyncio
from collections.abc import Callable

import msgspec

from heimo_protocol.limits import APPEAL_DAYS, FRAME_DAYS, REPORT_DAYS, REQUEST_DAYS, TOKEN_EPOCH_DAYS
from server_stub.context import Context
from server_stub.operations.banning import FIRST_WORD_HOURS
from server_stub.store.base import Store, StoreBusy, StoreUnavailable, WriteTxn
from server_stub.store.rows import CircleRow
from server_stub.upkeep import incidents

HIDDEN_DAYS = 7
"""How long a moderator may change their mind before a hidden body is erased."""

_STEP = 500
"""Bodies erased in one operation, so that writers never wait long."""

_QUEUE_STEP = 10
"""Queues, which may be full."""


class Swept(msgspec.Struct, frozen=True, kw_only=True):
    """How much went: `texts` for their age, `hidden` ones, `messages` (requests, frames, reports of them, keys and
    queues), what waited `beside` the logs (held texts, reports, appeals, bans), and `counters` with used tokens.
    """

    texts: int
    hidden: int
    messages: int
    beside: int
    counters: int


async def keep_house(context: Context) -> None:
    """Run `sweep` again and again, and rewrite the database every few hours, until cancelled."""
    rewritten = -1
    while True:
        await asyncio.sleep(context.config.maintenance_seconds)
        if not context.company.keeps_house:
            continue
        try:
            await sweep(context)
            turn = context.hour() // context.config.rewrite_hours
            if turn != rewritten:
                await context.store.rewrite()
                rewritten = turn
        except (StoreBusy, StoreUnavailable) as problem:
            incidents.report(problem, doing="retention")


async def sweep(context: Context) -> Swept:
    """Erase all that is due now."""
    return await erase_due(context.store, hour=context.hour(), day=context.day())


async def erase_due(store: Store, *, hour: int, day: int) -> Swept:
    """Erase all that is due in an hour and day since 1970-01-01.

    The write-ahead log is emptied every time: until then it keeps both erased bytes and the order of recent writes.
    """
    texts = beside = 0
    for circle in await store.read(lambda txn: txn.circles()):
        before = hour - circle.settings.retention_days * 24
        beside += await _expire_beside(store, circle, before)
        texts += await _expire_texts(store, circle, before)
    hidden = await _in_steps(store, lambda txn: txn.erase_hidden(before_day=day - HIDDEN_DAYS, limit=_STEP))
    messages = await _expire_mail(store, hour, day)
    beside += await _expire_moderation(store, hour)
    counters = await store.write(lambda txn: txn.prune(hour=hour, token_epoch=day // TOKEN_EPOCH_DAYS - 1))
    await store.scrub()
    return Swept(texts=texts, hidden=hidden, messages=messages, beside=beside, counters=counters)


async def _expire_beside(store: Store, circle: CircleRow, before: int) -> int:
    on = (circle.space, circle.id)
    return await store.write(lambda txn: txn.expire_beside(circle.id, before_hour=before), on=on)


async def _expire_texts(store: Store, circle: CircleRow, before: int) -> int:
    on = (circle.space, circle.id)
    return await _in_steps(store, lambda txn: txn.expire_bodies(circle.id, before_hour=before, limit=_STEP), on=on)


async def _expire_mail(store: Store, hour: int, day: int) -> int:
    requests, frames, reports = (hour - days * 24 for days in (REQUEST_DAYS, FRAME_DAYS, REPORT_DAYS))
    return (
        await _in_steps(store, lambda txn: txn.expire_requests(before_hour=requests, limit=_STEP))
        + await _in_steps(store, lambda txn: txn.expire_frames(before_hour=frames, limit=_STEP))
        + await _in_steps(store, lambda txn: txn.expire_sealed_reports(before_hour=reports, limit=_STEP))
        + await _in_steps(store, lambda txn: txn.expire_bundles(day=day, limit=_STEP))
        + await _in_steps(store, lambda txn: txn.expire_queues(day=day, limit=_QUEUE_STEP), _QUEUE_STEP)
    )


async def _expire_moderation(store: Store, hour: int) -> int:
    appeals = hour - APPEAL_DAYS * 24
    waited = await store.write(lambda txn: txn.expire_first_words(before_hour=hour - FIRST_WORD_HOURS))
    return waited + await _in_steps(store, lambda txn: txn.expire_appeals(before_hour=appeals, limit=_STEP))


async def _in_steps(
    store: Store, erase: Callable[[WriteTxn], int], most: int = _STEP, *, on: tuple[bytes, ...] = ()
) -> int:
    erased = 0
    while True:
        step = await store.write(erase, on=on)
        erased += step
        if step < most:
            return erased
