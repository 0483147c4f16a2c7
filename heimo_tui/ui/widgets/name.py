"""A name with its colour and its two-cell mark, so that colour is never the only sign."""

from textual.content import Content

from heimo_tui.core.views import NameView
from heimo_tui.ui.format import one_line
from heimo_tui.ui.themes.names import NAME_COLOURS


def name_content(name: NameView, *, marked: bool = True, extra: bool = True) -> Content:
    """Mark and name in the name's colour; with `extra` what one should know about it."""
    colour = f"$name-{name.colour % NAME_COLOURS}"
    pieces: list[Content] = []
    if marked:
        pieces.append(Content.styled(f"{one_line(name.mark)} ", colour))
    pieces.append(Content.styled(one_line(name.name), colour))
    if extra:
        pieces.extend(Content.styled(f" · {word}", "$quiet") for word in _about(name))
    return Content("").join(pieces)


def _about(name: NameView) -> list[str]:
    words = ["you"] if name.mine else []
    if name.once:
        words.append("one-time name")
    if name.moderator:
        words.append("moderator")
    return words
