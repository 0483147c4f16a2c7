"""Where one writes to one person: some lines that grow, what they answer, and what the check notices, in one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from heimo_protocol.limits import MAX_MESSAGE_BYTES
from heimo_protocol.text import clean
from heimo_tui.core.conversations import MessageView
from heimo_tui.empathy.findings import Report
from heimo_tui.ui.format import one_line
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.widgets.chip import Chip
from heimo_tui.ui.widgets.draft_area import DraftArea, Underline
from heimo_tui.ui.widgets.findings import Findings
from heimo_tui.ui.widgets.voices import VOICES

NEAR_LIMIT: Final = MAX_MESSAGE_BYTES * 9 // 10


class WriteBox(Vertical):
    """Tells of what is written and what should be sent; findings stay closed until they are asked for."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.SAYING)
    DEFAULT_CSS = """
    WriteBox { height: auto; max-height: 60%; border-top: solid $rule; padding: 0 1; }
    WriteBox:focus-within { border-top: solid $primary; }
    WriteBox > DraftArea { height: auto; min-height: 1; max-height: 8; }
    WriteBox > Chip { width: 100%; color: $quiet; padding: 0 1; margin: 0; display: none; }
    WriteBox > Chip { text-wrap: nowrap; text-overflow: ellipsis; }
    WriteBox.-answers > #answers, WriteBox.-noticed > #noticed { display: block; }
    WriteBox > Findings { height: 8; display: none; padding: 0 1; }
    WriteBox.-open > Findings { display: block; }
    """

    @dataclass
    class Written(Message):
        """Another text stands here now."""

        text: str

    @dataclass
    class Send(Message):
        """`text` should go out, of all that is `written`. `reply_to` is the message it answers."""

        text: str
        reply_to: bytes | None
        written: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._reply: MessageView | None = None
        self._report: Report | None = None
        self._dismissed: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """What is answered, the text, what was noticed."""
        yield Chip(id="answers")
        yield DraftArea(id="say")
        yield Chip(id="noticed")
        yield Findings(id="found")

    @property
    def area(self) -> DraftArea:
        """The text."""
        return self.query_one(DraftArea)

    @property
    def text(self) -> str:
        """What is written so far."""
        return clean(self.area.text)

    @property
    def revision(self) -> int:
        """Rises with every change of the text."""
        return self.area.revision

    @property
    def dismissed(self) -> frozenset[str]:
        """Findings put aside for this text."""
        return self._dismissed

    def begin(self, text: str, inviting: str) -> None:
        """Another conversation's text."""
        self.area.load_text(text)
        self.area.placeholder = inviting
        self.area.move_cursor(self.area.document.end)
        self._dismissed = frozenset()
        self.answer(None)
        self.show_report("", None)

    def sent(self, written: str) -> None:
        """What Send told of is out: only what was written meanwhile stays."""
        now = self.text
        self.area.load_text(now.removeprefix(written).lstrip("\n") if now.startswith(written) else now)
        self._dismissed = frozenset()
        self.answer(None)
        self.show_report("", None)

    def bring_back(self, text: str) -> None:
        """What was not sent after all stands here again, above what is written meanwhile."""
        self.area.load_text("\n".join(filter(None, [text, self.text])))
        self.area.move_cursor(self.area.document.end)
        self.area.focus()

    def answer(self, message: MessageView | None) -> None:
        """What is written next answers this message, or none."""
        self._reply = message
        self.set_class(message is not None, "-answers")
        if message is not None:
            words = Content.assemble(
                ("↳ ", "$primary"), f"“{one_line(message.text)}”  ", ("F4", "$primary"), " without"
            )
            self.query_one("#answers", Chip).update(words)

    # the check

    def show_report(self, text: str, report: Report | None) -> None:
        """What the check found in `text`, in one line; all of it where it is open."""
        panel = self.query_one(Findings)
        self._report = report
        panel.show_report(text, report)
        self.area.underline([Underline(*found.span, found.voice) for found in panel.found])
        size = len(self.text.encode())
        line = Content("")
        if size > MAX_MESSAGE_BYTES:
            line = Content.styled(
                f"About {size - MAX_MESSAGE_BYTES} letters too long to send. Make it two.", "$warning"
            )
        elif panel.found:
            first, more = panel.found[0], len(panel.found) - 1
            voice = VOICES[first.voice]
            head = Content.styled(f"{voice.sign} {voice.heading}: “{one_line(first.words)[:40]}”", voice.colour)
            line = Content.assemble(head, f" and {more} more" if more else "", "  ", ("F3", "$primary"), " shows it")
        elif size >= NEAR_LIMIT:
            line = Content(f"Room for about {MAX_MESSAGE_BYTES - size} letters more.")
        self.query_one("#noticed", Chip).update(line)
        self.set_class(bool(line.plain), "-noticed")
        if not panel.found:
            self._close()
        self.refresh_bindings()

    def action_check(self) -> None:
        """Show all that was found, or close it."""
        if self.has_class("-open"):
            self._close()
        elif self.query_one(Findings).found:
            self.add_class("-open")
            self.query_one(Findings).focus()

    def _close(self) -> None:
        if self.has_class("-open"):
            self.remove_class("-open")
            if self.query_one(Findings).has_focus:
                self.area.focus()

    @on(Findings.Out)
    def _out(self, message: Findings.Out) -> None:
        message.stop()
        self._close()
        self.area.focus()

    @on(Findings.Aside)
    def _aside(self, message: Findings.Aside) -> None:
        message.stop()
        self._dismissed |= {message.finding.key}
        self.post_message(self.Written(self.text))

    @on(Findings.Use)
    def _use(self, message: Findings.Use) -> None:
        message.stop()
        if self.area.text[slice(*message.finding.span)] == message.finding.words:
            self.area.put(message.change.words, message.change.start, message.change.end)

    @on(Findings.Show)
    def _show(self, message: Findings.Show) -> None:
        message.stop()
        self.area.focus()
        if self.area.text[slice(*message.finding.span)] == message.finding.words:
            self.area.show_words(*message.finding.span)

    @on(Findings.Here)
    def _here(self, message: Findings.Here) -> None:
        message.stop()
        panel = self.query_one(Findings)
        if self.area.text == panel.text:
            self.area.underline([Underline(*one.span, one.voice, one is message.finding) for one in panel.found])

    # writing

    @on(DraftArea.Written)
    def _written(self, message: DraftArea.Written) -> None:
        message.stop()
        self.post_message(self.Written(self.text))

    @on(Chip.Pressed)
    def _pressed(self, message: Chip.Pressed) -> None:
        message.stop()
        if message.chip.id == "answers":
            self.answer(None)
        else:
            self.action_check()

    def action_plain(self) -> None:
        """Answer nothing in particular."""
        self.answer(None)

    def action_send(self) -> None:
        """Send it, once the keys pressed before have become words."""
        self.area.call_later(self._send)

    def _send(self) -> None:
        written = self.text
        text = written.strip("\n")
        if not text.strip():
            self.notify("There is nothing to send yet. It can be one sentence.", timeout=4)
        elif len(text.encode()) > MAX_MESSAGE_BYTES:
            self.notify("It is longer than a message can be. Make it two.", severity="warning", timeout=4)
        else:
            self.post_message(self.Send(text, self._reply.id if self._reply else None, written))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What does nothing now is not offered."""
        if action == "check":
            return self.is_mounted and bool(self.query_one(Findings).found)
        if action == "plain":
            return self._reply is not None
        return True
