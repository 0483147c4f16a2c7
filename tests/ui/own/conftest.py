from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from heimo_tui.services.bundle import Services
from tests.support.people import Person, person
from tests.support.server import Community, served

CIRCLES = Path(__file__).parents[2] / "support" / "circles.toml"


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """One real community for the tests of a file."""
    with served(tmp_path_factory.mktemp("server") / "data", "--circles", str(CIRCLES)) as one:
        yield one


@pytest_asyncio.fixture
async def member(tmp_path: Path, community: Community) -> AsyncIterator[Person]:
    """Somebody who has just joined, without a name anywhere yet."""
    async with person(tmp_path / "device") as someone:
        membership = someone.services.membership
        await membership.register(community.invites(1)[0], membership.new_phrase())
        yield someone


@pytest.fixture
def services(member: Person) -> Services:
    """What the member's program can do."""
    return member.services
