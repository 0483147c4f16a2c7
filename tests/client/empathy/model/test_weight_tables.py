"""The file of tables: written, read, and refused when it is not whole."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest

from heimo_tui.empathy.model import tables
from heimo_tui.empathy.model.tables import Group, TablesError

BODY = bytes(range(256))


def _file(tmp_path: Path) -> Path:
    path = tmp_path / "some.bin"
    tables.write(path, {"features": 1, "about": "ä"}, {"a": (BODY, 0.5, -1.0, True), "b": (BODY[:16], 2.0, 0.0, False)})
    return path


def _with_header(tmp_path: Path, header: object) -> Path:
    text = json.dumps(header).encode()
    path = tmp_path / "some.bin"
    path.write_bytes(struct.pack("<8sII", tables.MAGIC, tables.VERSION, len(text)) + text + BODY)
    return path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    read = tables.read(_file(tmp_path), features=1)
    assert read.header["about"] == "ä"
    assert (bytes(read.tables["a"].weights), read.tables["a"].bits, read.tables["a"].bias) == (BODY, 8, -1.0)
    assert (bytes(read.tables["b"].weights), read.tables["b"].scale) == (BODY[:16], 2.0)
    assert read.tables["a"].characters and not read.tables["b"].characters


def test_sums_are_those_of_the_bytes_and_scores_count_from_the_middle(tmp_path: Path) -> None:
    read = tables.read(_file(tmp_path), features=1)
    group = Group([read.tables["a"], read.tables["b"], read.tables["a"]])
    assert group.sums([0, 256, 129]) == [129, 1, 129]
    assert group.sums([130]) == [130, 2, 130]
    assert group.sums([]) == [0, 0, 0]
    table = read.tables["a"]
    assert table.score(4 * 128 + 4, 4) == -1.0 + 0.5 * 4 / 2
    assert table.score(0, 0) == -1.0
    assert table.weight(256 + 130) == 1.0


def test_the_file_is_mapped_and_not_copied(tmp_path: Path) -> None:
    read = tables.read(_file(tmp_path), features=1)
    assert isinstance(read.body, memoryview) and read.body.readonly
    assert type(read.body.obj).__name__ == "mmap"


def test_another_version_of_the_features_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TablesError, match="features"):
        tables.read(_file(tmp_path), features=2)


@pytest.mark.parametrize("keep", [0, 7, 15, 40, -1, -200])
def test_a_file_cut_short_is_refused(tmp_path: Path, keep: int) -> None:
    path = _file(tmp_path)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(TablesError):
        tables.read(path, features=1)


@pytest.mark.parametrize(("at", "byte"), [(0, b"X"), (8, b"\x63"), (12, b"\xff")])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, at: int, byte: bytes) -> None:
    path = _file(tmp_path)
    body = path.read_bytes()
    path.write_bytes(body[:at] + byte + body[at + 1 :])
    with pytest.raises(TablesError):
        tables.read(path, features=1)


@pytest.mark.parametrize(
    "header",
    [
        [],
        {},
        {"features": 1},
        {"features": 1, "tables": []},
        {"features": 1, "tables": {"a": {}}},
        {"features": 1, "tables": {"a": {"at": 0, "bits": -1, "scale": 1, "bias": 0, "characters": True}}},
        {"features": 1, "tables": {"a": {"at": 0, "bits": "8", "scale": 1, "bias": 0, "characters": True}}},
        {"features": 1, "tables": {"a": {"at": 0, "bits": 60, "scale": 1, "bias": 0, "characters": True}}},
        {"features": 1, "tables": {"a": {"at": -8, "bits": 8, "scale": 1, "bias": 0, "characters": True}}},
        {"features": 1, "tables": {"a": {"at": 8, "bits": 8, "scale": 1, "bias": 0, "characters": True}}},
        {"features": 1, "tables": {"a": {"at": 0, "bits": 8, "scale": "x", "bias": 0, "characters": True}}},
    ],
)
def test_a_header_that_promises_what_is_not_there_is_refused(tmp_path: Path, header: object) -> None:
    with pytest.raises(TablesError):
        tables.read(_with_header(tmp_path, header), features=1)


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        tables.read(tmp_path / "none.bin", features=1)
