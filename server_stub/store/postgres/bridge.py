"""Runs a plain function in the event loop and lets it wait: each statement it needs is awaited outside of it.

Operations are plain functions, since SQLite answers at once. PostgreSQL answers through the event loop, so that an
operation runs in a greenlet which gives its awaitables to the coroutine around it.
"""

import sys
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from greenlet import getcurrent, greenlet

T = TypeVar("T")


def wait(awaitable: Awaitable[T]) -> T:
    """Wait inside of a function that `run` runs; raises what the awaitable raises."""
    parent = getcurrent().parent
    if parent is None:
        raise RuntimeError("not inside of an operation")
    result: T = parent.switch(awaitable)
    return result


async def run(function: Callable[..., T], *args: Any) -> T:
    """Call a function that may use `wait`; returns or raises what it does.

    Where this coroutine is cancelled, the function gets the cancellation at its `wait`.
    """
    inside = greenlet(function)
    outcome = inside.switch(*args)
    while not inside.dead:
        try:
            value = await outcome
        except BaseException:  # it is the function's, whatever it is
            outcome = inside.throw(*sys.exc_info())
        else:
            outcome = inside.switch(value)
    result: T = outcome
    return result
