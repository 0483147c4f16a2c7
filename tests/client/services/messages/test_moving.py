"""Messages on another computer: moved with their keys, or renewed; never two copies of a session in use."""

import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from heimo_tui.core.conversations import Asking, Line, Mark, Standing
from heimo_tui.core.errors import BadInput, StoreProblem, Unreachable
from heimo_tui.core.secrets import SecretText
from heimo_tui.vault.database import Row
from heimo_tui.vault.export import Choice, export_encrypted
from heimo_tui.vault.keyfile import FLOOR
from heimo_tui.vault.stream import read_stream
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import Leg
from tests.client.services.messages.talkers import Talker, Town, ready, talker_at, talkers, talking

WORDS = "seven otters crossed the frozen bay"


def nothing(share: float) -> None:
    """Nobody watches how far it is."""


async def export(one: Talker, file: Path, *, move: bool = False, history: bool = True) -> None:
    device = one.person.services.device
    await device.export(file, WORDS, False, nothing, lambda: False, move=move, history=history)


@asynccontextmanager
async def restored(file: Path, folder: Path, like: Talker) -> AsyncIterator[Talker]:
    """A new device with what a file holds."""
    async with talker_at(folder) as one:
        await one.person.services.device.restore(file, WORDS, nothing, lambda: False)
        one.circle, one.key = like.circle, like.key
        yield one


async def say(one: Talker, conversation: bytes, *texts: str) -> None:
    for text in texts:
        await one.messages.send(conversation, text)
    await one.step()


async def both(*people: Talker, times: int = 2) -> None:
    for one in people * times:
        await one.step()


async def keys_of(one: Talker) -> list[bytes]:
    """Everything secret that messages hold in a vault."""

    def work(tables: Tables) -> list[bytes]:
        db = tables.mail.sessions._db
        asked = (
            "SELECT state FROM mail_session",
            "SELECT private FROM mail_queue",
            "SELECT claim FROM mail_queue",
            "SELECT private FROM mail_target",
            "SELECT secrets FROM mail_bundle",
            "SELECT seed FROM mail_frank",
            "SELECT frame FROM mail_frame",
            "SELECT state FROM mail_request WHERE NOT declined",
            "SELECT w FROM token WHERE type IN (1, 2)",
        )
        return [bytes(row[0]) for statement in asked for row in db.rows(statement) if row[0]]

    return await one.read(work)


def content(file: Path) -> bytes:
    with file.open("rb") as opened:
        return b"".join(read_stream(opened, SecretText(WORDS)))


