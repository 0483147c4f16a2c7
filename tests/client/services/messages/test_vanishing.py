"""What vanishes: by a timer both agreed to, taken back by whoever said it, after a season, and on request here only."""

from pathlib import Path

import pytest

from heimo_protocol.encoding import decode
from heimo_protocol.franking import ReportedMessage, commitment
from heimo_protocol.mail import ContentType, read_content
from heimo_tui.core.conversations import Line, Mark
from heimo_tui.core.errors import BadInput
from heimo_tui.services.messages.leaving.saying import make, put
from heimo_tui.vault.tables import Tables
from tests.client.services.messages.talkers import DAY, Talker, Town, talkers, talking

HOUR = 3600


async def both(*people: Talker) -> None:
    """Let everything that was said arrive."""
    for one in (*people, *people):
        await one.step()


async def on_disk(one: Talker, words: str) -> bool:
    """Whether the vault's tables or its index hold these words."""

    def look(tables: Tables) -> bool:
        db = tables.mail.lines._db
        lines = db.value("SELECT count(*) FROM mail_line WHERE text LIKE ?", (f"%{words}%",))
        proofs = db.rows("SELECT evidence FROM mail_evidence")
        found = db.value("SELECT count(*) FROM mail_text WHERE mail_text MATCH ?", (f'"{words}"',))
        return bool(lines or found or any(words.encode() in row[0] for row in proofs))

    return await one.read(look)


async def test_a_timer_needs_both(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        with pytest.raises(BadInput, match="timer"):
            await a.messages.set_timer(mine, 17)
        await a.messages.set_timer(mine, HOUR)
        await both(a, b)
        view = await b.messages.open(theirs)
        assert (view.timer, view.wished, view.wished_mine) == (0, HOUR, False)
        view = await a.messages.open(mine)
        assert (view.timer, view.wished, view.wished_mine) == (0, HOUR, True)
        await b.messages.set_timer(theirs, HOUR)
        await both(b, a)
        for one, conversation in ((a, mine), (b, theirs)):
            view = await one.messages.open(conversation)
            assert (view.timer, view.wished) == (HOUR, None)
            assert (await one.kinds(conversation))[-2:] == [Line.TIMER_WISHED, Line.TIMER_SET]
            assert [line.value for line in await one.lines(conversation)][-2:] == [HOUR, HOUR]


async def test_messages_vanish_on_both_sides_after_they_were_sent_and_shown(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        await a.messages.set_timer(mine, HOUR)
        await both(a, b)
        await b.messages.set_timer(theirs, HOUR)
        await both(b, a)
        await a.messages.send(mine, "only for an hour")
        assert (await a.lines(mine))[-1].seconds_left == HOUR
        a.clock.ahead = 2 * HOUR  # it does not vanish before it was sent
        await both(a, b)
        assert (await a.texts(mine))[-1] == "only for an hour"
        assert (await a.lines(mine))[-1].seconds_left in range(HOUR - 60, HOUR + 1)
        b.clock.ahead = 5 * HOUR  # nor before it was shown
        await b.step()
        assert (await b.texts(theirs))[-1] == ">only for an hour"
        await b.messages.seen(theirs)
        assert await on_disk(a, "only for an hour")
        assert await on_disk(b, "only for an hour")
        a.clock.ahead, b.clock.ahead = 3 * HOUR + 60, 6 * HOUR + 60
        await both(a, b)
        for one, conversation in ((a, mine), (b, theirs)):
            assert not await on_disk(one, "only for an hour")
            assert len(await one.texts(conversation)) == 1
            assert (await one.messages.open(conversation)).count == len(await one.lines(conversation))


async def test_what_is_taken_back_is_erased_on_both_sides_and_can_be_reported_for_a_week(
    town: Town, tmp_path: Path
) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        message = await a.messages.send(mine, "words that hurt")
        await both(a, b)
        line = (await b.lines(theirs))[-1]
        assert (line.text, line.reportable) == ("words that hurt", True)
        await a.messages.take_back(mine, message)
        assert (await a.kinds(mine))[-1] is Line.TAKEN_BACK
        await both(a, b)
        line = (await b.lines(theirs))[-1]
        assert (line.line, line.text, line.reportable) == (Line.TAKEN_BACK, "", True)
        assert await b.messages.search(theirs, "hurt") == ()
        kept = await b.read(lambda tables: tables.mail.lines.evidence(theirs, message))
        assert kept is not None
        proof = decode(kept, ReportedMessage)
        assert read_content(proof.content).text == "words that hurt"
        assert commitment(proof.key, proof.content) == proof.stamped.c2
        b.clock.ahead = 7 * DAY + 60
        await b.messages._parts.keeper.work_off()
        assert not (await b.lines(theirs))[-1].reportable
        assert not await on_disk(b, "words that hurt")


async def test_nobody_can_take_back_what_the_other_said(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        message = await a.messages.send(mine, "mine to take back")
        await both(a, b)
        with pytest.raises(BadInput, match="no_message"):
            await b.messages.take_back(theirs, message)
        scene = await b.messages._parts.ground.scene(b.circle)

        def pretend(tables: Tables) -> None:
            row = tables.mail.conversations.require(theirs)
            put(tables, scene, row, make(scene, ContentType.DELETE, ids=[message]))
            put(tables, scene, row, make(scene, ContentType.RECEIPT, ids=[message]))

        await b.vault.run(pretend)
        await both(b, a)
        line = (await a.lines(mine))[-1]
        assert (line.text, line.mark) == ("mine to take back", Mark.DELIVERED)


async def test_what_was_never_sent_is_taken_back_without_a_trace(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        message = await a.messages.send(mine, "better not")
        await a.messages.take_back(mine, message)
        await both(a, b)
        assert await b.kinds(theirs) == [Line.TEXT, Line.ACCEPTED]


async def test_history_goes_after_a_season_and_a_line_when_it_is_removed(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        ids = [await a.messages.send(mine, f"number {number}") for number in range(5)]
        await both(a, b)
        await b.messages.seen(theirs)
        await b.messages.remove(theirs, ids[2])
        assert [line.text for line in await b.lines(theirs)][2:] == ["number 0", "number 1", "number 3", "number 4"]
        assert (await b.messages.open(theirs)).count == 6
        assert b.messages.inbox().unread == 0
        assert await b.messages.search(theirs, "number") == (5, 4, 3, 2)
        assert (await a.texts(mine))[-5:] == [f"number {number}" for number in range(5)]
        a.clock.ahead = 91 * DAY
        await a.messages._parts.keeper.work_off()
        assert await a.lines(mine) == ()
        assert (await a.messages.open(mine)).count == 0
        assert not await on_disk(a, "number")
