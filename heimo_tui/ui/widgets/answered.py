"""What is being answered, above the answer: the post, what its writer asked for, and the words quoted."""

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from heimo_tui.core.drafts import QuoteOf
from heimo_tui.core.views import PostView, ThreadView
from heimo_tui.ui.format import one_line, post_lines
from heimo_tui.ui.widgets.name import name_content
from heimo_tui.ui.widgets.post import WIDEST
from heimo_tui.ui.widgets.voices import asked_for


class Answered(Static):
    """The post above; a click or F4 opens and closes it. Closed, its first line and the need stay in sight."""

    DEFAULT_CSS = """
    Answered { height: auto; max-height: 40%; padding: 0 1; margin-bottom: 1; border-left: outer $rule; }
    Answered.-open { overflow-y: auto; scrollbar-size-vertical: 1; }
    """

    opened = reactive(False)
    thread: reactive[ThreadView | None] = reactive(None)

    def __init__(self, quote: QuoteOf | None) -> None:
        super().__init__()
        self._quote = quote

    def watch_opened(self, opened: bool) -> None:
        """Show all of it or only what matters."""
        self.set_class(opened, "-open")
        self.draw()

    def watch_thread(self) -> None:
        """Show the newest state of it."""
        self.draw()

    def on_resize(self) -> None:
        """Wrap anew."""
        self.draw()

    def draw(self) -> None:
        """Lay it out for the width there is."""
        width = min(self.content_size.width, WIDEST)
        if self.thread is None or width <= 0:
            return
        root = self.thread.root
        sign = Content.styled("▾ " if self.opened else "▸ ", "$quiet")
        lines = [(sign + name_content(root.author)).truncate(width, ellipsis=True)]
        if self.opened:
            lines += [line.stylize_before("$foreground") for line in post_lines(root.text, width)]
        else:
            lines.append(Content(one_line(root.text)).truncate(width, ellipsis=True))
        if quoted := self._quoted():
            lines.append(Content.styled("▎ ", "$faint") + Content.styled(f"“{quoted}”", "$quiet").truncate(width - 2))
        if root.need is not None:
            lines.append(Content.styled(asked_for(root.need.value), "$secondary").truncate(width, ellipsis=True))
        self.update(Content("\n").join(lines))

    def _quoted(self) -> str:
        if self._quote is None or self.thread is None:
            return ""
        posts: tuple[PostView, ...] = (self.thread.root, *self.thread.replies)
        source = next((post for post in posts if post.id == self._quote.event), None)
        return one_line(source.text[self._quote.start : self._quote.end]) if source else ""

    def on_click(self) -> None:
        """Open or close."""
        self.opened = not self.opened
