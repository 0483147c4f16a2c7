"""No colours at all, for those who asked for none (NO_COLOR)."""

from collections.abc import Callable
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_REVERSED = Style(reverse=True)


class WithoutColours(LineFilter):
    """Takes every colour away, and turns round what stood out by its ground, such as the button with the focus.

    Textual's own filters leave greys, or say "the default colour", which are colour codes all the same.
    """

    def __init__(self, is_dark: Callable[[], bool]) -> None:
        super().__init__()
        self._is_dark = is_dark

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same words in the terminal's own two colours."""
        dark = self._is_dark()
        return [Segment(text, style and _plain(style, dark), control) for text, style, control in segments]


@lru_cache(4096)
def _plain(style: Style, dark: bool) -> Style:
    ground = style.bgcolor
    stands_out = ground is not None and (Color.from_rich_color(ground).brightness > 0.5) is dark
    return style.without_color + _REVERSED if stands_out else style.without_color
