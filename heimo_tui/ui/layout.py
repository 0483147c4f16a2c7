"""The three layouts by width and the two by height, as classes that a screen carries."""

from typing import Final

BREAKPOINTS: Final = [(0, "-narrow"), (100, "-normal"), (150, "-wide")]
"""Columns from which a class holds."""
BY_HEIGHT: Final = [(0, "-low"), (20, "-high")]
"""Lines from which a class holds."""
