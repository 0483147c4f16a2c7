"""Wakes listeners when a process has written that cannot say so, such as one of the host's commands."""

import asyncio

from server_stub.context import Context
from server_stub.store.base import StoreBusy, StoreUnavailable
from server_stub.upkeep import incidents

SECONDS = 1.0
"""How long a listener may learn later of what such a process wrote."""

_STEP = 100
"""Queues looked up in one read."""


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
            context.hub.hear(circle, log_seq)  # which knows what was told already


async def catch_up(context: Context) -> None:
    """Tell all listeners where their topics stand, after a time in which no other process was heard.

    Raises StoreBusy or StoreUnavailable.
    """
    for circle, log_seq in (await context.store.read(lambda txn: txn.heads())).items():
        context.hub.hear(circle, log_seq)
    topics = context.queue_hub.topics
    for at in range(0, len(topics), _STEP):
        some = topics[at : at + _STEP]
        for row in await context.store.read(lambda txn, some=some: [txn.queue(qid) for qid in some]):  # type: ignore[misc] # bound now
            if row is not None:
                context.queue_hub.hear(row.qid, row.newest)
