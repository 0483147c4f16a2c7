"""What a look at the machine comes to."""

from enum import StrEnum

import msgspec


class Level(StrEnum):
    """How bad it is: FINE; LOOK where it will do for now; BROKEN where people or their secrets are in trouble."""

    FINE = "fine"
    LOOK = "look"
    BROKEN = "broken"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at: `topic`, what was seen, and how to mend it where it is not FINE."""

    topic: str
    level: Level
    seen: str
    mend: str = ""


def fine(topic: str, seen: str) -> Finding:
    """As it should be."""
    return Finding(topic=topic, level=Level.FINE, seen=seen)


def look(topic: str, seen: str, mend: str) -> Finding:
    """It works, and should be better."""
    return Finding(topic=topic, level=Level.LOOK, seen=seen, mend=mend)


def broken(topic: str, seen: str, mend: str) -> Finding:
    """It has to be mended."""
    return Finding(topic=topic, level=Level.BROKEN, seen=seen, mend=mend)
