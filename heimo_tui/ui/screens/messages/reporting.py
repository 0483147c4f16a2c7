"""Tell the moderators about messages: which ones, the reason in two keys, and what they will see, said plainly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Input, Static

from heimo_protocol.limits import MAX_REASON_CHARS, MAX_REPORT_MESSAGES
from heimo_tui.core.conversations import MessageView
from heimo_tui.core.views import NameView
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.format import one_line
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.reasons import REASONS
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.pressing import KeyLine, Press
from heimo_tui.ui.widgets.sheet import Above
from heimo_tui.ui.widgets.way import Way

AROUND: Final = 2
"""Messages before and after that are offered along with a chosen one."""


class ChooseList(LineList, inherit_bindings=False):
    """Messages of the other one, those chosen marked."""

    BINDINGS = bindings(Where.CHOOSE)
    DEFAULT_CSS = "ChooseList { height: auto; max-height: 12; scrollbar-size-vertical: 1; background: transparent; }"

    def __init__(self, messages: Sequence[MessageView], at: bytes | None, clock: Clock) -> None:
        super().__init__()
        self._messages = tuple(messages)
        self._clock = clock
        ids = [one.id for one in self._messages]
        self.chosen: set[bytes] = {at} if at in ids and at is not None else set()
        self._start = ids.index(at) if at in ids and at is not None else len(ids) - 1

    def on_mount(self) -> None:
        """Stand on the message it began with."""
        self.row_lines = 1
        self.cursor = self._start

    def count(self) -> int:
        """Messages that can be reported."""
        return len(self._messages)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """A line a message."""
        return max(1, len(self._messages))

    def row(self, index: int, width: int, here: bool) -> list[Content]:
        """Chosen or not, when, and the first words."""
        message = self._messages[index]
        chosen = message.id in self.chosen
        sign = Content.styled("[x] " if chosen else "[ ] ", "$primary" if chosen else "$quiet")
        when = Content.styled(f"{self._clock.words(message.minutes)}  ", "$quiet")
        words = Content.styled(one_line(message.text), "$ink" if chosen else "$foreground")
        return [Content.assemble(self.edge(here), sign, when, words)]

    def action_mark(self) -> None:
        """Choose it, or leave it out."""
        if 0 <= self.cursor < self.count():
            self.chosen ^= {self._messages[self.cursor].id}
            self.refresh()

    def action_around(self) -> None:
        """Choose what was said right before and after, too."""
        near = self._messages[max(0, self.cursor - AROUND) : self.cursor + AROUND + 1]
        self.chosen |= {message.id for message in near}
        self.refresh()

    def action_on(self) -> None:
        """Go on with these."""
        self.post_message(self.Chosen(self, self.cursor))

    def ids(self) -> tuple[bytes, ...]:
        """What was chosen, oldest first."""
        return tuple(message.id for message in self._messages if message.id in self.chosen)


class ChooseSheet(Above[tuple[bytes, ...] | None]):
    """Gives the messages to report, oldest first, or None."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["../sheet.tcss", "messages.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.DIALOG)

    def __init__(self, messages: Sequence[MessageView], at: bytes | None, peer: NameView, clock: Clock) -> None:
        super().__init__()
        self._list = ChooseList(messages, at, clock)
        self._peer = peer

    def compose(self) -> ComposeResult:
        """What it means, the messages, the keys."""
        them = one_line(self._peer.name)
        with Vertical(classes="sheet", id="choosing"):
            yield Static("Which messages should the moderators see?", classes="title")
            yield Static(
                f"Only those you choose; nothing else of this conversation. {them} does not learn of it.",
                classes="lead",
                markup=False,
            )
            yield self._list
            yield KeyLine(
                [
                    ("space", "choose", "focused.mark"),
                    ("c", "and around it", "focused.around"),
                    ("enter", "go on", "focused.on"),
                    ("esc", "never mind", "screen.no"),
                ],
                id="keys",
            )

    def on_mount(self) -> None:
        """Begin in the list."""
        self._list.focus()

    @on(LineList.Chosen)
    def _go_on(self, message: LineList.Chosen) -> None:
        message.stop()
        if len(self._list.ids()) > MAX_REPORT_MESSAGES:
            self.notify(f"One report holds {MAX_REPORT_MESSAGES} messages; leave some out.", timeout=4)
        elif self._list.ids():
            self.dismiss(self._list.ids())
        else:
            self.notify("Nothing is chosen yet: space chooses.", timeout=4)

    def action_yes(self) -> None:
        """The list answers enter."""


@dataclass(frozen=True, slots=True)
class Told:
    """What goes to the moderators along with the messages, and whether contact ends as well."""

    note: str
    block: bool


class TellSheet(Above[Told | None]):
    """The last step: says what the moderators will see; a note, and blocking as well, if one likes."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["../sheet.tcss", "messages.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.DIALOG, Where.TELLING)
    AUTO_FOCUS = "Input"

    def __init__(self, peer: NameView, reason: str, number: int, my_name: str) -> None:
        super().__init__()
        self._peer, self._reason, self._number, self._my_name = peer, reason, number, my_name
        self._block = False

    def compose(self) -> ComposeResult:
        """What they see, a note, block as well, the ways on."""
        them, words = one_line(self._peer.name), dict(REASONS)[self._reason]
        what = {0: "their request", 1: "this one message"}.get(self._number, f"these {self._number} messages")
        with Vertical(classes="sheet", id="telling"):
            yield Static("Tell the moderators", classes="title")
            yield Static(
                f"They will see: {what}, with the proof that {them} wrote it; that it is you who tells, as "
                f"{self._my_name}; the reason, “{words}”; and your note. Nothing else of what you two wrote. {them} is "
                "not told. The server learns that your name here reported something.",
                classes="lead",
                markup=False,
            )
            yield Input(max_length=MAX_REASON_CHARS, placeholder="a note, if you like")
            yield Press(id="block", words="", action="screen.block")
            with Vertical(classes="answers"):
                yield Way("tell them", id="yes")
                yield Way("never mind", id="no")
            yield KeyLine(
                [
                    ("enter", "tell them", "screen.yes"),
                    ("tab", "further", "app.focus_next"),
                    ("esc", "never mind", "screen.no"),
                ],
                id="keys",
            )

    def on_mount(self) -> None:
        """Blocking is offered, and can be left out."""
        self._draw()

    def _draw(self) -> None:
        sign = "[x]" if self._block else "[ ]"
        them = one_line(self._peer.name)
        self.query_one("#block", Press).update(
            Content.assemble((f"{sign} ", "$primary"), f"end contact with {them} as well  ", ("ctrl+b", "$primary"))
        )

    def on_input_submitted(self) -> None:
        """Enter in the note sends it."""
        self.action_yes()

    def on_button_pressed(self, event: Way.Pressed) -> None:
        """The mouse answers."""
        if event.button.id == "yes":
            self.action_yes()
        else:
            self.action_no()

    def action_block(self) -> None:
        """Block as well, or not."""
        self._block = not self._block
        self._draw()

    def action_yes(self) -> None:
        """Send it, unless the focus is on the answer that does not."""
        if self.focused is not None and self.focused.id == "no":
            self.action_no()
        else:
            self.dismiss(Told(" ".join(self.query_one(Input).value.split()), self._block))
