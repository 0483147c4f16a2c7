"""Nothing of a talk can be read: not at the server, on neither device, in no log; frames are noise of few sizes."""

import asyncio
import logging
from itertools import pairwise
from pathlib import Path
from signal import SIGKILL

import apsw
import pytest

from heimo_protocol.limits import FRAME_CLASSES, SEALED_REQUEST_BYTES
from tests.client.services.messages.talkers import Town, talkers
from tests.e2e.messages.couple import ASKED, couple
from tests.e2e.messages.noise import MOST_SIGMAS, most_biased_bit, of_bytes
from tests.e2e.messages.secrets_of import found_in, secrets_of
from tests.support.server import served

CIRCLES = Path(__file__).parents[2] / "support" / "circles.toml"
HERS = "the heron stood in the reeds and did not move until dusk"
HIS = "whoever whistles in the stairwell at night has no key"
DRAFT = "what I have not yet dared to say about the attic"
MANY = 200
LONG = (1500, 2500, 6000, 8000)
"""Bytes of longer messages."""

Files = dict[Path, bytes]


def everything_under(*folders: Path) -> Files:
    return {file: file.read_bytes() for folder in folders for file in folder.rglob("*") if file.is_file()}


@pytest.mark.slow
async def test_nothing_of_a_talk_is_readable_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, temporary = tmp_path / "here", tmp_path / "temporary"
    here.mkdir()
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    async with couple(here) as (town, anna, ben):
        await asyncio.gather(anna.tells([HERS]), ben.hears(HERS))
        await asyncio.gather(ben.tells([HIS]), anna.hears(HIS))
        await ben.does("settle talk", "settled_talk")
        await ben.process.end(SIGKILL)
        await anna.tells([f"{HERS}, said for the time {number}" for number in range(MANY)])
        await anna.tells([f"{HIS} {'x' * length}"[:length] for length in LONG])
        anna.process.tell(do="draft", text=DRAFT)
        await anna.process.hears("drafted")
        await anna.does("settle talk", "settled_talk")
        alive = everything_under(here, temporary)
        await anna.process.end(SIGKILL)
        frames = _frames(town.data)
    after = everything_under(here, temporary)
    known = [await secrets_of(one.folder) for one in (anna, ben)]
    hidden = known[0].hidden | known[1].hidden
    assert len(hidden) > MANY + 40
    assert {HERS.encode(), HIS.encode(), DRAFT.encode(), ASKED.encode()} <= hidden
    for state in (alive, after):
        servers = {file: content for file, content in state.items() if town.data in file.parents}
        others = {file: content for file, content in state.items() if file not in servers}
        assert any(file.name == "community.db" for file in servers)
        assert {folder.name for file in others for folder in file.parents} >= {"anna", "ben"}
        assert found_in(servers, hidden) == []
        assert found_in(others, hidden | known[0].own | known[1].own) == []
        assert found_in(servers, known[0].queues & known[1].queues), "the search finds nothing at all"
        assert not [file for file in state if temporary in file.parents], "a temporary file was left"
    _check_frames(frames)


def _frames(data: Path) -> list[bytes]:
    """Every frame in the server's database."""
    connection = apsw.Connection(str(data / "community.db"), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return [bytes(row[0]) for row in connection.execute("SELECT frame FROM frames")]
    finally:
        connection.close()


def _check_frames(frames: list[bytes]) -> None:
    """Of few sizes, begun by the same byte, and otherwise noise: as a whole, at every place, and pair by pair."""
    assert len(frames) == MANY + len(LONG)
    assert {len(frame) for frame in frames} == set(FRAME_CLASSES[:3])
    assert {frame[0] for frame in frames} == {1}
    assert abs(of_bytes(b"".join(frame[1:] for frame in frames))) < MOST_SIGMAS
    small = [frame[1:] for frame in frames if len(frame) == FRAME_CLASSES[0]]
    assert len(small) >= MANY
    assert most_biased_bit(small) < MOST_SIGMAS
    # the same words said again, under keys that follow each other
    differences = b"".join(bytes(a ^ b for a, b in zip(*pair, strict=True)) for pair in pairwise(small))
    assert abs(of_bytes(differences)) < MOST_SIGMAS


async def test_a_request_that_waits_tells_its_reader_and_no_more(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with served(tmp_path / "server", "--circles", str(CIRCLES)) as community:
        async with talkers(Town(community, []), tmp_path, "a", "b") as (a, b):
            conversation = await a.messages.ask(a.circle, b.key, HERS)
            await a.step()
            connection = apsw.Connection(str(community.data / "community.db"), flags=apsw.SQLITE_OPEN_READONLY)
            columns = "recipient, sealed, c2, id, hour"
            ((recipient, sealed, *other),) = connection.execute(f"SELECT {columns} FROM requests").fetchall()  # noqa: S608 - constant names
            connection.close()
            assert recipient == b.key
            assert isinstance(sealed, bytes) and len(sealed) == SEALED_REQUEST_BYTES
            card = await a.read(lambda tables: tables.members.get(a.circle, a.key))
            queue = await a.read(lambda tables: tables.mail.queues.of(conversation)[0])
            assert card is not None and card.card is not None
            row = b"".join(cell for cell in (*other, sealed) if isinstance(cell, bytes))
            known = [a.key, card.card, queue.qid, queue.claim.reveal(), HERS.encode()]
            assert found_in({Path("requests"): row}, known) == []
            secrets = [queue.qid, queue.claim.reveal(), queue.private.reveal(), HERS.encode(), conversation]
        # at the most talkative level, which nothing outside tests sets
        told = "\n".join(record.getMessage() for record in caplog.records).encode()
        assert told
        assert found_in({Path("log"): told}, secrets) == []
