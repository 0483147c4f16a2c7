"""Frames: their sizes tell the class alone, and to anyone without the keys they are noise."""

from __future__ import annotations

import itertools
import os
from collections import Counter

import pytest

from heimo_protocol.limits import FRAME_CLASSES
from heimo_tui.core.errors import CannotDecrypt
from heimo_tui.e2ee.frames import HEADER_SIZE, MAX_CONTENT_BYTES, Frame, Header, pack, unpack
from heimo_tui.e2ee.franking import Evidence

from .pair import Pair

LARGEST = (1475, 5571, 13763, 30147, 62915)
FRAMES = 300
LIMIT = 415
"""Chi-square with 255 degrees of freedom is above this once in a thousand million runs (Wilson and Hilferty, z = 6)."""


def chi_square(data: bytes) -> float:
    expected = len(data) / 256
    seen = Counter(data)
    return sum((seen[value] - expected) ** 2 / expected for value in range(256))


@pytest.mark.parametrize(("size", "largest"), zip(FRAME_CLASSES, LARGEST, strict=True))
def test_the_smallest_frame_that_fits_is_taken(size: int, largest: int) -> None:
    pair = Pair().answered()
    for length in {largest, 0 if size == 4096 else LARGEST[LARGEST.index(largest) - 1] + 1}:
        sealed = pair.ada.write(pair.at_ada, b"x" * length, pair.ben)
        assert len(sealed.frame) == size
        assert pair.ben.read(pair.at_ben, sealed.frame, sealed.c2).content == b"x" * length


def test_no_frame_is_too_small() -> None:
    pair = Pair().answered()
    assert LARGEST[-1] == MAX_CONTENT_BYTES
    with pytest.raises(ValueError, match="too large"):
        pair.ada.write(pair.at_ada, b"x" * (MAX_CONTENT_BYTES + 1), pair.ben)


@pytest.mark.parametrize("data", [b"", b"\1" * 4095, b"\1" * 4097, b"\0" * 4096, b"\2" * 8192])
def test_what_is_no_frame(data: bytes) -> None:
    pair = Pair()
    with pytest.raises(CannotDecrypt, match="bad_frame"):
        pair.ben.read(pair.at_ben, data, bytes(32))


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_commitment_has_32_bytes(size: int) -> None:
    pair = Pair().answered()
    sealed = pair.ada.write(pair.at_ada, b"hello", pair.ben)
    with pytest.raises(CannotDecrypt, match="bad_frame"):
        pair.ben.read(pair.at_ben, sealed.frame, sealed.c2.ljust(33, b"\0")[:size])


def test_headers_and_bodies_are_read_as_they_were_written() -> None:
    header = Header(os.urandom(32), os.urandom(1184), os.urandom(1088), 5, 2**32 - 1)
    data = header.to_bytes()
    again = Header.from_bytes(data)
    assert len(data) == HEADER_SIZE == 2312 and again.to_bytes() == data
    assert (again.dh, again.pq, again.ct, again.previous, again.number) == (
        *(header.dh, header.pq, header.ct),
        *(5, 2**32 - 1),
    )
    evidence = Evidence(b"content", os.urandom(32), os.urandom(64), os.urandom(160))
    found = unpack(pack(evidence))
    assert found is not None
    assert (found.content, found.key, found.signature, found.token) == (
        *(evidence.content, evidence.key),
        *(evidence.signature, evidence.token),
    )


def test_frames_are_uniform_bytes() -> None:
    """Over all bytes, over each position, and from one frame to the next, though all say nearly nothing."""
    pair = Pair().answered()
    frames = []
    for _ in range(FRAMES):
        sealed = pair.ada.write(pair.at_ada, b"", pair.ben)
        pair.at_ada = sealed.session
        frames.append(sealed.frame)
    assert {frame[:1] for frame in frames} == {b"\x01"}
    hidden = [frame[1:] for frame in frames]
    assert chi_square(b"".join(hidden)) < LIMIT
    differences = b"".join(
        bytes(a ^ b for a, b in itertools.starmap(lambda *p: p, zip(x, y, strict=True)))
        for x, y in itertools.pairwise(hidden)
    )
    assert chi_square(differences) < LIMIT
    assert max(Counter(column).most_common(1)[0][1] for column in zip(*hidden, strict=True)) < 30
    assert len({Frame.from_bytes(frame).salt for frame in frames}) == FRAMES


def test_requests_are_uniform_bytes() -> None:
    """All but the encapsulated ML-KEM ciphertext, which is uniform by itself, and the last bit of an X25519 key."""
    pair = Pair()
    sealed = b"".join(pair.ada.ask(pair.ben).sealed[1120:] for _ in range(40))
    assert chi_square(sealed) < LIMIT


def test_the_measure_sees_what_is_not_uniform() -> None:
    evidence = Evidence(b"", os.urandom(32), os.urandom(64), os.urandom(160))
    assert chi_square(pack(evidence) * 40) > LIMIT
    assert chi_square(os.urandom(100_000).replace(b"a", b"b")) > LIMIT
