"""Circles that only members see or read, several communities on one device, and names that are replaced."""

from pathlib import Path

import pytest

from heimo_tui.core.errors import BadInput, Refused
from tests.support.people import Person, person, until
from tests.support.server import Community, served

CIRCLES = Path(__file__).parents[2] / "support" / "circles.toml"


async def member(someone: Person, invite: str) -> None:
    await someone.services.membership.register(invite, someone.services.membership.new_phrase())


async def titles(someone: Person, circle: bytes) -> list[str]:
    listed = await someone.services.forum.thread_list(circle)
    return [row.title for row in await someone.services.forum.rows(circle, listed.ids)]


async def test_a_private_circle_is_found_joined_and_read_with_its_code(community: Community, tmp_path: Path) -> None:
    community.command("circle", "create", "Back room", "--private", "--no-hold", "--code", "linden tree")
    invites = community.invites(2)
    async with person(tmp_path / "a") as a, person(tmp_path / "b") as b:
        for one, invite in ((a, invites[0]), (b, invites[1])):
            await member(one, invite)
            assert "Back room" not in [view.name for view in await one.services.forum.circles()]
        with pytest.raises(Refused, match="entry_code"):
            await a.services.membership.find_circle("oak tree")
        found = await a.services.membership.find_circle(" linden tree ")
        assert (found.name, found.private, found.joined) == ("Back room", True, False)
        with pytest.raises(Refused, match="auth_unknown"):
            await a.services.forum.refresh(found.id)
        await a.services.membership.set_name(found.id, "somebody in the back")
        await a.services.membership.join_circle(found.id)
        assert (await a.circle("Back room")).joined
        await a.published(found.id, "only for us")
        await b.services.membership.find_circle("linden tree")
        await b.published(found.id, "I joined by writing")
        assert await titles(b, found.id) == ["I joined by writing", "only for us"]
        await b.services.forum.focus(found.id)
        post = (await b.services.forum.thread_list(found.id)).ids[1]
        assert (await b.services.forum.thread(found.id, post)).root.author.name == "somebody in the back"
        new = await a.published(found.id, "and live")

        async def arrived() -> bool:
            return (await b.services.forum.thread_list(found.id)).ids[0] == new

        await until(arrived)
        assert not await a.services.forum.problems() + await b.services.forum.problems()
        keyring = b.keyring
    async with person(tmp_path / "b", keyring=keyring) as b:
        await b.services.forum.refresh()
        assert (await b.circle("Back room")).joined, "the code is kept"


async def test_a_replaced_name_is_a_new_person_to_others(community: Community, tmp_path: Path) -> None:
    invites = community.invites(2)
    async with person(tmp_path / "a") as a, person(tmp_path / "b") as b:
        await member(a, invites[0])
        await member(b, invites[1])
        circle = (await a.circle("Kitchen table")).id
        with pytest.raises(BadInput, match="not_joined"):
            await a.services.membership.replace_name(circle)
        await a.services.membership.set_name(circle, "north wind")
        first = await a.published(circle, "too much of me")
        await a.write(circle, "not yet", hold=120)
        with pytest.raises(BadInput, match="still_sending"):
            await a.services.membership.replace_name(circle)
        await a.services.compose.undo((await a.services.compose.pending())[0].id)
        await a.services.membership.replace_name(circle)
        renamed = (await a.circle("Kitchen table")).my_name
        assert renamed is not None and renamed.name != "north wind"
        second = await a.published(circle, "somebody new")
        await b.services.forum.refresh(circle)
        seen = [(await b.services.forum.thread(circle, one)).root.author for one in (first, second)]
        assert [author.name for author in seen] == ["north wind", renamed.name]
        assert seen[0].key != seen[1].key == renamed.key
        own = [(await a.services.forum.thread(circle, one)).root.mine for one in (first, second)]
        assert own == [True, True]
        with pytest.raises(Refused, match="reset_too_soon") as refused:
            await a.services.membership.replace_name(circle)
        assert refused.value.retry_after is not None and refused.value.retry_after > 3600
        await a.published(circle, "still here")
        assert not await a.services.forum.problems() + await b.services.forum.problems()


async def test_two_communities_side_by_side(community: Community, tmp_path: Path) -> None:
    with served(tmp_path / "second", "--circles", str(CIRCLES)) as second:
        async with person(tmp_path / "a") as a:
            ids, circles = [], []
            for one in (community, second):
                await member(a, one.invite)
                current = a.services.membership.current()
                assert current is not None
                ids.append(current.id)
                circles.append((await a.circle("Kitchen table")).id)
            assert circles[0] != circles[1] and ids[0] != ids[1]
            await a.published(circles[1], "in the second")
            view = await a.services.membership.switch(ids[0])
            assert view == a.services.membership.current() and view.id == ids[0]
            assert await titles(a, circles[0]) == []
            await a.write(circles[1], "from elsewhere")
            await until(a.nothing_pending)
            await a.published(circles[0], "in the first")
            assert {one.id for one in await a.services.membership.communities()} == set(ids)
            keyring = a.keyring
        async with person(tmp_path / "a", keyring=keyring) as a:
            current = a.services.membership.current()
            assert current is not None and current.id == ids[0], "the one looked at last"
            with pytest.raises(BadInput, match="no_community"):
                await a.services.membership.switch(b"\0" * 32)
            await a.services.membership.switch(ids[1])
            assert await titles(a, circles[1]) == ["from elsewhere", "in the second"]
            await a.services.membership.leave_community(ids[1])
            assert a.services.membership.current() is not None
            assert await titles(a, circles[0]) == ["in the first"]
