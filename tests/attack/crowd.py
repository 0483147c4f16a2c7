"""Many members at once who mean ill."""

from collections.abc import Awaitable, Callable

from heimo_protocol.errors import Code, Refusal
from tests.server.people import Clock, Name, Town

MOST = 1000


async def crowd(town: Town, circle: bytes, count: int) -> list[Name]:
    """So many members who joined just now, when an hour has just begun, so that none ends while they are at it."""
    assert isinstance(town.clock, Clock)
    town.clock.ahead += 3660 - town.clock() % 3600
    return [await town.name(circle) for _ in range(count)]


async def until_refused(step: Callable[[], Awaitable[object]]) -> tuple[int, Code]:
    """Do it again and again; how often it went through, and why it did not go on."""
    for done in range(MOST):
        try:
            await step()
        except Refusal as refusal:
            return done, refusal.code
    raise AssertionError("nothing limits it")
