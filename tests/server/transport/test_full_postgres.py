"""A server whose PostgreSQL has no room, or may only be read: nothing new is taken, what was taken stays."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.filling import (
    WORD,
    fill,
    health,
    listing,
    newest,
    put,
    require_refused,
    require_steady,
    until_well,
    verified,
)
from tests.server.house import House, Running, build_house, running
from tests.support.postgres import Cluster, cluster

FULL = 2**20
"""So long may files become: that of a table then has no room, those of the write-ahead log are just so long."""

LOOKS = 2.5
"""Seconds in which a server looks more than once whether writes go."""


@pytest.fixture
def own() -> Iterator[Cluster]:
    with cluster(segments=1) as made:
        yield made


@pytest.fixture
def house(tmp_path: Path, own: Cluster) -> House:
    return asyncio.run(build_house(tmp_path / "data", database=own.create()))


def require_going_on(house: House, server: Running) -> None:
    """Check that it gets well by itself, stays so, and takes what it refused, and more."""
    until_well(server)
    for member in house.members:
        assert put(house, server, member).status_code == 200
    require_steady(server, 200, 1.0)


def require_discreet(house: House, own: Cluster) -> None:
    """Check that faults were written down, and nobody's words."""
    errors = (house.data / "stderr").read_text()
    assert "incident" in errors and WORD not in errors and WORD not in own.log()


def test_a_full_disk_refuses_and_keeps_what_it_has(house: House, own: Cluster) -> None:
    member, other = house.members
    with running(house.data, maintenance_seconds=600.0) as server:
        own.limit_files(FULL)
        require_refused(fill(house, server, member))
        require_refused(fill(house, server, other))
        taken = member.seq + other.seq
        assert member.seq > 10
        assert health(server) == 503
        require_steady(server, 503, LOOKS)
        require_refused(put(house, server, member))
        assert newest(house, server) == taken, "reading goes on"
        assert listing(house, server, member).status_code == 200, "for members, too"
        own.limit_files(None)
        require_going_on(house, server)
        assert server.stop() == 0
    assert verified(house) == taken + 2
    require_discreet(house, own)


def test_a_database_that_may_only_be_read_refuses_until_it_may_be_written(house: House, own: Cluster) -> None:
    address = own.address("postgres")
    with running(house.data, maintenance_seconds=600.0) as server:
        assert [put(house, server, member).status_code for member in house.members] == [200, 200]
        own.sql(address, "ALTER SYSTEM SET default_transaction_read_only = on")
        own.sql(address, "SELECT pg_reload_conf()")
        require_refused(put(house, server, house.members[0]))
        assert health(server) == 503
        require_steady(server, 503, LOOKS)
        assert newest(house, server) == 2, "who needs no name can read"
        own.sql(address, "ALTER SYSTEM RESET default_transaction_read_only")
        own.sql(address, "SELECT pg_reload_conf()")
        require_going_on(house, server)
        assert server.stop() == 0
    assert verified(house) == 4
    require_discreet(house, own)
