"""Who asks for contact, and below, apart, with whom one talks."""

from __future__ import annotations

from textual.content import Content

from heimo_tui.core.conversations import ConversationRow, RequestView, Standing
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.format import one_line
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.name import name_content
from heimo_tui.ui.widgets.thread_list import fold_words


class InboxTable(LineList):
    """Requests first, then conversations; the cursor stays on what it stood on."""

    DEFAULT_CSS = "InboxTable { height: 1fr; }"

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._clock = clock
        self._requests: tuple[RequestView, ...] = ()
        self._rows: tuple[ConversationRow, ...] = ()
        self._fetched = False

    @property
    def here(self) -> RequestView | ConversationRow | None:
        """What is under the cursor."""
        return self._all[self.cursor] if 0 <= self.cursor < self.count() else None

    @property
    def rows(self) -> tuple[ConversationRow, ...]:
        """The conversations in the list."""
        return self._rows

    @property
    def _all(self) -> tuple[RequestView | ConversationRow, ...]:
        return (*self._requests, *self._rows)

    def show_rows(self, requests: tuple[RequestView, ...], rows: tuple[ConversationRow, ...]) -> None:
        """Show these."""
        here = self.here.id if self.here else None
        self._requests, self._rows = requests, rows
        self._measure()
        ids = [one.id for one in self._all]
        with self.prevent(LineList.Moved):
            self.cursor = ids.index(here) if here in ids else min(self.cursor, len(ids) - 1)
        self.stay_within()

    def stand_on(self, id: bytes) -> bool:
        """Put the cursor on a request or conversation; False where it is not listed."""
        ids = [one.id for one in self._all]
        if id in ids:
            self.cursor = ids.index(id)
        return id in ids

    def next_unread(self) -> bool:
        """Put the cursor on the next one where something is new; False where there is none."""
        order = [(self.cursor + by) % self.count() for by in range(1, self.count() + 1)]
        found = next((n for n in order if isinstance(one := self._all[n], RequestView) or one.unread), None)
        if found is not None:
            self.cursor = found
        return found is not None

    def count(self) -> int:
        """Requests and conversations."""
        return len(self._requests) + len(self._rows)

    def divider(self) -> tuple[int, list[Content]] | None:
        """The line between those who ask and those with whom one talks."""
        if not self._requests or not self._rows:
            return None
        side = "─" * max(2, (self.size.width - 22) // 2)
        words = Content.assemble((f"  {side} ", "$faint"), ("conversations", "$quiet"), (f" {side}", "$faint"))
        return len(self._requests), [words, Content("")]

    def row(self, index: int, width: int, here: bool) -> list[Content]:
        """Who and when; then the circle and the last words."""
        edge, one = self.edge(here), self._all[index]
        new = isinstance(one, RequestView) or one.unread > 0
        count = str(one.unread) if isinstance(one, ConversationRow) and one.unread else ""
        who = one.author if isinstance(one, RequestView) else one.peer
        when = Content.styled(self._clock.words(one.minutes) + (f"  {count}" if count else ""), "$quiet")
        room = max(4, width - 2 - when.cell_length - 4)
        name = name_content(who, extra=False)
        dot = Content.styled("● " if new else "  ", "$primary")
        name = (name.stylize("bold") if new else name).truncate(room, ellipsis=True, pad=True)
        words = _asks(one) if isinstance(one, RequestView) else _last(one)
        return [Content.assemble(edge, dot, name, "  ", when), Content.assemble(edge, "  ", words)]

    def _measure(self) -> None:
        self.row_lines = 3 if self.size.height >= 15 else 2
        self.resized()

    def on_resize(self) -> None:
        """Three lines a row where there is room, two where there is little."""
        self._measure()


def _asks(request: RequestView) -> Content:
    place = Content.styled(f"{one_line(request.circle_name)} · ", "$quiet")
    words = f"“{one_line(request.text)}”" if request.fold is None else f"▸ {fold_words(request.fold)}"
    return Content.assemble(place, ("asks: ", "$primary"), (words, "$quiet"))


def _last(row: ConversationRow) -> Content:
    place = Content.styled(f"{one_line(row.circle_name)} · ", "$quiet")
    if row.standing is Standing.CHANGED:
        return Content.assemble(place, ("! look at the safety number", "$warning"))
    if row.draft.strip():
        return Content.assemble(place, ("draft: ", "$primary"), (one_line(row.draft), "$quiet"))
    if row.fold is not None:
        return Content.assemble(place, (f"▸ {fold_words(row.fold)}", "$quiet"))
    if row.standing is Standing.ASKED:
        return place + Content.styled("you asked; no answer yet", "$quiet")
    if row.standing is Standing.ENDED:
        return place + Content.styled("ended", "$quiet")
    return place + Content.styled(("you: " if row.last_mine else "") + one_line(row.last), "$quiet")
