"""Erases what has had its time: old and hidden bodies, expired counters, and the traces that they leave in files."""

import asyncio

from heimo_protocol.limits import TOKEN_EPOCH_DAYS
from server_stub import incidents
from server_stub.context import Context
from server_stub.store.base import StoreBusy, StoreUnavailable

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
    erased = 0
    for circle in await context.store.read(lambda txn: txn.circles()):
        before = hour - circle.settings.retention_days * 24
        erased += await _expire(context, circle.id, before)
    erased += await _erase_hidden(context, day - HIDDEN_DAYS)
    oldest = day // TOKEN_EPOCH_DAYS - 1
    await context.store.write(lambda txn: txn.prune(hour=hour, token_epoch=oldest))
    await context.store.scrub()
    return erased


async def _expire(context: Context, circle: bytes, before: int) -> int:
    erased = 0
    while True:
        step = await context.store.write(lambda txn: txn.expire_bodies(circle, before_hour=before, limit=_STEP))
        erased += step
        if step < _STEP:
            return erased


async def _erase_hidden(context: Context, before: int) -> int:
    erased = 0
    while True:
        step = await context.store.write(lambda txn: txn.erase_hidden(before_day=before, limit=_STEP))
        erased += step
        if step < _STEP:
            return erased
