"""Which threads are listed: all, new, waiting or mine."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from heimo_tui.core.views import Filter


class FilterWord(Static):
    """One of the filters; a click chooses it."""

    def __init__(self, which: Filter) -> None:
        super().__init__(str(which))
        self.which = which

    def on_click(self) -> None:
        """Choose it."""
        self.post_message(FilterBar.Changed(self.which))


class FilterBar(Horizontal):
    """The filters in a row, the chosen one marked."""

    DEFAULT_CSS = """
    FilterBar { height: 1; padding: 0 2; color: $quiet; }
    FilterBar > FilterWord { width: auto; margin: 0 2 0 0; }
    FilterBar > FilterWord:hover { color: $ink; }
    FilterBar > FilterWord.-on { color: $primary; text-style: bold underline; }
    FilterBar > #search-words { width: 1fr; text-align: right; }
    """

    which: reactive[Filter] = reactive(Filter.ALL)
    query_words = reactive("")

    @dataclass
    class Changed(Message):
        """Another filter is wanted."""

        which: Filter

    def compose(self) -> ComposeResult:
        """Four words, and what is searched for."""
        for which in Filter:
            yield FilterWord(which)
        yield Static(id="search-words")

    def watch_which(self, which: Filter) -> None:
        """Mark the chosen one."""
        for word in self.query(FilterWord):
            word.set_class(word.which is which, "-on")

    def watch_query_words(self, words: str) -> None:
        """Say what is searched for, and the way out."""
        shown = Content.assemble(f"found “{words}” · ", ("esc", "$primary"), " ends") if words else Content("")
        self.query_one("#search-words", Static).update(shown)
