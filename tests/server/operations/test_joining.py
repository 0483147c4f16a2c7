"""One member, one name in a circle; a ban and a reset hold; one-time names."""

import datetime
import os
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol import operations as ops
from heimo_protocol.anonymity import credential as kvac
from heimo_protocol.anonymity.issuer import IssuerKeys
from heimo_protocol.circles import OnceNames
from heimo_protocol.errors import Code
from heimo_protocol.events import Action, EmptyBody, Kind, ModerationBody, Reaction, ReactionBody, open_event
from heimo_protocol.operations import Receipt
from heimo_protocol.signing import Envelope
from server_stub.community.found import opened
from server_stub.operations.budgets import ENTRY_CODES_DAY
from server_stub.operations.joining import month_of
from tests.server.people import Clock, Name, Person, Town, refuses


async def decide(town: Town, circle: bytes, action: Action, target: bytes, **more: object) -> None:
    async with opened(town.data) as host:
        host._clock = town.clock
        body = ModerationBody(action=action, target=target, **more)  # type: ignore[arg-type] # fields by name
        await host.decide(circle, body)


def months(town: Town) -> tuple[int, int]:
    today = datetime.datetime.fromtimestamp(town.clock(), datetime.UTC)
    return today.year * 12 + today.month - 1, today.day