async def test_moved_with_everything_and_going_on_where_it_was(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b", "c") as (a, b, c):
        mine, theirs = await talking(a, b)
        await a.messages.set_verified(mine, True)
        await c.messages.ask(c.circle, a.key, "and may I?")
        await both(c, a)
        waits = await a.messages.send(mine, "written before")
        await a.messages.save_draft(mine, "half a thought")
        keys = await keys_of(a)
        await export(a, tmp_path / "file", move=True)
        # it is in b's queue while nobody listens
        await say(b, theirs, "sent meanwhile")
        plain = content(tmp_path / "file")
        assert len(keys) > 20 and sum(key not in plain for key in keys) == 1, "one token paid for the claim"
        assert await keys_of(a) == [] and a.messages.moved_away()
        for refused in (
            a.messages.send(mine, "from the old one"),
            a.messages.ask(a.circle, c.key, "from the old one"),
            a.messages.take_back(mine, waits),
            a.messages.renew(mine),
            a.messages.accept(waits),
            export(a, tmp_path / "again", move=True),
        ):
            with pytest.raises(BadInput, match=r"moved|no_request"):
                await refused
        await a.step()
        assert await a.texts(mine) == ["may I write to you?", "written before"]
        async with restored(tmp_path / "file", tmp_path / "new", a) as new:
            with pytest.raises(BadInput, match="moving_in"):
                await new.messages.send(mine, "too early")
            assert not new.messages.moved_away()
            await both(new, b, new)
            assert (await new.texts(mine))[1:] == ["written before", ">sent meanwhile"]
            assert (await b.texts(theirs))[1:] == ["sent meanwhile", ">written before"]
            view = await new.messages.open(mine)
            assert (view.verified, view.draft, view.standing) == (True, "half a thought", Standing.OPEN)
            await say(new, mine, "from the new one")
            await say(b, theirs, "I noticed nothing")
            await both(new, b)
            assert (await new.texts(mine))[-2:] == ["from the new one", ">I noticed nothing"]
            assert set((await b.texts(theirs))[-2:]) == {">from the new one", "I noticed nothing"}
            for one, talk in ((new, mine), (b, theirs)):
                assert Line.RENEWED not in await one.kinds(talk)
            (request,) = await new.messages.requests()
            accepted = await new.messages.accept(request.id)
            await both(new, c)
            await say(c, (await c.messages.conversations())[0].id, "thank you")
            await new.step()
            assert (await new.texts(accepted))[-1] == ">thank you"
        await a.step()
        assert await a.texts(mine) == ["may I write to you?", "written before"], "nothing was read there"


async def tokens_of(one: Talker) -> list[Row]:
    """The tokens that a name drew today, which it could draw on one device only."""
    return await one.read(lambda tables: tables.mail.sessions._db.rows("SELECT * FROM token"))


async def give(one: Talker, tokens: list[Row]) -> None:
    """Let somebody have tokens as those of another day."""
    await one.vault.run(lambda tables: tables.dump.insert("token", tables.dump.columns("token"), tokens))


async def renewed(one: Talker, mine: bytes, other: Talker, theirs: bytes) -> None:
    """It goes on with a new session on both sides."""
    await both(one, other, times=4)
    for who, talk in ((one, mine), (other, theirs)):
        assert Line.RENEWED in await who.kinds(talk)
    await say(one, mine, "found you")
    await both(other, one)
    await say(other, theirs, "found you too")
    await both(one, other)
    assert (await one.texts(mine))[-2:] == ["found you", ">found you too"]
    assert (await other.texts(theirs))[-2:] == [">found you", "found you too"]


async def test_a_moved_file_that_is_taken_in_twice_renews_the_second_time(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        await export(a, tmp_path / "file", move=True)
        async with restored(tmp_path / "file", tmp_path / "first", a) as first:
            await first.step()
            await say(first, mine, "I am the one")
            old = await keys_of(first)
            async with restored(tmp_path / "file", tmp_path / "second", a) as second:
                assert set(await keys_of(second)) & set(old)
                await second.step()
                states = await second.read(lambda tables: tables.mail.sessions.of(mine))
                assert not {row.state.reveal() for row in states} & set(old), "those of the first are in use there"
                await renewed(second, mine, b, theirs)
            # taking it in once more where it is changes nothing
            await first.person.services.device.restore(tmp_path / "file", WORDS, nothing, lambda: False)
            assert (await first.texts(mine))[-1] == "I am the one"
            assert [one.leg for one in await first.read(lambda tables: tables.mail.moves.all())] == [Leg.CAME]


async def test_an_export_holds_no_keys_and_conversations_are_renewed(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b", "c") as (a, b, c):
        mine, theirs = await talking(a, b)
        await say(a, mine, "kept in the file")
        await a.messages.ask(a.circle, c.key, "never answered")
        waits = await a.messages.send(mine, "still waiting")
        await a.messages.set_verified(mine, True)
        await b.step()
        keys = await keys_of(a)
        for history in (True, False):
            file = tmp_path / f"with_{history}"
            await export(a, file, history=history)
            plain = content(file)
            assert len(keys) > 10 and not any(key in plain for key in keys)
            assert (b"kept in the file" in plain) is history
        async with restored(tmp_path / "with_True", tmp_path / "new", a) as new:
            assert await new.texts(mine) == ["may I write to you?", "kept in the file", "still waiting"]
            line = next(one for one in await new.lines(mine) if one.id == waits)
            assert (line.mark, line.code) == (Mark.FAILED, "renewed")
            assert (await new.messages.open(mine)).verified
            await give(new, await tokens_of(a))
            assert await new.messages.asking(new.circle, c.key) is Asking.OPEN
            lost = await b.messages.send(theirs, "to the old device")
            await b.step()
            await renewed(new, mine, b, theirs)
            assert ">to the old device" not in await new.texts(mine)
            line = next(one for one in await b.lines(theirs) if one.id == lost)
            assert (line.mark, line.code) == (Mark.FAILED, "renewed")
            await b.messages.retry(theirs, lost)
            await both(b, new)
            assert (await new.texts(mine))[-1] == ">to the old device"
        async with restored(tmp_path / "with_False", tmp_path / "bare", a) as bare:
            assert await bare.texts(mine) == []
            assert (await bare.messages.open(mine)).peer.key == b.key


async def test_ended_before_the_keys_were_erased_nothing_is_in_use_until_somebody_decides(
    town: Town, tmp_path: Path
) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        parts, vault = a.messages.moving, a.vault
        await parts.leave()
        # the program ends here, with a file that is whole
        await export_encrypted(vault, tmp_path / "file", SecretText(WORDS), choice=Choice(True, True, True), cost=FLOOR)
        device = a.person.services.device
        await device.close()
        async with talker_at(tmp_path / "a", keyring=a.person.keyring) as again:
            again.circle, again.key = a.circle, a.key
            await again.messages.start()
            assert again.messages.moved_away() and await again.person.services.device.is_moved()
            with pytest.raises(BadInput, match="moved"):
                await again.messages.send(mine, "from a copy")
            await again.messages.stop()
            await again.person.services.device.bring_back()
            assert not again.messages.moved_away()
            await say(again, mine, "never gone")
            await b.step()
            assert (await b.texts(theirs))[-1] == ">never gone"
            assert Line.RENEWED not in await b.kinds(theirs)
            async with restored(tmp_path / "file", tmp_path / "new", a) as new:
                await new.step()
                assert await new.read(lambda tables: tables.mail.moves.all())
                await renewed(new, mine, b, theirs)


async def test_a_file_that_is_taken_in_where_it_was_written_goes_on_there(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        for erased in (False, True):
            file = tmp_path / f"file_{erased}"
            if erased:
                await export(a, file, move=True)
            else:
                await a.messages.moving.leave()
                choice = Choice(True, True, True)
                await export_encrypted(a.vault, file, SecretText(WORDS), choice=choice, cost=FLOOR)
                a.messages._parts.ground.frozen = False  # the program ended here
            await a.person.services.device.restore(file, WORDS, nothing, lambda: False)
            await a.step()
            assert not a.messages.moved_away()
            await say(b, theirs, f"to the queue of before {erased}")
            await both(a, b)
            await say(a, mine, f"and back {erased}")
            await b.step()
            assert (await a.texts(mine))[-2:] == [f">to the queue of before {erased}", f"and back {erased}"]
            assert (await b.texts(theirs))[-2:] == [f"to the queue of before {erased}", f">and back {erased}"]
        assert Line.RENEWED not in [*await a.kinds(mine), *await b.kinds(theirs)]


async def test_brought_back_after_the_file_was_used_everything_is_renewed(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        await export(a, tmp_path / "file", move=True)
        async with restored(tmp_path / "file", tmp_path / "new", a) as new:
            await new.step()
            await say(new, mine, "from the new one")
            await b.step()
            tokens = await tokens_of(new)
        town.community.stop()
        try:
            with pytest.raises(Unreachable):
                await a.person.services.device.bring_back()
            assert a.messages.moved_away()
        finally:
            town.community.start()
        await a.person.services.device.bring_back()
        await give(a, tokens)
        await renewed(a, mine, b, theirs)


async def test_moved_back_to_where_it_came_from(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        await export(a, tmp_path / "there", move=True)
        async with restored(tmp_path / "there", tmp_path / "new", a) as new:
            await new.step()
            await say(new, mine, "said on the new one")
            await b.step()
            await export(new, tmp_path / "back", move=True)
            await a.person.services.device.restore(tmp_path / "back", WORDS, nothing, lambda: False)
            await a.step()
            await say(a, mine, "back again")
            await b.step()
            assert (await b.texts(theirs))[-2:] == [">said on the new one", ">back again"]
            assert (await a.texts(mine))[-2:] == ["said on the new one", "back again"]
            assert Line.RENEWED not in await b.kinds(theirs)
            assert new.messages.moved_away() and not a.messages.moved_away()


async def test_a_move_that_is_stopped_leaves_everything_as_it_was(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        device = a.person.services.device
        (tmp_path / "there").write_bytes(b"something else")
        with pytest.raises(BadInput, match="export_exists"):
            await export(a, tmp_path / "there", move=True)
        with pytest.raises(StoreProblem, match="cancelled"):
            await device.export(tmp_path / "file", WORDS, False, nothing, lambda: True, move=True)
        with contextlib.suppress(StoreProblem):
            await export(a, tmp_path / "nowhere" / "file", move=True)
        assert not (tmp_path / "file").exists() and not a.messages.moved_away()
        assert await a.read(lambda tables: tables.mail.moves.all()) == []
        await say(a, mine, "still here")
        await b.step()
        assert (await b.texts(theirs))[-1] == ">still here"
        unheard = await a.read(lambda tables: [one for one in tables.mail.queues.all() if one.conversation is None])
        assert unheard == [], "the claims were deleted"
        town.community.stop()
        try:
            with pytest.raises(Unreachable):
                await export(a, tmp_path / "file", move=True)
        finally:
            town.community.start()
        assert not a.messages.moved_away()


@pytest.mark.parametrize("by_itself", [True, False])
async def test_recovered_from_the_words_alone_the_other_side_renews(
    town: Town, tmp_path: Path, by_itself: bool
) -> None:
    async with talkers(town, tmp_path, "a") as (a,), talker_at(tmp_path / "lost") as b:
        membership = b.person.services.membership
        phrase = membership.new_phrase()
        await b.join(town.invite(), phrase)
        post = await a.person.published(a.circle, "somebody else here?")
        await b.person.services.forum.refresh(b.circle)
        await b.person.published(b.circle, "yes", parent=post)
        await a.person.services.forum.refresh(a.circle)
        await ready(b)
        mine, _ = await talking(a, b)
        await say(a, mine, "sent to the lost device")
        tokens = await tokens_of(b)
        async with talker_at(tmp_path / "new") as again:
            await again.person.services.membership.recover(town.community.url, phrase)
            again.circle, again.key = b.circle, b.key
            await again.person.services.forum.refresh(b.circle)
            await ready(again)
            await give(again, tokens)
            if by_itself:
                # what it does once a day: the list then has the keys of the new device
                await a.messages._parts.keeper._supply._do(await a.messages._parts.ground.scene(a.circle), "keys")
            else:
                await a.messages.renew(mine)
            await a.step()
            await again.step()
            (request,) = await again.messages.requests()
            assert (request.author.key, request.again, request.text) == (a.key, True, "")
            theirs = await again.messages.accept(request.id)
            await both(again, a)
            await say(a, mine, "there you are")
            await again.step()
            await say(again, theirs, "here I am")
            await a.step()
            assert (await again.texts(theirs))[-2:] == [">there you are", "here I am"]
            assert (await a.texts(mine))[-2:] == ["there you are", ">here I am"]
