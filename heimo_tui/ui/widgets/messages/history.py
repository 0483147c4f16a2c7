"""What was said in a conversation, to walk through by key and by mouse."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.reactive import reactive

from heimo_tui.core.conversations import Line, Mark, Standing
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.widgets.messages.past import Past, Place


class History(Past):
    """Moves the cursor, and tells what else is wanted."""

    BINDINGS = bindings(Where.TALK)

    searching = reactive(False, bindings=True)

    @dataclass
    class Deed(Message):
        """A key of a conversation that this does not do by itself; "choose" asks what can be done with a message."""

        deed: str

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:
        super().__init__(clock, id=id)
        self._offered: tuple[bool | None, ...] = ()

    def watch_cursor(self) -> None:
        """Draw it, and offer what can be done with this message; the line of keys is costly to draw."""
        self.refresh()
        offered = tuple(self.check_action("deed", (deed,)) for deed in ("take_back", "retry"))
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    def _show_cursor(self) -> None:
        top, lines = self._roll.top(self.cursor), self._roll.lines_of(self.cursor)
        if top < self._top or lines > self._rows:
            self.at_end = False
            self._place = Place(self.cursor, 0, 0)
        elif top + lines > self._top + self._rows:
            self.at_end = self.cursor == self.count - 1
            self._place = Place(self.cursor, -1, self._rows - 1)
        else:
            return
        self._settle()

    def action_step(self, by: int) -> None:
        """The next message; one taller than the screen is read to its end first."""
        if not self.count:
            return
        top, lines = self._roll.top(self.cursor), self._roll.lines_of(self.cursor)
        hidden = top + lines - self._top - self._rows if by > 0 else self._top - top
        if lines > self._rows and hidden > 0:
            self.scroll_relative(y=by * min(hidden, self._rows - 1), animate=False)
            return
        self.cursor = min(max(self.cursor + by, 0), self.count - 1)
        self._show_cursor()

    def action_leaf(self, by: int) -> None:
        """A screenful on or back; the cursor comes along."""
        if not self.count:
            return
        y = min(max(0, self._top + by * max(1, self._rows - 2)), max(0, self._roll.height - self._rows))
        self.scroll_to(y=y, animate=False, force=True, immediate=True)
        edge = by > 0 and self.at_end
        self.cursor = self.count - 1 if edge else 0 if y == 0 and by < 0 else self._roll.at(y + 1)[0]

    def action_edge(self, last: bool) -> None:
        """To the newest message, or to the oldest."""
        if last:
            self.to_end()
        elif self.count:
            self.cursor, self.at_end = 0, False
            self._place = Place(0, 0, 0)
            self._settle()

    def action_fold(self) -> None:
        """Show what the reader's own rule folds, or fold it again."""
        if self.here is not None and self.here.fold is not None:
            self._unfolded ^= {self.here.id}
            self._roll.lay_out_anew()
            self._settle()

    def action_choose(self) -> None:
        """What can be done here."""
        if self.here is not None:
            self.post_message(self.Deed("choose"))

    def action_deed(self, deed: str) -> None:
        """Tell that it is wanted."""
        self.post_message(self.Deed(deed))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What does nothing here is not offered."""
        message, open = self.here, self._view is not None and self._view.standing is Standing.OPEN
        match parameters[0] if action == "deed" else "":
            case "take_back":
                return message is not None and message.mine and message.line is Line.TEXT
            case "retry":
                return message is not None and message.mark in (Mark.FAILED, Mark.QUEUED)
            case "write" | "reply" | "timer" | "renew":
                return open
            case "block":
                return self._view is not None and self._view.standing is not Standing.ENDED
            case "older" | "newer":
                return self.searching
        return True

    def on_click(self, event: events.Click) -> None:
        """The first click moves the cursor, a click on the cursor asks what can be done."""
        number = event.style.meta.get("row")
        if isinstance(number, int) and 0 <= number < self.count:
            if number == self.cursor and self.here is not None:
                self.post_message(self.Deed("choose"))
            self.cursor = number
