"""Keys: one's own are replaced and erased in time, others' are checked, and asking for them names nobody."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from heimo_protocol.encoding import decode, encode
from heimo_protocol.operations import (
    REQUEST_FETCH,
    BundleListResult,
    FrankTokenResult,
    IssueResult,
    RequestFetchArgs,
)
from heimo_tui.core.conversations import Asking, Line
from heimo_tui.core.errors import BadInput, Tampering
from heimo_tui.services.messages.rules.times import NO_KEYS_SECONDS
from heimo_tui.vault.tables import Member, Tables
from tests.client.services.messages.relay import Relay, relayed
from tests.client.services.messages.talkers import DAY, Talker, Town, exchanged, ready, talker_at, talkers, talking
from tests.support.people import until


def age_bundles(days: int) -> Callable[[Tables], object]:
    """Let every bundle be older."""

    def work(tables: Tables) -> object:
        db = tables.mail.keys._db
        return db.execute(
            "UPDATE mail_bundle SET made_day = made_day - ?, replaced_day = replaced_day - ?", (days, days)
        )

    return work


async def numbers(one: Talker) -> list[int]:
    return [row.number for row in await one.read(lambda tables: tables.mail.keys.bundles(one.circle, one.key))]


async def test_bundles_are_replaced_and_their_secrets_erased_in_time(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        assert await numbers(b) == [1]
        await ready(b)
        assert await numbers(b) == [1]
        conversation = await a.messages.ask(a.circle, b.key, "sealed to the first")
        await b.vault.run(age_bundles(4))
        await ready(b)
        assert await numbers(b) == [2, 1]
        await a.step()  # it arrives after the bundle was replaced
        await b.step()
        assert [one.text for one in await b.messages.requests()] == ["sealed to the first"]
        await a.messages.forget(conversation)
        await b.vault.run(age_bundles(14))
        await b.messages._parts.keeper.work_off()
        assert await numbers(b) == [2, 1]
        await b.vault.run(age_bundles(1))
        await b.messages._parts.keeper.work_off()
        assert await numbers(b) == [2]


async def test_a_request_that_was_sealed_to_an_older_card_is_read(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        await a.messages.ask(a.circle, b.key, "may I?")
        await b.person.services.membership.set_name(b.circle, "a newer name")
        await until(b.person.nothing_pending)
        await a.step()
        await b.step()
        assert [one.text for one in await b.messages.requests()] == ["may I?"]
        await b.messages.accept((await b.messages.requests())[0].id)
        await b.step()
        await a.person.services.forum.refresh(a.circle)
        await a.messages._parts.keeper._tending.watch(a.circle)
        await a.step()
        (row,) = await a.messages.conversations()
        assert row.peer.name == "a newer name"
        named = [one.text for one in await a.lines(row.id) if one.line is Line.NAMED]
        assert named == ["a newer name"]


async def test_a_request_that_comes_again_is_not_taken_again(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        await a.messages.ask(a.circle, b.key, "may I?")
        await a.step()
        scene = await b.messages._parts.ground.scene(b.circle)
        answer = await scene.place.calls.call(scene.context, REQUEST_FETCH, RequestFetchArgs(), scene.signer)
        await b.step()
        theirs = await b.messages.accept((await b.messages.requests())[0].id)
        asked = b.messages._parts.keeper._asked
        await b.vault.run(lambda tables: asked._take_all(tables, scene, answer.entries))
        assert await b.messages.requests() == ()
        assert await b.kinds(theirs) == [Line.TEXT, Line.ACCEPTED]


async def through(relay: Relay, town: Town) -> Callable[[str], str]:
    return lambda invite: relay.link(invite, town.community.port)


async def test_a_bundle_whose_signature_does_not_hold_is_reported(town: Town, tmp_path: Path) -> None:
    def swap(result: bytes) -> bytes:
        answer = decode(result, BundleListResult)
        forged = [
            msgspec.structs.replace(one, bundle=one.bundle[:-1] + bytes([one.bundle[-1] ^ 1])) for one in answer.entries
        ]
        return encode(msgspec.structs.replace(answer, entries=forged))

    async with relayed(town.community.port) as relay:
        relay.change["bundle.list"] = swap
        async with talkers(town, tmp_path, "a", "b", link=await through(relay, town)) as (a, b):
            with pytest.raises(BadInput) as refused:
                await a.messages.ask(a.circle, b.key, "may I?")
            assert refused.value.value == "no_keys"
            problems = await a.person.services.forum.problems()
            assert [(one.code, one.circle, one.detail) for one in problems] == [("sig_invalid", a.circle, "bundle")]


async def test_who_thinks_the_circle_larger_asks_with_what_the_server_says(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):

        def crowd(tables: Tables) -> None:
            for number in range(600):
                key = number.to_bytes(32, "big")
                tables.members.save(Member(circle_id=a.circle, key=key, name=f"somebody {number}"))

        await a.vault.run(crowd)
        await a.messages.ask(a.circle, b.key, "may I?")
        await a.step()
        await b.step()
        assert [one.text for one in await b.messages.requests()] == ["may I?"]
        assert await a.read(lambda tables: tables.mail.keys.asked(a.circle, 0)) > 0
        assert await a.read(lambda tables: tables.mail.keys.asked(a.circle, 1)) == 0


async def test_buckets_that_are_too_small_are_refused(town: Town, tmp_path: Path) -> None:
    asked: list[int] = []

    def narrow(result: bytes) -> bytes:
        answer = decode(result, BundleListResult)
        asked.append(answer.bits)
        return encode(msgspec.structs.replace(answer, entries=[], bits=9, more=False))

    async with (
        relayed(town.community.port) as relay,
        talkers(town, tmp_path, "a", "b", link=await through(relay, town)) as (a, b),
    ):
        relay.change["bundle.list"] = narrow
        with pytest.raises(Tampering, match="bundle_bits"):
            await a.messages.ask(a.circle, b.key, "may I?")
        assert len(asked) == 1  # nothing more was asked for
        problems = await a.person.services.forum.problems()
        assert [one.code for one in problems] == ["bundle_bits"]


async def test_tokens_and_leave_to_write_are_checked(town: Town, tmp_path: Path) -> None:
    def other_proof(result: bytes) -> bytes:
        answer = decode(result, IssueResult)
        return encode(msgspec.structs.replace(answer, proof=answer.proof[:-1] + bytes([answer.proof[-1] ^ 1])))

    def other_key(result: bytes) -> bytes:
        answer = decode(result, FrankTokenResult)
        return encode(msgspec.structs.replace(answer, seed=bytes(32)))

    async with (
        relayed(town.community.port) as relay,
        talkers(town, tmp_path, "a", "b", link=await through(relay, town)) as (a, b),
    ):
        for operation, change in (("frank.token", other_key), ("token.issue", other_proof)):
            relay.change = {operation: change}
            with pytest.raises(Tampering, match="proof_invalid"):
                await a.messages.ask(a.circle, b.key, "may I?")
        assert [one.code for one in await a.person.services.forum.problems()] == ["proof_invalid"]


async def tokens_of(one: Talker) -> int:
    return int(await one.read(lambda tables: tables.mail.keys._db.value("SELECT count(*) FROM token")))


async def test_what_is_drawn_is_drawn_once_a_day_at_random(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a") as (a,):
        supply = a.messages._parts.keeper._supply
        await supply.step()
        assert await tokens_of(a) == 0  # the first moment is drawn, not taken at once
        whats = ("tokens", "keys", "bundle")
        moments = await a.read(lambda tables: [tables.mail.keys.due(a.circle, what) or 0.0 for what in whats])
        assert len(set(moments)) == 3
        for moment in sorted(moments):
            a.clock.ahead += moment - a.clock() + 1
            await supply.step()
        limits = (await a.messages._parts.ground.scene(a.circle)).place.descriptor.limits
        assert await tokens_of(a) == limits.request_tokens_day + limits.queue_tokens_day
        due = await a.read(lambda tables: tables.mail.keys.due(a.circle, "tokens"))
        assert due is not None
        assert due // DAY == a.clock() // DAY + 1
        await supply.step()
        assert await tokens_of(a) == limits.request_tokens_day + limits.queue_tokens_day
        assert await a.read(lambda tables: tables.mail.keys.frank(a.circle, a.key)) is not None
        assert await a.read(lambda tables: tables.mail.keys.asked(a.circle, 0)) > 0


async def test_two_names_do_nothing_in_the_same_moment(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a") as (a,):
        other = (await a.person.circle("Front door")).id
        await a.person.services.membership.join_circle(other)
        supply = a.messages._parts.keeper._supply
        await supply.step()

        def due_now(tables: Tables) -> None:
            for one in (a.circle, other):
                tables.mail.keys.set_due(one, "keys", a.clock())

        await a.vault.run(due_now)

        async def asked() -> int:
            return sum([await a.read(lambda t, c=one: t.mail.keys.asked(c, 0) > 0) for one in (a.circle, other)])  # type: ignore[misc]  # bound now

        await supply.step()
        assert await asked() == 1
        await supply.step()
        assert await asked() == 2
        # what was due while nothing ran here is not done at once either

        def long_due(tables: Tables) -> None:
            tables.mail.keys.set_due(other, "tokens", a.clock() - 7 * DAY)

        await a.vault.run(long_due)
        await supply.step()
        due = await a.read(lambda tables: tables.mail.keys.due(other, "tokens"))
        assert due is not None
        assert due > a.clock()


async def test_nothing_secret_shows_when_rows_are_printed(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, _ = await talking(a, b)
        await a.messages.send(mine, "nobody else reads this")

        def look(tables: Tables) -> tuple[list[object], list[bytes]]:
            mail = tables.mail
            rows: list[object] = [
                *mail.queues.all(),
                mail.queues.target(mine),
                *mail.sessions.of(mine),
                *mail.outgoing.of(mine),
                *mail.keys.bundles(a.circle, a.key),
                mail.keys.frank(a.circle, a.key),
                *mail.lines.window(mine, 0, 9),
                *mail.conversations.all(),
            ]
            target = mail.queues.target(mine)
            assert target is not None
            secrets = [one.qid for one in mail.queues.all()] + [target.qid, target.private.reveal()]
            return rows, secrets

        rows, secrets = await a.read(look)
        shown = " ".join(repr(row) for row in rows)
        assert "nobody else" not in shown
        assert "write to you" not in shown
        assert not any(repr(secret)[2:-1] in shown or secret.hex() in shown for secret in secrets)


async def test_a_token_is_not_made_up(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine = await a.messages.ask(a.circle, b.key, "may I?")
        await a.vault.run(
            lambda tables: tables.mail.outgoing._db.execute(
                "UPDATE mail_sealed SET token = CAST(substr(token, 1, 37) || randomblob(64) AS BLOB)"
            )
        )
        await a.step()  # refused, and paid with another
        await a.step()
        assert (await a.lines(mine))[0].mark is not None
        await b.step()
        assert [one.text for one in await b.messages.requests()] == ["may I?"]


async def test_whoever_publishes_their_keys_late_can_be_asked_soon_after(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a") as (a,), talker_at(tmp_path / "late") as late:
        await late.join(town.invite())
        await exchanged(a, late)
        with pytest.raises(BadInput) as refused:
            await a.messages.ask(a.circle, late.key, "may I?")
        assert refused.value.value == "no_keys"
        assert await a.messages.asking(a.circle, late.key) is Asking.NO_KEYS
        await ready(late)
        a.clock.ahead += NO_KEYS_SECONDS
        assert await a.messages.asking(a.circle, late.key) is Asking.OPEN
        await a.messages.ask(a.circle, late.key, "may I?")
