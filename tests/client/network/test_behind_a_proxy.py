"""People of an onion community, through a real proxy: who it takes them for, and what they do in the quiet profile."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from heimo_tui.core.errors import Unreachable
from heimo_tui.core.preferences import NetworkProfile
from heimo_tui.core.views import Link
from heimo_tui.services.membership import Membership
from tests.support.people import Person, person, until
from tests.support.proxies import Proxy, proxied
from tests.support.server import Community, free_port, run_command, served_at

CIRCLES = Path(__file__).parents[2] / "support" / "circles.toml"
ONION = "b" * 56 + ".onion"
LIVE, LIST = "/v1/live", "/v1/event.list"
ROLES = {
    "/v1/account.": "account",
    "/v1/invite.": "account",
    "/v1/circle.challenge": "joining",
    "/v1/circle.join": "joining",
    "/.well-known/heimo": "nobody",
    "/v1/circle.list": "nobody",
    LIVE: "reading",
    LIST: "reading",
    "/v1/event.put": "writing",
}
"""Which part of a person asks for what; paths by their beginning."""


@pytest.fixture
def community(tmp_path: Path) -> Iterator[Community]:
    data = tmp_path / "server"
    answer = run_command("init", "--url", f"http://{ONION}", "--onion-only", "--circles", str(CIRCLES), data=data)
    with served_at(data, str(answer["invite"]), free_port()) as one:
        one.command("circle", "create", "Night watch", "--no-hold")
        yield one


def roles(paths: set[str]) -> set[str]:
    return {role for path in paths for start, role in ROLES.items() if path.startswith(start)}


@pytest.fixture
def proxy(community: Community, tmp_path: Path) -> Iterator[Proxy]:
    with proxied(tmp_path, {ONION: community.port}) as one:
        yield one


@pytest.fixture
async def writer(community: Community, tmp_path: Path) -> AsyncIterator[Person]:
    """Somebody else, who came by another proxy."""
    (tmp_path / "other").mkdir()
    with proxied(tmp_path / "other", {ONION: community.port}) as other:
        async with person(tmp_path / "writer", proxy=other.url) as one:
            await register(one.services.membership, community.invites(1)[0])
            yield one


async def register(membership: Membership, invite: str) -> None:
    await membership.register(invite, membership.new_phrase())


async def test_each_part_of_a_person_is_somebody_else_to_the_proxy(
    community: Community, proxy: Proxy, writer: Person, tmp_path: Path
) -> None:
    async with person(tmp_path / "a", proxy=proxy.url) as a:
        await register(a.services.membership, community.invite)
        first, second = (await a.circle("Kitchen table")).id, (await a.circle("Night watch")).id
        for circle in (first, second):
            await a.published(circle, "from behind a proxy")
        await a.services.forum.focus(first)
        await until(lambda: a.services.membership.current().link is Link.LIVE)  # type: ignore[union-attr] # registered
        new = await writer.published(first, "it comes live")

        async def arrived() -> bool:
            return new in (await a.services.forum.thread_list(first)).ids

        await until(arrived)
        assert not await a.services.forum.problems()
    seen = proxy.paths_of()
    assert {(one.type, one.host, one.password) for one in proxy.asked()} == {(3, ONION, "x")}
    parts = Counter(role for paths in seen.values() for role in roles(paths))
    assert all(len(roles(paths)) <= 1 for paths in seen.values()), "nobody is two of them"
    # the first look at a community is somebody else, too
    assert (parts["account"], parts["joining"], parts["writing"]) == (1, 2, 2) and parts["nobody"] >= 1
    assert parts["reading"] >= 2 and sum(LIVE in paths for paths in seen.values()) == 1, "one circle is followed"


async def test_quiet_means_no_live_stream_and_polls_all_the_same(
    community: Community, proxy: Proxy, writer: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("heimo_tui.network.polling.FOCUSED_SECONDS", 0.3)
    monkeypatch.setattr("heimo_tui.network.polling.BACKGROUND_SECONDS", 1.0)
    monkeypatch.setattr("heimo_tui.network.polling.GAP_SECONDS", (0.05, 0.1))
    async with person(tmp_path / "a", proxy=proxy.url, private=True) as a:
        await register(a.services.membership, community.invite)
        focused, other = (await a.circle("Kitchen table")).id, (await a.circle("Night watch")).id
        await a.published(other, "here too")
        await a.services.forum.focus(focused)
        for circle in (focused, other):
            new = await writer.published(circle, "it comes in its time")

            async def arrived(circle: bytes = circle, new: bytes = new) -> bool:
                return new in (await a.services.forum.thread_list(circle)).ids

            await until(arrived, 60)
        current = a.services.membership.current()
        assert current is not None and current.link is Link.POLLING
        assert not await a.services.forum.problems()
    assert all(LIVE not in paths for paths in proxy.paths_of().values())


async def test_becoming_quiet_ends_the_live_stream(community: Community, proxy: Proxy, tmp_path: Path) -> None:
    async with person(tmp_path / "a", proxy=proxy.url) as a:
        await register(a.services.membership, community.invite)
        await a.services.forum.focus((await a.circle("Kitchen table")).id)

        def streams() -> list[str]:
            return [one.closed for one in proxy.asked() if LIVE in one.paths]

        await until(lambda: "" in streams())
        await a.services.preferences.set(network=NetworkProfile.PRIVATE)
        await until(lambda: "" not in streams())
        ended = len(streams())
        await a.services.forum.refresh()
        await a.services.preferences.set(network=NetworkProfile.OPEN)
        await until(lambda: len(streams()) > ended and streams()[-1] == "")


async def test_quiet_people_do_not_ask_for_all_circles_at_once(
    community: Community, proxy: Proxy, tmp_path: Path
) -> None:
    async with person(tmp_path / "a", proxy=proxy.url, private=True) as a:
        await register(a.services.membership, community.invite)
        await a.services.forum.refresh()
        assert len(await a.services.forum.circles()) > 2
        await a.services.forum.refresh((await a.circle("Kitchen table")).id)
    assert [paths for paths in proxy.paths_of().values() if paths & {LIVE, LIST}] == [{LIST}]


async def test_without_the_proxy_nothing_is_reached_and_what_is_written_waits(
    community: Community, proxy: Proxy, tmp_path: Path
) -> None:
    async with person(tmp_path / "none") as nobody:
        with pytest.raises(Unreachable, match="tor_required"):
            await nobody.services.membership.look(community.invite)
    async with person(tmp_path / "a", proxy=proxy.url) as a:
        await register(a.services.membership, community.invite)
        circle = (await a.circle("Kitchen table")).id
        await a.published(circle, "before")
        proxy.kill()
        with pytest.raises(Unreachable, match="proxy"):
            await a.services.forum.refresh(circle)
        await a.write(circle, "meanwhile")
        keyring = a.keyring
    (tmp_path / "again").mkdir()
    with proxied(tmp_path / "again", {ONION: community.port}) as again:
        async with person(tmp_path / "a", keyring=keyring, proxy=again.url) as a:
            await until(a.nothing_pending)
