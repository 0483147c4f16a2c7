"""Recorded requests that are sent again, also to a server that has forgotten what it saw."""

import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from heimo_protocol import operations as ops
from heimo_protocol.anonymity.tokens import TokenType, prepare
from heimo_protocol.encoding import encode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import EmptyBody, Kind, Need, PostBody
from heimo_protocol.limits import CLOCK_AHEAD_SECONDS, CLOCK_SKEW_SECONDS, NONCE_MEMORY_SECONDS
from heimo_protocol.operations import Args
from heimo_protocol.requests import Auth, Mode, authenticate
from server_stub.transport.replay import FILE, ReplayMemory, begin
from tests.server.commands import Heimo, serving
from tests.server.people import Name, Person, Town, refuses, town_at


@pytest.fixture
def heimo(tmp_path: Path) -> Heimo:
    heimo = Heimo(tmp_path / "data")
    heimo("init", "--no-starters")
    heimo.relax()
    return heimo


class Recorder:
    """Sends requests dated as far ahead as is taken, and keeps them."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.kept: list[tuple[str, bytes, Auth]] = []

    async def send(self, op: str, args: Args, who: Name | Person) -> object:
        private, mode = (who.private, Mode.NAME) if isinstance(who, Name) else (who.account, Mode.ACCOUNT)
        raw, ahead = encode(args), int(self.town.clock()) + CLOCK_AHEAD_SECONDS - 1
        server, nonce = self.town.server_id, os.urandom(16)
        auth = authenticate(private, mode, server_id=server, op=op, args=raw, time=ahead, nonce=nonce)
        self.kept.append((op, raw, auth))
        return await self.town.send(op, raw, auth)


async def _taken_back(recorder: Recorder, person: Person) -> Name:
    """Write words that wait for a moderator, and take them back."""
    name = await person.join(await recorder.town.circle(hold_first=True))
    words = name.sign(Kind.POST, PostBody(text="my street is", need=Need.LISTEN))
    await recorder.send("event.put", ops.PutArgs(event=words.data), name)
    await name.put(name.sign(Kind.DELETE, EmptyBody(), words.id))
    return name


async def _tokens(recorder: Recorder, person: Person) -> Name:
    name = await person.join(await recorder.town.circle())
    for kind, who in ((TokenType.QUEUE, name), (TokenType.INVITE, person)):
        await recorder.send("token.issue", ops.IssueArgs(type=kind, blinded=list(prepare(kind, 1).blinded)), who)
    return name


async def _credential(recorder: Recorder, person: Person) -> Name:
    name = await person.join(await recorder.town.circle())
    await recorder.send("account.credential", ops.CredentialArgs(request=person.request()[0]), person)
    return name


@pytest.mark.parametrize("write", [_taken_back, _tokens, _credential])
async def test_nothing_recorded_is_taken_after_a_restart(
    heimo: Heimo, write: Callable[[Recorder, Person], Awaitable[Name]]
) -> None:
    with serving(heimo) as address:
        async with town_at(heimo.data, address) as town:
            recorder = Recorder(town)
            name = await write(recorder, await town.person())
            for recorded in recorder.kept:
                async with refuses(Code.REPLAY):
                    await town.send(*recorded)
    for _ in range(2):
        with serving(heimo) as address:
            async with town_at(heimo.data, address) as town:
                for recorded in recorder.kept:
                    async with refuses(Code.CLOCK_SKEW):
                        await town.send(*recorded)
                waiting = await town.call("event.held", ops.HeldArgs(circle=name.circle), name.private)
                assert waiting.entries == []
                recorder.town = town
                await recorder_refused(recorder, name)


async def recorder_refused(recorder: Recorder, name: Name) -> None:
    """A server that began again does not take a time that its forerunner could have taken, however fresh."""
    async with refuses(Code.CLOCK_SKEW) as refused:
        await recorder.send("event.held", ops.HeldArgs(circle=name.circle), name)
    recorder.kept.pop()
    assert refused.value is not None and refused.value > recorder.town.clock()


def test_each_start_takes_only_times_that_no_earlier_one_took(tmp_path: Path) -> None:
    now, taken = 1_000_000.0, 0
    for step in (0, 0.2, 0.2, 30, 0, 61, 5000, -3, 0):
        now += step
        least = begin(tmp_path, now)
        memory = ReplayMemory(lambda now=now: now, least=least)  # type: ignore[misc] # bound now
        assert least > taken
        with pytest.raises(Refusal):
            memory.require_time(taken)
        memory.require_time(least)
        taken = max(t for t in range(int(now) - 700, least + 700) if _takes(memory, t))
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def _takes(memory: ReplayMemory, time: int) -> bool:
    try:
        memory.require_time(time)
    except Refusal:
        return False
    return True


def test_a_damaged_note_of_the_last_start_is_no_way_in(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("not a number")
    assert begin(tmp_path, 1000.0) > 1000 + CLOCK_AHEAD_SECONDS


def test_the_memory_outlasts_the_times_that_are_taken() -> None:
    assert NONCE_MEMORY_SECONDS > CLOCK_SKEW_SECONDS + 2 * CLOCK_AHEAD_SECONDS + 1
