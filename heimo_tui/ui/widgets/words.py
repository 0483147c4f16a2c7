"""Words that come with every key somebody types, and are seldom others."""

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Static


class Words(Static):
    """A Static that lays the screen out and paints only when what it shows is something else than before."""

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show `content`."""
        if not self._shows(content):
            super().update(content, layout=layout)

    def _shows(self, content: VisualType) -> bool:
        known = self.content
        if not isinstance(content, Content) or not isinstance(known, Content) or not content.is_same(known):
            return False
        size = self.size
        # while the screen is laid out for the first time, a change of height may have passed by
        return not self.display or bool(
            size.width and self.get_content_height(self.container_size, size, size.width) == size.height
        )
