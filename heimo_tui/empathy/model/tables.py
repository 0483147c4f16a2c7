"""Weights as bytes in tables, one file, read by mmap: only the pages that a text touches are ever loaded.

    bytes 0-7    magic b"HEIMOTAB"
    bytes 8-11   version, unsigned little-endian
    bytes 12-15  length of the header, unsigned little-endian
    then         the header, JSON in UTF-8: what the file is, each table's place, scale and bias, and the thresholds
    then         the tables, one after another, each 2 ** bits bytes long

A weight is `scale` times (its byte - 128). A score is `bias` + sum of weights / sqrt(number of n-grams): a log-odds.
"""

from __future__ import annotations

import json
import mmap
import struct
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from math import sqrt
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, NamedTuple

MAGIC = b"HEIMOTAB"
VERSION = 2
MIDDLE = 128
"""The byte of a weight of zero."""

_PREFIX = struct.Struct("<8sII")


class TablesError(Exception):
    """The file is not one of ours, of another version, cut short or made for other features."""


class Table(NamedTuple):
    """One linear model of 2 ** `bits` hashed n-grams; `characters` tells whether it reads those of words too."""

    weights: memoryview
    bits: int
    scale: float
    bias: float
    characters: bool

    def weight(self, gram: int) -> float:
        """Return the weight of one n-gram before the text's length counts."""
        return self.scale * (self.weights[gram & ((1 << self.bits) - 1)] - MIDDLE)

    def score(self, total: int, count: int) -> float:
        """Return the log-odds of a text whose `count` n-grams sum to `total`; of none, the bias."""
        return self.bias + self.scale * (total - MIDDLE * count) / sqrt(max(count, 1))


class Group:
    """T tables that are summed together: an n-gram is masked once for all neighbours of one size.

    The sums are whole numbers, so those over the parts of a text add up to exactly that over the text.
    """

    __slots__ = ("_runs", "tables")

    def __init__(self, tables: Iterable[Table]) -> None:
        self.tables = tuple(tables)
        self._runs = [
            ((1 << bits) - 1, [table.weights for table in run])
            for bits, run in groupby(self.tables, key=attrgetter("bits"))
        ]

    def sums(self, grams: Sequence[int]) -> list[int]:
        """Return the (T,) sums of the bytes of some n-grams."""
        if len(grams) < 2:
            return [sum(table.weights[gram & ((1 << table.bits) - 1)] for gram in grams) for table in self.tables]
        found: list[int] = []
        for mask, run in self._runs:
            pick = itemgetter(*[gram & mask for gram in grams])
            found += [sum(pick(weights)) for weights in run]
        return found


class Tables(NamedTuple):
    """An open file of tables: its header, and each table by name."""

    header: Mapping[str, Any]
    tables: Mapping[str, Table]
    body: memoryview


def write(path: Path, header: Mapping[str, Any], tables: Mapping[str, tuple[bytes, float, float, bool]]) -> None:
    """Write tables: for each name its bytes (a power of two of them), scale, bias and whether it reads characters."""
    places: dict[str, dict[str, Any]] = {}
    at = 0
    for name, (body, scale, bias, characters) in tables.items():
        bits = len(body).bit_length() - 1
        places[name] = {"at": at, "bits": bits, "scale": scale, "bias": bias, "characters": characters}
        at += len(body)
    text = json.dumps({**header, "tables": places}, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    with path.open("wb") as file:
        file.write(_PREFIX.pack(MAGIC, VERSION, len(text)))
        file.write(text)
        for body, _, _, _ in tables.values():
            file.write(body)


def read(path: Path, features: int) -> Tables:
    """Map a file of tables made for this version of the features.

    Raises:
        TablesError: if the file is not what it should be.
        OSError: if it cannot be read.
    """
    with path.open("rb") as file:
        try:
            body = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            magic, version, length = _PREFIX.unpack_from(body)
            if magic != MAGIC or version != VERSION:
                raise TablesError("not a file of tables of this version")
            header = json.loads(bytes(body[_PREFIX.size : _PREFIX.size + length]))
            if header["features"] != features:
                raise TablesError("made for other features")
            weights = body[_PREFIX.size + length :]
            tables = {name: _table(weights, place) for name, place in header["tables"].items()}
        except (ValueError, KeyError, TypeError, AttributeError, struct.error) as error:
            raise TablesError("cut short or malformed") from error
    return Tables(header, tables, body)


def _table(weights: memoryview, place: Mapping[str, Any]) -> Table:
    size = 1 << place["bits"]
    part = weights[place["at"] : place["at"] + size]
    if len(part) != size:
        raise TablesError("cut short")
    return Table(part, place["bits"], float(place["scale"]), float(place["bias"]), bool(place["characters"]))
