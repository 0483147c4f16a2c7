"""The deep reader is a distribution of its own: tests find it in the tree, installed or not."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

DEEP = Path(__file__).resolve().parents[2] / "deep"
if str(DEEP) not in sys.path:
    sys.path.insert(0, str(DEEP))


@pytest.fixture(scope="session")
def weights() -> "Weights":
    """The shipped weights, opened once."""
    return Weights()


@pytest.fixture
def reader(weights: "Weights") -> Iterator["DeepReader"]:
    """A reader that remembers nothing yet."""
    fresh = DeepReader(weights, default.load())
    yield fresh
    fresh.forget()


from heimo_deep.reader import DeepReader  # noqa: E402 - only findable from here on
from heimo_deep.weights import Weights  # noqa: E402 - as above

from heimo_tui.empathy.model import default  # noqa: E402 - as above
