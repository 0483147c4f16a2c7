"""Names: held first posts, a second device, one-time names, leaving, and what others see of them."""

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest

from heimo_protocol.events import Reaction
from heimo_tui.core.drafts import DraftKind
from heimo_tui.core.errors import BadInput, Refused
from heimo_tui.core.views import Delivery
from tests.support.people import Person, person, until, with_words
from tests.support.server import Community


async def member(someone: Person, invite: str, circle: str = "Kitchen table") -> bytes:
    """Register; gives a circle."""
    await someone.services.membership.register(invite, someone.services.membership.new_phrase())
    return (await someone.circle(circle)).id


async def delivered(someone: Person, state: Delivery) -> bool:
    return [one.delivery for one in await someone.services.compose.pending()] == [state]


def held_mark(community: Community) -> str:
    waiting = community.command("held", "list")["held"]
    assert isinstance(waiting, list)
    return str(waiting[0]["mark"])


async def test_a_first_post_waits_for_a_moderator_and_is_let_in(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "a") as a:
        circle = await member(a, community.invite, "Front door")
        await a.write(circle, "my first words")
        await until(lambda: delivered(a, Delivery.HELD))
        community.command("held", "admit", held_mark(community))
        await a.services.forum.refresh(circle)
        await until(a.nothing_pending)
        await a.published(circle, "my second words wait for nobody")
        assert len((await a.services.forum.thread_list(circle)).ids) == 2
        assert not await a.services.forum.problems()


async def test_a_returned_post_comes_back_with_the_moderators_words(community: Community, tmp_path: Path) -> None:
    now = [0.0]

    def clock() -> float:
        return time.time() + now[0]

    async with person(tmp_path / "a", clock=clock) as a:
        circle = await member(a, community.invite, "Front door")
        post = await a.write(circle, "a name slipped in")
        await until(lambda: delivered(a, Delivery.HELD))
        community.command("held", "return", held_mark(community), "--words", "Leave the name out.")
        now[0] = 90
        await a.services.compose.stop()
        await a.services.compose.start()
        await until(lambda: delivered(a, Delivery.RETURNED))
        assert (await a.services.compose.pending())[0].words == "Leave the name out."
        draft = await a.services.compose.undo(post)
        await a.services.compose.send(with_words(draft, "no name now"), 0)
        await until(lambda: delivered(a, Delivery.HELD))
        community.command("held", "admit", held_mark(community))
        await a.services.forum.refresh(circle)
        await until(a.nothing_pending)
        assert not await a.services.forum.problems()


async def test_what_waits_for_a_moderator_can_be_taken_back(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "a") as a:
        circle = await member(a, community.invite, "Front door")
        post = await a.write(circle, "changed my mind")
        await until(lambda: delivered(a, Delivery.HELD))
        assert (await a.services.compose.undo(post)).text == "changed my mind"
        assert await a.nothing_pending()
        assert community.command("held", "list")["held"] == []
        await a.write(circle, "something else")
        await until(lambda: delivered(a, Delivery.HELD))


async def test_twelve_words_make_the_same_person_on_another_device(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "old") as old:
        phrase = old.services.membership.new_phrase()
        await old.services.membership.register(community.invite, phrase)
        circle = (await old.circle("Kitchen table")).id
        await old.services.membership.set_name(circle, "quiet heron")
        await old.published(circle, "from my old laptop")
    async with person(tmp_path / "new") as new:
        with pytest.raises(Refused, match="auth_unknown"):
            await new.services.membership.recover(community.url, new.services.membership.new_phrase())
        typed = new.services.membership.read_phrase(" ".join(word[:4] for word in phrase))
        assert typed == phrase
        await new.services.membership.recover(community.url, typed)
        await new.services.forum.refresh(circle)
        view = (await new.services.forum.rows(circle, (await new.services.forum.thread_list(circle)).ids))[0]
        assert view.mine and view.author.name == "quiet heron"
        assert (await new.circle("Kitchen table")).joined, "the log tells it, without a word to the server"
        await new.published(circle, "from my new laptop")
        names = {
            one.author.key
            for one in await new.services.forum.rows(circle, (await new.services.forum.thread_list(circle)).ids)
        }
        assert len(names) == 1
        assert not await new.services.forum.problems()


async def test_whoever_left_is_not_there_again_on_another_device(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "old") as old, person(tmp_path / "new") as new:
        phrase = old.services.membership.new_phrase()
        await old.services.membership.register(community.invite, phrase)
        circle = (await old.circle("Kitchen table")).id
        await old.published(circle, "and now I go")
        await old.services.membership.leave_circle(circle)
        await new.services.membership.recover(community.url, phrase)
        await new.services.forum.refresh(circle)
        assert not (await new.circle("Kitchen table")).joined


async def test_two_devices_of_one_person_do_not_fork_their_chain(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "one") as one, person(tmp_path / "two") as two:
        phrase = one.services.membership.new_phrase()
        await one.services.membership.register(community.invite, phrase)
        circle = (await one.circle("Kitchen table")).id
        await two.services.membership.recover(community.url, phrase)
        await one.published(circle, "from one")
        await two.published(circle, "from two")
        await one.published(circle, "from one again")
        assert len((await one.services.forum.thread_list(circle)).ids) == 3
        assert not await one.services.forum.problems() and not await two.services.forum.problems()


