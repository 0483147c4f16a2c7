"""What was decided about oneself: the reason in words, one answer, and what the moderators say to it."""

from pathlib import Path

import pytest

from heimo_tui.core.moderating import Deed, Waits
from heimo_tui.core.views import Gone
from heimo_tui.ui.screens.circles import CirclesScreen
from heimo_tui.ui.screens.kept import KeptScreen
from heimo_tui.ui.screens.moderate.about_you import AboutYouScreen
from heimo_tui.ui.widgets.draft_area import DraftArea
from tests.support.moderators import Circle, circle_of
from tests.support.people import until
from tests.support.server import Community
from tests.ui.moderate.desk import Desk, desk
from tests.ui.pictures import SIZES

WORDS = "You can say it without a blow at anybody."


async def removed(circle: Circle) -> bytes:
    """A post of the author that the moderator removed."""
    event = await circle.author.published(circle.id, "people like my boss are all the same")
    await circle.report(event)
    (item,) = await circle.waiting()
    await circle.decide(item, Deed.REMOVE, reason="unkind", words=WORDS)
    return event


async def to_about_you(here: Desk) -> AboutYouScreen:
    """Two keys from anywhere."""
    await here.settled(lambda: here.app.around.about_you)
    await here.press("3")
    await here.sees(KeptScreen)
    await here.settled(lambda: here.app.screen.query_one("#about").display)
    await here.press("a")
    return await here.sees(AboutYouScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_a_removed_text_is_answered_once_and_brought_back(
    community: Community, tmp_path: Path, size: str
) -> None:
    async with circle_of(community, tmp_path) as circle:
        event = await removed(circle)
        async with desk(circle, circle.author, SIZES[size]) as here:
            await here.stands("3 Kept •")
            page = await to_about_you(here)
            await here.stands("A moderator removed a text of yours, in Kitchen table", "The reason: it shames, insults")
            await here.stands(WORDS, "It is about: “people like my boss are all the same”", "You can answer once")
            await here.press("ctrl+s")
            await here.said("One sentence is enough")
            assert page.query_one(DraftArea).has_focus
            await here.type("I meant one man, and I was angry.")
            await here.press("escape", "escape")
            await here.sees(KeptScreen)
            await here.gone("3 Kept •")
            await until_begun(circle, "I meant one man, and I was angry.")
        async with desk(circle, circle.author, SIZES[size]) as here:
            await to_about_you(here)
            await here.stands("I meant one man, and I was angry.")
            await here.press("ctrl+s")
            await here.said("On its way to the moderators")
            await here.stands("You answered. A moderator looks at it again")
            assert not here.app.screen.query_one(DraftArea).display, "one answer is all there is"

            (item,) = await until_appealed(circle)
            assert item.text == "I meant one man, and I was angry."
            await circle.decide(item, Deed.RESTORE, words="You are right. It is back.")
            await circle.author.services.forum.refresh(circle.id)
            await here.stands("It was taken back.", "You are right. It is back.")
        post = (await circle.author.services.forum.thread(circle.id, event)).root
        assert post.gone is Gone.NO


async def until_begun(circle: Circle, words: str) -> None:
    """The words are on the disk."""

    async def there() -> bool:
        return words in (await circle.author.services.moderating.answers_begun()).values()

    await until(there)


async def until_appealed(circle: Circle) -> list:  # type: ignore[type-arg]  # of what waits
    """What waits, once the answer is there."""
    found: list = []  # type: ignore[type-arg]  # the same

    async def there() -> bool:
        found[:] = await circle.waiting(Waits.APPEAL)
        return bool(found)

    await until(there)
    return found


async def test_an_answer_is_read_and_answered_by_a_moderator(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        await removed(circle)
        (decided,) = await circle.author.services.moderating.about_me()
        await circle.author.services.moderating.appeal(circle.id, decided.decision.event, "Was it so bad?")
        await circle.author.services.moderating._appealing.step()
        await until_appealed(circle)
        async with desk(circle) as here:
            place = await here.to_moderate()
            await here.stands("Was it so bad?", "somebody answers")
            await here.press("enter")
            await here.stands(
                "It was about these words:", "people like my boss", WORDS, "s it stands", "b bring it back"
            )
            await here.decide("s", words="It was. But thank you for asking.")
            await here.said("They read your answer")
            await here.settled(lambda: place.table.count() == 0)
            await until(here.me.nothing_pending)
        async with desk(circle, circle.author) as here:
            await circle.author.services.forum.refresh(circle.id)
            await to_about_you(here)
            await here.stands("You answered, and the moderators looked at it again:", "thank you for asking")


async def test_one_learns_at_once_that_something_was_decided(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        event = await circle.author.published(circle.id, "buy my book")
        await circle.report(event, "spam")
        async with desk(circle, circle.author) as here:
            await here.sees(CirclesScreen)
            (item,) = await circle.waiting()
            await circle.decide(item, Deed.PAUSE, reason="spam", words="Rest a little.", days=7)
            await circle.author.services.forum.refresh(circle.id)
            await here.said("A moderator decided something about you", "3, then a")
            page = await to_about_you(here)
            await here.settled(lambda: len(page._views) == 2)
            await here.stands("A moderator paused you for 7 days", "A moderator removed a text of yours")


async def test_what_was_given_back_is_told_as_long_as_it_waits(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path, name="Front door") as circle:
        await circle.author.write(circle.id, "my boss is Jane Roe of Acme")
        await until(circle.is_waiting)
        (item,) = await circle.waiting()
        await circle.decide(item, Deed.RETURN, reason="identifying", words="Leave the name out, please.")
        await circle.author.services.compose._sender.ask_held_now()
        async with desk(circle, circle.author) as here:
            page = await to_about_you(here)
            await here.stands(
                "A moderator gave a text back to you", "Leave the name out, please.", "my boss is Jane Roe"
            )
            await here.stands("Nobody else has read it.", "change it and send it again")
            assert not page.query_one(DraftArea).display, "it is changed, not argued about"
            (pending,) = await circle.author.services.compose.pending()
            await circle.author.services.compose.undo(pending.id)
            await here.press("ctrl+r")
            await here.settled(lambda: not page._views)


async def test_who_was_never_decided_about_is_offered_nothing(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle, desk(circle, circle.helper) as here:
        await here.press("3")
        await here.sees(KeptScreen)
        assert "about you" not in here.text()
        await here.press("a")
        await here.sees(KeptScreen)
