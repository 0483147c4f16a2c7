"""A short list of things to choose from: a title and a quiet line for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from heimo_tui.ui.widgets.lines import LineList


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to choose: what it is called, and one line about it. `mark` stands before it."""

    id: str
    title: Content | str
    hint: Content | str = ""
    mark: str = " "


class Menu(LineList):
    """Draws items on two lines each, or on one where none has a hint."""

    DEFAULT_CSS = """
    Menu { height: auto; overflow-x: hidden; max-height: 100%; scrollbar-size-vertical: 1; background: transparent; }
    """

    def __init__(self, items: Sequence[Item] = (), *, id: str | None = None, spaced: bool = False) -> None:
        super().__init__(id=id)
        self._items: tuple[Item, ...] = ()
        self._spaced = spaced
        self.set_items(items)

    @property
    def items(self) -> tuple[Item, ...]:
        """What can be chosen."""
        return self._items

    @property
    def here(self) -> Item | None:
        """The item under the cursor."""
        return self._items[self.cursor] if 0 <= self.cursor < len(self._items) else None

    def set_items(self, items: Sequence[Item]) -> None:
        """Show these; the cursor stays on the item it was on, where that is still there."""
        before = self.here.id if self.here else None
        self._items = tuple(items)
        hints = any(item.hint for item in self._items)
        with self.prevent(self.Moved):
            self.row_lines = (2 if hints else 1) + self._spaced
            at = next((n for n, item in enumerate(self._items) if item.id == before), None)
            self.cursor = at if at is not None else min(max(self.cursor, 0), len(self._items) - 1)
        if self.is_mounted:
            self.resized()
            self.refresh(layout=True)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def row(self, index: int, width: int, here: bool) -> list[Content]:
        """Title and hint."""
        item = self._items[index]
        lead = Content.styled(f"{'▸' if here and self.has_focus else ' '}{item.mark} ", "$primary")
        title = item.title if isinstance(item.title, Content) else Content.styled(item.title, "$ink")
        hint = item.hint if isinstance(item.hint, Content) else Content.styled(item.hint, "$quiet")
        lines = [lead + title]
        if self.row_lines - self._spaced > 1:
            lines.append(Content("   ") + hint)
        return lines

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many lines as the items need."""
        return max(1, len(self._items) * self.row_lines)
