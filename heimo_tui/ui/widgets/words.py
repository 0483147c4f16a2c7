"""Words that come with every key somebody types, and are seldom others."""

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Static


class Words(Static):
    """A Static that lays the screen out and paints only when what it shows is something else than before."""

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show `content`."""
        if not (isinstance(content, Content) and isinstance(self.content, Content) and content.is_same(self.content)):
            super().update(content, layout=layout)
