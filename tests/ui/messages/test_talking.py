"""A conversation on the screen: reading, writing, and what can be done with it."""

from pathlib import Path

from textual import events
from textual.widgets import Input

from heimo_protocol.text import clean
from heimo_tui.core.views import DeviceState
from heimo_tui.ui.screens.hide import HideScreen
from heimo_tui.ui.screens.messages import MessagesScreen
from heimo_tui.ui.screens.messages.screen import Stage
from heimo_tui.ui.widgets.bars import NewBar
from heimo_tui.ui.widgets.findings import Findings
from heimo_tui.ui.widgets.messages.history import History
from tests.client.services.messages.talkers import Talker, Town, talking
from tests.support.people import until
from tests.ui.messages.table import NARROW, Table, area, laid, said

PASSPHRASE = "seven quiet herons by the lake"
PASTED = "one\n\n    two\ttabbed\nthree — and a last line"


async def test_what_is_pasted_in_lines_arrives_as_it_was(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NARROW) as (me, other, sit):
        mine, theirs = await talking(me, other)
        async with sit.down() as table:
            await table.to_messages()
            await table.enter()
            await table.press("c")
            table.app.post_message(events.Paste(PASTED))
            await until(lambda: area(table).text.endswith("line"))
            await table.press("ctrl+s")
            await until(lambda: area(table).text == "")
            await table.stands("three — and a last line", "sent")
            await table.tell()
            assert (await other.texts(theirs))[-1] == ">" + clean(PASTED)
            assert (await me.messages.open(mine)).draft == ""


async def test_a_draft_stays_through_leaving_hiding_and_locking(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NARROW) as (me, other, sit):
        mine, _ = await talking(me, other)
        async with sit.down() as table:
            await table.to_messages()
            await table.enter()
            await table.press("c")
            await table.type("half a thought")
            await table.press("f9")
            assert isinstance(table.app.screen, HideScreen) and "half a thought" not in table.text()
            await until(lambda: draft_is(me, mine, "half a thought"))
            await table.press("f9")
            await until(lambda: isinstance(table.app.screen, MessagesScreen))
            area(table).focus()
            await table.type(" and more")
            await table.press("escape", "escape")
            await table.stands("draft: half a thought and more")
            await table.enter()
            await until(lambda: area(table).text == "half a thought and more" and area(table).has_focus)
            await table.type("!")
            device = me.person.services.device
            await device.set_passphrase(None, PASSPHRASE)
            await table.press("ctrl+l")
            await until(lambda: device.state() is DeviceState.LOCKED)
            await device.unlock(PASSPHRASE)
            assert (await me.messages.open(mine)).draft == "half a thought and more!"


async def draft_is(one: Talker, conversation: bytes, words: str) -> bool:
    return (await one.messages.open(conversation)).draft == words


async def test_the_check_says_in_one_line_what_it_found(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NARROW) as (me, other, sit):
        await talking(me, other)
        async with sit.down() as table:
            await table.to_messages()
            await table.enter()
            await table.press("c")
            await table.type("You should get over it")
            await table.stands("look again", "F3 shows it")
            assert not table.place.query_one(Findings).display
            await table.press("f3")
            await until(lambda: table.place.query_one(Findings).has_focus)
            await table.press("escape")
            await until(lambda: area(table).has_focus and not table.place.query_one(Findings).display)
            await table.press("f3", "x")
            await until(lambda: not table.place.query_one(Findings).found and area(table).has_focus)
            await table.gone("look again")
            await table.press("ctrl+s")
            await until(lambda: area(table).text == "")


async def test_what_comes_does_not_move_who_reads_above(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NARROW) as (me, other, sit):
        mine, theirs = await talking(me, other)
        await said(other, theirs, *(f"number {n}" for n in range(40)))
        await me.step()
        await me.messages.seen(mine)
        async with sit.down() as table:
            await table.to_messages()
            await table.enter()
            await table.stands("number 39")
            await table.press("pageup", "pageup")
            history = table.place.query_one(History)
            before = read(table)
            stood = history.here
            await said(other, theirs, "a late one", "and another")
            await table.hear()
            await table.stands("2 new ↓")
            assert read(table) == before
            assert history.here is not None and stood is not None and history.here.id == stood.id
            await table.press("full_stop")
            await table.stands("a late one")
            await table.press("G")
            await table.stands("and another")
            await until(lambda: table.place.query_one(NewBar).number == 0)
            await said(other, theirs, "seen at once")
            await table.hear()
            await table.stands("seen at once")
            await until(lambda: all_read(me, mine))


def read(table: Table) -> list[str]:
    """What stands where one reads, without the scroll bar."""
    return [line[:-1] for line in table.text().split("\n")[5:14]]


async def all_read(one: Talker, conversation: bytes) -> bool:
    return (await one.messages.open(conversation)).first_new is None


async def test_an_answer_carries_the_words_it_answers(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NARROW) as (me, other, sit):
        _, theirs = await talking(me, other)
        await said(other, theirs, "how did it go?")
        await me.step()
        async with sit.down() as table:
            await table.to_messages()
            await table.enter()
            await table.press("G", "r")
            await table.stands("↳ “how did it go?”")
            await table.press("f4")
            await table.gone("↳")
            await table.press("escape", "r")
            await table.type("better than I thought")
            await table.press("ctrl+s")
            await table.stands("▎ “how did it go?”")
            await table.tell()
            line = (await other.lines(theirs))[-1]
            assert line.text == "better than I thought" and line.reply is not None and line.reply.mine


async def test_words_are_found_and_walked_through(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NARROW) as (me, other, sit):
        mine, theirs = await talking(me, other)
        await said(other, theirs, *(f"{'heron' if n in (3, 20) else 'alder'} {n}" for n in range(40)))
        await me.step()
        await me.messages.seen(mine)
        async with sit.down() as table:
            await table.to_messages()
            await table.enter()
            await table.press("slash")
            await until(lambda: isinstance(table.place.focused, Input))
            await table.type("heron")
            await table.press("enter")
            await table.stands("1 of 2", "heron 20")
            await table.press("n")
            await table.stands("2 of 2", "heron 3")
            await table.press("escape")
            await table.gone("2 of 2")
            assert table.place.stage is Stage.TALK
