"""Asking for contact, and being asked."""

from pathlib import Path

from heimo_tui.core.conversations import Asking, Standing
from heimo_tui.ui.screens.circles import CirclesScreen
from heimo_tui.ui.screens.messages import MessagesScreen
from heimo_tui.ui.screens.messages.asking import AskForSheet
from heimo_tui.ui.screens.messages.screen import Stage
from heimo_tui.ui.screens.promise import PromiseScreen
from heimo_tui.ui.screens.thread import ThreadScreen
from heimo_tui.ui.widgets.draft_area import DraftArea
from heimo_tui.ui.widgets.thread_pane import ThreadPane
from tests.client.services.messages.talkers import Town, talking
from tests.support.people import until
from tests.ui.messages.table import NARROW, NORMAL, Table, laid


async def open_the_thread(table: Table) -> None:
    """Into the circle and its one thread."""
    home = table.app.screen
    assert isinstance(home, CirclesScreen)
    await until(lambda: any(one.id == table.me.circle for one in home.circles.circles))
    home.circles.go_to(table.me.circle)
    await until(lambda: home.circle == table.me.circle)
    await table.press("enter")
    await until(lambda: isinstance(table.app.screen, PromiseScreen))
    await table.press("enter")
    await until(lambda: home.stage == "threads")
    await table.press("enter")
    await until(lambda: isinstance(table.app.screen, ThreadScreen))
    await until(lambda: table.app.screen.query_one(ThreadPane).view is not None)


async def read_the_thread(table: Table) -> None:
    """Onto the other's reply in the one thread."""
    await open_the_thread(table)
    await table.stands("I am")
    await table.press("G")
    pane = table.app.screen.query_one(ThreadPane)
    await until(lambda: pane.here is not None and pane.here.author.key == table.other.key)


async def test_who_answered_can_be_asked_and_says_yes(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NARROW) as (_, other, sit), sit.down() as table:
        await read_the_thread(table)
        await table.press("m")
        await until(lambda: isinstance(table.app.screen, AskForSheet))
        await table.stands("280 letters left", "accept or not")
        await table.type("You should write to me")
        await table.stands("258 letters left", "look again")
        await table.press("escape")
        await until(lambda: isinstance(table.app.screen, ThreadScreen))
        await table.press("m")
        await until(lambda: isinstance(table.app.screen, AskForSheet))
        assert table.app.screen.query_one(DraftArea).text == "You should write to me"
        await table.press("ctrl+s")
        await table.stands("it shows under 2 Messages")
        await table.tell()
        (request,) = await other.messages.requests()
        assert request.text == "You should write to me"
        await table.press("m")
        await table.stands("You have asked")
        theirs = await other.messages.accept(request.id)
        await other.messages.send(theirs, "I would like that")
        await table.hear()
        await table.stands("Messages •")
        await table.press("m")
        await until(lambda: isinstance(table.app.screen, MessagesScreen) and table.place.stage is Stage.TALK)
        await table.stands("I would like that", "Only you and")


async def test_too_long_and_empty_requests_are_not_sent(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NARROW) as (me, other, sit), sit.down() as table:
        await read_the_thread(table)
        await table.press("m")
        await until(lambda: isinstance(table.app.screen, AskForSheet))
        await table.press("ctrl+s")
        await table.stands("A few words help")
        table.app.screen.query_one(DraftArea).load_text("a" * 281)
        await table.stands("1 letters too many")
        await table.press("ctrl+s")
        await table.stands("a little too long")
        assert await me.messages.asking(me.circle, other.key) is Asking.OPEN


async def test_without_an_exchange_it_says_what_to_do(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NARROW, exchange=False) as (me, other, sit):
        await other.person.published(other.circle, "I am alone here")
        await me.person.services.forum.refresh(me.circle)
        async with sit.down() as table:
            await open_the_thread(table)
            await table.press("m")
            await table.stands("exchanged a reply with")
            await table.to_messages()
            await table.stands("Nobody yet", "press m")


async def asked(table: Table, words: str = "may I write to you?") -> None:
    """The other asks, and the list shows it."""
    await table.other.messages.ask(table.other.circle, table.me.key, words)
    await table.hear()
    await table.stands("Messages •1")
    await table.to_messages()
    await table.stands("Asking for contact", "asks: ")


async def test_a_request_is_accepted_by_key(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NARROW) as (me, _, sit), sit.down() as table:
        await asked(table, "see https://evil.invalid — may I?")
        await table.enter()
        await table.stands("not verified", "tells", "nothing", "https://evil.invalid")
        assert table.app.screen.focused is not None and table.app.screen.focused.id == "decline"
        await table.press("a")
        await until(lambda: table.place.pane.view is not None and isinstance(table.app.focused, DraftArea))
        await table.stands("may I?", "You agreed to talk.", "Only you and")
        (row,) = await me.messages.conversations()
        assert row.standing is Standing.OPEN


async def test_declining_tells_nobody_and_can_be_done_by_mouse(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NARROW) as (me, other, sit), sit.down() as table:
        await asked(table)
        await table.click("asks: ")
        await table.stands("accept", "decline and block")
        await table.click("d decline")
        await table.stands("Declined.", "Nobody yet")
        await table.tell()
        assert not await me.messages.requests()
        (row,) = await other.messages.conversations()
        assert row.standing is Standing.ASKED


async def test_declining_and_blocking_is_one_key_and_can_be_undone(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NORMAL) as (me, _, sit), sit.down() as table:
        await asked(table)
        await table.stands("may I write to you?")
        await table.enter()
        await table.press("B")
        await table.stands("Declined and blocked")
        assert len(await me.messages.blocked()) == 1
        await table.press("b")
        await table.stands("Nobody of them knows")
        await table.press("enter")
        await table.stands("ask you again?")
        await table.press("tab", "enter")
        await until(lambda: nobody_blocked(table))


async def nobody_blocked(table: Table) -> bool:
    return not await table.me.messages.blocked()


async def test_who_may_ask_is_chosen_for_each_circle(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NARROW) as (me, _, sit), sit.down() as table:
        await table.to_messages()
        await table.press("p")
        await table.stands("Who may ask you for contact?", "Kitchen table")
        await table.press(*["j"] * [one.id for one in await me.person.services.forum.circles()].index(me.circle))
        await table.press("enter")
        await table.stands("who talks with you already still can")
        await table.press("j", "j", "enter")
        await until(lambda: wants_nobody(table))


async def wants_nobody(table: Table) -> bool:
    return int(await table.me.messages.policy(table.me.circle)) == 0


async def test_the_list_stays_beside_where_there_is_room(town: Town, tmp_path: Path) -> None:
    async with laid(town, tmp_path, NORMAL) as (me, other, sit):
        mine, theirs = await talking(me, other)
        await other.messages.send(theirs, "you can read this beside the list")
        await other.step()
        await me.step()
        async with sit.down() as table:
            await table.to_messages()
            await table.stands("you can read this beside the list", "may I write to you?")
            assert table.place.stage is Stage.LIST
            assert (await me.messages.open(mine)).first_new is not None, "looking at the list is not reading"
            await table.enter()
            await until(lambda: is_read(table, mine))


async def is_read(table: Table, conversation: bytes) -> bool:
    return (await table.me.messages.open(conversation)).first_new is None
