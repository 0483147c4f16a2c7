"""Appeals: once, by whom a decision is about, also while banned, sealed to moderators, and gone after their time."""

import os
from typing import Any

import pytest

from heimo_protocol import operations as ops
from heimo_protocol.appeals import APPEAL_BYTES
from heimo_protocol.errors import Code
from heimo_protocol.events import Action, ModerationBody, SignedEvent, open_event
from heimo_protocol.limits import APPEAL_DAYS, MAX_APPEAL_MODERATORS
from heimo_tui.core.governance import KINDS
from server_stub.operations.budgets import APPEALS_DAY
from server_stub.upkeep.retention import HIDDEN_DAYS, sweep
from tests.server.house import running
from tests.server.mail import SEALING, bundles, put_bundle
from tests.server.operations.test_moderation import decide, host_decides
from tests.server.people import Clock, Name, Person, Town, make_town_data, refuses, town_at

SIZE = APPEAL_BYTES + SEALING


@pytest.fixture(params=["open", "private"])
async def circle(town: Town, request: pytest.FixtureRequest) -> bytes:
    return await town.circle(private=request.param == "private", code="birch twigs")


@pytest.fixture
async def moderators(town: Town, circle: bytes) -> list[Name]:
    names = [await town.name(circle, code="birch twigs") for _ in range(2)]
    for name in names:
        await host_decides(town, circle, Action.GRANT, name.key)
    return names


@pytest.fixture
async def person(town: Town) -> Person:
    return await town.person()


@pytest.fixture
async def member(person: Person, circle: bytes) -> Name:
    return await person.join(circle, code="birch twigs")


def sealed(*names: Name, size: int = SIZE) -> list[ops.SealedFor]:
    return [ops.SealedFor(name.key, os.urandom(size)) for name in names]


async def appeal(name: Name, decision: SignedEvent, to: list[ops.SealedFor]) -> list[ops.SealedFor]:
    await name.town.call("appeal.put", ops.AppealPutArgs(decision=decision.id, sealed=to), name.private)
    return to


async def fetch(name: Name, *done: int) -> ops.AppealFetchResult:
    args = ops.AppealFetchArgs(done=list(done))
    result: ops.AppealFetchResult = await name.town.call("appeal.fetch", args, name.private)
    return result


async def waiting(town: Town, circle: bytes) -> int:
    assert town.context is not None
    return await town.context.store.read(lambda txn: txn.appeals_waiting(circle))


async def hidden(moderator: Name, member: Name) -> tuple[SignedEvent, SignedEvent]:
    post = await member.post()
    return post, await decide(moderator, Action.HIDE, post.id, words="Please be kind.")


async def test_whose_words_were_hidden_asks_once(
    town: Town, circle: bytes, moderators: list[Name], member: Name
) -> None:
    assert town.context is not None
    _, decision = await hidden(moderators[0], member)
    to = await appeal(member, decision, sealed(*moderators))
    await appeal(member, decision, to)
    for name, one in zip(moderators, to, strict=True):
        (entry,) = (await fetch(name)).entries
        assert (entry.decision, entry.sealed, entry.hour) == (decision.id, one.sealed, town.context.hour())
    async with refuses(Code.EXISTS):
        await appeal(member, decision, sealed(*moderators))
    (entry,) = (await fetch(moderators[0])).entries
    assert (await fetch(moderators[0], entry.id)).entries == []
    assert len((await fetch(moderators[1], entry.id)).entries) == 1, "numbers of others do nothing"
    assert await waiting(town, circle) == 1, "read is not answered"


