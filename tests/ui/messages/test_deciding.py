"""What can be decided in a conversation: how long messages stay, who is who, what is taken back, and its end."""

from pathlib import Path

import pytest

from heimo_tui.core.conversations import Line, Mark, Standing
from heimo_tui.ui.screens.messages import MessagesScreen
from heimo_tui.ui.screens.messages.reporting import ChooseSheet, TellSheet
from heimo_tui.ui.screens.messages.safety import SafetyScreen
from heimo_tui.ui.screens.messages.screen import Stage
from heimo_tui.ui.screens.report import ReportScreen
from tests.client.services.messages.talkers import Town, talking
from tests.support.people import until
from tests.ui.messages.table import NARROW, area, laid, said
from tests.ui.pictures import SIZES


async def test_both_agree_how_long_messages_stay(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NARROW) as (me, other, sit):
        mine, theirs = await talking(me, other)
        await other.messages.set_timer(theirs, 604_800)
        async with sit.down() as table:
            await table.to_messages()
            await table.enter()
            await table.hear()
            await table.stands("asks that messages go after a week", "agrees, or not")
            await table.press("t")
            await table.stands("agree: messages go after a week")
            await table.press("enter")
            await table.stands("You both agreed: messages go after a week.", "goes after a week")
            await table.tell()
            assert (await other.messages.open(theirs)).timer == 604_800
            assert (await me.messages.open(mine)).timer == 604_800


async def test_what_was_said_can_be_taken_back_for_both(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NARROW) as (me, other, sit):
        mine, theirs = await talking(me, other)
        await said(me, mine, "said too much")
        await other.step()
        async with sit.down() as table:
            await table.to_messages()
            await table.enter()
            await table.stands("said too much")
            await table.press("G", "d")
            await table.stands("Take it back for both?", "may have read")
            await table.press("tab", "enter")
            await table.stands("You took this back.")
            await table.tell()
            assert (await other.lines(theirs))[-1].line is Line.TAKEN_BACK


async def test_what_was_never_sent_comes_back_to_be_written(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NARROW) as (me, other, sit):
        mine, _ = await talking(me, other)
        async with sit.down() as table:
            await me.messages.stop()
            await me.messages.send(mine, "not yet")
            assert (await me.lines(mine))[-1].mark is Mark.QUEUED
            await table.to_messages()
            await table.enter()
            await table.stands("waits to be sent")
            await table.press("G", "enter")
            await table.stands("This message", "try to send it again", "take it back")
            await table.press("escape", "d")
            await until(lambda: area(table).text == "not yet" and area(table).has_focus)
            await table.gone("waits to be sent")


@pytest.mark.parametrize("size", SIZES)
async def test_the_safety_number_is_the_same_on_both_sides(town: Town, tmp_path: Path, size: str) -> None:
    async with laid(town, tmp_path, SIZES[size]) as (me, other, sit):
        mine, theirs = await talking(me, other)
        async with sit.down() as table:
            await table.to_messages()
            await table.enter()
            await table.stands("not verified")
            await table.click("not verified")
            await until(lambda: isinstance(table.app.screen, SafetyScreen))
            groups = (await other.messages.safety(theirs)).groups
            await table.stands(*("   ".join(groups[at : at + 3]) for at in range(0, 12, 3)), "Not compared yet")
            await table.press("v")
            await table.stands("You compared it.")
            assert (await me.messages.open(mine)).verified
            await table.press("escape")
            await table.stands("✓ verified")


async def test_ending_it_is_one_key_and_a_yes_and_nobody_is_told(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NARROW) as (me, other, sit):
        mine, theirs = await talking(me, other)
        async with sit.down() as table:
            await table.to_messages()
            await table.enter()
            await table.press("B")
            await table.stands("End it and block", "not told")
            await table.press("enter")
            assert (await me.messages.open(mine)).standing is Standing.OPEN, "enter alone does nothing"
            await table.press("B", "tab", "enter")
            await table.stands("This has ended.")
            assert (await me.messages.open(mine)).standing is Standing.ENDED
            await table.tell()
            assert (await other.messages.open(theirs)).standing is Standing.OPEN
            await table.press("F", "tab", "enter")
            await table.stands("Nobody yet")
            assert not await me.messages.conversations()


async def test_everything_can_be_reached_by_mouse(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NARROW) as (me, other, sit):
        mine, theirs = await talking(me, other)
        await said(other, theirs, "click me")
        await me.step()
        async with sit.down() as table:
            await table.click("Messages •")
            await table.click("click me")
            await table.stands("click me", "Only you and")
            await until(lambda: table.place.stage is Stage.TALK)
            await table.click("Write to")
            assert area(table).has_focus
            await table.click("o more")
            await table.stands("safety number", "forget it")
            await table.click("safety number")
            await table.click("▸  safety number")
            await until(lambda: isinstance(table.app.screen, SafetyScreen))
            await table.click("←")
            await until(lambda: isinstance(table.app.screen, MessagesScreen))
            await table.click("click me")
            await table.click("click me")
            await table.stands("This message")
            await table.click("remove it here")
            await table.click("▸  remove it here")
            await table.stands("Remove it here?")
            await table.click("remove it here")
            await table.gone("click me")
            await table.click("←")
            await until(lambda: table.place.stage is Stage.LIST)
            assert [line.text for line in await me.lines(mine)].count("click me") == 0


async def test_where_nobody_can_receive_it_nothing_is_lost(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NARROW) as (me, other, sit):
        mine, theirs = await talking(me, other)
        await other.messages.send(theirs, "words")
        await other.step()
        await me.step()
        async with sit.down() as table:
            await table.to_messages()
            await table.enter()
            await table.press("G", "x")
            await until(lambda: isinstance(table.app.screen, ChooseSheet))
            await table.press("enter")
            await until(lambda: isinstance(table.app.screen, ReportScreen))
            await table.press("1")
            await until(lambda: isinstance(table.app.screen, TellSheet))
            await table.press("enter")
            await table.stands("No moderator can receive this just now.")
            assert (await me.messages.open(mine)).standing is Standing.OPEN
