"""After a host rotated the keys of credentials: members join as before, and draw their new pass at another time."""

import time
from pathlib import Path

from heimo_tui.services.passes import Passes
from tests.support.people import Person, person, until
from tests.support.server import Community


def epochs(someone: Person, circle: bytes) -> tuple[int, int]:
    house = someone.services.forum._house
    (place,) = house._places.values()
    return place.row.cred_epoch, place.descriptor.cred_epoch


def rotate(community: Community) -> None:
    community.stop()
    community.command("rotate-keys", "credentials")
    community.start()


async def test_a_join_right_after_a_rotation_needs_nothing_of_the_person(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "a") as a:
        await a.services.membership.register(community.invite, a.services.membership.new_phrase())
        circle = (await a.circle("Kitchen table")).id
        rotate(community)
        await a.write(circle, "here I am all the same")
        await until(a.nothing_pending)
        assert epochs(a, circle) == (1, 1)
        assert not await a.services.forum.problems()


async def test_a_new_pass_is_drawn_within_an_hour_and_a_join_soon_after_is_risky(
    community: Community, tmp_path: Path
) -> None:
    ahead = [0.0]
    async with person(tmp_path / "a", clock=lambda: time.time() + ahead[0]) as a:
        await a.services.membership.register(community.invite, a.services.membership.new_phrase())
        circle, house = (await a.circle("Kitchen table")).id, a.services.forum._house
        place = await house.place_of(circle)
        await a.services.forum.stop()
        rotate(community)
        ahead[0] = 600
        assert not await a.services.membership.join_risk(circle)
        await place.renew_descriptor(0)
        await house.adopt(place)
        assert await a.services.membership.join_risk(circle), "it would have to be drawn first"
        passes = Passes(house)
        await passes.step()
        assert epochs(a, circle) == (0, 1), "not at once: that would say that this account read just now"
        ahead[0] += 3600
        await passes.step()
        assert epochs(a, circle) == (1, 1)
        assert await a.services.membership.join_risk(circle)
        ahead[0] += 301
        assert not await a.services.membership.join_risk(circle)