async def test_who_is_banned_asks_and_does_nothing_else(
    town: Town, circle: bytes, moderators: list[Name], member: Name
) -> None:
    for name in [*moderators, member]:
        await put_bundle(name)
    decision = await decide(moderators[0], Action.BAN, member.key, words="Rest a while.")
    for op, args in (
        ("event.list", ops.ListArgs(circle=circle)),
        ("event.held", ops.HeldArgs(circle=circle)),
        ("post.report", ops.ReportArgs(circle=circle, event=bytes(16), reason="spam")),
        ("request.fetch", ops.RequestFetchArgs()),
        ("frank.token", ops.FrankTokenArgs()),
        ("appeal.fetch", ops.AppealFetchArgs()),
        ("live", ops.LiveArgs(circle=circle)),
    ):
        async with refuses(Code.BANNED):
            await town.call(op, args, member.private)
    assert len((await bundles(member)).entries) == 2, "those to seal an appeal to"
    assert len((await bundles(moderators[0])).entries) == 2, "the banned name's keys are given to nobody"
    await appeal(member, decision, sealed(*moderators))
    assert [entry.decision for entry in (await fetch(moderators[1])).entries] == [decision.id]


async def test_who_is_banned_reads_the_decisions_about_them(
    town: Town, circle: bytes, moderators: list[Name], person: Person
) -> None:
    """In a closed circle nothing else: what was decided about others is theirs."""
    before = await person.join(circle, code="birch twigs")
    other = await town.name(circle, code="birch twigs")
    mine = [await hidden(moderators[0], before)]
    member = await person.join(circle, code="birch twigs", reset=True)
    theirs = [(await hidden(moderators[0], other))[1], await decide(moderators[0], Action.BAN, other.key)]
    told = [one for _, one in mine]
    told.append(await decide(moderators[0], Action.BAN, member.key, words="Rest a while."))
    await appeal(member, told[-1], sealed(*moderators))
    told.append(await decide(moderators[1], Action.KEEP, told[-1].id, words="We read it together."))
    await appeal(other, theirs[-1], sealed(*moderators))
    theirs.append(await decide(moderators[1], Action.KEEP, theirs[-1].id))
    result = await town.call("circle.governance", ops.GovernanceArgs(circle=circle), member.private)
    found = [open_event(entry.event) for entry in result.entries if entry.event is not None]
    assert all(one.event.kind in KINDS for one in found) and not result.more
    seen = {one.id for one in found}
    assert {one.id for one in told} <= seen
    granted = {one.id for one in found if one.body.action is Action.GRANT}  # type: ignore[union-attr] # only decisions
    is_open = len(seen) == len(told) + len(theirs) + 2
    assert len(granted) == 2 and (is_open or not {one.id for one in theirs} & seen)
    assert town.context is not None
    row = await town.context.store.read(lambda txn: txn.circle(circle))
    assert row is not None and is_open is not row.settings.private
    assert len(result.entries) == len(told) + len(theirs) + 2, "the rest comes as hashes, so that pages have an end"


async def test_a_decision_about_somebody_else_is_not_ones_own(
    town: Town, circle: bytes, moderators: list[Name], member: Name
) -> None:
    other = await town.name(circle, code="birch twigs")
    post, hide = await hidden(moderators[0], member)
    ban = await decide(moderators[0], Action.BAN, member.key)
    lock = await decide(moderators[0], Action.LOCK, post.id)
    for decision in (hide, ban, lock, post):
        async with refuses(Code.PARENT_UNKNOWN):
            await appeal(other, decision, sealed(*moderators))
    for decision in (lock, post):
        async with refuses(Code.PARENT_UNKNOWN):
            await appeal(member, decision, sealed(*moderators))


async def test_it_is_the_member_who_asks_not_the_key(circle: bytes, moderators: list[Name], person: Person) -> None:
    before = await person.join(circle, code="birch twigs")
    _, hide = await hidden(moderators[0], before)
    now = await person.join(circle, code="birch twigs", reset=True)
    await appeal(now, hide, sealed(*moderators))
    async with refuses(Code.AUTH_UNKNOWN):
        await appeal(before, hide, sealed(*moderators))
    ban = await decide(moderators[0], Action.BAN, before.key)
    await appeal(now, ban, sealed(*moderators))


