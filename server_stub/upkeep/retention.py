"""Erases what has had its time: old and hidden bodies, expired counters, and the traces that they leave in files."""

import asyncio
from collections.abc import Callable

from heimo_protocol.limits import TOKEN_EPOCH_DAYS
from server_stub.context import Context
from server_stub.store.base import Store, StoreBusy, StoreUnavailable, WriteTxn
from server_stub.upkeep import incidents

HIDDEN_DAYS = 7
"""How long a moderator may change their mind before a hidden body is erased."""

_STEP = 500
"""Bodies erased in one operation, so that writers never wait long."""


async def keep_house(context: Context) -> None:
    """Run `sweep` again and again, and rewrite the database every few hours, until cancelled."""
    rewritten = -1
    while True:
        await asyncio.sleep(context.config.maintenance_seconds)
        try:
            await sweep(context)
            turn = context.hour() // context.config.rewrite_hours
            if turn != rewritten:
                await context.store.rewrite()
                rewritten = turn
        except (StoreBusy, StoreUnavailable) as problem:
            incidents.report(problem, doing="retention")


async def sweep(context: Context) -> int:
    """Erase all that is due now; returns how many bodies went.

    The write-ahead log is emptied every time: until then it keeps both erased bytes and the order of recent writes.
    """
    hour, day = context.hour(), context.day()
    store = context.store
    erased = 0
    for circle in await store.read(lambda txn: txn.circles()):
        erased += await _expire(store, circle.id, hour - circle.settings.retention_days * 24)
    erased += await _in_steps(store, lambda txn: txn.erase_hidden(before_day=day - HIDDEN_DAYS, limit=_STEP))
    await store.write(lambda txn: txn.prune(hour=hour, token_epoch=day // TOKEN_EPOCH_DAYS - 1))
    await store.scrub()
    return erased


async def _expire(store: Store, circle: bytes, before: int) -> int:
    await store.write(lambda txn: txn.expire_beside(circle, before_hour=before))
    return await _in_steps(store, lambda txn: txn.expire_bodies(circle, before_hour=before, limit=_STEP))


async def _in_steps(store: Store, erase: Callable[[WriteTxn], int]) -> int:
    erased = 0
    while True:
        step = await store.write(erase)
        erased += step
        if step < _STEP:
            return erased
