"""Everything by name: actions of the screen, circles, colours."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from heimo_tui.ui.format import one_line
from heimo_tui.ui.intents import OpenCircle, SetTheme, ShowSince, ShowWaiting
from heimo_tui.ui.keys import TABLE, Where, spelled
from heimo_tui.ui.themes.ours import OURS
from heimo_tui.ui.widgets.circle_list import CircleTable

_MOVES = ("move", "page", "edge", "step", "leaf", "out", "choose", "scroll")
"""Actions that only move; nobody looks for them by name."""


_EVERYWHERE = (Where.FRAME, Where.ANYWHERE)
"""What belongs to the place itself stands before what works in all of them."""
_FAR: Final = (
    ({"circles.waiting", "since.waiting", "helping.answer"}, "Who waits for somebody", ShowWaiting),
    ({"circles.since"}, "Since you left", ShowSince),
)
"""Places that are reached by name from where no key leads to them."""
_COLUMN = 30
"""Cells of the names; what they are for stands beside them."""


class HeimoCommands(Provider):
    """What can be done from the screen below the palette."""

    async def discover(self) -> Hits:
        """All of it, before anything is typed."""
        for name, about, run in self._all():
            yield DiscoveryHit(_line(Content(name), about), run, text=name)

    async def search(self, query: str) -> Hits:
        """What matches the words typed."""
        matcher = self.matcher(query)
        for name, about, run in self._all():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, _line(matcher.highlight(name), about), run, text=name)

    def _all(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        yield from self._actions()
        bound = {a.binding.id for a in self.screen.active_bindings.values()}
        for ids, name, intent in _FAR:
            if not ids & bound:
                yield name, "", partial(self.app.post_message, intent())
        for table in self.app.query(CircleTable):
            for circle in table.circles:
                go = partial(self.app.post_message, OpenCircle(circle.id))
                yield f"Circle: {one_line(circle.name)}", one_line(circle.about), go
        ours = [theme.name for theme in OURS]
        others = sorted(name for name in self.app.available_themes if name not in ours)
        for name in (*ours, *others):
            yield f"Colours: {name}", "", partial(self.app.post_message, SetTheme(name))

    def _actions(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        bound = {a.binding.id: a for a in self.screen.active_bindings.values() if a.enabled and a.binding.id}
        for key in sorted(TABLE, key=lambda key: key.where in _EVERYWHERE):
            active = bound.get(key.id)
            if active is not None and key.id != "palette" and not key.action.startswith(_MOVES):
                run = partial(self.app.run_action, active.binding.action, active.node)
                yield key.label.capitalize(), spelled(active.binding.key), run


def _line(name: Content, about: str) -> Content:
    """One thing that can be done: its name, and its key or what it is for."""
    return Content.assemble(name.pad_right(max(2, _COLUMN - name.cell_length)), (about, "$quiet"))
