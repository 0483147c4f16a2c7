"""Staying connected: work on a connection that is begun again whenever the connection breaks."""

import asyncio
from collections.abc import Awaitable, Callable

from server_stub.upkeep import incidents

_AGAIN_SECONDS = 0.5


async def again_and_again(
    work: Callable[[], Awaitable[None]], up: asyncio.Event, forget: Callable[[], None], *, doing: str
) -> None:
    """Do the work until cancelled; raises nothing else. `up` is set by the work while it is connected.

    `forget` is called at each end of it, and clears `up`. The first fault of a row is written down.
    """
    known = False
    while True:
        try:
            await work()
        except Exception as problem:  # whatever it was, the connection must come back
            if not known:  # that it goes on is no news
                incidents.report(problem, doing=doing)
        finally:
            known = not up.is_set()
            forget()
        await asyncio.sleep(_AGAIN_SECONDS)
