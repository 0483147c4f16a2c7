"""A moderator's vault with a queue of reported posts: posted, reported and asked for through the real server."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from benchmarks.client.long_circle import PASSPHRASE, services_on
from benchmarks.server import load
from benchmarks.server.town import WORDS, Serving, Town, Writer, founded, serving
from heimo_protocol.events import Action, ModerationBody, open_event
from heimo_protocol.operations import ReportArgs
from heimo_tui.core.moderating import QueueItem
from heimo_tui.services.bundle import Services
from heimo_tui.services.moderating.keeper import READ_AT_ONCE
from server_stub.community.found import keys_of, opened
from server_stub.community.host import make_invite
from server_stub.operations.budgets import REPORTS_DAY
from server_stub.profile import load_profile

HEAVY_EACH = 20
"""Every so many-th report names danger, so that its text is folded and marked as urgent."""

_LANES = 32


@dataclass(frozen=True, slots=True)
class Row:
    """How a line of the list begins, and how the words behind it do."""

    line: str
    words: str
    heavy: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """The folder of the moderator, whose program has ended, and the oldest of what waits there, in order.

    Times in seconds: of the first refresh, which reads the log back to what was reported; of some more that find
    nothing new; of looking through all texts for danger.
    """

    folder: Path
    rows: list[Row]
    first: float
    again: list[float]
    noticing: float


@contextmanager
def busy(count: int) -> Iterator[tuple[Town, Serving]]:
    """A circle with so many reported posts, as many by each member as one may report in a day."""
    with founded(count // REPORTS_DAY + 2) as town, serving(town) as server:
        posts = [_posts(town, writer, number, count) for number, writer in enumerate(town.writers)]
        _put(server, "event.put", [[body for body, _ in own] for own in posts])
        _put(server, "post.report", [_reports(town, posts, number) for number in range(len(posts))])
        yield town, server


def _put(server: Serving, op: str, each: list[list[bytes]]) -> None:
    lanes = [[body for own in each[at::_LANES] for body in own] for at in range(min(_LANES, len(each)))]
    load.answered(load.Job(port=server.port, path=f"/v1/{op}", lanes=[lane for lane in lanes if lane]))


def _posts(town: Town, writer: Writer, at: int, count: int) -> list[tuple[bytes, bytes]]:
    """The requests that put this member's posts, and their ids."""
    found = []
    for number in range(at * REPORTS_DAY, min((at + 1) * REPORTS_DAY, count)):
        event = writer.event(f"n{number:05d} {WORDS}")
        found.append((writer.put(event), open_event(event).id))
    return found


def _reports(town: Town, posts: list[list[tuple[bytes, bytes]]], at: int) -> list[bytes]:
    """The requests in which this member reports all that another one wrote."""
    bodies = []
    for number, (_, event) in enumerate(posts[(at + 1) % len(posts)]):
        reason = "harm" if number % HEAVY_EACH == 3 else "unkind"
        args = ReportArgs(circle=town.circle, event=event, reason=reason)
        bodies.append(town.body("post.report", args, town.writers[at].private))
    return bodies


async def moderator(town: Town, address: str, folder: Path, count: int, *, notices: bool = True) -> Queue:
    """Somebody whom the host lets moderate asks for what waits; without `notices` nobody looks through the texts.

    Raises RuntimeError where not all of it came.
    """
    services = services_on(folder)
    await services.device.create(PASSPHRASE)
    profile = msgspec.structs.replace(load_profile(town.data), urls=[address])
    invite = make_invite(keys_of(town.data), profile, time.time())
    await services.membership.register(invite, services.membership.new_phrase())
    await services.forum.refresh()
    await services.membership.join_circle(town.circle)
    vault = services.messages._house.open_vault()
    key = await vault.read(lambda tables: tables.circles.require(town.circle).my_key or b"")
    async with opened(town.data) as host:
        await host.decide(town.circle, ModerationBody(action=Action.GRANT, target=key))
    first = await _refresh(services, town.circle)
    again = [await _refresh(services, town.circle) for _ in range(5)]
    noticing = await _notice(services) if notices else 0.0
    (circle,) = await services.moderating.circles()
    if circle.waiting != count:
        raise RuntimeError(f"{circle.waiting} of {count} wait")
    rows = [_row(item) for item in await services.moderating.queue()]
    await services.device.close()
    return Queue(folder, rows, first, again, noticing)


async def _refresh(services: Services, circle: bytes) -> float:
    begun = time.perf_counter()
    await services.moderating.refresh(circle)
    return time.perf_counter() - begun


async def _notice(services: Services) -> float:
    begun = time.perf_counter()
    while await services.moderating._keeper._noticing.read(READ_AT_ONCE):
        pass
    return time.perf_counter() - begun


def _row(item: QueueItem) -> Row:
    words = item.text[:12]
    line = "! ▸ heavy to read" if item.heavy else f"  {words}"
    return Row(line, words, item.heavy)
