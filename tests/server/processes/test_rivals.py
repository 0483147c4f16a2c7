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
from tests.server.mail import Queue, draw, pay
from tests.server.people import Person
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


async def test_an_invite_lets_one_person_in(tmp_path: Path, postgres_address: str) -> None:
    async with pair(tmp_path / "data", postgres_address) as (towns, _):
        for _ in range(ROUNDS):
            invite = await towns[0].invite()
            codes = await outcomes([Person(town).register(invite) for town in towns * 2])
            assert once(codes, Code.INVITE_SPENT), codes


async def test_a_member_has_one_name_in_a_circle(tmp_path: Path, postgres_address: str) -> None:
    async with pair(tmp_path / "data", postgres_address) as (towns, _):
        circles = [await towns[0].circle() for _ in range(ROUNDS)]
        person = await towns[0].person()
        for circle in circles:
            codes = await outcomes([replace(person, town=town).join(circle, "somebody") for town in towns * 2])
            assert once(codes, Code.NYM_BOUND), codes


async def test_a_chain_is_not_forked(tmp_path: Path, postgres_address: str) -> None:
    async with pair(tmp_path / "data", postgres_address) as (towns, _):
        circle = await towns[0].circle()
        for _ in range(ROUNDS):
            name = await towns[0].name(circle)
            rivals = [name.sign(Kind.POST, PostBody(text=f"words {n}", need=Need.LISTEN)) for n in range(4)]
            codes = await outcomes([at(towns[n % 2], name).put(signed) for n, signed in enumerate(rivals)])
            assert once(codes, Code.SEQ_CONFLICT), codes
        entries = (await towns[1].call("event.list", ops.ListArgs(circle=circle))).entries
        assert [entry.log_seq for entry in entries] == list(range(1, ROUNDS + 1))


async def test_a_token_pays_once_and_a_queue_has_one_sender(tmp_path: Path, postgres_address: str) -> None:
    async with pair(tmp_path / "data", postgres_address) as (towns, _):
        name = await towns[0].name(await towns[0].circle())
        for token in await draw(towns[0], TokenType.QUEUE, ROUNDS, name.private):
            queues = [Queue(town) for town in towns * 2]
            codes = await outcomes([pay(one.town, "queue.create", one.args(), token) for one in queues])
            assert once(codes, Code.TOKEN_SPENT), codes
            made = queues[codes.index(None)]
            qid = (await pay(towns[0], "queue.create", made.args(), token)).qid  # the same again gives the same
            senders = [Queue(town, qid, made.claim) for town in towns * 2]
            assert once(await outcomes([one.put(one.frame()) for one in senders]), Code.QUEUE_UNKNOWN)


async def test_a_budget_is_not_overdrawn(tmp_path: Path, postgres_address: str) -> None:
    each = 4
    fitting = ServerLimits().queue_tokens_day // each
    async with pair(tmp_path / "data", postgres_address) as (towns, _):
        circle = await towns[0].circle()
        for _ in range(2):
            name = await towns[0].name(circle)
            codes = await outcomes([draw(town, TokenType.QUEUE, each, name.private) for town in towns * 3])
            assert codes.count(None) == fitting and codes.count(Code.QUOTA) == len(codes) - fitting, codes
