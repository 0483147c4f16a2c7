"""Every store does what the oracle does, whatever is asked of it (in full: python -m benchmarks model)."""

import pytest

from benchmarks.durability.model.driving import driven, forgetful, found_out
from tests.server.store.conftest import Opener
from tests.support.postgres import forget_database_of

STEPS = 600


@pytest.mark.slow
def test_a_store_answers_as_the_oracle_does(opener: Opener) -> None:
    assert driven(opener, STEPS, forget=forget_database_of) >= STEPS


def test_a_store_that_forgets_is_found_out() -> None:
    assert found_out(forgetful, 300)
