"""The tasks: somebody is woken by what comes, and in the private profile nothing is listened to and nothing hurried."""

import asyncio
from pathlib import Path

import pytest

from heimo_tui.core.conversations import Mark, Standing
from heimo_tui.core.errors import BadInput, StoreProblem
from heimo_tui.core.preferences import NetworkProfile
from heimo_tui.services.membership import Membership
from tests.client.services.messages.relay import relayed
from tests.client.services.messages.talkers import Talker, Town, talkers, talking
from tests.support.people import until


async def has(one: Talker, conversation: bytes, words: str) -> bool:
    return words in await one.texts(conversation)


async def test_what_is_said_wakes_whoever_has_the_conversation_open(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        for one, conversation in ((a, mine), (b, theirs)):
            await one.messages.start()
            await one.messages.start()  # a second time changes nothing
            await one.messages.focus(conversation)
        for number in range(3):
            await a.messages.send(mine, f"a{number}")
            await until(lambda n=number: has(b, theirs, f">a{n}"))  # type: ignore[misc]  # bound now
            await b.messages.send(theirs, f"b{number}")
            await until(lambda n=number: has(a, mine, f">b{n}"))  # type: ignore[misc]  # bound now
        assert any(change.messages and change.conversation == theirs for change in b.person.changes)
        await b.messages.focus(None)
        await b.messages.stop()
        await a.messages.send(mine, "nobody listens now")
        assert (await b.texts(theirs))[-1] == "b2"


async def test_changing_to_the_private_profile_ends_listening(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        await b.messages.start()
        await b.messages.focus(theirs)
        await a.messages.send(mine, "heard")
        await a.step()
        await until(lambda: has(b, theirs, ">heard"))
        await b.person.services.preferences.set(network=NetworkProfile.PRIVATE)
        live = next(task for task in b.messages._parts.keeper._tasks if "live" in task.get_name())
        await until(lambda: "heimo-listening" not in [task.get_name() for task in asyncio.all_tasks()])
        assert not live.done()


async def test_a_locked_vault_ends_the_tasks_and_hides_what_waits(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        await a.messages.start()
        await b.messages.start()
        await a.messages.send(mine, "unread")
        await b.messages.focus(theirs)
        await until(lambda: b.messages.inbox().unread == 1)
        await b.person.services.device.lock()
        assert b.messages.inbox().waiting == 0
        with pytest.raises(StoreProblem):
            await b.messages.conversations()
        await b.person.services.device.unlock()
        await b.messages.start()
        assert b.messages.inbox().unread == 1
        assert (await b.texts(theirs))[-1] == ">unread"


async def test_the_private_profile_listens_to_nothing_and_asks_for_one_at_a_time(town: Town, tmp_path: Path) -> None:
    async with relayed(town.community.port) as relay:

        def link(invite: str) -> str:
            return relay.link(invite, town.community.port)

        async with talkers(town, tmp_path, "a", "b", link=link) as (a, b):
            _, theirs = await talking(a, b)
            b.person.services.messages._house.config = a.person.config.__class__(
                data=b.person.config.data, private=True
            )
            before = relay.seen.copy()
            await b.step()
            assert relay.seen == before  # nothing is in focus: nothing is asked for in a burst
            await b.messages.start()
            await b.messages.focus(theirs)
            await until(lambda: relay.seen["queue.recv"] > before["queue.recv"])
            await b.step()
            assert relay.seen["queue.recv"] >= before["queue.recv"] + 1
            assert relay.seen["queue.live"] == 0
            assert relay.seen["request.fetch"] == before["request.fetch"]


async def test_leaving_the_circle_ends_conversations_there(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, _ = await talking(a, b)
        membership: Membership = a.person.services.membership
        await membership.leave_circle(a.circle)
        assert (await a.messages.open(mine)).standing is Standing.ENDED
        with pytest.raises(BadInput, match="not_joined"):
            await a.messages.send(mine, "from outside")
        await a.step()
        (row,) = await a.messages.conversations()
        assert row.standing is Standing.ENDED


async def test_a_conversation_in_a_forgotten_circle_lets_its_queues_go(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        await b.vault.run(lambda tables: tables.circles.remove(b.circle))
        with pytest.raises(BadInput, match="no_conversation"):
            await b.messages.open(theirs)
        await b.messages._parts.keeper.work_off()
        assert await b.read(lambda tables: tables.mail.queues.all()) == []
        message = await a.messages.send(mine, "into nowhere")
        await a.step()
        line = (await a.lines(mine))[-1]
        assert (line.id, line.mark) == (message, Mark.FAILED)