async def test_a_one_time_name_is_tied_to_nothing_and_to_one_thread(community: Community, tmp_path: Path) -> None:
    invites = community.invites(2)
    async with person(tmp_path / "a") as a, person(tmp_path / "b") as b:
        circle = await member(a, invites[0])
        await member(b, invites[1])
        await a.published(circle, "under my usual name")
        left = await a.services.membership.once_left(circle)
        draft = await a.services.compose.begin(circle, DraftKind.POST)
        secret = await a.services.compose.send(replace(with_words(draft, "what I never told"), once=True), 0)
        await until(a.nothing_pending)
        assert await a.services.membership.once_left(circle) == left - 1
        await b.services.forum.refresh(circle)
        rows = await b.services.forum.rows(circle, (await b.services.forum.thread_list(circle)).ids)
        assert len({row.author.key for row in rows}) == len({row.author.name for row in rows}) == 2
        reply = await b.published(circle, "thank you for telling", parent=secret)
        await a.services.forum.refresh(circle)
        again = await a.services.compose.begin(circle, DraftKind.REPLY, secret)
        await a.services.compose.send(replace(with_words(again, "it was hard"), once=True), 0)
        await a.services.forum.react(circle, reply, Reaction.THANK_YOU)
        await until(a.nothing_pending)
        assert await a.services.membership.once_left(circle) == left - 1
        await b.services.forum.refresh(circle)
        view = await b.services.forum.thread(circle, secret)
        assert view.replies[-1].author.key == view.root.author.key
        assert view.replies[0].reactions == {Reaction.THANK_YOU: 1}
        own = await a.services.forum.thread(circle, secret)
        assert own.root.mine and own.root.author.once and own.replies[0].my_reactions == {Reaction.THANK_YOU}
        assert not await b.services.forum.problems()


async def test_a_new_name_is_told_to_all(community: Community, tmp_path: Path) -> None:
    invites = community.invites(2)
    async with person(tmp_path / "a") as a, person(tmp_path / "b") as b:
        circle = await member(a, invites[0])
        await member(b, invites[1])
        await a.services.membership.set_name(circle, "  pale   lynx ")
        post = await a.published(circle, "hello")
        await b.services.forum.refresh(circle)
        assert (await b.services.forum.thread(circle, post)).root.author.name == "pale lynx"
        await a.services.membership.set_name(circle, "north wind")
        await a.published(circle, "hello again")
        await b.services.forum.refresh(circle)
        assert (await b.services.forum.thread(circle, post)).root.author.name == "north wind"
        assert [name.name for _, name in await a.services.membership.names()] == ["north wind"]
        with pytest.raises(BadInput, match="name"):
            await a.services.membership.set_name(circle, "x" * 33)


async def test_invites_bring_others_and_run_out(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "a") as a, person(tmp_path / "b") as b:
        await member(a, community.invite)
        left = await a.services.membership.invites_left()
        link = await a.services.membership.make_invite()
        assert await a.services.membership.invites_left() == left - 1
        await member(b, link)
        with pytest.raises(Refused, match="invite_spent"):
            async with person(tmp_path / "c") as c:
                await member(c, link)
        for _ in range(left - 1):
            await a.services.membership.make_invite()
        with pytest.raises(Refused, match="quota"):
            await a.services.membership.make_invite()


async def test_leaving_a_circle_and_a_community(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "a") as a:
        circle = await member(a, community.invite)
        await a.published(circle, "before I go")
        assert (await a.circle("Kitchen table")).joined
        await a.services.membership.leave_circle(circle)
        assert not (await a.circle("Kitchen table")).joined
        current = a.services.membership.current()
        assert current is not None
        await a.services.membership.leave_community(current.id, delete_account=True)
        assert a.services.membership.current() is None and await a.services.forum.circles() == ()
        assert community.command("stats")["accounts"] == 0


async def test_joining_twice_within_minutes_is_told(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "a") as a:
        circle = await member(a, community.invite)
        assert await a.services.membership.join_risk(circle)
        draft = await a.services.compose.begin(circle, DraftKind.POST)
        later = await a.services.compose.send_later(with_words(draft, "in a while"))
        waiting = (await a.services.compose.pending())[0]
        assert waiting.id == later and 290 <= waiting.hold_left <= 3600
        assert waiting.minutes * 60 >= 240 + int(time.time()) - 300


async def test_nothing_secret_shows_in_a_repr(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "a") as a:
        phrase = a.services.membership.new_phrase()
        await a.services.membership.register(community.invite, phrase)
        house = a.services.membership._house
        place = await house.place()
        shown = json.dumps([repr(place.row), repr(place.keys), repr(place.account_signer()), repr(place.credential)])
        assert place.row.prk is not None
        assert place.row.prk.reveal().hex() not in shown and "hidden" in shown
