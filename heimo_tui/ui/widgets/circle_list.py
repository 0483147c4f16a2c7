"""The circles of a community, the quiet ones below."""

from textual.content import Content
from textual.reactive import reactive

from heimo_tui.core.views import CircleView
from heimo_tui.ui.format import one_line
from heimo_tui.ui.widgets.lines import LineList


class CircleTable(LineList):
    """Circles with a mark where something is new."""

    DEFAULT_CSS = "CircleTable { height: 1fr; }"

    circles: reactive[tuple[CircleView, ...]] = reactive(())

    def watch_circles(self, old: tuple[CircleView, ...], new: tuple[CircleView, ...]) -> None:
        """Keep the cursor on the circle it stood on."""
        here = old[self.cursor].id if 0 <= self.cursor < len(old) else None
        ids = [circle.id for circle in new]
        self.resized()
        with self.prevent(LineList.Moved):
            self.cursor = ids.index(here) if here in ids else -1
        self.stay_within()

    @property
    def here(self) -> CircleView | None:
        """The circle under the cursor."""
        return self.circles[self.cursor] if 0 <= self.cursor < len(self.circles) else None

    def go_to(self, circle: bytes) -> None:
        """Put the cursor on a circle, where it is listed."""
        ids = [view.id for view in self.circles]
        if circle in ids:
            self.cursor = ids.index(circle)

    def count(self) -> int:
        """Circles in the list."""
        return len(self.circles)

    def divider(self) -> tuple[int, list[Content]] | None:
        """The line above the circles where nothing was written for a week."""
        first = next((index for index, circle in enumerate(self.circles) if circle.quiet), None)
        return None if not first else (first, [Content(""), Content.styled("  ── quiet ──", "$faint"), Content("")])

    def row(self, index: int, width: int, here: bool) -> list[Content]:
        """Name and unread threads; what the circle is for where the list is wide."""
        circle = self.circles[index]
        edge = self.edge(here)
        dot = Content.styled("● " if circle.unread else "  ", "$primary")
        count = str(circle.unread) if circle.unread else ""
        if circle.syncing is not None:
            count = f"{circle.syncing:.0%}"
        style = "$ink bold" if circle.unread else "$foreground"
        name = Content.styled(one_line(circle.name), style)
        room = width - 4 - len(count) - 2
        first = Content.assemble(edge, dot, name.truncate(room, ellipsis=True, pad=True), " ", (count, "$quiet"))
        if width < 44:
            return [first]
        about = f"{one_line(circle.about)}"
        return [first, Content.assemble(edge, "  ", (about, "$quiet"))]

    def on_resize(self) -> None:
        """Wide lists say what each circle is for."""
        self.row_lines = 3 if self.size.width >= 44 else (2 if self.size.height > 2 * len(self.circles) + 3 else 1)
        super().on_resize()
