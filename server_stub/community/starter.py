"""The circles that a new community starts with, from `starter_circles.toml` in this package."""

import tomllib
from importlib import resources
from typing import Literal

import msgspec

from heimo_protocol.circles import CircleSettings, OnceNames

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
            once=_ONCE[self.once],
            retention_days=self.retention_days,
        )


def starter_circles() -> list[CircleSettings]:
    """The settings of all starter circles, valid, in the file's order."""
    file = resources.files("server_stub").joinpath("starter_circles.toml")
    plain = tomllib.loads(file.read_text("utf-8"))
    circles = [entry.settings for entry in msgspec.convert(plain["circle"], list[StarterCircle])]
    for settings in circles:
        settings.require_valid()
    return circles
