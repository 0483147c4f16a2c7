"""The main ways through a real server process, and across its restart."""

from pathlib import Path

import pytest

from heimo_protocol.circles import OnceNames
from heimo_protocol.errors import Code
from heimo_protocol.events import Action, Kind, ModerationBody, Need, PostBody
from server_stub.community.found import opened
from server_stub.operations.joining import month_of
from tests.server.commands import Heimo, serving
from tests.server.people import Name, Person, Town, refuses, town_at


@pytest.fixture
def heimo(tmp_path: Path) -> Heimo:
    heimo = Heimo(tmp_path / "data")
    heimo("init", "--no-starters")
    heimo.relax()
    return heimo


def on_disk(heimo: Heimo) -> bytes:
    return b"".join(path.read_bytes() for path in heimo.data.glob("community.db*"))


async def test_from_invite_to_ban(heimo: Heimo) -> None:
    with serving(heimo) as address:
        async with town_at(heimo.data, address) as town:
            circle = await town.circle(hold_first=True, once=OnceNames.ON)
            invite, person = await town.invite(), Person(town)
            await person.register(invite)
            async with refuses(Code.INVITE_SPENT):
                await Person(town).register(invite)
            name = await person.join(circle, "slow alder")
            async with refuses(Code.NYM_BOUND):
                await person.join(circle, "second face")
            await _first_post(heimo, name)
            once = await person.join(circle, once=(month_of(int(town.clock() // 86_400)), 0))
            async with refuses(Code.ONCE_NOT_ALLOWED):
                await person.join(circle, once=(month_of(int(town.clock() // 86_400)), 0))
            held = once.sign(Kind.POST, PostBody(text="only this once", need=Need.LISTEN))
            assert (await once.put(held)).held
            await _ban(town, name)
            for how in ({"reset": False}, {"reset": True}):
                async with refuses(Code.BANNED):
                    await person.join(circle, "third face", **how)


async def _first_post(heimo: Heimo, name: Name) -> None:
    first = name.sign(Kind.POST, PostBody(text="my first words here", need=Need.LISTEN))
    assert (await name.put(first)).held
    async with refuses(Code.AWAITING_MODERATOR):
        await name.post("and more")
    heimo("held", "admit", first.id.hex()[:8])
    name.took(first)
    reply = await name.reply(first, "a thing to regret")
    await name.edit(reply, "a better thing to say")
    assert await name.town.texts(name.circle) == ["my first words here", "a better thing to say"]


async def _ban(town: Town, name: Name) -> None:
    async with opened(town.data) as host:
        await host.decide(name.circle, ModerationBody(action=Action.BAN, target=name.key))
    async with refuses(Code.BANNED):
        await name.post()


async def test_a_restart_forgets_nothing_and_what_is_erased_is_gone(heimo: Heimo) -> None:
    with serving(heimo) as address:
        async with town_at(heimo.data, address) as town:
            circle = await town.circle()
            person = await town.person()
            name = await person.join(circle)
            kept = name.sign(Kind.POST, PostBody(text="words that stay", need=Need.LISTEN))
            answer = await name.put(kept)
            regretted = await name.post("words that go away")
            await name.delete(regretted)
    assert b"words that go away" not in on_disk(heimo)
    with serving(heimo) as address:
        async with town_at(heimo.data, address) as town:
            name.town = person.town = town
            assert await name.put(kept) == answer
            await name.post("words after the restart")
            assert await town.texts(circle) == ["words that stay", "words after the restart"]
            async with refuses(Code.NYM_BOUND):
                await person.join(circle)
