"""verify: what is whole is said to be whole, and each thing that can break is found."""

from contextlib import nullcontext

import apsw
import pytest

from server_stub.archive.checking.community import findings
from server_stub.archive.rows.sqlite import snapshot
from server_stub.archive.rows.tables import newest_tables
from server_stub.secrets import load_secrets
from tests.server.commands import Heimo

ERASED = "UPDATE events SET envelope = NULL WHERE kind = 1"
_FIRST = "circle = (SELECT circle FROM events WHERE kind = 2 LIMIT 1) AND log_seq = 1"

DAMAGE = {
    "an entry is missing": "DELETE FROM events WHERE kind = 5",
    "the newest is missing": "DELETE FROM events WHERE log_seq IN (SELECT head_seq FROM circle_heads)",
    "words were changed": "UPDATE events SET envelope = changed(envelope) WHERE FIRST",
    "another's words": "UPDATE events SET envelope = (SELECT envelope FROM events WHERE kind = 2) WHERE FIRST",
    "a hash of erased words": "ERASE; UPDATE events SET hash = randomblob(32) WHERE FIRST",
    "another head": "UPDATE events SET head = randomblob(32) WHERE FIRST",
    "another id": "ERASE; UPDATE events SET event_id = randomblob(16) WHERE FIRST",
    "an author's number": "ERASE; UPDATE events SET author_seq = 7 WHERE FIRST",
    "another author": "ERASE; UPDATE events SET author = randomblob(32) WHERE FIRST",
    "another thread": "UPDATE events SET thread = randomblob(16) WHERE kind = 2",
    "a parent that is not there": "UPDATE events SET parent = randomblob(16), envelope = NULL WHERE kind = 2",
    "the circle's head": "UPDATE circle_heads SET head = randomblob(32)",
    "the circle's number": "UPDATE circle_heads SET head_seq = head_seq + 1",
    "a circle without a head": "PRAGMA foreign_keys = OFF; DELETE FROM circle_heads",
    "an author's chain": "UPDATE author_heads SET last_hash = randomblob(32)",
    "a forgotten author": "DELETE FROM author_heads",
    "the settings in force": "UPDATE circles SET settings = (SELECT settings FROM circles c WHERE c.id <> circles.id)",
    "a beginning": "UPDATE circles SET genesis = (SELECT genesis FROM circles c WHERE c.id <> circles.id)",
    "a card": "UPDATE names SET card = (SELECT card FROM names n WHERE n.key <> names.key LIMIT 1)",
    "a card that is none": "UPDATE names SET card = x'00'",
    "a frame that went": "DROP TRIGGER frame_goes; DELETE FROM frames WHERE seq = 2",
    "a name that is not there": "PRAGMA foreign_keys = OFF; DELETE FROM names WHERE key IN (SELECT name FROM bundles)",
    "a report of nothing": "INSERT INTO reported SELECT id, randomblob(16), 1 FROM circles",
}


def test_what_is_whole_is_said_to_be_whole(lively: Heimo) -> None:
    assert "All is whole" in lively("verify").out
    _run(lively, ERASED)
    answer = lively.json("verify")
    assert answer["rows"]["circles"] == 2 and answer["rows"]["events"] > 10


@pytest.mark.parametrize("what", DAMAGE)
async def test_damage_is_found(lively: Heimo, what: str) -> None:
    assert _run(lively, DAMAGE[what]) > 0, "the damage was done"
    with snapshot(lively.data / "community.db") as rows:
        assert await findings(rows, load_secrets(lively.data).server_id, lambda *_: nullcontext(lambda _: None))


def test_a_damaged_file_is_found(lively: Heimo) -> None:
    _run(lively, "PRAGMA wal_checkpoint(TRUNCATE)")
    path = lively.data / "community.db"
    data = bytearray(path.read_bytes())
    page = data.index(b"It is a long night.") // 8192 * 8192
    data[page + 8 : page + 12] = b"\xff" * 4  # where the cells of this page are
    path.write_bytes(data)
    said = lively.json("verify", code=1)["message"]
    assert "broken" in said and "The database itself says" in said


def test_every_link_that_the_schema_knows_is_looked_at() -> None:
    links = {(link.table, link.columns, link.target) for table in newest_tables() for link in table.links}
    assert ("frames", ("qid",), "queues") in links and len(links) > 15
    order = [table.name for table in newest_tables()]
    assert all(order.index(target) < order.index(table) for table, _, target in links)


def _changed(*values: object) -> bytes:
    (envelope,) = values
    assert isinstance(envelope, bytes) and b"long" in envelope
    return envelope.replace(b"long", b"dark")


def _run(heimo: Heimo, sql: str) -> int:
    connection = apsw.Connection(str(heimo.data / "community.db"))
    connection.create_scalar_function("changed", _changed, 1)
    connection.execute(sql.replace("ERASE", ERASED).replace("FIRST", _FIRST))
    changed = connection.total_changes()
    connection.close()
    return changed
