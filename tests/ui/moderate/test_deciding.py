"""Every decision on what waits, from the keyboard at 80 by 24, in the real program with real services."""

from pathlib import Path

import pytest

from heimo_tui.core.moderating import Waits
from heimo_tui.core.views import Delivery, Gone
from heimo_tui.ui.screens.moderate import ModerateScreen
from heimo_tui.ui.screens.moderate.decide import DecideSheet
from heimo_tui.ui.widgets.note_picker import NotePicker
from tests.support.moderators import Circle, circle_of
from tests.support.people import until
from tests.support.server import Community
from tests.ui.moderate.desk import Desk, desk


async def reported(circle: Circle, *words: str, reason: str = "unkind") -> list[bytes]:
    """Posts of the author that the helper reported, and that the moderator has been told of."""
    events = [await circle.author.published(circle.id, one) for one in words]
    for event in events:
        await circle.report(event, reason)
    assert len(await circle.waiting()) == len(words)
    return events


async def gone(circle: Circle, event: bytes) -> tuple[Gone, str]:
    """What has become of a post, as its author sees it."""
    await circle.author.services.forum.refresh(circle.id)
    post = (await circle.author.services.forum.thread(circle.id, event)).root
    return post.gone, post.words


async def test_members_have_four_places_and_moderators_five(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        async with desk(circle, circle.author) as here:
            assert "4 You" in here.text() and "Moderate" not in here.text()
            await here.press("5")
            assert here.app.current_mode == "circles"
        await reported(circle, "a letter from the bank")
        async with desk(circle) as here:
            await here.stands("5 Moderate •")
            await here.press("5")
            await here.sees(ModerateScreen)


async def test_what_is_kept_is_gone_from_the_queue_and_the_next_one_is_stood_on(
    community: Community, tmp_path: Path
) -> None:
    async with circle_of(community, tmp_path) as circle:
        await reported(circle, "one", "two", "three")
        async with desk(circle) as here:
            place = await here.to_moderate(3)
            await here.press("j")
            second, third = place.table.items[1:]
            assert place.table.here == second
            await here.press("s")
            await here.settled(lambda: place.table.count() == 2)
            assert place.table.here is not None and place.table.here.id == third.id
            await here.said("It stays")
            await until(here.me.nothing_pending)
        assert len(await circle.waiting()) == 2
        assert second.event is not None and await gone(circle, second.event) == (Gone.NO, "")


async def test_removing_says_why_in_changed_words_and_shows_what_they_will_read(
    community: Community, tmp_path: Path
) -> None:
    async with circle_of(community, tmp_path) as circle:
        (event,) = await reported(circle, "my boss is Jane Roe", reason="identity")
        async with desk(circle) as here:
            place = await here.to_moderate()
            await here.stands("my boss is Jane Roe", "somebody says: it tells who")
            await here.press("x")
            sheet = await here.sees(DecideSheet)
            assert sheet.step == "reasons" and "▸ 3 it tells who somebody is" in here.text()
            await here.press("enter")
            await here.stands("Without names and places it can stand here.", "What ", " will read:")
            await here.press("escape", "3")
            await here.decide(words="Please write it without her name.")
            await here.said("Removed", "o, then U brings it back")
            await here.settled(lambda: place.table.count() == 0)
            await here.stands("Nothing waits. Thank you")
            await until(here.me.nothing_pending)
        assert await gone(circle, event) == (Gone.REMOVED, "Please write it without her name.")


async def test_folding_puts_a_note_on_it(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        (event,) = await reported(circle, "the day she died")
        async with desk(circle) as here:
            place = await here.to_moderate()
            await here.press("n")
            await here.sees(NotePicker)
            await here.stands("death", "self-harm")
            await here.press("escape")
            await here.sees(ModerateScreen)
            assert place.table.count() == 1, "no note was chosen, so nothing was done"
            await here.press("n")
            await here.sees(NotePicker)
            await here.press("enter", "escape")
            await here.settled(lambda: place.table.count() == 0)
            await until(here.me.nothing_pending)
        await circle.read()
        post = (await circle.author.services.forum.thread(circle.id, event)).root
        assert (post.notes, post.gone) == (("death",), Gone.NO)


@pytest.mark.parametrize("deed", ["pause", "ban"])
async def test_pausing_and_banning_take_the_text_away_and_are_taken_back_in_the_history(
    community: Community, tmp_path: Path, deed: str
) -> None:
    async with circle_of(community, tmp_path) as circle:
        (event,) = await reported(circle, "buy my book", reason="spam")
        async with desk(circle) as here:
            await here.to_moderate()
            if deed == "pause":
                await here.decide("p", "2", "6")
            else:
                await here.decide("B", "6")
                await here.stands("y ban", "does not write here again")
                await here.press("escape")
                await here.stands("The text goes")
                await here.press("ctrl+s", "y")
            await here.said("reads why. o, then U ends it.")
            await until(here.me.nothing_pending)
            assert (await gone(circle, event))[0] is Gone.REMOVED
            refused = await circle.author.write(circle.id, "and another one")

            async def is_refused() -> bool:
                return [one.code for one in await circle.author.services.compose.pending()] == ["banned"]

            await until(is_refused)
            await circle.read()
            await here.press("o")
            await here.stands("what was decided", "for 7 days" if deed == "pause" else "banned")
            while "U let them write again" not in here.text():
                await here.press("j")
            await here.decide("U")
            await here.said("can write here again")
            await until(here.me.nothing_pending)
            await here.stands("taken back")
        await circle.read()
        await circle.author.services.compose.retry(refused)
        await until(circle.author.nothing_pending)


async def test_a_held_post_is_given_back_with_words_and_let_in_when_it_changed(
    community: Community, tmp_path: Path
) -> None:
    async with circle_of(community, tmp_path, name="Front door") as circle:
        event = await circle.author.write(circle.id, "my boss is Jane Roe")

        async def held() -> bool:
            return [one.delivery for one in await circle.author.services.compose.pending()] == [Delivery.HELD]

        await until(held)
        await circle.waiting()
        async with desk(circle) as here:
            place = await here.to_moderate()
            await here.press("enter")
            await here.stands("It waits to be let in", "a let it in", "r give it back")
            await here.decide("r", "3", words="Leave the name out, please.")
            await here.said("Given back")
            await until(here.me.nothing_pending)
            await circle.author.services.compose._sender.ask_held_now()

            async def returned() -> bool:
                pending = await circle.author.services.compose.pending()
                return [(one.delivery, one.words) for one in pending] == [
                    (Delivery.RETURNED, "Leave the name out, please.")
                ]

            await until(returned)
            await circle.author.services.compose.undo(event)
            again = await circle.author.write(circle.id, "my boss is unkind")
            await until(held)
            await circle.waiting()
            await here.settled(lambda: place.table.count() == 1)
            await here.stands("my boss is unkind")
            await here.press("a")
            await here.said("Let in")
            await until(here.me.nothing_pending)
        await circle.read()
        assert (await circle.helper.services.forum.thread(circle.id, again)).root.text == "my boss is unkind"


async def test_a_thread_is_locked_opened_and_slowed_down_while_it_goes_on_waiting(
    community: Community, tmp_path: Path
) -> None:
    async with circle_of(community, tmp_path) as circle:
        (event,) = await reported(circle, "a heated evening")
        forum = circle.moderator.services.forum
        async with desk(circle) as here:
            place = await here.to_moderate()
            await here.decide("L")
            await here.said("takes no more replies")
            await until(here.me.nothing_pending)
            await forum.refresh(circle.id)
            assert (await forum.thread(circle.id, event)).locked and place.table.count() == 1
            await here.press("L")
            await here.said("can be answered again")
            await until(here.me.nothing_pending)
            await forum.refresh(circle.id)
            assert not (await forum.thread(circle.id, event)).locked
            await here.press("S")
            await here.stands("Slow this thread down", "in the whole circle")
            await here.press("j", "enter")
            await here.said("another pace")
            await until(here.me.nothing_pending)
            await here.press("o")
            await here.stands("asked for 5 minutes between posts", "U end it")
            await here.press("U")
            await here.said("its own pace")
            await until(here.me.nothing_pending)
            await here.stands("ended the pause between posts")


async def test_what_is_heavy_stays_folded_until_one_key_opens_it_and_that_counts(
    community: Community, tmp_path: Path
) -> None:
    async with circle_of(community, tmp_path) as circle:
        await reported(circle, "I want to die, and nobody would notice", reason="harm")
        async with desk(circle) as here:
            place = await here.to_moderate()
            await here.stands("! ▸ heavy to read", "urgent", "! 1 urgent")
            assert "want to die" not in here.text()
            await here.press("enter")
            await here.stands("! urgent: it may speak of danger", "z opens it, when you are ready")
            assert "want to die" not in here.text()
            await here.press("z")
            await here.stands("I want to die, and nobody would notice")
            await until(lambda: counted(here, 1))
            await here.press("z", "escape")
            await here.stands("You have read one heavy report today.", "heavy to read")
            assert "want to die" not in here.text() and place.table.count() == 1


async def counted(here: Desk, heavy: int) -> bool:
    """Whether so many heavy texts were opened today."""
    return (await here.me.services.moderating.workload()).heavy_read == heavy


async def test_a_ban_takes_two_where_the_circle_asks_for_it(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path, moderators=2) as circle:
        community.command("circle", "edit", circle.name, "--ban-by-two")
        await circle.read()
        await reported(circle, "nobody wants you here", reason="threat")
        first, second = circle.moderators
        async with desk(circle, first) as here:
            await here.to_moderate()
            await here.decide("B", "2")
            await here.stands("It holds once a second moderator says so, too")
            await here.press("y")
            await here.said("Said.")
            await until(here.me.nothing_pending)
        (item,) = await circle.waiting(Waits.SECOND, of=second)
        async with desk(circle, second) as here:
            place = await here.to_moderate(1)
            await here.stands("Ban ", "a second word")
            await here.press("enter")
            await here.stands("Another moderator asks to ban them", "B ban, too", "U no ban")
            await here.decide("B", "2")
            await here.press("y")
            await here.said("the second word")
            await here.settled(lambda: place.table.count() == 0)
            await until(here.me.nothing_pending)
        await circle.read()
        assert item.author is not None
        await circle.author.write(circle.id, "again")

        async def is_refused() -> bool:
            return [one.code for one in await circle.author.services.compose.pending()] == ["banned"]

        await until(is_refused)
