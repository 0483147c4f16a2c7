"""Whom a decision is about reads why, asks once to think again, and is answered; two decide where the circle asks."""

from pathlib import Path

import msgspec
import pytest

from heimo_protocol.events import Action
from heimo_tui.core.errors import BadInput
from heimo_tui.core.moderating import Appealable, Deed, Verdict, Waits
from heimo_tui.core.preferences import NetworkProfile
from heimo_tui.core.views import Gone
from tests.support.moderators import Circle, circle_of
from tests.support.people import Person, until
from tests.support.server import Community


async def about(someone: Person) -> Appealable:
    (one,) = await someone.services.moderating.about_me()
    return one


async def removed(circle: Circle, words: str = "not like this") -> bytes:
    """The author writes, somebody reports, a moderator removes it; gives the post."""
    post = await circle.author.published(circle.id, "harsh words of mine")
    await circle.read()
    await circle.report(post)
    (item,) = await circle.waiting(Waits.REPORTED)
    await circle.decide(item, Deed.REMOVE, reason="unkind", words=words)
    return post


async def test_a_removed_post_is_appealed_once_and_comes_back(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path, moderators=2) as circle:
        post = await removed(circle)
        concern = await about(circle.author)
        assert (concern.decision.action, concern.decision.words) == (Action.HIDE, "not like this")
        assert concern.decision.by is None and concern.may_appeal and concern.start == "harsh words of mine"
        assert await circle.helper.services.moderating.about_me() == ()

        await circle.author.services.moderating.appeal(circle.id, concern.decision.event, "I meant myself")
        concern = await about(circle.author)
        assert concern.appealed and not concern.may_appeal
        with pytest.raises(BadInput, match="appealed"):
            await circle.author.services.moderating.appeal(circle.id, concern.decision.event, "again")
        for one in circle.moderators:
            (item,) = await circle.waiting(of=one)
            assert (item.kind, item.text, item.parent) == (Waits.APPEAL, "I meant myself", "harsh words of mine")
            assert item.decision is not None and item.decision.words == "not like this"
            assert item.author is not None and item.author.key == await circle.key(circle.author)
            assert item.deeds == (Deed.KEEP, Deed.RESTORE)
        (item,) = await circle.waiting(of=circle.moderators[1])
        await circle.decide(item, Deed.RESTORE, by=circle.moderators[1], words="you are right")
        for one in circle.moderators:
            assert not await circle.waiting(of=one)
        concern = await about(circle.author)
        assert (concern.answer, concern.decision.reversed) == ("you are right", True)
        thread = await circle.helper.services.forum.thread(circle.id, post)
        assert (thread.root.gone, thread.root.text) == (Gone.NO, "harsh words of mine")