async def test_joining_gives_a_receipt(town: Town) -> None:
    person, circle = await town.person(), await town.circle()
    args = await person.join_args(name := _unjoined(person, circle))
    result = await town.call("circle.join", args)
    receipt = Envelope.from_bytes(result.receipt).open(town.descriptor.root, "receipt", Receipt)
    assert (receipt.circle, receipt.author) == (circle, name.key)
    assert receipt.hour == int(town.clock() // 3600)


def _unjoined(person: Person, circle: bytes, called: str = "somebody") -> Name:
    return Name(person.town, circle, Ed25519PrivateKey.generate(), called)


async def test_the_same_name_again_is_welcome(town: Town) -> None:
    person, circle = await town.person(), await town.circle()
    name = await person.join(circle)
    again = await person.join(circle, private=name.private)
    await again.post()


async def test_a_second_name_is_refused(town: Town) -> None:
    person, circle = await town.person(), await town.circle()
    await person.join(circle)
    async with refuses(Code.NYM_BOUND) as refused:
        await person.join(circle)
    assert refused.value == 0


async def test_another_circle_takes_another_name(town: Town) -> None:
    person = await town.person()
    one, two = await person.join(await town.circle()), await person.join(await town.circle())
    assert one.key != two.key


async def test_a_higher_card_replaces_the_old_one(town: Town) -> None:
    person, circle = await town.person(), await town.circle()
    name = await person.join(circle, "slow alder", card_seq=2)
    name.called = "pale lynx"
    assert town.context is not None
    for seq, expected in ((1, 2), (3, 3)):
        await town.call("circle.join", await person.join_args(name, card_seq=seq))
        row = await town.context.store.read(lambda txn: txn.name(name.key))
        assert row is not None and row.card_seq == expected


async def test_a_reset_retires_the_old_name_and_names_nobody(town: Town) -> None:
    person, circle = await town.person(), await town.circle()
    old = await person.join(circle)
    new = await person.join(circle, reset=True)
    await new.post("a new beginning")
    async with refuses(Code.AUTH_UNKNOWN):
        await old.post()
    changed = open_event((await town.entries(circle))[0].event or b"")
    assert changed.event.kind == Kind.IDENTITY_CHANGED
    assert changed.event.author == town.descriptor.root
    assert changed.body == EmptyBody()
    assert old.key not in changed.data and new.key not in changed.data


async def test_resets_are_rare_and_counted(town: Town) -> None:
    assert isinstance(town.clock, Clock)
    person, circle = await town.person(), await town.circle()
    await person.join(circle)
    await person.join(circle, reset=True)
    async with refuses(Code.RESET_TOO_SOON) as refused:
        await person.join(circle, reset=True)
    assert refused.retry_after is not None and 29 * 86_400 <= refused.retry_after <= 30 * 86_400
    async with refuses(Code.NYM_BOUND) as bound:
        await person.join(circle)
    assert bound.value == 1
    town.clock.forward(days=30)
    await person.join(circle, reset=True)


async def test_a_repeated_reset_changes_nothing(town: Town) -> None:
    person, circle = await town.person(), await town.circle()
    await person.join(circle)
    new = await person.join(circle, reset=True)
    await person.join(circle, private=new.private, reset=True)
    assert len(await town.entries(circle)) == 1


async def test_the_server_writes_its_own_chain_in_each_circle(town: Town) -> None:
    for circle in (await town.circle(), await town.circle()):
        for _ in range(2):
            person = await town.person()
            await person.join(circle)
            await person.join(circle, reset=True)
        events = [open_event(entry.event or b"").event for entry in await town.entries(circle)]
        assert [event.seq for event in events] == [0, 1]


async def test_a_retired_key_does_not_come_back(town: Town) -> None:
    person, circle = await town.person(), await town.circle()
    old = await person.join(circle)
    await person.join(circle, reset=True)
    async with refuses(Code.EXISTS):
        await person.join(circle, private=old.private, reset=True)


async def test_somebody_elses_key_is_taken(town: Town) -> None:
    circle = await town.circle()
    name = await town.name(circle)
    async with refuses(Code.EXISTS):
        await (await town.person()).join(circle, private=name.private)


async def test_a_banned_member_does_not_return_under_a_new_key(town: Town) -> None:
    person, circle = await town.person(), await town.circle()
    name = await person.join(circle)
    await decide(town, circle, Action.BAN, name.key)
    async with refuses(Code.BANNED) as refused:
        await name.post()
    assert refused.value == 0
    for how in ({}, {"reset": True}, {"private": name.private}):
        async with refuses(Code.BANNED):
            await person.join(circle, **how)
    person.credential = await person.renew()
    async with refuses(Code.BANNED):
        await person.join(circle, reset=True)
    await person.join(await town.circle())
    await decide(town, circle, Action.UNBAN, name.key)
    await name.post()


async def test_a_ban_ends_at_its_hour(town: Town) -> None:
    assert isinstance(town.clock, Clock)
    circle = await town.circle()
    name = await town.name(circle)
    until = int(town.clock() // 3600) + 24
    await decide(town, circle, Action.BAN, name.key, until=until)
    async with refuses(Code.BANNED) as refused:
        await name.post()
    assert refused.value == until
    town.clock.forward(hours=24)
    await name.post()


async def test_a_ban_of_a_retired_name_holds_for_the_new_one(town: Town) -> None:
    person, circle = await town.person(), await town.circle()
    old = await person.join(circle)
    new = await person.join(circle, reset=True)
    await decide(town, circle, Action.BAN, old.key)
    async with refuses(Code.BANNED):
        await new.post()


async def test_challenges_are_fresh_and_for_one_circle_and_use(town: Town) -> None:
    assert isinstance(town.clock, Clock)
    circle, other = await town.circle(), await town.circle()
    person = await town.person()
    args = await person.join_args(_unjoined(person, circle))
    async with refuses(Code.CHALLENGE_EXPIRED):
        await town.call("circle.join", msgspec.structs.replace(args, circle=other))
    async with refuses(Code.CHALLENGE_EXPIRED):
        await town.call("circle.join", msgspec.structs.replace(args, challenge=os.urandom(56)))
    await town.call("circle.join", args)
    async with refuses(Code.CHALLENGE_EXPIRED):
        await town.call("circle.join", args)
    late = await (await town.person()).join_args(_unjoined(person, circle))
    town.clock.forward(hours=0.2)
    async with refuses(Code.CHALLENGE_EXPIRED):
        await town.call("circle.join", late)


async def test_a_presentation_for_another_circle_or_card_is_refused(town: Town) -> None:
    circle, other = await town.circle(), await town.circle()
    person = await town.person()
    name = _unjoined(person, circle)
    wrong_scope = await person.join_args(name, space=other)
    async with refuses(Code.PROOF_INVALID):
        await town.call("circle.join", wrong_scope)
    args = await person.join_args(name)
    async with refuses(Code.PROOF_INVALID):
        await town.call("circle.join", msgspec.structs.replace(args, card=name.card(7)))
    flipped = bytearray(args.presentation)
    flipped[140] ^= 1
    async with refuses(Code.PROOF_INVALID):
        await town.call("circle.join", msgspec.structs.replace(args, presentation=bytes(flipped)))


async def test_a_home_made_credential_is_refused(town: Town) -> None:
    person, circle = Person(town), await town.circle()
    request, state = person.request()
    forger = IssuerKeys.generate()
    person.credential = kvac.finish(state, kvac.respond(forger, request), forger.public)
    async with refuses(Code.PROOF_INVALID):
        await person.join(circle)


async def test_another_secret_in_a_real_credential_is_refused(town: Town) -> None:
    person, circle = await town.person(), await town.circle()
    await person.join(circle)
    assert person.credential is not None
    forged = bytearray(person.credential.to_bytes())
    forged[0] ^= 1
    person.credential = kvac.Credential.from_bytes(bytes(forged))
    async with refuses(Code.PROOF_INVALID):
        await person.join(circle)


async def test_two_members_cannot_mix_their_credentials(town: Town) -> None:
    one, two, circle = await town.person(), await town.person(), await town.circle()
    assert one.credential is not None and two.credential is not None
    one.credential = kvac.Credential(
        m1=one.credential.m1, u=two.credential.u, u_prime=two.credential.u_prime, x1=two.credential.x1
    )
    async with refuses(Code.PROOF_INVALID):
        await one.join(circle)


async def test_a_private_circle_wants_its_code(town: Town) -> None:
    circle = await town.circle(private=True, open_reading=False, code="by the well")
    person = await town.person()
    for code in (None, "by the wall", ""):
        async with refuses(Code.ENTRY_CODE):
            await person.join(circle, code=code)
    name = await person.join(circle, code="by the well")
    await name.post("inside")
    async with refuses(Code.AUTH_UNKNOWN):
        await town.entries(circle)
    assert len(await town.entries(circle, name.private)) == 1


async def test_a_member_tries_a_few_codes_a_day(town: Town) -> None:
    circle = await town.circle(private=True, code="by the well")
    person, other = await town.person(), await town.person()
    for number in range(ENTRY_CODES_DAY):
        async with refuses(Code.ENTRY_CODE):
            await person.join(circle, code=f"by the {number}")
    for code in ("by the wall", "by the well"):
        async with refuses(Code.QUOTA) as refused:
            await person.join(circle, code=code)
        assert refused.retry_after is not None and 0 < refused.retry_after <= 86_400
    await other.join(circle, code="by the well")
    assert isinstance(town.clock, Clock)
    town.clock.forward(days=1)
    await person.join(circle, code="by the well")


async def test_only_members_try_codes(town: Town) -> None:
    circle = await town.circle(private=True, code="by the well")
    person = await town.person()
    name = Name(town, circle, Ed25519PrivateKey.generate(), "somebody")
    for code in ("by the well", "by the wall"):
        args = await person.join_args(name, code=code)
        forged = msgspec.structs.replace(args, presentation=bytes(len(args.presentation)))
        async with refuses(Code.PROOF_INVALID):
            await town.call("circle.join", forged)


async def test_private_circles_are_listed_for_those_with_the_code(town: Town) -> None:
    shown = await town.circle()
    hidden = await town.circle(private=True, code="by the well")

    async def listed(code: str | None) -> set[bytes]:
        result = await town.call("circle.list", ops.CircleListArgs(code=code))
        return {Envelope.from_bytes(entry.genesis).hash[:16] for entry in result.circles}

    assert await listed(None) == await listed("by the wall") == {shown}
    assert await listed("by the well") == {shown, hidden}


async def test_an_unknown_circle_has_no_door(town: Town) -> None:
    async with refuses(Code.NOT_FOUND):
        await town.call("circle.challenge", ops.ChallengeArgs(circle=os.urandom(16)))


# --- one-time names ---


async def test_a_one_time_name_is_apart_from_the_lasting_one(town: Town) -> None:
    person, circle = await town.person(), await town.circle(once=OnceNames.ON)
    month, _ = months(town)
    lasting = await person.join(circle)
    once = await person.join(circle, once=(month, 0))
    await once.post()
    assert town.context is not None
    rows = [await town.context.store.read(lambda txn, n=n: txn.name(n.key)) for n in (lasting, once)]  # type: ignore[misc] # bound now
    assert rows[0] is not None and rows[1] is not None and rows[0].nym_id != rows[1].nym_id


async def test_each_scope_joins_once(town: Town) -> None:
    person, circle = await town.person(), await town.circle(once=OnceNames.ON)
    month, _ = months(town)
    first = await person.join(circle, once=(month, 0))
    await person.join(circle, private=first.private, once=(month, 0))
    hows: tuple[dict[str, Any], ...] = ({}, {"reset": True})
    for how in hows:
        async with refuses(Code.ONCE_NOT_ALLOWED):
            await person.join(circle, once=(month, 0), **how)
    await person.join(circle, once=(month, 2))


async def test_scopes_out_of_range_are_refused(town: Town) -> None:
    person, circle = await town.person(), await town.circle(once=OnceNames.ON)
    month, day = months(town)
    last = [] if day <= 2 else [(month - 1, 0)]
    for once in [(month, 3), (month, -1), (month + 1, 0), (month - 2, 0), *last]:
        args = await person.join_args(_unjoined(person, circle))
        async with refuses(Code.ONCE_NOT_ALLOWED):
            await town.call("circle.join", msgspec.structs.replace(args, once=once))


async def test_circles_may_take_none(town: Town) -> None:
    person, circle = await town.person(), await town.circle(once=OnceNames.OFF)
    async with refuses(Code.ONCE_NOT_ALLOWED):
        await person.join(circle, once=(months(town)[0], 0))


async def test_a_one_time_name_stays_in_one_thread(town: Town) -> None:
    person, circle = await town.person(), await town.circle(once=OnceNames.ON)
    other = await town.name(circle)
    here, there = await other.post(), await other.post()
    once = await person.join(circle, once=(months(town)[0], 0))
    await once.show_card()
    reply = await once.reply(here)
    await once.do(Kind.REACTION, ReactionBody(code=Reaction.HEAR_YOU), here.id)
    await once.edit(reply, "I am here, too.")
    for attempt in (once.reply(there), once.post(), once.do(Kind.LEAVE, EmptyBody())):
        async with refuses(Code.ONCE_NOT_ALLOWED):
            await attempt
    async with refuses(Code.ONCE_NOT_ALLOWED):
        await once.do(Kind.REACTION, ReactionBody(code=Reaction.HEAR_YOU), there.id)


async def test_a_ban_of_a_one_time_name_reaches_no_other(town: Town) -> None:
    person, circle = await town.person(), await town.circle(once=OnceNames.ON)
    lasting = await person.join(circle)
    once = await person.join(circle, once=(months(town)[0], 0))
    await decide(town, circle, Action.BAN, once.key)
    async with refuses(Code.BANNED):
        await once.post()
    await lasting.post()


@pytest.mark.parametrize(
    "date",
    [datetime.date(1970, 1, 1), datetime.date(2024, 2, 29), datetime.date(2026, 12, 31), datetime.date(2027, 1, 1)],
)
def test_months_are_those_of_the_calendar(date: datetime.date) -> None:
    assert month_of((date - datetime.date(1970, 1, 1)).days) == date.year * 12 + date.month - 1
