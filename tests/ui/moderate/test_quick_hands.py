"""Keys that come faster than what they do."""

from pathlib import Path

from tests.support.moderators import circle_of
from tests.support.people import until
from tests.support.server import Community
from tests.ui.moderate.desk import desk
from tests.ui.moderate.test_deciding import reported


async def test_decisions_in_quick_succession_are_all_taken(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        await reported(circle, "one", "two", "three", "four")
        async with desk(circle) as here:
            place = await here.to_moderate(4)
            for left in (3, 2, 1):
                place.action_deed("keep")
                await until(lambda left=left: place.table.count() == left)  # type: ignore[misc] # used at once
            await until(circle.moderator.nothing_pending)
        assert len(await circle.waiting()) == 1
