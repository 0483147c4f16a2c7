"""export: what members can read, checkable without Heimo, and nothing that they cannot."""

import base64
import hashlib
import json
import stat
import zipfile
from pathlib import Path
from typing import Any

import apsw
import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from server_stub.secrets import load_secrets
from tests.server.archive.community import rows_of
from tests.server.commands import Heimo


def exported(heimo: Heimo, file: Path, *options: str) -> tuple[dict[str, bytes], int]:
    """The files in an export, and how many entries it says to hold."""
    entries: int = heimo.json("export", str(file), *options)["entries"]
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None and {one.date_time[0] for one in archive.infolist()} == {1980}
        return {name: archive.read(name) for name in archive.namelist()}, entries


def lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.decode().splitlines()]


def opened(signed: str, label: bytes, author: bytes | None = None) -> tuple[bytes, dict[str, Any]]:
    """A signed payload, checked as README.txt in the file says."""
    payload, signature = cbor2.loads(base64.b64decode(signed))
    content = cbor2.loads(payload)
    key = author or content["owner"]
    Ed25519PublicKey.from_public_bytes(key).verify(signature, b"heimo/v1/" + label + b"\x00" + payload)
    return payload, content


def test_every_log_can_be_checked_by_who_has_the_file_alone(lively: Heimo, tmp_path: Path) -> None:
    files, count = exported(lively, tmp_path / "out.zip")
    assert stat.S_IMODE((tmp_path / "out.zip").stat().st_mode) == 0o600
    folders = {name.rsplit("/", 1)[0] for name in files if name.startswith("circles/")}
    assert len(folders) == 2
    checked = 0
    for folder in folders:
        circle = json.loads(files[f"{folder}/circle.json"])
        beginning, _ = opened(circle["genesis"], b"genesis")
        head = hashlib.sha256(beginning).digest()
        assert head[:16].hex() == circle["id"] == folder.split("/")[1]
        for number, entry in enumerate(lines(files[f"{folder}/log.jsonl"]), 1):
            assert entry["number"] == number
            if entry["signed"]:
                payload, content = opened(entry["signed"], b"event", bytes.fromhex(entry["event"]["author"]))
                assert hashlib.sha256(payload).hexdigest() == entry["hash"]
                assert content["seq"] == entry["event"]["seq"]
            head = hashlib.sha256(head + number.to_bytes(8, "big") + bytes.fromhex(entry["hash"])).digest()
            checked += 1
        assert (circle["entries"], circle["head"]) == (number, head.hex())
    assert checked == count > 10


def test_what_members_cannot_see_is_not_in_it(lively: Heimo, tmp_path: Path) -> None:
    files, _ = exported(lively, tmp_path / "out.zip")
    everything = b"".join(files.values())
    assert b"It is a long night." in everything and b"I am here." in everything
    hidden = b"Something unkind."
    rows = rows_of(lively.data / "community.db")
    stored = b"".join(value for row in rows["events"] for value in row if isinstance(value, bytes))
    assert hidden in stored and hidden not in everything
    assert base64.b64encode(hidden)[4:-4] not in everything
    secrets = load_secrets(lively.data)
    private = [secrets.k_entry, secrets.voprf_seed, *(row[0] for row in rows["accounts"])]
    private += [row[3] for row in rows["names"]] + [row[0] for row in rows["queues"]]  # whose names are one's; queues
    private += [row[5] for row in rows["held"] if isinstance(row[5], bytes)]
    assert private and [one for one in private if one in everything or one.hex().encode() in everything] == []
    wrote = {row[3] for row in rows["events"] if row[-1] is not None}
    named = {bytes.fromhex(one["key"]) for name, data in files.items() if "names" in name for one in lines(data)}
    assert named <= wrote


def test_one_circle_alone_and_never_over_another_file(lively: Heimo, tmp_path: Path) -> None:
    files, count = exported(lively, tmp_path / "one.zip", "--circle", "night shift")
    logs = [name for name in files if name.endswith("log.jsonl")]
    assert len(logs) == 1 and len(lines(files[logs[0]])) == count
    before = (tmp_path / "one.zip").read_bytes()
    assert "exists" in lively("export", str(tmp_path / "one.zip"), code=1).err
    assert (tmp_path / "one.zip").read_bytes() == before
    assert "no circle" in lively("export", str(tmp_path / "two.zip"), "--circle", "Nowhere", code=1).err
    apsw.Connection(str(lively.data / "community.db")).execute("UPDATE events SET envelope = x'00' WHERE kind = 2")
    assert lively("export", str(tmp_path / "two.zip"), code=1).err
    assert not (tmp_path / "two.zip").exists()
