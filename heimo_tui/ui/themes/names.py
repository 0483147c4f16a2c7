"""The colours of names and of quiet text, in our themes and in any other."""

from collections.abc import Mapping
from typing import Final

NAME_COLOURS: Final = 8
_DARK: Final = ("#e3a986", "#9bbce0", "#b3cf92", "#d9a3c7", "#dcc47e", "#8ccfc3", "#c1aee8", "#e39a9a")
_LIGHT: Final = ("#96481c", "#2c5a8c", "#4c6a1e", "#8a3b72", "#7a5c00", "#1c6a5e", "#5c45a0", "#9a3030")


def as_variables(*colours: str) -> dict[str, str]:
    """Theme variables `name-0` to `name-7`."""
    return {f"name-{index}": colour for index, colour in enumerate(colours)}


def defaults(dark: bool, variables: Mapping[str, str]) -> dict[str, str]:
    """Values for every variable that our styles use and a foreign theme does not have."""
    return {
        "quiet": variables.get("text-muted", variables.get("foreground-muted", "#888888")),
        "faint": variables.get("foreground-disabled", "#777777"),
        "ink": variables.get("foreground", "#ffffff" if dark else "#000000"),
        "here": variables.get("boost", "#333333" if dark else "#dddddd"),
        "rule": variables.get("panel", "#444444" if dark else "#cccccc"),
        **as_variables(*(_DARK if dark else _LIGHT)),
    }
