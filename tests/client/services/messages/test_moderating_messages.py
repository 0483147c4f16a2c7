"""Reports of messages in the queue of a moderator: beside the rest, urgent by their words, and gone when decided."""

from pathlib import Path

import pytest

from heimo_tui.core.errors import BadInput
from heimo_tui.core.moderating import Deed, Verdict, Waits
from tests.client.services.messages.talkers import Talker, Town
from tests.client.services.messages.test_reports import ids, reported_by
from tests.support.people import until


async def settled(one: Talker) -> None:
    await one.person.services.compose.start()
    await until(one.person.nothing_pending)


@pytest.mark.parametrize("deed", [Deed.KEEP, Deed.PAUSE])
async def test_messages_that_were_handed_over_wait_with_the_rest(town: Town, tmp_path: Path, deed: Deed) -> None:
    async with reported_by(town, tmp_path, "one") as (author, reporter, (moderator,), talk):
        await reporter.messages.report(talk, await ids(reporter, talk, "first", "third"), "threat", "please look")
        await moderator.step()
        moderating = moderator.person.services.moderating
        await moderating.refresh(moderator.circle)
        (item,) = [one for one in await moderating.queue() if one.kind is Waits.MESSAGES]
        assert item.urgent and item.heavy and item.reasons == (("threat", 1),)
        assert (item.text, item.note) == ("first\n\nthird", "please look")
        assert item.author is not None and item.author.key == author.key
        assert item.report is not None and [one.text for one in item.report.messages] == ["first", "third"]
        assert item.deeds == (Deed.KEEP, Deed.PAUSE, Deed.BAN)
        await moderating.decide(item, Verdict(deed, words="enough", days=7))
        assert not [one for one in await moderating.queue() if one.kind is Waits.MESSAGES]
        await settled(moderator)
        await moderating.refresh(moderator.circle)
        assert not [one for one in await moderating.queue() if one.kind is Waits.MESSAGES]
        assert await moderator.messages.reports() == (), "what was decided is put away"
        rulings = (await moderator.person.services.forum._sync.ledger(moderator.circle)).rulings
        assert (author.key in rulings.banned) is (deed is Deed.PAUSE)
        with pytest.raises(BadInput, match=r"no_item|no_report"):
            await moderating.decide(item, Verdict(deed, words="enough", days=7))