async def test_a_decision_that_stands_is_answered_in_words(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        post = await removed(circle)
        decision = (await about(circle.author)).decision.event
        await circle.author.services.moderating.appeal(circle.id, decision, "why?")
        (item,) = await circle.waiting()
        await circle.decide(item, Deed.KEEP, words="it shamed somebody")
        concern = await about(circle.author)
        assert (concern.answer, concern.decision.reversed) == ("it shamed somebody", False)
        assert (await circle.helper.services.forum.thread(circle.id, post)).root.gone is Gone.REMOVED
        assert not await circle.waiting()


async def test_somebody_banned_reads_why_and_can_appeal(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        await circle.author.published(circle.id, "hello")
        await circle.read()
        key = await circle.key(circle.author)
        await circle.moderator.services.moderating.decide_on(circle.id, key, Verdict(Deed.BAN, words="you threatened"))
        await until(circle.moderator.nothing_pending)
        await circle.read()
        concern = await about(circle.author)
        assert (concern.decision.action, concern.decision.words) == (Action.BAN, "you threatened")
        await circle.author.services.moderating.appeal(circle.id, concern.decision.event, "it was a joke")
        (item,) = await circle.waiting()
        assert item.deeds == (Deed.KEEP, Deed.UNBAN)
        await circle.decide(item, Deed.UNBAN, words="once more, then")
        assert (await about(circle.author)).answer == "once more, then"
        await circle.author.published(circle.id, "thank you")


async def test_an_appeal_without_the_network_waits_and_is_sent_once(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        await removed(circle)
        decision = (await about(circle.author)).decision.event
        community.stop()
        await circle.author.services.moderating.appeal(circle.id, decision, "when you can")
        assert (await about(circle.author)).appealed
        community.start()
        appealing = circle.author.services.moderating._appealing
        vault = circle.author.services.membership._house.open_vault()
        await vault.run(lambda tables: tables.moderation.appeals.try_now())
        await appealing.step()
        await appealing.step()
        (item,) = await circle.waiting()
        assert item.text == "when you can"
        row = await vault.read(lambda tables: tables.moderation.appeals.get(decision))
        assert row is not None and row.sent and row.sealed is None and row.appeal == b""


async def test_nobody_appeals_what_is_not_about_them_or_with_nothing_to_say(
    community: Community, tmp_path: Path
) -> None:
    async with circle_of(community, tmp_path) as circle:
        await removed(circle)
        decision = (await about(circle.author)).decision.event
        mine, others = circle.author.services.moderating, circle.helper.services.moderating
        for someone, event, words, code in (
            (others, decision, "let it stay", "no_decision"),
            (mine, b"\0" * 16, "what?", "no_decision"),
            (mine, decision, "  ", "empty"),
            (mine, decision, "a" * 1001, "too_long"),
        ):
            with pytest.raises(BadInput, match=code):
                await someone.appeal(circle.id, event, words)


async def test_a_ban_of_two_waits_for_the_second_word(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path, moderators=3) as circle:
        steward, first, second = circle.moderators
        await circle.appoint(steward, "--steward")
        await circle.read()
        settings = await steward.services.moderating.settings(circle.id)
        await steward.services.moderating.save_settings(circle.id, msgspec.structs.replace(settings, ban_by_two=True))
        await until(steward.nothing_pending)
        await circle.author.published(circle.id, "hello")
        await circle.read()
        key = await circle.key(circle.author)
        await first.services.moderating.decide_on(
            circle.id, key, Verdict(Deed.BAN, reason="threat", words="no threats")
        )
        await until(first.nothing_pending)
        await circle.read()
        assert await circle.author.services.moderating.about_me() == (), "one word bans nobody"
        assert not await circle.waiting(of=first)
        (item,) = await circle.waiting(of=second)
        assert (item.kind, item.text, item.reasons) == (Waits.SECOND, "no threats", (("threat", 1),))
        assert item.author is not None and item.author.key == key
        assert item.deeds == (Deed.BAN, Deed.UNBAN)
        await circle.author.published(circle.id, "still here")
        await second.services.moderating.decide(item, Verdict(Deed.BAN, words="I agree"))
        assert not await second.services.moderating.queue(circle.id), "one's own word is on its way"
        await until(second.nothing_pending)
        await circle.read()
        for one in circle.moderators:
            assert not await circle.waiting(of=one)
        assert (await about(circle.author)).decision.words == "I agree"


async def test_an_appeal_goes_out_by_itself_once_the_network_is_back(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        await removed(circle)
        decision = (await about(circle.author)).decision.event
        await circle.author.services.moderating.start()
        await circle.moderator.services.moderating.start()
        community.stop()
        await circle.author.services.moderating.appeal(circle.id, decision, "when you can")
        community.start()
        await circle.author.services.forum.refresh(circle.id)
        vault = circle.author.services.membership._house.open_vault()

        async def sent() -> bool:
            row = await vault.read(lambda tables: tables.moderation.appeals.get(decision))
            return row is not None and row.sent

        await until(sent)
        assert [item.text for item in await circle.waiting()] == ["when you can"]
        assert any(change.moderating for change in circle.moderator.changes)


async def test_in_the_private_profile_only_a_named_circle_is_asked_for(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        post = await circle.author.published(circle.id, "words")
        await circle.report(post)
        await circle.moderator.services.preferences.set(network=NetworkProfile.PRIVATE)
        mine = circle.moderator.services.moderating
        await mine.refresh()
        assert await mine.queue() == ()
        await mine.refresh(circle.id)
        assert [item.event for item in await mine.queue()] == [post]
