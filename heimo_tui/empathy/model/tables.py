"""Weights as bytes in groups of tables, one file, read by mmap: only the pages that a text touches are ever loaded.

    bytes 0-7    magic b"HEIMOTAB"
    bytes 8-11   version, unsigned little-endian
    bytes 12-15  length of the header, unsigned little-endian
    then         the header, JSON in UTF-8: what the file is, each group's place and models, and the thresholds
    then         the groups, one after another, each of 2 ** bits rows with one byte for each of its models

The models of a group stand side by side, so that an n-gram costs one look into memory for all of them. A weight is its
model's `scale` times (its byte - 128). A score is `bias` + sum of weights / sqrt(number of n-grams): a log-odds.
"""

from __future__ import annotations

import json
import mmap
import struct
from collections.abc import Mapping, Sequence
from math import sqrt
from pathlib import Path
from typing import Any, NamedTuple
from zlib import adler32

MAGIC = b"HEIMOTAB"
VERSION = 4
MIDDLE = 128
"""The byte of a weight of zero."""

_MOST_ROWS = 65521 // 255  # from there on Adler-32 begins anew
_PREFIX = struct.Struct("<8sII")


class TablesError(Exception):
    """The file is not one of ours, of another version, cut short or made for other features."""


class Packed(NamedTuple):
    """T linear models to write as one group: names, scales and biases (T,), and 2 ** bits rows of T bytes."""

    names: Sequence[str]
    scales: Sequence[float]
    biases: Sequence[float]
    body: bytes

    @property
    def bits(self) -> int:
        """The logarithm of the number of rows."""
        return (len(self.body) // len(self.names)).bit_length() - 1


class Group:
    """T linear models over hashed n-grams, their 2 ** `bits` rows of T bytes somewhere in `body`."""

    __slots__ = ("_body", "_mask", "_start", "biases", "bits", "names", "scales", "width")

    def __init__(self, body: mmap.mmap, start: int, place: Mapping[str, Any]) -> None:
        """Find the group that a header's `place` describes.

        Raises:
            ValueError: if it is not all there.
        """
        self.names = tuple(map(str, place["names"]))
        self.scales = tuple(map(float, place["scales"]))
        self.biases = tuple(map(float, place["biases"]))
        self.bits = int(place["bits"])
        self._body, self._start, self.width = body, start + int(place["at"]), len(self.names)
        self._mask = (1 << self.bits) - 1
        if not 0 < self.width == len(self.scales) == len(self.biases):
            raise ValueError("models without their numbers")
        if not start <= self._start <= len(body) - (self.width << self.bits):
            raise ValueError("cut short")

    def rows(self, grams: Sequence[int]) -> bytes:
        """Return the rows of some n-grams, G of them, one after another: G * T bytes."""
        body, start, width, mask = self._body, self._start, self.width, self._mask
        return b"".join([body[at : at + width] for at in [start + width * (gram & mask) for gram in grams]])

    def sums(self, rows: bytes, first: int = 0, last: int | None = None) -> list[int]:
        """Sum some rows for the models [first, last): whole numbers, so the sums of parts add up exactly."""
        width = self.width
        if len(rows) > _MOST_ROWS * width:
            return [sum(rows[place::width]) for place in range(width)[first:last]]
        # the low half of Adler-32 begun at 0 is the sum of the bytes, many times faster than `sum`
        return [adler32(rows[place::width], 0) & 0xFFFF for place in range(width)[first:last]]

    def scores(self, sums: Sequence[int], count: int, first: int = 0) -> list[float]:
        """Return the log-odds of the models from `first` on of a text whose `count` n-grams have these sums.

        A text of none has the biases.
        """
        root = sqrt(max(count, 1))
        middle = MIDDLE * count
        return [
            self.biases[place] + self.scales[place] * (total - middle) / root for place, total in enumerate(sums, first)
        ]

    def weight(self, place: int, gram: int) -> float:
        """Return the weight of one n-gram in one model, before the text's length counts."""
        return self.scales[place] * (self._body[self._start + self.width * (gram & self._mask) + place] - MIDDLE)

    def body(self) -> bytes:
        """Return all rows."""
        return self._body[self._start : self._start + (self.width << self.bits)]


class Tables(NamedTuple):
    """An open file: its header, and each group by name."""

    header: Mapping[str, Any]
    groups: Mapping[str, Group]
    body: mmap.mmap


def write(path: Path, header: Mapping[str, Any], groups: Mapping[str, Packed]) -> None:
    """Write groups of models."""
    places: dict[str, dict[str, Any]] = {}
    at = 0
    for name, group in groups.items():
        numbers = {"names": list(group.names), "scales": list(group.scales), "biases": list(group.biases)}
        places[name] = {"at": at, "bits": group.bits, **numbers}
        at += len(group.body)
    text = json.dumps({**header, "groups": places}, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    # whoever has the older file mapped keeps it
    made = path.with_suffix(".new")
    with made.open("wb") as file:
        file.write(_PREFIX.pack(MAGIC, VERSION, len(text)))
        file.write(text)
        for group in groups.values():
            file.write(group.body)
    made.replace(path)


def read(path: Path, features: int) -> Tables:
    """Map a file of tables made for this version of the features.

    Raises:
        TablesError: if the file is not what it should be.
        OSError: if it cannot be read.
    """
    with path.open("rb") as file:
        try:
            body = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            magic, version, length = _PREFIX.unpack_from(body)
            if magic != MAGIC or version != VERSION:
                raise TablesError("not a file of tables of this version")
            start = _PREFIX.size + length
            header = json.loads(body[_PREFIX.size : start])
            if header["features"] != features:
                raise TablesError("made for other features")
            groups = {name: Group(body, start, place) for name, place in header["groups"].items()}
        except (ValueError, KeyError, TypeError, AttributeError, struct.error) as error:
            raise TablesError("cut short or malformed") from error
    return Tables(header, groups, body)
