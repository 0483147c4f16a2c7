"""The threads of a circle, drawn from a window of rows that is fetched as it comes into sight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from heimo_tui.core import notes
from heimo_tui.core.views import Delivery, Distance, Fold, Gone, ThreadList, ThreadRow
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.format import one_line, title_line
from heimo_tui.ui.notices import in_seconds
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.name import name_content

KEPT_ROWS = 2000
"""Rows held at most; those that were seen longest ago are fetched again."""
AHEAD = 30
"""Rows fetched beyond what is in sight, on either side."""


class ThreadTable(LineList):
    """The threads in the order of one moment; `accept` fills in rows as they arrive."""

    DEFAULT_CSS = "ThreadTable { height: 1fr; }"

    threads: reactive[ThreadList | None] = reactive(None)

    @dataclass
    class Wanted(Message):
        """These rows came into sight and are not here."""

        ids: tuple[bytes, ...]

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._clock = clock
        self._rows: OrderedDict[bytes, ThreadRow] = OrderedDict()
        self._asked: set[bytes] = set()
        self._open: set[bytes] = set()

    def count(self) -> int:
        """Threads in the list."""
        return len(self.threads.ids) if self.threads else 0

    def watch_threads(self, old: ThreadList | None, new: ThreadList | None) -> None:
        """Keep the cursor on the thread it stood on, wherever that is now."""
        if new is None or old is None or old.circle != new.circle:
            self._rows.clear()
            self._open.clear()
        self._asked.clear()
        here = old.ids[self.cursor] if old and 0 <= self.cursor < len(old.ids) else None
        self.resized()
        with self.prevent(LineList.Moved):
            self.cursor = new.ids.index(here) if new and here in new.ids else -1
        self.stay_within()
        self.call_after_refresh(self.ask)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for what comes into sight."""
        super().watch_scroll_y(old_value, new_value)
        self.ask()

    def on_resize(self) -> None:
        """Three lines a thread where there is room, two where there is little."""
        self.row_lines = 3 if self.size.height >= 15 else 2
        super().on_resize()
        self.ask()

    def ask(self) -> None:
        """Post Wanted for rows around what is in sight that are neither here nor asked for."""
        if self.threads is None or not self.size.height:
            return
        near = [self.threads.ids[index] for index in self.visible_rows(AHEAD)]
        missing = tuple(id for id in near if id not in self._rows and id not in self._asked)
        if missing:
            self._asked.update(missing)
            self.post_message(self.Wanted(missing))

    def accept(self, rows: Iterable[ThreadRow]) -> None:
        """Take rows that were fetched, or that changed in place."""
        for row in rows:
            self._rows[row.id] = row
            self._rows.move_to_end(row.id)
            self._asked.discard(row.id)
        while len(self._rows) > KEPT_ROWS:
            self._rows.popitem(last=False)
        self.refresh()

    def known(self, ids: Iterable[bytes]) -> tuple[bytes, ...]:
        """Those of `ids` whose rows are held here."""
        return tuple(id for id in ids if id in self._rows)

    def row_of(self, thread: bytes) -> ThreadRow | None:
        """The row of a thread where it is held here."""
        return self._rows.get(thread)

    @property
    def here(self) -> bytes | None:
        """The thread under the cursor."""
        return self.threads.ids[self.cursor] if self.threads and 0 <= self.cursor < len(self.threads.ids) else None

    def toggle_fold(self) -> None:
        """Show or fold again the thread under the cursor, where the reader's rule folds it."""
        if self.here is not None:
            self._open ^= {self.here}
            self.refresh()

    def divider(self) -> tuple[int, list[Content]] | None:
        """The line between what is new since the last visit and what was there before."""
        if self.threads is None or not self.threads.left_at:
            return None
        words = " since you left ↑ "
        rule = "─" * max(0, (self.size.width - len(words) - 8) // 2)
        return self.threads.left_at, [_divider(rule, words), Content("")]

    def row(self, index: int, width: int, here: bool) -> list[Content]:
        """A thread in two lines: what it says and asks for, who wrote it and what came back."""
        if self.threads is None:
            return []
        row = self._rows.get(self.threads.ids[index])
        edge = self.edge(here)
        if row is None:
            return [edge + Content.styled("·····", "$faint")]
        folded = row.fold is not None and row.id not in self._open
        title = _title(row, folded)
        need = _need(row)
        room = width - 2 - need.cell_length - 3
        return [
            Content.assemble(edge, title.truncate(room, ellipsis=True, pad=True), "  ", need, " "),
            Content.assemble(edge, "  ", self._about(row, width - 5)),
        ]

    def _about(self, row: ThreadRow, room: int) -> Content:
        words = [name_content(row.author), Content(self._clock.words(row.minutes))]
        if row.delivery is not Delivery.PUBLISHED:
            words = [Content.styled(_DELIVERY[row.delivery], "$primary")]
        elif row.waiting:
            words.append(Content.styled("waiting for a first reply", "$text-warning"))
        elif row.replies:
            words.append(Content(_replies(row)))
        if row.been_there:
            words.append(Content(notes.reaction_sentence("been_there", row.been_there)))
        words.extend(Content(notes.note_label(note)) for note in row.notes[:2])
        if row.kept:
            words.append(Content("kept"))
        dot = Content(" · ")
        while len(words) > 2 and dot.join(words).cell_length > room:
            words.pop()  # what says least stands last; half of it says nothing
        return dot.join(words).stylize_before("$quiet")


def _divider(rule: str, words: str) -> Content:
    return Content.assemble(f"  {rule}", (words, "$quiet"), rule).stylize_before("$faint")


def _title(row: ThreadRow, folded: bool) -> Content:
    mark = Content.styled("● " if row.unread else "  ", "$primary")
    if row.gone is not Gone.NO:
        return mark + Content.styled(_GONE[row.gone], "$quiet italic")
    if folded and row.fold is not None:
        return Content.assemble(mark, ("▸ ", "$quiet"), (fold_words(row.fold), "$quiet"))
    return mark + Content.styled(title_line(row.title) or "…", "$ink bold" if row.unread else "$foreground")


def _need(row: ThreadRow) -> Content:
    words = notes.need(row.need)
    return Content.styled(f"{words.mark} {words.label}", "$secondary")


def _replies(row: ThreadRow) -> str:
    count = "1 reply" if row.replies == 1 else f"{row.replies} replies"
    return f"{count}, {row.new_replies} new" if row.new_replies else count


def fold_words(fold: Fold) -> str:
    """Why something is folded."""
    if fold.distance is not None:
        return "folded: you muted this name" if fold.distance is Distance.MUTED else "folded: you blocked this name"
    about = notes.note_label(fold.note) if fold.note else f"“{one_line(fold.keyword or '')}”"
    return f"folded: {about} (your rule)"


def holding_words(seconds: int) -> str:
    """The quiet countdown of the hold."""
    return f"goes out in {in_seconds(seconds)}"


_DELIVERY = {
    Delivery.PUBLISHED: "",
    Delivery.HOLDING: "held for a moment — u takes it back",
    Delivery.QUEUED: "waits here until it can be sent",
    Delivery.SENDING: "being sent",
    Delivery.HELD: "a moderator reads it first",
    Delivery.RETURNED: "a moderator gave it back — open it to see why",
    Delivery.REFUSED: "could not be sent — open it to see why",
}
_GONE = {
    Gone.NO: "",
    Gone.TAKEN_BACK: "taken back by its writer",
    Gone.REMOVED: "removed by a moderator",
    Gone.EXPIRED: "older than the circle keeps",
    Gone.WITHHELD: "the server does not give this text",
}
