"""Messages arrive once, in order, whatever stops in between; nothing leaves before it is safe."""

from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random
from typing import Any

import pytest

from heimo_protocol.limits import QUEUE_FRAMES
from heimo_protocol.operations import QUEUE_RECV, QueueRecvArgs
from heimo_tui.core.conversations import Asking, Line, Mark, MessageView, Standing
from heimo_tui.core.errors import BadInput, Refused, Unreachable
from heimo_tui.network import contexts
from heimo_tui.services.messages.arriving.frames import take
from heimo_tui.services.messages.leaving.saying import say
from heimo_tui.services.messages.supply.queues import receiver
from heimo_tui.services.messages.supply.tokens import DRAW, DRAWN
from heimo_tui.vault.tables import Tables
from tests.client.services.messages.relay import relayed
from tests.client.services.messages.talkers import (
    DAY,
    Talker,
    Town,
    talker_at,
    talkers,
    talking,
)

Step = Callable[[Talker], Coroutine[Any, Any, object]]


def marks(lines: Iterable[MessageView]) -> list[Mark | None]:
    return [one.mark for one in lines if one.mine and one.line is Line.TEXT]


async def test_what_is_said_to_somebody_away_waits_for_them(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        said = [f"message {number}" for number in range(20)]
        for words in said:
            await a.messages.send(mine, words)
        await a.step()
        assert set(marks(await a.lines(mine))) == {Mark.SENT}
        await b.step()
        assert (await b.texts(theirs))[1:] == [f">{words}" for words in said]
        (row,) = await b.messages.conversations()
        assert (row.unread, row.last, row.last_mine) == (20, "message 19", False)
        assert (await b.messages.open(theirs)).first_new == 2


async def test_receipts_come_later_and_together(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        for words in ("one", "two"):
            await a.messages.send(mine, words)
        await a.step()
        await b.step()
        due = (await b.read(lambda tables: tables.mail.conversations.require(theirs))).receipts_at
        assert due is not None
        assert 25 < due - b.clock() <= 300
        await b.step()
        await a.step()
        assert marks(await a.lines(mine)) == [Mark.SENT] * 3
        b.clock.ahead = 301
        await b.step()
        await a.step()
        assert marks(await a.lines(mine)) == [Mark.SENT, Mark.DELIVERED, Mark.DELIVERED]
        assert len(await b.read(lambda tables: tables.mail.lines.window(theirs, 0, 99))) == 4


async def test_an_answer_shows_what_it_answers(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        question = await a.messages.send(mine, "how are you?")
        await a.step()
        await b.step()
        await b.messages.save_draft(theirs, "better, than")
        assert (await b.messages.open(theirs)).draft == "better, than"
        await b.messages.send(theirs, "better, thank you", reply_to=question)
        assert (await b.messages.open(theirs)).draft == ""
        await b.step()
        await a.step()
        answer = (await a.lines(mine))[-1]
        assert answer.reply is not None
        assert (answer.reply.mine, answer.reply.words) == (True, "how are you?")


async def test_frames_that_come_twice_are_taken_once(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        await a.messages.send(mine, "once")
        await a.step()
        before = await b.read(lambda tables: [(one.qid, one.acked) for one in tables.mail.queues.all()])
        await b.messages._parts.keeper._frames.catch_up(theirs)
        # as if the program had been killed before the server heard that they are safe
        await a.messages.send(mine, "and once more")
        await a.step()
        scene = await b.messages._parts.ground.scene(b.circle)
        (queue,) = [one for one in await b.read(lambda tables: tables.mail.queues.all())]
        args = QueueRecvArgs(qid=queue.qid, ack=before[0][1])
        for _ in range(2):
            answer = await scene.place.calls.call(
                contexts.queue(queue.qid, sending=False), QUEUE_RECV, args, receiver(queue)
            )
            entries = answer.entries
            await b.vault.run(lambda tables: take(tables, scene, theirs, entries, Random(1)))  # noqa: B023 - awaited here
        await b.step()
        assert (await b.texts(theirs))[1:] == [">once", ">and once more"]
        assert await b.read(lambda tables: tables.mail.quarantine.of(theirs)) == []


async def test_either_program_may_end_after_every_step(town: Town, tmp_path: Path) -> None:
    """Every step is taken by a program that was just started, and ends after it."""
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(talkers(town, tmp_path, "a", "b"))
        circle, keys = first[0].circle, [one.key for one in first]
        rings = {name: one.person.keyring for name, one in zip("ab", first, strict=True)}

    async def run(name: str, step: Step) -> object:
        async with talker_at(tmp_path / name, keyring=rings[name]) as one:
            one.circle, one.key = circle, keys["ab".index(name)]
            return await step(one)

    async def only(one: Talker) -> bytes:
        return (await one.messages.conversations())[0].id

    async def step(one: Talker) -> None:
        await one.step()

    async def accept(one: Talker) -> None:
        await one.messages.accept((await one.messages.requests())[0].id)

    async def ask(one: Talker) -> None:
        await one.messages.ask(circle, keys[1], "may I?")

    def saying(words: str) -> Step:
        async def send(one: Talker) -> None:
            await one.messages.send(await only(one), words)

        return send

    async def texts(one: Talker) -> list[str]:
        return await one.texts(await only(one))

    plan: list[tuple[str, Step]] = [("a", ask), ("a", step), ("b", step), ("b", accept), ("b", step), ("a", step)]
    for number in range(3):
        plan += [("a", saying(f"a{number}")), ("b", saying(f"b{number}")), ("a", step), ("b", step), ("a", step)]
    for name, work in plan:
        await run(name, work)
    assert await run("a", texts) == ["may I?", "a0", ">b0", "a1", ">b1", "a2", ">b2"]
    assert await run("b", texts) == [">may I?", "b0", ">a0", "b1", ">a1", "b2", ">a2"]


async def test_lost_answers_cost_tokens_and_nothing_else(town: Town, tmp_path: Path) -> None:
    async with relayed(town.community.port) as relay:
        link = lambda invite: relay.link(invite, town.community.port)  # noqa: E731 - a line
        async with talkers(town, tmp_path, "a", "b", link=link) as (a, b):
            relay.lose = Counter({"queue.create": 1})
            with pytest.raises(Unreachable):
                await a.messages.ask(a.circle, b.key, "may I?")
            assert await a.messages.conversations() == ()
            mine = await a.messages.ask(a.circle, b.key, "may I?")
            relay.lose = Counter({"request.send": 1})
            await a.step()
            assert (await a.lines(mine))[0].mark is Mark.QUEUED
            assert (await a.messages.open(mine)).waiting_for == "unreachable"
            await a.step()  # the token is spent: it had arrived
            assert (await a.lines(mine))[0].mark is Mark.SENT
            relay.lose = Counter({"request.fetch": 1, "queue.create": 1, "queue.send": 2})
            await step_anyway(b)
            await step_anyway(b)
            (request,) = await b.messages.requests()
            theirs = await b.messages.accept(request.id)
            for _ in range(4):
                await step_anyway(b)
            relay.lose = Counter({"queue.recv": 1})
            for _ in range(3):
                await step_anyway(a)
            assert (await a.messages.open(mine)).standing is Standing.OPEN
            relay.lose = Counter({"queue.send": 3, "queue.recv": 2})
            for number in range(5):
                await a.messages.send(mine, str(number))
                await step_anyway(a)
                await step_anyway(b)
            for _ in range(3):
                await step_anyway(a)
                await step_anyway(b)
            assert await b.texts(theirs) == [">may I?", ">0", ">1", ">2", ">3", ">4"]
            assert relay.lose.total() == 0


async def step_anyway(someone: Talker) -> None:
    """Ask and send, whether the network works or not."""
    try:
        await someone.step()
    except Unreachable:
        return


async def test_without_a_network_messages_wait_and_can_be_taken_out(town: Town, tmp_path: Path) -> None:
    async with relayed(town.community.port) as relay:
        link = lambda invite: relay.link(invite, town.community.port)  # noqa: E731 - a line
        async with talkers(town, tmp_path, "a", "b", link=link) as (a, b):
            mine, theirs = await talking(a, b)
            relay.lose = Counter({"queue.send": 1})
            first = await a.messages.send(mine, "it left, and nobody said that it came")
            second = await a.messages.send(mine, "it never left")
            await step_anyway(a)
            assert marks(await a.lines(mine))[1:] == [Mark.QUEUED, Mark.QUEUED]
            with pytest.raises(BadInput, match="already_sent"):
                await a.messages.cancel(mine, first)
            assert await a.messages.cancel(mine, second) == "it never left"
            await a.step()
            await b.step()
            assert (await b.texts(theirs))[1:] == [">it left, and nobody said that it came"]
            # the key that was not used is skipped
            await a.messages.send(mine, "another")
            await a.step()
            await b.step()
            assert (await b.texts(theirs))[-1] == ">another"


async def test_what_has_no_room_waits_and_all_of_it_arrives_in_order(town: Town, tmp_path: Path) -> None:
    count = QUEUE_FRAMES + 5
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        scene = await a.messages._parts.ground.scene(a.circle)

        def say_all(tables: Tables) -> None:
            for number in range(count):
                say(tables, scene, tables.mail.conversations.require(mine), str(number), None)

        await a.vault.run(say_all)
        await a.step()
        frame = await a.read(lambda tables: tables.mail.outgoing.first(mine))
        assert frame is not None
        assert frame.error == (await a.messages.open(mine)).waiting_for == "queue_full"
        assert 40 <= frame.next_try - a.clock() <= 61
        assert marks(await a.lines(mine))[-6:] == [Mark.SENT, *[Mark.QUEUED] * 5]
        await b.step()
        await a.step()
        await b.step()
        assert (await b.texts(theirs))[1:] == [f">{number}" for number in range(count)]


async def test_queues_are_replaced_and_nothing_is_lost(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        old = await b.read(lambda tables: tables.mail.queues.of(theirs))
        await a.messages.send(mine, "on its way while b moves")
        await a.step()
        b.clock.ahead = 31 * DAY
        await b.messages._parts.keeper.work_off()
        now = await b.read(lambda tables: tables.mail.queues.of(theirs))
        assert [one.retired is None for one in now] == [False, True]
        await a.step()
        target = await a.read(lambda tables: tables.mail.queues.target(mine))
        assert target is not None
        assert target.qid == now[1].qid != old[0].qid
        await a.messages.send(mine, "into the new one")
        await a.step()
        await b.step()
        assert (await b.texts(theirs))[1:] == [">on its way while b moves", ">into the new one"]
        b.clock.ahead = 46 * DAY
        await b.messages._parts.keeper.work_off()
        assert old[0].qid not in [one.qid for one in await b.read(lambda tables: tables.mail.queues.all())]


async def test_the_days_requests_are_used_up(usual: Town, tmp_path: Path) -> None:
    async with talkers(usual, tmp_path, "a", "b", "c") as (a, b, c):
        await a.messages.ask(a.circle, b.key, "may I?")
        assert await a.messages.asking(a.circle, c.key) is Asking.LATER
        with pytest.raises(BadInput, match="cannot_ask"):
            await a.messages.ask(a.circle, c.key, "may I?")
        await a.vault.run(lambda tables: tables.mail.keys.set_due(a.circle, DRAWN, 0))
        with pytest.raises(Refused, match="quota"):
            await a.messages.ask(a.circle, c.key, "may I?")
        assert await a.messages.asking(a.circle, c.key) is Asking.LATER, "the server said so"
        a.clock.ahead = DAY
        assert await a.messages.asking(a.circle, c.key) is Asking.OPEN


async def test_nobody_is_told_of_used_up_requests_who_only_draws_tomorrow(usual: Town, tmp_path: Path) -> None:
    async with talkers(usual, tmp_path, "a", "b") as (a, b):
        tomorrow = (a.clock() // DAY + 1) * DAY
        await a.vault.run(lambda tables: tables.mail.keys.set_due(a.circle, DRAW, tomorrow))
        assert await a.messages.asking(a.circle, b.key) is Asking.OPEN
        await a.messages.ask(a.circle, b.key, "may I?")
