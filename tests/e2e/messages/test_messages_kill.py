"""kill -9 of both people and the server, each at its own moments while both write: nothing said is lost or doubled.

Each of the `ROUNDS` tests kills every party `KILLS` times. HEIMO_TEST_KILLS sets another number: 50 makes a hundred of
each, as after a change to what keeps or sends messages one should.
"""

import asyncio
import os
import random
from collections import Counter
from functools import partial
from pathlib import Path
from signal import SIGKILL

import pytest

from heimo_tui.core.conversations import Line, Mark
from tests.e2e.messages.couple import MANY_SECONDS, Kept, Person, couple, kept_by
from tests.e2e.messages.nursery import nursery
from tests.e2e.processes import Community

ROUNDS = 2
KILLS = int(os.environ.get("HEIMO_TEST_KILLS", "20"))
SEED = int(os.environ.get("HEIMO_TEST_SEED", "2026"))

OPENING_SECONDS = 0.4
MIDDLE_SECONDS = 0.1
"""How long after it began, or after something was said, a life may last."""


@pytest.mark.slow
@pytest.mark.parametrize("number", range(ROUNDS))
async def test_kills_of_all_three_lose_and_double_nothing(tmp_path: Path, number: int) -> None:
    dice = random.Random(SEED * 100 + number)
    async with nursery(tmp_path) as births, couple(tmp_path, births.process) as (town, anna, ben):
        before = [await _stop(one) for one in (anna, ben)]
        for one in (anna, ben):
            await _begin(one, "0")
        await asyncio.gather(
            *(_kill_person(one, random.Random(dice.random())) for one in (anna, ben)),
            _kill_server(town, (anna, ben), random.Random(dice.random())),
        )
        for one in (anna, ben):
            await one.process.hears("talking", after=one.begun)
            await one.does("settle talk", "settled_talk")
        for one in (anna, ben):
            await one.does("catch up", "caught_up")
        await asyncio.gather(anna.tells(["still there?"]), ben.hears("still there?"))
        await asyncio.gather(ben.tells(["still here"]), anna.hears("still here"))
        after = [await _stop(one) for one in (anna, ben)]
    hers, his = after
    assert (hers.mine, his.mine) == (his.theirs, hers.theirs)
    for one, kept, first in zip((anna, ben), after, before, strict=True):
        _check(one, kept, first)


def _check(person: Person, kept: Kept, first: Kept) -> None:
    """All that was acknowledged is there once, in the order it was said, and the session is the one it was."""
    times = Counter(kept.mine)
    assert [text for text in person.told if times[text] != 1] == []
    assert max(times.values()) == 1
    told = set(person.told)
    assert [text for text in kept.mine if text in told] == person.told
    assert len(person.told) > 2 * KILLS
    assert kept.kinds <= {Line.TEXT, Line.ACCEPTED}
    assert kept.marks <= {Mark.SENT, Mark.DELIVERED}
    assert (kept.resets, kept.unread_frames, kept.waiting) == (0, 0, 0)
    assert kept.sessions == first.sessions and len(kept.sessions) == 1


async def _stop(person: Person) -> Kept:
    """End somebody's life and look at what they have."""
    await person.does("settle talk", "settled_talk")
    await person.process.end(SIGKILL)
    return await kept_by(person)


async def _begin(person: Person, life: str) -> None:
    """A life that talks and writes at once."""
    person.begun = len(person.process.said)
    await person.process.start()
    person.process.tell(do="talk")
    person.process.tell(do="flow", life=f"{person.name} {life}")


async def _kill_person(person: Person, dice: random.Random) -> None:
    """Mostly while messages come and go, sometimes while the program only begins."""
    for life in range(KILLS):
        if dice.random() < 0.75:
            said, heard = dice.randint(0, 3), dice.randint(0, 2)
            await person.process.until(partial(person.has, told=said, heard=heard), patience=MANY_SECONDS)
            await asyncio.sleep(dice.uniform(0, MIDDLE_SECONDS))  # the moment of the kill is what is tried here
        else:
            await asyncio.sleep(dice.uniform(0, OPENING_SECONDS))
        await person.process.kill()
        await _begin(person, str(life + 1))


async def _kill_server(town: Community, people: tuple[Person, ...], dice: random.Random) -> None:
    """Mostly after something came through since it began, sometimes before."""
    for _ in range(KILLS):
        if dice.random() < 0.75:
            enough = sum(one.heard for one in people) + dice.randint(1, 4)
            await town.server.until(partial(_have_heard, people, enough), every=0.02, patience=MANY_SECONDS)
            await asyncio.sleep(dice.uniform(0, MIDDLE_SECONDS))
        else:
            await asyncio.sleep(dice.uniform(0, OPENING_SECONDS))
        await town.server.kill()
        await town.serving()


def _have_heard(people: tuple[Person, ...], enough: int) -> bool:
    return sum(one.heard for one in people) >= enough
