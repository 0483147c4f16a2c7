"""Random schedules of everything that can happen between encrypting and acknowledging: thousands, of ten thousand."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable
from functools import cache

import pytest

from heimo_protocol.franking import week_of
from heimo_tui.e2ee.messages import NOT_REPORTABLE
from heimo_tui.e2ee.skipped import MAX_DAYS

from ..pair import DAY, HOUR, Pair, Person, franker
from .running import ALL, COUNTS, run
from .world import REGIONS, OnTheWay, Side, World, altered

REFUSED = ("bad_frame", "no_header", "duplicate", "bad_body")


@cache
def pair() -> Pair:
    """Set up once: sessions are values, so every schedule begins with the same ones."""
    return Pair()


@cache
def answered() -> Pair:
    return Pair().answered()


def test_there_are_ten_thousand() -> None:
    assert sum(ALL.values()) >= 10_000 and all(COUNTS.values())


Act = Callable[[World, Side, int], None]


def send(world: World, side: Side, place: int) -> None:
    world.send(side)


def die_before_commit(world: World, side: Side, place: int) -> None:
    world.send(side, crash="before commit")


def die_before_send(world: World, side: Side, place: int) -> None:
    world.send(side, crash="before send")


def restart(world: World, side: Side, place: int) -> None:
    side.restart()


def read_noise(world: World, side: Side, place: int) -> None:
    side.must_refuse(OnTheWay(b"\x01" + os.urandom(4095), bytes(32), b""), "no_header")


def read_again(world: World, side: Side, place: int) -> None:
    if side.seen:
        side.must_refuse(side.seen[place % len(side.seen)], "duplicate", "no_header")


def die_before_acknowledging(world: World, side: Side, place: int) -> None:
    world.deliver(side, place, crash=True)


def lose(world: World, side: Side, place: int) -> None:
    side.coming.pop(place % len(side.coming))


def read_twice(world: World, side: Side, place: int) -> None:
    item = side.coming[place % len(side.coming)]
    world.deliver(side, place)
    side.must_refuse(item, "duplicate", "no_header")


def read_altered(world: World, side: Side, place: int) -> None:
    item = side.coming[place % len(side.coming)]
    side.must_refuse(altered(item, list(REGIONS)[place % 4], place * 577, place % 8), *REFUSED)


def read_first(world: World, side: Side, place: int) -> None:
    world.deliver(side, 0)


ALWAYS: tuple[Act, ...] = (send, send, send, die_before_commit, die_before_send, restart, read_noise, read_again)
WHEN_COMING: tuple[Act, ...] = (
    *(read_first, read_first, read_first, World.deliver, World.deliver, World.deliver),
    *(die_before_acknowledging, lose, read_twice, read_altered),
)


@pytest.mark.slow
def test_loss_disorder_doubles_and_crashes() -> None:
    read = 0

    def schedule(plan: bytes) -> None:
        nonlocal read
        world = World.of(pair() if plan[0] % 2 else answered())
        for step in plan[1:]:
            side = (world.ada, world.ben)[step % 2]
            acts = (*ALWAYS, *WHEN_COMING) if side.coming else ALWAYS
            acts[(step >> 1) % len(acts)](world, side, step >> 4)
        world.finish()
        assert world.honest
        read += len(world.ada.kept) + len(world.ben.kept)

    run("delivery", schedule, shortest=8, longest=32)
    assert read > COUNTS["delivery"]


@pytest.mark.slow
def test_restored_snapshots() -> None:
    """An old state may lose messages, but nothing is read wrongly, and no two frames share a key stream."""

    def schedule(plan: bytes) -> None:
        world = World.of(answered())
        for step in plan:
            side = (world.ada, world.ben)[step % 2]
            match (step >> 1) % 8:
                case 0:
                    side.snapshots.append(side.session)
                case 1 if side.snapshots:
                    side.session = side.snapshots[(step >> 4) % len(side.snapshots)]
                    world.honest = False
                case 2 | 3 | 4:
                    world.send(side)
                case _ if side.coming:
                    world.deliver(side, step >> 4)
        headers = [item.frame[17:2345] for side in (world.ada, world.ben) for item in side.coming + side.seen]
        assert len(set(headers)) == len(headers)
        world.finish()

    run("rollback", schedule, shortest=8, longest=32)


@cache
def prepared() -> tuple[tuple[Side, OnTheWay], ...]:
    """A reader before each kind of frame: with a ratchet step, next in its chain, after a gap, late, and in a new
    session's first chain."""
    found = []
    for kind in ("step", "next", "gap", "late", "first"):
        world = World.of(pair() if kind == "first" else answered())
        world.send(world.ada)
        if kind != "step":
            world.deliver(world.ben, 0)
            world.send(world.ada)
        if kind in ("gap", "late"):
            world.send(world.ada)
        if kind == "late":
            world.deliver(world.ben, 1)
        found.append((world.ben, world.ben.coming[-1]))
    return tuple(found)


