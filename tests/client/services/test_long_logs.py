"""A log longer than one answer: the newest part is there at once, the rest comes after it, all of it checked."""

from pathlib import Path

import pytest

from heimo_protocol.events import Reaction
from heimo_tui.core.drafts import DraftKind
from tests.support.people import person, until, with_words
from tests.support.server import Community


@pytest.mark.slow
async def test_a_late_reader_gets_the_newest_part_first_and_then_all(community: Community, tmp_path: Path) -> None:
    invites = community.invites(2)
    async with person(tmp_path / "a") as a, person(tmp_path / "b") as b:
        for one, invite in ((a, invites[0]), (b, invites[1])):
            await one.services.membership.register(invite, one.services.membership.new_phrase())
        circle = (await a.circle("Kitchen table")).id
        post = await a.published(circle, "the very first words")
        await b.services.forum.refresh(circle)
        edit = await a.services.compose.begin(circle, DraftKind.EDIT, post)
        await a.services.compose.send(with_words(edit, "the very first words, changed"), 0)
        for _ in range(121):
            for one in (a, b):
                await one.services.forum.react(circle, post, Reaction.WITH_YOU)

        async def all_sent() -> bool:
            outbox = [one.services.forum._house.open_vault().read(lambda t: t.outbox.all()) for one in (a, b)]
            return not any([await rows for rows in outbox])

        await until(all_sent, 90)
    async with person(tmp_path / "late") as late:
        await late.services.membership.look(community.url)
        await late.services.forum.refresh(circle)
        assert (await late.services.forum.thread_list(circle)).ids == (), "the post lies before the newest part"
        await late.services.forum.focus(circle)

        async def whole() -> bool:
            return (await late.services.forum.thread_list(circle)).ids == (post,)

        await until(whole)
        view = await late.services.forum.thread(circle, post)
        assert view.root.text == "the very first words, changed" and view.root.edited
        assert view.root.reactions == {Reaction.WITH_YOU: 2}, "an odd number of changes of mind"
        await until(lambda: not late.services.forum._sync.progress)
        assert not await late.services.forum.problems()