async def test_what_is_not_in_force_needs_no_appeal(
    town: Town, circle: bytes, moderators: list[Name], member: Name
) -> None:
    post, hide = await hidden(moderators[0], member)
    await decide(moderators[1], Action.UNHIDE, post.id)
    first = await decide(moderators[0], Action.BAN, member.key, until=2**31)
    second = await decide(moderators[0], Action.BAN, member.key)
    for decision in (hide, first):
        async with refuses(Code.PARENT_UNKNOWN):
            await appeal(member, decision, sealed(*moderators))
    await decide(moderators[0], Action.UNBAN, member.key)
    async with refuses(Code.PARENT_UNKNOWN):
        await appeal(member, second, sealed(*moderators))


async def test_a_first_word_is_no_ban(town: Town) -> None:
    circle = await town.circle(ban_by_two=True)
    moderator, member = await town.name(circle), await town.name(circle)
    await host_decides(town, circle, Action.GRANT, moderator.key)
    decision = await decide(moderator, Action.BAN, member.key)
    async with refuses(Code.PARENT_UNKNOWN):
        await appeal(member, decision, sealed(moderator))


async def test_erased_words_can_be_asked_for_still(
    town: Town, circle: bytes, moderators: list[Name], member: Name
) -> None:
    """Their writer may have kept them: that is what an appeal has room for."""
    assert isinstance(town.clock, Clock) and town.context is not None
    _, decision = await hidden(moderators[0], member)
    town.clock.forward(days=HIDDEN_DAYS + 1)
    await sweep(town.context)
    await appeal(member, decision, sealed(*moderators))


async def test_it_can_be_asked_for_some_time(town: Town, circle: bytes, moderators: list[Name], member: Name) -> None:
    assert isinstance(town.clock, Clock) and town.context is not None
    decisions = [(await hidden(moderators[0], member))[1] for _ in range(2)]
    town.clock.forward(days=APPEAL_DAYS)
    await appeal(member, decisions[0], sealed(*moderators))
    town.clock.forward(hours=1)
    async with refuses(Code.PARENT_UNKNOWN):
        await appeal(member, decisions[1], sealed(*moderators))
    town.clock.forward(days=APPEAL_DAYS, hours=-1)
    await sweep(town.context)
    assert len((await fetch(moderators[0])).entries) == 1
    town.clock.forward(hours=1)
    await sweep(town.context)
    assert (await fetch(moderators[0])).entries == [] and await waiting(town, circle) == 0


@pytest.mark.parametrize("deed", ["keep", "unhide", "unban"])
async def test_an_answer_forgets_the_appeal(
    town: Town, circle: bytes, moderators: list[Name], member: Name, deed: str
) -> None:
    if deed == "unban":
        decision, answer = await decide(moderators[0], Action.BAN, member.key), (Action.UNBAN, member.key)
    else:
        post, decision = await hidden(moderators[0], member)
        answer = (Action.KEEP, decision.id) if deed == "keep" else (Action.UNHIDE, post.id)
    if deed == "keep":
        async with refuses(Code.PARENT_UNKNOWN):
            await decide(moderators[1], *answer)
    await appeal(member, decision, sealed(*moderators))
    assert await waiting(town, circle) == 1
    await decide(moderators[1], *answer, words="You are right.")
    assert await waiting(town, circle) == 0
    assert [(await fetch(name)).entries for name in moderators] == [[], []]
    if deed == "keep":
        async with refuses(Code.EXISTS):
            await appeal(member, decision, sealed(*moderators))
        async with refuses(Code.PARENT_UNKNOWN):
            await decide(moderators[0], *answer)


async def test_only_moderators_of_the_circle_are_sealed_to_and_fetch(
    town: Town, circle: bytes, moderators: list[Name], member: Name
) -> None:
    elsewhere = await town.name(await town.circle())
    await host_decides(town, elsewhere.circle, Action.GRANT, elsewhere.key)
    _, decision = await hidden(moderators[0], member)
    for stranger in (member, elsewhere):
        async with refuses(Code.NOT_MODERATOR):
            await appeal(member, decision, sealed(moderators[0], stranger))
    assert (await fetch(moderators[0])).entries == [], "all or nothing"
    async with refuses(Code.NOT_MODERATOR):
        await fetch(member)
    await appeal(member, decision, sealed(*moderators))
    await host_decides(town, circle, Action.REVOKE, moderators[0].key)
    async with refuses(Code.NOT_MODERATOR):
        await fetch(moderators[0])


