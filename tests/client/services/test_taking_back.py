"""What members can do against words, their own and others': take back, ask for no replies, report so much a day."""

from dataclasses import replace
from pathlib import Path

import pytest

from heimo_protocol.events import Need
from heimo_tui.core.drafts import DraftKind, QuoteOf
from heimo_tui.core.errors import BadInput
from heimo_tui.core.views import Delivery, Gone
from heimo_tui.ui.notices import for_error
from tests.client.services.test_edits import answer, edit, stored, two
from tests.support.people import until
from tests.support.roomy import roomy
from tests.support.server import Community

REGRETTED = "the sentence about my sister Wilhelmiina"
CHANGED = "the sentence about my cousin Wilhelmiina"


async def test_what_is_taken_back_is_erased_with_the_server_and_with_those_who_read_it(
    community: Community, tmp_path: Path
) -> None:
    async with two(community, tmp_path) as (a, b, circle):
        post = await a.published(circle, REGRETTED)
        await b.services.forum.refresh(circle)
        reply = await answer(b, circle, post, "thank you for telling", QuoteOf(post, 0, 12))
        await edit(a, circle, post, CHANGED)
        await b.services.forum.refresh(circle)
        assert CHANGED in [row.body for row in await stored(b, circle)]
        assert (await b.services.forum.thread_list(circle, query="Wilhelmiina")).ids == (post,)

        await a.services.compose.take_back(circle, post)
        await until(a.nothing_pending)
        for one in (a, b):
            await one.services.forum.refresh(circle)
            for row in await stored(one, circle):
                assert "Wilhelmiina" not in (row.body or "") and b"Wilhelmiina" not in (row.envelope or b"")
            assert (await one.services.forum.thread_list(circle, query="Wilhelmiina")).ids == ()
            view = await one.services.forum.thread(circle, post)
            assert (view.root.gone, view.root.text, view.replies[0].id) == (Gone.TAKEN_BACK, "", reply)
            assert view.replies[0].quote is not None and view.replies[0].quote.words == ""
        community.stop()
        files = [file for file in community.data.rglob("*") if file.is_file()]
        assert files and not [file for file in files if b"Wilhelmiina" in file.read_bytes()]
        community.start()


async def test_no_replies_is_kept_by_the_writers_server_and_by_the_readers_program(
    community: Community, tmp_path: Path
) -> None:
    async with two(community, tmp_path) as (a, b, circle):
        draft = await a.services.compose.begin(circle, DraftKind.POST)
        post = await a.services.compose.send(replace(draft, text="only read this", need=Need.NONE), 0)
        await until(a.nothing_pending)
        await b.services.forum.refresh(circle)
        await b.write(circle, "I answer all the same", parent=post)

        async def refused() -> bool:
            return [one.delivery for one in await b.services.compose.pending()] == [Delivery.REFUSED]

        await until(refused)
        for one in (a, b):
            await one.services.forum.refresh(circle)
        assert (await a.services.forum.thread(circle, post)).replies == ()
        row = (await b.services.forum.rows(circle, (post,)))[0]
        assert row.need is Need.NONE and not row.waiting


async def test_reports_end_for_the_day_with_plain_words_and_none_is_lost(tmp_path: Path) -> None:
    with roomy(tmp_path / "server") as community:
        async with two(community, tmp_path) as (a, b, circle):
            post = await a.published(circle, "something to look at")
            replies = [await a.write(circle, f"reply {number}", parent=post) for number in range(19)]
            await until(a.nothing_pending)
            await b.services.forum.refresh(circle)
            one_more = await b.published(circle, "and one more", parent=post)
            for event in (post, *replies):
                await b.services.forum.report(circle, event, "unkind")
            await b.services.forum.report(circle, post, "unkind")  # the same once more costs nothing
            with pytest.raises(BadInput) as refused:
                await b.services.forum.report(circle, one_more, "unkind")
            notice = for_error(refused.value)
            assert notice.what == "One name can report only so much in a day."
            assert "What you told before is with the moderators." in notice.way_out
            assert len((await b.services.forum.thread(circle, post)).replies) == 20
            reported = community.command("reports", "Kitchen table")["reports"]
            assert isinstance(reported, list) and len(reported) == 20
