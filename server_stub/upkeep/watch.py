"""Wakes listeners when another process has written, such as one of the host's commands."""

import asyncio

from server_stub.context import Context
from server_stub.store.base import StoreBusy, StoreUnavailable
from server_stub.upkeep import incidents

SECONDS = 1.0
"""How long a listener may learn later of what another process wrote."""


async def watch_logs(context: Context) -> None:
    """Compare every circle's newest log number with the one before, again and again, until cancelled."""
    while True:
        await asyncio.sleep(SECONDS)
        if not context.hub.listeners:
            continue
        try:
            heads = await context.store.read(lambda txn: txn.heads())
        except (StoreBusy, StoreUnavailable) as problem:
            incidents.report(problem, doing="watch")
            continue
        for circle, log_seq in heads.items():
            context.hub.wake(circle, log_seq)  # which knows what was told already
