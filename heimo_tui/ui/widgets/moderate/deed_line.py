"""What can be done here and now: each deed with its key, for the eye and for the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.style import Style
from textual.widget import Widget

GAP = 3


@dataclass(frozen=True, slots=True)
class Doable:
    """One deed: its key as it is spelled, a few words, and the action that does it."""

    key: str
    label: str
    action: str


class DeedLine(Widget):
    """Lays deeds out over as many lines as they need; no key is torn from its words."""

    DEFAULT_CSS = "DeedLine { height: auto; padding: 0 1 0 2; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._deeds: tuple[Doable, ...] = ()

    def show(self, deeds: Sequence[Doable]) -> None:
        """Offer these."""
        if tuple(deeds) != self._deeds:
            self._deeds = tuple(deeds)
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Lines at this width."""
        return max(1, len(self._lines(width)))

    def render(self) -> Content:
        """The deeds."""
        return Content("\n").join(self._lines(self.content_size.width))

    async def on_click(self, event: events.Click) -> None:
        """Do what the mouse is on."""
        action = event.style.meta.get("deed")
        if isinstance(action, str):
            await self.run_action(action)

    def _lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for deed in self._deeds:
            one = Content.assemble((deed.key, "$primary bold"), (f" {deed.label}", "$quiet"))
            one = one.stylize(Style.from_meta({"deed": deed.action}))
            if lines and lines[-1].cell_length + GAP + one.cell_length <= width:
                lines[-1] = lines[-1] + Content(" " * GAP) + one
            else:
                lines.append(one)
        return lines
