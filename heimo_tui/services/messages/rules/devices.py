"""How others notice that somebody began anew on another device: bundles skip to the next thousand."""

from __future__ import annotations

from typing import Final

BUNDLES_OF_A_DEVICE: Final = 1000
"""One every three days is enough for eight years; whoever has more is taken for a new device once."""


def next_device(number: int) -> int:
    """The first bundle's number of a device that has nothing of the one before, whose next would be `number`."""
    return (number // BUNDLES_OF_A_DEVICE + 1) * BUNDLES_OF_A_DEVICE


def is_next_device(known: int, number: int) -> bool:
    """Whether the bundle of this number comes from a later device than the known one."""
    return number // BUNDLES_OF_A_DEVICE > known // BUNDLES_OF_A_DEVICE
