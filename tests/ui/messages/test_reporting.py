"""Telling the moderators about messages, and being told."""

from pathlib import Path

import pytest
from textual.widgets import Input

from heimo_tui.core.conversations import Standing
from heimo_tui.ui.screens.messages.reporting import ChooseSheet, TellSheet
from heimo_tui.ui.screens.moderate import ModerateScreen
from heimo_tui.ui.screens.report import ReportScreen
from tests.client.services.messages.talkers import TABLE, Talker, Town, talkers, talking
from tests.support.people import until
from tests.ui.messages.table import NARROW, NORMAL, Sit
from tests.ui.pictures import SIZES


async def appoint(town: Town, moderator: Talker, *others: Talker) -> None:
    """One of them is a moderator from now on, and all know it."""
    town.community.command("moderators", "add", TABLE, moderator.key.hex())
    for one in (moderator, *others):
        await one.person.services.forum.refresh(one.circle)


async def test_messages_are_chosen_and_told_and_contact_ends(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "other", "me", "moderator") as (other, me, moderator):
        theirs, mine = await talking(other, me)
        for words in ("how are you", "where do you live", "answer me"):
            await other.messages.send(theirs, words)
        await other.step()
        await me.step()
        await appoint(town, moderator, me)
        async with Sit(me, other, NARROW).down() as table:
            await table.to_messages()
            await table.enter()
            await table.stands("answer me")
            await table.press("G", "x")
            await until(lambda: isinstance(table.app.screen, ChooseSheet))
            await table.stands("[x]", "answer me", "Only those you choose")
            await table.press("k", "space", "enter")
            await until(lambda: isinstance(table.app.screen, ReportScreen))
            await table.press("5")
            await until(lambda: isinstance(table.app.screen, TellSheet))
            await table.stands("these 2 messages", "pushes for private", "contact”", "is not told")
            table.app.screen.query_one(Input).value = "every night"
            await table.press("ctrl+b")
            await table.stands("[x] end contact")
            await table.press("enter")
            await table.stands("Told to the moderators")
            assert (await me.messages.open(mine)).standing is Standing.ENDED
        await moderator.step()
        (report,) = await moderator.messages.reports()
        assert [one.text for one in report.messages] == ["where do you live", "answer me"]
        assert (report.reason, report.note) == ("contact", "every night")
        assert report.author is not None and report.author.key == other.key


async def test_a_request_can_be_told_in_two_keys_and_a_yes(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "other", "me", "moderator") as (other, me, moderator):
        await other.messages.ask(other.circle, me.key, "I know who you are")
        await other.step()
        await me.step()
        await appoint(town, moderator, me)
        async with Sit(me, other, NORMAL).down() as table:
            await table.to_messages()
            await table.enter()
            await table.press("x")
            await until(lambda: isinstance(table.app.screen, ReportScreen))
            await table.press("3")
            await table.stands("their request")
            await table.press("enter")
            await table.stands("Told to the moderators")
            assert len(await me.messages.requests()) == 1, "telling alone decides nothing"
        await moderator.step()
        (report,) = await moderator.messages.reports()
        assert [one.text for one in report.messages] == ["I know who you are"]


@pytest.mark.parametrize("size", SIZES)
async def test_a_moderator_reads_what_is_proven_where_things_wait(town: Town, tmp_path: Path, size: str) -> None:
    async with talkers(town, tmp_path, "author", "reporter", "me") as (author, reporter, me):
        mine, theirs = await talking(author, reporter)
        await author.messages.send(mine, "nobody would miss you")
        await author.step()
        await reporter.step()
        await appoint(town, me, reporter)
        ids = [line.id for line in await reporter.lines(theirs) if line.text == "nobody would miss you"]
        await reporter.messages.report(theirs, ids, "harm", "I was scared")
        async with Sit(me, author, SIZES[size]).down() as table:
            await me.step()
            await me.person.services.moderating.refresh()
            await table.stands("5 Moderate •")
            await table.press("5")
            await until(lambda: isinstance(table.app.screen, ModerateScreen))
            await table.stands("messages")
            place = table.app.screen
            assert isinstance(place, ModerateScreen)
            await until(lambda: place.table.count() == 1)
            await table.press("enter")
            await table.stands("Somebody shows you messages", "verified: sent by")
            if place.table.items[0].heavy:
                await table.press("z")
            await table.stands("nobody would miss you", "I was scared", "done with it")
            await table.press("s")
            await table.stands("Nothing waits. Thank you")
        assert await me.messages.reports() == ()
