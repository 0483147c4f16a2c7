"""What waits for a moderator: kept, folded, returned, removed, and brought back where the server refuses."""

from dataclasses import replace
from pathlib import Path

import pytest

from heimo_protocol.events import Need
from heimo_tui.core.drafts import DraftKind
from heimo_tui.core.errors import BadInput
from heimo_tui.core.moderating import Deed, QueueItem, Verdict, Waits
from heimo_tui.core.views import Delivery, Gone
from heimo_tui.services.moderating import Moderating
from heimo_tui.vault.tables import OutboxState
from tests.support.moderators import circle_of
from tests.support.people import Person, until
from tests.support.server import Community


def moderating(someone: Person) -> Moderating:
    return someone.services.moderating


async def stored(someone: Person) -> int:
    """How much of a queue is on somebody's disk."""
    vault = someone.services.membership._house.open_vault()
    return len(await vault.read(lambda tables: tables.moderation.items.circles()))


async def delivery(someone: Person) -> list[tuple[Delivery, str]]:
    return [(one.delivery, one.words) for one in await someone.services.compose.pending()]


async def held(someone: Person, circle: bytes, words: str) -> bytes:
    event = await someone.write(circle, words)

    async def waits() -> bool:
        return Delivery.HELD in [one for one, _ in await delivery(someone)]

    await until(waits)
    return event


async def test_a_first_post_waits_is_returned_with_words_and_admitted_when_it_changed(
    community: Community, tmp_path: Path
) -> None:
    async with circle_of(community, tmp_path, name="Front door") as circle:
        event = await held(circle.author, circle.id, "my boss is Jane Roe of Acme")
        (item,) = await circle.waiting()
        assert (item.kind, item.text, item.event) == (Waits.HELD, "my boss is Jane Roe of Acme", event)
        assert item.author is not None and item.author.key == await circle.key(circle.author)
        assert Deed.ADMIT in item.deeds and Deed.RETURN in item.deeds
        await circle.decide(item, Deed.RETURN, words="please leave the name out")
        await circle.author.services.compose._sender.ask_held_now()

        async def returned() -> bool:
            return await delivery(circle.author) == [(Delivery.RETURNED, "please leave the name out")]

        await until(returned)
        assert not await circle.waiting()
        draft = await circle.author.services.compose.undo(event)
        again = await circle.author.services.compose.send(replace(draft, text="my boss is unkind"), 0)
        await until(lambda: _is_held(circle.author))
        (item,) = await circle.waiting()
        assert item.text == "my boss is unkind"
        await circle.decide(item, Deed.ADMIT)
        assert not await circle.waiting()
        thread = await circle.helper.services.forum.thread(circle.id, again)
        assert thread.root.text == "my boss is unkind"


async def _is_held(someone: Person) -> bool:
    return [one for one, _ in await delivery(someone)] == [Delivery.HELD]


async def test_reports_count_their_reasons_and_are_answered_by_keeping_folding_or_removing(
    community: Community, tmp_path: Path
) -> None:
    async with circle_of(community, tmp_path, moderators=2) as circle:
        posts = [await circle.author.published(circle.id, f"words {number}") for number in range(3)]
        await circle.read()
        for post in posts:
            await circle.report(post)
        await circle.moderators[1].services.forum.report(circle.id, posts[0], "spam")
        items = {item.event: item for item in await circle.waiting(Waits.REPORTED)}
        assert set(items) == set(posts)
        assert dict(items[posts[0]].reasons) == {"unkind": 1, "spam": 1}
        assert items[posts[0]].thread == posts[0] and items[posts[0]].text == "words 0"
        assert (await moderating(circle.moderator).circles())[0].waiting == 3

        await circle.decide(items[posts[0]], Deed.KEEP)
        await circle.decide(items[posts[1]], Deed.FOLD, notes=("death",))
        await circle.decide(items[posts[2]], Deed.REMOVE, reason="unkind", words="not like this")
        for one in circle.moderators:
            assert not await circle.waiting(of=one), "what one moderator decides waits for none"
        seen = [(await circle.helper.services.forum.thread(circle.id, post)).root for post in posts]
        assert [one.text for one in seen] == ["words 0", "words 1", ""]
        assert seen[1].notes == ("death",)
        assert (seen[2].gone, seen[2].words) == (Gone.REMOVED, "not like this")


