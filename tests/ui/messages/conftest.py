import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.client.services.messages.talkers import Town
from tests.support.server import free_port, run_command, served_at

CIRCLES = Path(__file__).parents[2] / "support" / "circles.toml"
_ROOMY = {"first_day_requests": 12, "request_tokens_day": 12, "queue_tokens_day": 30, "first_day_posts": 50}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One community for the tests of a file, where nobody has asked too many people for a day."""
    data, port = tmp_path_factory.mktemp("server") / "data", free_port()
    answer = run_command("init", "--url", f"http://127.0.0.1:{port}", "--circles", str(CIRCLES), data=data)
    profile = data / "community.toml"
    words = profile.read_text()
    for limit, value in _ROOMY.items():
        words, count = re.subn(rf"{limit} = \d+", f"{limit} = {value}", words)
        assert count == 1
    profile.write_text(words)
    with served_at(data, str(answer["invite"]), port) as one:
        yield Town(one, [])