async def test_shapes(circle: bytes, moderators: list[Name], member: Name) -> None:
    one = moderators[0]
    _, decision = await hidden(one, member)
    wrong = [
        [],
        sealed(one, one),
        sealed(one, size=SIZE - 1),
        [*sealed(one), *sealed(moderators[1], size=SIZE * 4)],
        [ops.SealedFor(b"short", os.urandom(SIZE))],
    ]
    for to in wrong:
        async with refuses(Code.BAD_ENCODING):
            await appeal(member, decision, to)
    async with refuses(Code.BAD_ENCODING):
        await member.town.call("appeal.put", ops.AppealPutArgs(decision=b"short", sealed=sealed(one)), member.private)
    most = [ops.SealedFor(os.urandom(32), os.urandom(SIZE)) for _ in range(MAX_APPEAL_MODERATORS)]
    async with refuses(Code.NOT_MODERATOR):  # so it fits a request, and is read
        await appeal(member, decision, most)


async def test_a_member_appeals_a_few_times_a_day(circle: bytes, moderators: list[Name], person: Person) -> None:
    member = await person.join(circle, code="birch twigs")
    assert isinstance(person.town.clock, Clock)
    person.town.clock.forward(days=2)
    decisions = [(await hidden(moderators[0], member))[1] for _ in range(APPEALS_DAY - 1)]
    member = await person.join(circle, code="birch twigs", reset=True)
    decisions += [(await hidden(moderators[0], member))[1] for _ in range(2)]
    for decision in decisions[:-1]:
        await appeal(member, decision, sealed(*moderators))
    async with refuses(Code.QUOTA):
        await appeal(member, decisions[-1], sealed(*moderators))
    assert len((await fetch(moderators[0])).entries) == APPEALS_DAY


async def test_nothing_is_kept_of_who_appealed(circle: bytes, moderators: list[Name], member: Name) -> None:
    """Beyond what the decision says: the event that it hides."""
    town = member.town
    assert town.context is not None
    _, decision = await hidden(moderators[0], member)
    await appeal(member, decision, sealed(*moderators))
    rows: list[tuple[Any, ...]] = await town.context.store.read(
        lambda txn: [  # looks below the store
            *txn._each("SELECT * FROM appeals"),  # type: ignore[attr-defined]
            *txn._each("SELECT * FROM sealed_appeals"),  # type: ignore[attr-defined]
        ]
    )
    name = await town.context.store.read(lambda txn: txn.name(member.key))
    assert name is not None and len(rows) == 3
    for value in (value for row in rows for value in row if isinstance(value, bytes)):
        assert member.key not in value and name.nym_id not in value


async def test_a_banned_name_appeals_to_a_server_process(tmp_path: Any) -> None:
    data = tmp_path / "data"
    await make_town_data(data)
    with running(data) as server:
        async with town_at(data, server.address) as town:
            circle = await town.circle(private=True, code="birch twigs")
            moderator, member = [await town.name(circle, code="birch twigs") for _ in range(2)]
            await host_decides(town, circle, Action.ENTRUST, moderator.key)
            decision = await decide(moderator, Action.BAN, member.key)
            to = await appeal(member, decision, sealed(moderator))
            (entry,) = (await fetch(moderator)).entries
            assert entry.sealed == to[0].sealed
            await decide(moderator, Action.KEEP, decision.id, words="It stands.")
            found = await town.call("circle.governance", ops.GovernanceArgs(circle=circle), member.private)
            body = open_event(found.entries[-1].event).body
            assert isinstance(body, ModerationBody) and body.words == "It stands."
            assert (await fetch(moderator)).entries == []