async def test_what_speaks_of_danger_is_urgent_and_what_is_marked_so_is_heavy(
    community: Community, tmp_path: Path
) -> None:
    async with circle_of(community, tmp_path) as circle:
        plain = await circle.author.published(circle.id, "the bus was late again")
        danger = await circle.author.published(circle.id, "I am going to kill myself tonight")
        threat = await circle.author.published(circle.id, "you had better watch out")
        draft = await circle.author.services.compose.begin(circle.id, DraftKind.POST)
        noted = await circle.author.services.compose.send(
            replace(draft, text="it was long ago", need=Need.LISTEN, notes=("self_harm",)), 0
        )
        await until(circle.author.nothing_pending)
        for post, reason in ((plain, "unkind"), (danger, "other"), (threat, "threat"), (noted, "other")):
            await circle.report(post, reason)
        items = {item.event: item for item in await circle.waiting()}
        assert {event for event, item in items.items() if item.urgent} == {danger, threat}
        assert {event for event, item in items.items() if item.heavy} == {danger, threat, noted}


async def test_an_edited_text_is_looked_through_again(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        post = await circle.author.published(circle.id, "nothing much")
        await circle.report(post, "other")
        assert [item.urgent for item in await circle.waiting()] == [False]
        draft = await circle.author.services.compose.begin(circle.id, DraftKind.EDIT, post)
        await circle.author.services.compose.send(replace(draft, text="I want to kill myself"), 0)
        await until(circle.author.nothing_pending)
        (item,) = await circle.waiting()
        assert item.urgent and item.text == "I want to kill myself"


async def test_nobody_decides_on_what_they_wrote_themselves(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        post = await circle.moderator.published(circle.id, "who moderates me?")
        await circle.report(post)
        (item,) = await circle.waiting()
        assert item.deeds == ()
        for deed in (Deed.KEEP, Deed.REMOVE, Deed.BAN):
            with pytest.raises(BadInput, match=r"own_post|not_moderator"):
                await moderating(circle.moderator).decide(item, Verdict(deed))
        with pytest.raises(BadInput, match="own_post"):
            await moderating(circle.moderator).decide_on(circle.id, post, Verdict(Deed.REMOVE))


async def test_what_cannot_be_is_said_before_anything_is_signed(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        post = await circle.author.published(circle.id, "words")
        await circle.report(post)
        (item,) = await circle.waiting()
        wrong = {
            "too_long": Verdict(Deed.REMOVE, words="a" * 301),
            "pause_days": Verdict(Deed.PAUSE, days=3),
            "slow_seconds": Verdict(Deed.SLOW, seconds=90_000),
            "no_notes": Verdict(Deed.FOLD),
        }
        for code, verdict in wrong.items():
            with pytest.raises(BadInput, match=code):
                await moderating(circle.moderator).decide(item, verdict)
        with pytest.raises(BadInput, match="no_item"):
            await moderating(circle.moderator).decide(replace(item, id=b"\0" * 16), Verdict(Deed.KEEP))
        with pytest.raises(BadInput, match="not_moderator"):
            await moderating(circle.helper).decide(item, Verdict(Deed.KEEP))
        assert await circle.moderator.nothing_pending()
        assert len(await circle.waiting()) == 1


async def test_a_decision_without_the_network_waits_and_the_queue_forgets_its_object_at_once(
    community: Community, tmp_path: Path
) -> None:
    async with circle_of(community, tmp_path) as circle:
        posts = [await circle.author.published(circle.id, f"words {number}") for number in range(2)]
        for post in posts:
            await circle.report(post)
        items = await circle.waiting()
        community.stop()
        for item in items:
            await moderating(circle.moderator).decide(item, Verdict(Deed.REMOVE, words="no"))
        assert await moderating(circle.moderator).queue(circle.id) == ()
        assert not await circle.moderator.nothing_pending()
        with pytest.raises(BadInput, match="no_item"):
            await moderating(circle.moderator).decide(items[0], Verdict(Deed.KEEP))
        community.start()
        for waits in await circle.moderator.services.compose._read(lambda tables: tables.outbox.all()):
            await circle.moderator.services.compose.retry(waits.event_id)
        await until(circle.moderator.nothing_pending)
        assert not await circle.waiting()
        await circle.read()
        gone = [(await circle.helper.services.forum.thread(circle.id, post)).root.gone for post in posts]
        assert gone == [Gone.REMOVED, Gone.REMOVED]


async def test_what_the_server_refuses_to_decide_waits_again_and_says_why(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path, name="Front door", moderators=2) as circle:
        await held(circle.author, circle.id, "a first post")
        first, second = circle.moderators
        (item,) = await circle.waiting(of=first)
        (twin,) = await circle.waiting(of=second)
        await circle.author.services.compose.undo(item.event or b"")  # it is not there any more
        await moderating(first).decide(item, Verdict(Deed.ADMIT))
        assert not await moderating(first).queue(circle.id)

        async def back() -> list[QueueItem]:
            return [one for one in await moderating(first).queue(circle.id) if one.refused]

        await until(back)
        (again,) = await moderating(first).queue(circle.id)
        assert (again.id, again.refused) == (twin.id, "parent_unknown")
        assert await first.nothing_pending(), "what was refused lies in nobody's way"
        assert not await circle.waiting(of=first), "the server knows that it is gone"


async def test_whoever_moderates_no_more_keeps_nothing_of_the_queue(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path, moderators=2) as circle:
        post = await circle.author.published(circle.id, "words")
        await circle.report(post)
        gone, left = circle.moderators
        assert await circle.waiting(of=gone) and await circle.waiting(of=left)
        community.command("moderators", "remove", circle.name, (await circle.key(gone)).hex())
        await circle.read()
        assert await moderating(gone).circles() == () and await moderating(gone).queue() == ()
        assert await stored(gone) == 0
        await left.services.membership.leave_circle(circle.id)
        assert await moderating(left).circles() == () and await stored(left) == 0


async def test_a_thread_is_locked_slowed_and_its_author_paused_from_where_it_is_read(
    community: Community, tmp_path: Path
) -> None:
    async with circle_of(community, tmp_path) as circle:
        post = await circle.author.published(circle.id, "words")
        await circle.read()
        mod = moderating(circle.moderator)
        await mod.decide_on(circle.id, post, Verdict(Deed.SLOW, seconds=60))
        await mod.decide_on(circle.id, circle.id, Verdict(Deed.SLOW, seconds=30))
        await mod.decide_on(circle.id, post, Verdict(Deed.LOCK))
        await until(circle.moderator.nothing_pending)
        await circle.read()
        assert (await circle.helper.services.forum.thread(circle.id, post)).locked
        await mod.decide_on(circle.id, post, Verdict(Deed.UNLOCK))
        await mod.decide_on(circle.id, post, Verdict(Deed.PAUSE, days=7, words="rest a little"))
        await until(circle.moderator.nothing_pending)
        await circle.read()
        thread = await circle.helper.services.forum.thread(circle.id, post)
        assert not thread.locked and thread.root.text == "words", "pausing somebody takes no words away"
        event = await circle.author.write(circle.id, "I go on")

        async def refused() -> bool:
            return (await delivery(circle.author))[0][0] is Delivery.REFUSED

        await until(refused)
        rows = await circle.author.services.compose._read(lambda tables: tables.outbox.all())
        assert [(row.event_id, row.state, row.error) for row in rows] == [(event, OutboxState.REFUSED, "banned")]
        assert not await circle.author.services.forum.problems(), "a signed pause is no offence of the server"


async def test_a_pause_of_what_is_reported_takes_the_words_away_too(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        post = await circle.author.published(circle.id, "hateful words")
        await circle.report(post)
        (item,) = await circle.waiting()
        await circle.decide(item, Deed.PAUSE, days=1, words="not here")
        assert not await circle.waiting()
        assert (await circle.helper.services.forum.thread(circle.id, post)).root.gone is Gone.REMOVED
        rulings = (await circle.helper.services.forum._sync.ledger(circle.id)).rulings
        assert rulings.banned[await circle.key(circle.author)].words == "not here"


async def test_what_several_are_told_is_the_same_for_each(community: Community, tmp_path: Path) -> None:
    """Nothing is sent to single moderators: each asks for what waits, and sees what others left."""
    async with circle_of(community, tmp_path, moderators=2) as circle:
        posts = [await circle.author.published(circle.id, f"words {number}") for number in range(2)]
        for post in posts:
            await circle.report(post)
        first, second = [await circle.waiting(of=one) for one in circle.moderators]
        assert [one.id for one in first] == [one.id for one in second]
        await circle.decide(first[0], Deed.KEEP)
        assert [one.id for one in await circle.waiting(of=circle.moderators[1])] == [first[1].id]


async def test_what_is_refused_of_a_thread_is_told_once(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        post = await circle.author.published(circle.id, "words")
        reply = await circle.author.published(circle.id, "more words", parent=post)
        await circle.read()
        mod = moderating(circle.moderator)
        community.command("moderators", "remove", circle.name, (await circle.key(circle.moderator)).hex())
        await mod.decide_on(circle.id, reply, Verdict(Deed.REMOVE, words="too late"))

        async def told() -> bool:
            return await mod.refused() == ((circle.id, "not_moderator"),)

        await until(told)
        assert await mod.refused() == () and await circle.moderator.nothing_pending()
