"""Where a SQLite store does its work: in the event loop while the disk is quick, else in threads."""

import threading
import time
from pathlib import Path

from server_stub.store.ahead import NameAhead
from server_stub.store.sqlite.pace import LOST_SECONDS, REST_SECONDS, SLOW_SECONDS, Pace
from server_stub.store.sqlite.store import open_sqlite


def where(_: object) -> int:
    return threading.get_ident()


def be_slow(_: object) -> int:
    time.sleep(LOST_SECONDS * 1.1)  # as a disk would be
    return 0


async def test_after_slow_reads_the_loop_is_left_alone(tmp_path: Path) -> None:
    store = await open_sqlite(tmp_path / "community.db")
    here = threading.get_ident()
    assert await store.read(where) == here
    await store.read(be_slow)
    assert await store.read(where) != here
    await store.close()


async def test_small_writes_are_done_in_the_loop_until_the_disk_is_slow(tmp_path: Path) -> None:
    ahead = NameAhead(bytes(32))
    store = await open_sqlite(tmp_path / "community.db")
    here = threading.get_ident()
    assert await store.write(where, ahead=ahead) == here
    assert await store.write(where) != here, "nobody knows how long it takes"
    await store.write(be_slow, ahead=ahead)
    assert await store.write(where, ahead=ahead) != here
    await store.close()


def test_a_slow_read_now_and_then_is_no_slow_disk() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])

    def slow() -> None:
        now[0] += SLOW_SECONDS * 1.5

    for _ in range(20):
        pace.run(slow)
        assert pace.is_quick()
        now[0] += REST_SECONDS
    while pace.is_quick():
        pace.run(slow)
    now[0] += REST_SECONDS * 0.9
    assert not pace.is_quick()
    now[0] += REST_SECONDS * 0.2
    assert pace.is_quick()
