"""The circles that a new community starts with: those of `starter_circles.toml` in this package, or a host's own."""

import tomllib
from importlib import resources
from pathlib import Path
from typing import Literal

import msgspec

from heimo_protocol.circles import CircleSettings, OnceNames
from heimo_protocol.errors import Refusal

_ONCE = {"off": OnceNames.OFF, "held": OnceNames.HELD, "on": OnceNames.ON}


class StarterCircle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of the file, field by field as its head explains them."""

    key: str
    name: str
    language: str
    purpose: str
    rules: list[str]
    notes: list[str]
    hold_first: bool
    once: Literal["off", "held", "on"]
    open_reading: bool
    retention_days: int
    hold_harm: bool = True
    held_words: list[str] = []
    ban_by_two: bool = False

    @property
    def settings(self) -> CircleSettings:
        """The entry as settings of a circle."""
        return CircleSettings(
            name=self.name,
            about=self.purpose,
            rules="\n".join(self.rules),
            lang=self.language,
            notes=list(self.notes),
            open_reading=self.open_reading,
            hold_first=self.hold_first,
            hold_harm=self.hold_harm,
            held_words=self.held_words,
            ban_by_two=self.ban_by_two,
            once=_ONCE[self.once],
            retention_days=self.retention_days,
        )


class CirclesUnreadable(Exception):
    """A file of circles is absent or wrong; the text says what to mend, for the host."""


def starter_circles() -> list[CircleSettings]:
    """The settings of all starter circles, valid, in the file's order."""
    return _read(resources.files("server_stub").joinpath("starter_circles.toml").read_text("utf-8"))


def circles_from(file: Path) -> list[CircleSettings]:
    """The settings of circles in a host's own file of the same form; raises CirclesUnreadable."""
    try:
        return _read(file.read_text("utf-8"))
    except OSError as problem:
        raise CirclesUnreadable(f"{file} cannot be read: {problem.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, msgspec.ValidationError, Refusal) as problem:
        raise CirclesUnreadable(f"{file} needs a correction: {problem}.") from None


def _read(text: str) -> list[CircleSettings]:
    circles = [entry.settings for entry in msgspec.convert(tomllib.loads(text)["circle"], list[StarterCircle])]
    for settings in circles:
        settings.require_valid()
    return circles
