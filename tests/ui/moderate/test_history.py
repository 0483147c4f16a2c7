"""What was decided, as members and moderators see it, and the moderator's menu in a thread."""

from pathlib import Path

import pytest

from heimo_tui.core.moderating import Deed, Verdict
from heimo_tui.core.views import Gone
from heimo_tui.ui.screens.messages.sheets import PickSheet
from heimo_tui.ui.screens.moderate.decide import DecideSheet
from heimo_tui.ui.screens.moderate.history import DecidedScreen
from tests.support.moderators import circle_of
from tests.support.people import until
from tests.support.server import Community
from tests.ui.moderate.desk import desk
from tests.ui.pictures import SIZES


@pytest.mark.parametrize("size", SIZES)
async def test_members_see_what_was_decided_and_not_by_whom(community: Community, tmp_path: Path, size: str) -> None:
    async with circle_of(community, tmp_path) as circle:
        other = await circle.author.published(circle.id, "I counted the pills again")
        await circle.read()
        await circle.moderator.services.moderating.decide_on(circle.id, other, Verdict(Deed.FOLD, notes=("self_harm",)))
        await until(circle.moderator.nothing_pending)
        circle.community.command("circle", "edit", circle.name, "--slow", "60")
        event = await circle.author.published(circle.id, "buy my book")
        await circle.report(event, "spam")
        (item,) = await circle.waiting()
        await circle.decide(item, Deed.REMOVE, reason="spam", words="Not here, please.")
        moderator = (await circle.moderator.circle(circle.name)).my_name
        assert moderator is not None
        async with desk(circle, circle.helper, SIZES[size]) as here:
            await here.into_circle()
            await here.press("o")
            await here.sees(DecidedScreen)
            await here.stands("a moderator removed a text", "it sells something", "Not here, please.")
            await here.stands("a moderator folded a text: self-harm", "a moderator changed what holds here")
            assert moderator.name not in here.text() and "U bring it back" not in here.text()
            await here.press("U")
            await here.sees(DecidedScreen)
            await here.press("escape")
            await here.stands("c write")
        async with desk(circle, size=SIZES[size]) as here:
            await here.to_moderate(0)
            await here.press("o")
            await here.stands(f"{moderator.name} removed a text", "U bring it back")
            await here.press("U")
            await here.sees(DecideSheet)
            await here.press("escape")
            await here.sees(DecidedScreen)
            await here.decide("U", words="It was a poem. I am sorry.")
            await here.said("It is back where it stood.")
            await until(here.me.nothing_pending)
            await here.stands("brought a text back", "taken back")
        await circle.read()
        post = (await circle.author.services.forum.thread(circle.id, event)).root
        assert (post.gone, post.text) == (Gone.NO, "buy my book")


async def test_a_moderator_decides_in_the_thread(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        event = await circle.author.published(circle.id, "my neighbour is Jane Roe")
        await circle.moderator.services.forum.refresh(circle.id)
        async with desk(circle) as here:
            await here.into_thread("my neighbour is Jane Roe")
            await here.press("M")
            await here.sees(PickSheet)
            await here.stands(
                "Moderate: ", "fold with a note", "remove", "pause", "ban", "lock the thread", "slow down"
            )
            await here.press("j", "enter")
            await here.decide("3", words="Without her name, please.")
            await here.said("Removed")
            await until(here.me.nothing_pending)
            await here.stands("A moderator removed this: Without her name, please.")
            await here.press("M")
            await here.stands("bring it back", "everybody can read it again")
            await here.press("G", "enter")
            await here.stands("Slow this thread down")
            await here.press("G", "enter")
            await here.stands("Slow the circle down")
            await here.press("enter")
            await here.said("another pace")
            await until(here.me.nothing_pending)
            await here.press("M")
            await here.stands("bring it back")
            await here.press("enter")
            await here.decide(words="I was wrong.")
            await here.said("It is back")
            await until(here.me.nothing_pending)
            await here.stands("my neighbour is Jane Roe")
        await circle.read()
        assert (await circle.author.services.forum.thread(circle.id, event)).root.gone is Gone.NO


async def test_the_menu_is_for_moderators_only(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        await circle.author.published(circle.id, "a letter from the bank")
        await circle.read()
        async with desk(circle, circle.helper) as here:
            await here.into_thread("a letter from the bank")
            await here.press("M")
            assert not isinstance(here.app.screen, PickSheet)
            await here.press("question_mark")
            await here.stands("Keys here")
            assert "moderate" not in here.text()
