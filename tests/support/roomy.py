"""A community for tests in which everybody writes, asks and answers a lot on their first day."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.server import Community, free_port, run_command, served_at

CIRCLES = Path(__file__).parent / "circles.toml"
_ROOMY = {"first_day_requests": 12, "request_tokens_day": 12, "queue_tokens_day": 30, "first_day_posts": 50}


@contextmanager
def roomy(data: Path) -> Iterator[Community]:
    """Serve a community where nobody runs out of tokens or posts; a new database in the folder `data`."""
    port = free_port()
    answer = run_command("init", "--url", f"http://127.0.0.1:{port}", "--circles", str(CIRCLES), data=data)
    profile = data / "community.toml"
    words = profile.read_text()
    for limit, value in _ROOMY.items():
        words, count = re.subn(rf"{limit} = \d+", f"{limit} = {value}", words)
        assert count == 1
    profile.write_text(words)
    with served_at(data, str(answer["invite"]), port) as one:
        yield one
