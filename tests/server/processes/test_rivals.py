"""The same thing asked of two processes at the same moment: what may happen once happens once."""

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import replace
from pathlib import Path

from heimo_protocol import operations as ops
from heimo_protocol.anonymity.tokens import TokenType
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import Kind, Need, PostBody
from heimo_protocol.limits import ServerLimits
from tests.server.mail import Queue, draw, open_queue, pay
from tests.server.people import Person, Town
from tests.server.processes.test_pair import at, pair

ROUNDS = 4


async def outcomes(tries: Sequence[Awaitable[object]]) -> list[Code | None]:
    """What came of each: a refusal's code, or None where it was done."""
    answers = await asyncio.gather(*tries, return_exceptions=True)
    for answer in answers:
        if isinstance(answer, BaseException) and not isinstance(answer, Refusal):
            raise answer
    return [answer.code if isinstance(answer, Refusal) else None for answer in answers]


def once(codes: list[Code | None], *others: Code) -> bool:
    return codes.count(None) == 1 and {code for code in codes if code is not None} <= set(others)


async def test_what_may_happen_once_happens_once(tmp_path: Path, postgres_address: str) -> None:
    async with pair(tmp_path / "data", postgres_address) as (towns, _):
        for scene in (an_invite, a_name, a_chain, a_token_and_a_queue, a_frame, a_budget):
            await scene(towns)


async def an_invite(towns: list[Town]) -> None:
    for _ in range(ROUNDS):
        invite = await towns[0].invite()
        codes = await outcomes([Person(town).register(invite) for town in towns * 2])
        assert once(codes, Code.INVITE_SPENT), codes


async def a_name(towns: list[Town]) -> None:
    """A member has one in each circle."""
    circles = [await towns[0].circle() for _ in range(ROUNDS)]
    person = await towns[0].person()
    for circle in circles:
        codes = await outcomes([replace(person, town=town).join(circle, "somebody") for town in towns * 2])
        assert once(codes, Code.NYM_BOUND), codes


async def a_chain(towns: list[Town]) -> None:
    """Nobody's chain of events has a fork, and the log no gap."""
    circle = await towns[0].circle()
    for _ in range(ROUNDS):
        name = await towns[0].name(circle)
        rivals = [name.sign(Kind.POST, PostBody(text=f"words {n}", need=Need.LISTEN)) for n in range(4)]
        codes = await outcomes([at(towns[n % 2], name).put(signed) for n, signed in enumerate(rivals)])
        assert once(codes, Code.SEQ_CONFLICT), codes
    entries = (await towns[1].call("event.list", ops.ListArgs(circle=circle))).entries
    assert [entry.log_seq for entry in entries] == list(range(1, ROUNDS + 1))


async def a_token_and_a_queue(towns: list[Town]) -> None:
    """A token pays for one queue, and a queue has one sender."""
    name = await towns[0].name(await towns[0].circle())
    for token in await draw(towns[0], TokenType.QUEUE, ROUNDS, name.private):
        queues = [Queue(town) for town in towns * 2]
        codes = await outcomes([pay(one.town, "queue.create", one.args(), token) for one in queues])
        assert once(codes, Code.TOKEN_SPENT), codes
        made = queues[codes.index(None)]
        qid = (await pay(towns[0], "queue.create", made.args(), token)).qid  # the same again gives the same
        senders = [Queue(town, qid, made.claim) for town in towns * 2]
        assert once(await outcomes([one.put(one.frame()) for one in senders]), Code.QUEUE_UNKNOWN)


async def a_frame(towns: list[Town]) -> None:
    """The same one, sent to both, is there once."""
    queue = await open_queue(await towns[0].name(await towns[0].circle()))
    frame = queue.frame()
    assert await outcomes([replace(queue, town=town).put(frame) for town in towns * 2]) == [None] * 4
    assert len((await queue.recv()).entries) == 1


async def a_budget(towns: list[Town]) -> None:
    each = 4
    fitting = ServerLimits().queue_tokens_day // each
    name = await towns[0].name(await towns[0].circle())
    codes = await outcomes([draw(town, TokenType.QUEUE, each, name.private) for town in towns * 3])
    assert codes.count(None) == fitting and codes.count(Code.QUOTA) == len(codes) - fitting, codes
