from collections.abc import Iterator

import pytest

from tests.client.services.messages.talkers import Town
from tests.support.roomy import roomy


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One community for the tests of a file, where nobody has asked too many people for a day."""
    with roomy(tmp_path_factory.mktemp("server") / "data") as one:
        yield Town(one, [])
