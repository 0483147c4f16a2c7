"""A post or reply: who, when, what it asks for, the words, and what others said back without words."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from heimo_tui.core import notes
from heimo_tui.core.views import Delivery, Distance, Fold, Gone, PostView
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.format import one_line, post_lines
from heimo_tui.ui.notices import for_delivery, for_gone
from heimo_tui.ui.widgets.name import name_content
from heimo_tui.ui.widgets.thread_list import fold_words

WIDEST = 78
"""Cells of a line of text at most; longer ones are hard to read."""
QUOTED_LINES = 4


class PostCard(Widget):
    """One post. `unfolded` shows what the reader's own rule folds; it is laid out once for each width."""

    DEFAULT_CSS = """
    PostCard {
        height: auto;
        padding: 0 1 0 1;
        margin: 0 0 1 0;
        border-left: blank;
    }
    PostCard.-here { border-left: outer $primary; }
    """

    unfolded = reactive(False, layout=True)
    post: reactive[PostView]

    @dataclass
    class Clicked(Message):
        """The mouse chose this post."""

        event: bytes

    def __init__(self, post: PostView, clock: Clock, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._post = post
        self._clock = clock
        self._laid_out: tuple[int, list[Content]] = (-1, [])

    @property
    def view(self) -> PostView:
        """What is shown."""
        return self._post

    @property
    def folds(self) -> bool:
        """Whether anything here is folded until it is asked for."""
        quote = self._post.quote
        return self._post.fold is not None or (quote is not None and quote.fold is not None and bool(quote.words))

    def show(self, post: PostView) -> None:
        """Show a newer state of the same post; the layout changes only where its size does."""
        if post == self._post:
            return
        before = len(self._lines(self.content_size.width)) if self.content_size.width else -1
        self._post = post
        self._laid_out = (-1, [])
        same = before == (len(self._lines(self.content_size.width)) if before >= 0 else -2)
        self.refresh(layout=not same)

    def watch_unfolded(self) -> None:
        """Lay out anew."""
        self._laid_out = (-1, [])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Lines at this width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines for the width there is."""
        return Content("\n").join(self._lines(self.content_size.width))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor here."""
        self.post_message(self.Clicked(self._post.id))

    def _lines(self, width: int) -> list[Content]:
        if self._laid_out[0] != width:
            room = max(10, min(width, WIDEST))
            self._laid_out = (width, [line.truncate(width, ellipsis=True) for line in self._layout(room)])
        return self._laid_out[1]

    def _layout(self, width: int) -> list[Content]:
        post = self._post
        if post.fold is not None and post.fold.distance is Distance.MUTED and not self.unfolded:
            why = Content.styled(f" · ▸ {fold_words(post.fold)} — z shows it", "$quiet")
            return [name_content(post.author) + why]
        lines = [self._head()]
        if post.need is not None:
            lines.append(self._asked())
        lines.append(Content(""))
        if post.gone is not Gone.NO:
            return [*lines[:-1], Content.styled(for_gone(post), "$quiet italic")]
        if post.fold is not None and not self.unfolded:
            return [*lines[:-1], Content.styled(f"▸ {fold_words(post.fold)} — z shows it", "$quiet")]
        lines.extend(self._quoted(width))
        lines.extend(line.stylize_before("$foreground") for line in post_lines(post.text, width))
        lines.extend(self._said(width))
        lines.extend(self._standing(width))
        return lines

    def _head(self) -> Content:
        post = self._post
        words = [name_content(post.author), Content.styled(self._clock.words(post.minutes), "$quiet")]
        for true, word in ((post.edited, "changed"), (post.kept, "kept")):
            if true:
                words.append(Content.styled(word, "$quiet"))
        head = Content.styled(" · ", "$quiet").join(words)
        return head + Content.styled("  ● new", "$primary") if post.new else head

    def _asked(self) -> Content:
        need = notes.need(self._post.need or "listen")
        pieces = [Content.styled(f"   {need.mark} {need.label}", "$secondary")]
        pieces.extend(Content.styled(notes.note_label(note), "$quiet") for note in self._post.notes)
        return Content.styled(" · ", "$quiet").join(pieces)

    def _quoted(self, width: int) -> list[Content]:
        quote = self._post.quote
        if quote is None:
            return []
        if quote.fold is not None and not (self.unfolded and quote.words):
            opens = " — z shows it" if quote.words else ""
            return [Content.styled(f"▎ ▸ {_quote_fold(quote.fold)}{opens}", "$quiet"), Content("")]
        if not quote.words:
            return [Content.styled("▎ what this answers is not there any more", "$quiet italic"), Content("")]
        lines = Content.styled(f"“{one_line(quote.words)}”", "$quiet").wrap(width - 4)
        if len(lines) > QUOTED_LINES:
            lines = [*lines[: QUOTED_LINES - 1], Content.styled("…”", "$quiet")]
        quoted = [Content.styled("▎ ", "$faint") + line for line in lines]
        if quote.author is not None:
            quoted.append(Content.styled("▎ ", "$faint") + name_content(quote.author, extra=False))
        return [*quoted, Content("")]

    def _said(self, width: int) -> list[Content]:
        said = []
        for reaction, count in self._post.reactions.items():
            sentence = notes.reaction_sentence(reaction, count)
            if sentence:
                mine = reaction in self._post.my_reactions
                said.append(Content.styled(sentence + (" (you too)" if mine else ""), "$secondary"))
        line = Content.styled(" · ", "$quiet").join(said)
        return [Content(""), *line.wrap(width)] if said else []

    def _standing(self, width: int) -> list[Content]:
        notice = for_delivery(self._post)
        if notice is None:
            return []
        bad = self._post.delivery in (Delivery.REFUSED, Delivery.RETURNED)
        lines = Content.styled(f"{'!' if bad else '…'} {notice}", "$text-warning" if bad else "$primary").wrap(width)
        return [Content(""), *lines]


def _quote_fold(fold: Fold) -> str:
    """Why quoted words are folded, without the name of somebody who is blocked."""
    if fold.distance is Distance.BLOCKED:
        return "words of a name you blocked"
    return "words of a name you muted" if fold.distance is Distance.MUTED else fold_words(fold)
