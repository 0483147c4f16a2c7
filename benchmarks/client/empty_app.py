"""An empty Textual application: the peer of the whole client. With a file's name, a text area with its text in it."""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import Static, TextArea


class EmptyApp(App[None]):
    """One word, or one text area."""

    def __init__(self, text: str | None) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The word or the text area."""
        yield Static("ready") if self._text is None else TextArea(self._text, soft_wrap=True)

    def on_mount(self) -> None:
        """Begin where the text ends."""
        for area in self.query(TextArea):
            area.move_cursor(area.document.end)


if __name__ == "__main__":
    EmptyApp(Path(sys.argv[1]).read_text("utf-8") if sys.argv[1:] else None).run()
