"""Texts go when their circle's time is over, and the room they took goes back to the disk."""

import time
from pathlib import Path

from heimo_tui.core.drafts import DraftKind
from heimo_tui.core.views import Gone
from heimo_tui.services.upkeep import TIDY_DAYS, Upkeep
from tests.support.people import Person, person, with_words
from tests.support.server import Community

DAY = 86_400


def upkeep(someone: Person) -> Upkeep:
    return Upkeep(someone.services.forum._house, someone.services.forum._sync)


async def test_texts_go_when_their_time_is_over_and_kept_copies_stay(community: Community, tmp_path: Path) -> None:
    ahead = [0.0]
    async with person(tmp_path / "a", clock=lambda: time.time() + ahead[0]) as a:
        await a.services.membership.register(community.invite, a.services.membership.new_phrase())
        circle = (await a.circle("Kitchen table")).id
        posts = [await a.published(circle, words) for words in ("kept", "not kept")]
        await a.services.keeping.keep(circle, posts[0])
        await a.services.forum.stop()
        for days, texts, gone in ((179, ["kept", "not kept"], Gone.NO), (182, ["", ""], Gone.EXPIRED)):
            ahead[0] = days * DAY
            await upkeep(a).step()
            roots = [(await a.services.forum.thread(circle, post)).root for post in posts]
            assert [root.text for root in roots] == texts
            assert {root.gone for root in roots} == {gone}
        assert (await a.services.forum.thread_list(circle, query="kept")).ids == ()
        rows = await a.services.forum._house.open_vault().read(lambda tables: tables.events.between(circle, 0))
        assert all(row.envelope is None for row in rows if row.event_id in posts)
        assert [kept.text for kept in await a.services.keeping.kept()] == ["kept"]


async def test_the_store_is_tidied_once_a_week_while_nobody_is_there(community: Community, tmp_path: Path) -> None:
    ahead = [0.0]
    async with person(tmp_path / "a", clock=lambda: time.time() + ahead[0]) as a:
        await a.services.membership.register(community.invite, a.services.membership.new_phrase())
        circle = (await a.circle("Kitchen table")).id
        await a.services.forum.stop()

        async def after(days: float, *, busy: bool) -> bool:
            """Whether there is unused room in the store once much was thrown away and the upkeep asked days later."""
            kept = await a.services.compose.begin(circle, DraftKind.POST)
            for number in range(20):
                draft = await a.services.compose.begin(circle, DraftKind.REPLY, bytes([number]) * 16)
                await a.services.compose.save(with_words(draft, "x" * 20_000))
                await a.services.compose.discard(draft.id)
            ahead[0] += days * DAY
            if busy:
                await a.services.compose.save(kept)
            await upkeep(a).step()
            vault = a.services.forum._house.open_vault()
            return bool(await vault.read(lambda tables: tables.preferences._db.value("PRAGMA freelist_count")))

        assert await after(1, busy=False), "on the first day it is only noted"
        assert await after(TIDY_DAYS + 1, busy=True), "somebody is writing"
        assert not await after(1, busy=False)
        assert await after(TIDY_DAYS - 1, busy=False), "not again within the week"
        assert not await after(1, busy=False)
