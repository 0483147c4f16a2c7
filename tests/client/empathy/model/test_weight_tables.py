"""The file of tables: written, read, and refused when it is not whole."""

from __future__ import annotations

import json
import mmap
import struct
from pathlib import Path

import pytest

from heimo_tui.empathy.model import tables
from heimo_tui.empathy.model.tables import Packed, TablesError

BODY = bytes(range(256))
GROUPS = {
    "a": Packed(["x", "y"], [0.5, 2.0], [-1.0, 0.0], BODY),
    "b": Packed(["z"], [2.0], [0.0], BODY[:16]),
}


def _file(tmp_path: Path) -> Path:
    path = tmp_path / "some.bin"
    tables.write(path, {"features": 1, "about": "ä"}, GROUPS)
    return path


def _with_header(tmp_path: Path, header: object) -> Path:
    text = json.dumps(header).encode()
    path = tmp_path / "some.bin"
    path.write_bytes(struct.pack("<8sII", tables.MAGIC, tables.VERSION, len(text)) + text + BODY)
    return path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    read = tables.read(_file(tmp_path), features=1)
    assert read.header["about"] == "ä"
    for name, packed in GROUPS.items():
        group = read.groups[name]
        assert (group.body(), group.bits, group.names) == (packed.body, packed.bits, tuple(packed.names))
        assert (group.scales, group.biases) == (tuple(packed.scales), tuple(packed.biases))


def test_sums_are_those_of_the_bytes_and_scores_count_from_the_middle(tmp_path: Path) -> None:
    group = tables.read(_file(tmp_path), features=1).groups["a"]
    rows = group.rows([0, 128, 65])
    assert rows == bytes([0, 1, 0, 1, 130, 131])
    assert group.sums(rows) == [130, 133]
    assert group.sums(rows, 1) == [133]
    assert group.sums(rows[4:], 0, 1) == [130]
    assert group.sums(b"") == [0, 0]
    assert group.scores([4 * 128 + 4, 4 * 128], 4) == [-1.0 + 0.5 * 4 / 2, 0.0]
    assert group.scores([4 * 128 + 4], 4, 1) == [2.0 * 4 / 2]
    assert group.scores([0, 0], 0) == [-1.0, 0.0]
    assert group.weight(1, 128 + 65) == 2.0 * 3


@pytest.mark.parametrize("count", [1, 256, 257, 258, 5000])
def test_sums_are_right_however_many_rows_there_are(tmp_path: Path, count: int) -> None:
    group = tables.read(_file(tmp_path), features=1).groups["a"]
    assert group.sums(group.rows([127] * count)) == [254 * count, 255 * count]


def test_the_file_is_mapped_and_not_copied(tmp_path: Path) -> None:
    body = tables.read(_file(tmp_path), features=1).body
    assert isinstance(body, mmap.mmap)
    with pytest.raises(TypeError):
        body[0] = 1


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


GROUP = {"at": 0, "bits": 8, "names": ["x"], "scales": [1.0], "biases": [0.0]}


@pytest.mark.parametrize(
    "header",
    [
        [],
        {},
        {"features": 1},
        {"features": 1, "groups": []},
        *(
            {"features": 1, "groups": {"a": group}}
            for group in (
                {},
                GROUP | {"bits": -1},
                GROUP | {"bits": "much"},
                GROUP | {"bits": 60},
                GROUP | {"at": -8},
                GROUP | {"at": 8},
                GROUP | {"scales": ["x"]},
                GROUP | {"scales": []},
                GROUP | {"names": ["x", "y"]},
                GROUP | {"names": 7},
                GROUP | {"names": [], "scales": [], "biases": []},
            )
        ),
    ],
)
def test_a_header_that_promises_what_is_not_there_is_refused(tmp_path: Path, header: object) -> None:
    with pytest.raises(TablesError):
        tables.read(_with_header(tmp_path, header), features=1)


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        tables.read(tmp_path / "none.bin", features=1)
