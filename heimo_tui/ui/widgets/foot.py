"""The keys of a screen, drawn by one widget: other keys cost one line to paint, and nothing to lay out."""

from __future__ import annotations

from typing import Any, Final

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

GAP: Final = 2


class Foot(Widget):
    """Each key with what it does, for the eye and for the mouse; one that does not fit is left out instead of cut."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Foot { height: 1; width: 1fr; background: $background; color: $footer-description-foreground; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys: list[Content] | None = None

    def on_mount(self) -> None:
        """Follow what the keys do."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_unmount(self) -> None:
        """Follow no more."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, screen: Screen[Any]) -> None:
        if screen is self.screen:
            self._keys = None
            self.refresh()

    def render(self) -> Content:
        """The keys that work now."""
        if self._keys is None:
            self._keys = self._working()
        line = Content("")
        for key in self._keys:
            gap = Content(" " * GAP if line.plain else "")
            if line.cell_length + gap.cell_length + key.cell_length > self.content_size.width:
                break
            line = line + gap + key
        return line

    def _working(self) -> list[Content]:
        first: dict[str, Binding] = {}
        for one in self.screen.active_bindings.values():
            if one.binding.show:
                first.setdefault(one.binding.action, one.binding)
        shown = []
        for binding in first.values():
            key = self.app.get_key_display(binding)
            words = Content.assemble((key, "$footer-key-foreground bold"), f" {binding.description}")
            shown.append(words.stylize(Style.from_meta({"key": binding.key})))
        return shown

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Do what the key does that the mouse is on."""
        key = event.style.meta.get("key")
        if isinstance(key, str):
            self.app.simulate_key(key)
