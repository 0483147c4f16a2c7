"""Messages through a real SOCKS proxy: whom it takes the sides of a conversation for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.client.services.messages.conftest import CIRCLES
from tests.client.services.messages.talkers import Town, exchanged, ready, talker_at, talking
from tests.support.proxies import Proxy, proxied
from tests.support.server import free_port, run_command, served_at

ONION = "m" * 56 + ".onion"
NAMELESS = ("/v1/queue.create", "/v1/request.send", "/v1/queue.send", "/v1/queue.recv")
"""What nobody may tie to a name, nor to each other."""


@pytest.fixture
def hidden(tmp_path: Path) -> Iterator[Town]:
    """A community that is reached through Tor alone."""
    data = tmp_path / "server"
    answer = run_command("init", "--url", f"http://{ONION}", "--onion-only", "--circles", str(CIRCLES), data=data)
    with served_at(data, str(answer["invite"]), free_port()) as one:
        yield Town(one, [])


def users_of(proxy: Proxy, path: str) -> list[set[str]]:
    """What each user did who did this."""
    return [paths for paths in proxy.paths_of().values() if path in paths]


async def test_each_side_of_a_queue_is_somebody_else_to_the_proxy(hidden: Town, tmp_path: Path) -> None:
    places = {ONION: hidden.community.port}
    for folder in ("pa", "pb"):
        (tmp_path / folder).mkdir()
    with proxied(tmp_path / "pa", places) as one, proxied(tmp_path / "pb", places) as two:
        async with (
            talker_at(tmp_path / "a", proxy=one.url) as a,
            talker_at(tmp_path / "b", proxy=two.url) as b,
        ):
            for somebody in (a, b):
                await somebody.join(hidden.invite())
            await exchanged(a, b)
            for somebody in (a, b):
                await ready(somebody)
            mine, theirs = await talking(a, b)
            for _ in range(2):
                await b.step()
                await a.step()
            await a.messages.send(mine, "through the proxy")
            await a.step()
            await b.step()
            assert (await b.texts(theirs))[-1] == ">through the proxy"
    asked = [*one.asked(), *two.asked()]
    assert {(each.type, each.host, each.password) for each in asked} == {(3, ONION, "x")}
    for path in NAMELESS:
        found = [*users_of(one, path), *users_of(two, path)]
        assert found and all(paths == {path} for paths in found), path
    assert len(users_of(one, "/v1/queue.create")) == len(users_of(two, "/v1/queue.create")) == 1
    named = users_of(one, "/v1/bundle.put")
    assert len(named) == 1 and not any("queue" in path for path in named[0])