@pytest.mark.slow
def test_tampering_in_every_region() -> None:
    """One bit anywhere: refused, whatever kind of frame it is."""
    touched = set()

    def schedule(plan: bytes) -> None:
        kind = plan[0] % len(prepared())
        side, item = prepared()[kind]
        region = [*REGIONS, "c2"][plan[1] % 5]
        touched.add((kind, region))
        wrong = altered(item, region, int.from_bytes(plan[2:], "big"), plan[-1] % 8)
        side.must_refuse(wrong, *REFUSED)
        if plan[3] % 16 == 0:
            assert side.read(item).content == item.content

    run("tampering", schedule, longest=10)
    assert len(touched) == len(prepared()) * 5


@pytest.mark.parametrize(
    ("region", "code"),
    [
        ("version", "bad_frame"),
        ("salt", "no_header"),
        ("header", "no_header"),
        ("body", "bad_body"),
        ("c2", "bad_body"),
    ],
)
def test_how_tampering_is_refused(region: str, code: str) -> None:
    for side, item in prepared():
        for place in range(4):
            side.must_refuse(altered(item, region, place * 577, place), code)


@cache
def token_of(off: int) -> Person:
    """Ada with a token that is so many weeks ahead of the messages."""
    ada = copy.copy(answered().ada)
    ada.franker = franker(week_of(HOUR) + off)
    return ada


@pytest.mark.slow
def test_clocks_that_are_wrong() -> None:
    """Days that jump lose late messages at most; a token of a wrong week is told, and its message's key used up."""

    def schedule(plan: bytes) -> None:
        world = World.of(answered())
        days = {DAY}
        for step in plan:
            side = (world.ada, world.ben)[step % 2]
            match (step >> 1) % 8:
                case 0:
                    side.day = max(0, side.day + ((step >> 4) - 8) * 6)
                    days.add(side.day)
                    world.honest = world.honest and max(days) - min(days) <= MAX_DAYS
                case 1:
                    _stale_token(world, (step >> 4) - 8)
                case 2 | 3 | 4:
                    world.send(side)
                case _ if side.coming:
                    world.deliver(side, step >> 4)
        world.finish()

    run("clocks", schedule, shortest=8, longest=32)


def _stale_token(world: World, off: int) -> None:
    """Ada's token is `off` weeks ahead of the hour in which the server stamps her message."""
    sealed = token_of(off).write(world.ada.session, b"with another token", world.ben.person, day=world.ada.day)
    world.ada.session = sealed.session
    item = OnTheWay(sealed.frame, sealed.c2, b"with another token")
    opened = world.ben.read(item)
    world.ben.session = opened.session
    if -5 <= off <= 1:
        assert opened.content == item.content and opened.evidence is not None
    else:
        assert (opened.content, opened.evidence, opened.problem) == (b"", None, NOT_REPORTABLE)
    world.ben.must_refuse(item, "duplicate", "no_header")
