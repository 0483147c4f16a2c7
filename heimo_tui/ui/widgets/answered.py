"""What is being answered, above the answer: whose it is, what they asked for, the words quoted, and the post."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from heimo_tui.core.drafts import QuoteOf
from heimo_tui.core.views import PostView, ThreadView
from heimo_tui.ui.format import one_line, post_lines
from heimo_tui.ui.widgets.name import name_content
from heimo_tui.ui.widgets.post import WIDEST
from heimo_tui.ui.widgets.thread_list import fold_words
from heimo_tui.ui.widgets.voices import asked_for


class Answered(Vertical):
    """A click or F4 opens and closes it. The need stays in sight either way, since the answer is read against it."""

    DEFAULT_CSS = """
    Answered { height: auto; max-height: 50%; padding: 0 1; margin-bottom: 1; border-left: outer $rule; }
    Answered Static { height: auto; }
    Answered VerticalScroll { height: auto; max-height: 100%; display: none; scrollbar-size-vertical: 1; }
    Answered.-open VerticalScroll { display: block; }
    """

    opened = reactive(False)
    thread: reactive[ThreadView | None] = reactive(None)

    def __init__(self, quote: QuoteOf | None) -> None:
        super().__init__()
        self._quote = quote

    def compose(self) -> ComposeResult:
        """The head, then all of it."""
        yield Static(id="head", markup=False)
        with VerticalScroll(can_focus=False):
            yield Static(id="whole", markup=False)

    def watch_opened(self, opened: bool) -> None:
        """Show all of it, or only what matters."""
        self.set_class(opened, "-open")
        self.draw()

    def watch_thread(self) -> None:
        """Show the newest state of it."""
        self.draw()

    def on_resize(self) -> None:
        """Wrap anew."""
        self.draw()

    def on_click(self, event: events.Click) -> None:
        """Open or close."""
        event.stop()
        self.opened = not self.opened

    def draw(self) -> None:
        """Lay it out for the width there is."""
        width = min(self.content_size.width, WIDEST) - 1
        if self.thread is None or width <= 1:
            return
        root = self.thread.root
        head = Content.styled("▾ " if self.opened else "▸ ", "$quiet") + name_content(root.author, extra=False)
        if root.need is not None:
            head += Content.styled(f" · {asked_for(root.need.value)}", "$secondary")
        lines = [head.truncate(width, ellipsis=True)]
        if quoted := self._quoted():
            words = Content.styled(f"“{quoted}”", "$quiet").truncate(width - 2, ellipsis=True)
            lines.append(Content.styled("▎ ", "$faint") + words)
        elif not self.opened:
            begins = one_line(root.text) if root.fold is None else f"▸ {fold_words(root.fold)}"
            lines.append(Content.styled(begins, "$quiet").truncate(width, ellipsis=True))
        self.query_one("#head", Static).update(Content("\n").join(lines))
        self.query_one("#whole", Static).update(Content("\n").join(post_lines(root.text, width)))

    def _quoted(self) -> str:
        if self._quote is None or self.thread is None:
            return ""
        posts: tuple[PostView, ...] = (self.thread.root, *self.thread.replies)
        source = next((post for post in posts if post.id == self._quote.event), None)
        return one_line(source.text[self._quote.start : self._quote.end]) if source else ""
