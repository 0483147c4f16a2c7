"""Pairs of people who talk to each other, each with a vault in a folder, in a community that runs."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from benchmarks.client.long_circle import PASSPHRASE, services_on
from benchmarks.server.town import ROOMY, Town, founded
from heimo_tui.core.drafts import DraftKind
from heimo_tui.services.bundle import Services
from server_stub.community.found import keys_of
from server_stub.community.host import make_invite
from server_stub.profile import load_profile

_AT_ONCE = 32
"""As many tokens as one request draws."""

_LIMITS = msgspec.structs.replace(
    ROOMY, request_tokens_day=_AT_ONCE, queue_tokens_day=_AT_ONCE, first_day_requests=_AT_ONCE
)


@dataclass(frozen=True, slots=True)
class Pair:
    """The folders of two people with one open conversation; both programs have ended."""

    writer: Path
    reader: Path


@contextmanager
def talkative() -> Iterator[Town]:
    """A community in which everybody may ask everybody for contact on the first day."""
    with founded(0, _LIMITS) as town:
        yield town


async def acquainted(town: Town, address: str, folder: Path, writers: list[str], readers: list[str]) -> list[Pair]:
    """Everybody in `folder` by a name; each writer asks one reader, in turn, who accepts."""
    names = [*dict.fromkeys([*writers, *readers])]
    people = {name: await _member(town, address, folder / name) for name in names}
    for writer, reader in zip(writers, readers, strict=True):
        await _talk(people[writer], people[reader], town.circle)
    for one in people.values():
        await one.device.close()
    return [Pair(folder / writer, folder / reader) for writer, reader in zip(writers, readers, strict=True)]


async def _member(town: Town, address: str, folder: Path) -> Services:
    profile = msgspec.structs.replace(load_profile(town.data), urls=[address])
    services = services_on(folder)
    await services.device.create(PASSPHRASE)
    invite = make_invite(keys_of(town.data), profile, time.time())
    await services.membership.register(invite, services.membership.new_phrase())
    await services.forum.refresh()
    await services.compose.start()
    return services


async def _talk(asking: Services, asked: Services, circle: bytes) -> None:
    """A post, a reply, a request, its acceptance."""
    post = await _publish(asking, circle, None)
    await asked.forum.refresh(circle)
    await _publish(asked, circle, post)
    for one in (asking, asked):
        await one.forum.refresh(circle)
        await one.messages.refresh()
    vault = asked.messages._house.open_vault()
    key = await vault.read(lambda tables: tables.circles.require(circle).my_key or b"")
    conversation = await asking.messages.ask(circle, key, "may I write to you?")
    await asking.messages.refresh()
    await asked.messages.refresh()
    for request in await asked.messages.requests():
        await asked.messages.accept(request.id)
    await asked.messages.refresh()
    await asking.messages.refresh()
    if (await asking.messages.open(conversation)).standing != "open":
        raise RuntimeError("the request was not accepted")
    await asking.messages.refresh()
    await asked.messages.refresh()


async def _publish(services: Services, circle: bytes, parent: bytes | None) -> bytes:
    draft = await services.compose.begin(circle, DraftKind.POST if parent is None else DraftKind.REPLY, parent)
    event = await services.compose.send(replace(draft, text="is anybody else awake"), 0)
    vault, changed = services.messages._house.open_vault(), asyncio.Event()
    forget = services.forum.subscribe(lambda _: changed.set())
    async with asyncio.timeout(60):
        while await vault.read(lambda tables: tables.outbox.all()):
            await changed.wait()
            changed.clear()
    forget()
    return event
