"""One line of a conversation laid out for a width: what stands above it, who and when, the words, how far they came."""

from dataclasses import dataclass
from typing import Final

from textual.content import Content

from heimo_tui.core.conversations import Line, Mark, MessageView
from heimo_tui.core.views import Fold, NameView
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.format import one_line, post_lines
from heimo_tui.ui.message_words import failed_words
from heimo_tui.ui.widgets.messages.days import day_words, span_words, time_words, timer_words
from heimo_tui.ui.widgets.name import name_content
from heimo_tui.ui.widgets.thread_list import fold_words

WIDEST: Final = 72
"""Cells of a line of words at most."""
ASIDE: Final = 8
"""Cells left free at the other side, so that it can be seen whose words they are."""
MARKS: Final = {
    Mark.QUEUED: "… waits to be sent",
    Mark.SENT: "→ sent",
    Mark.DELIVERED: "✓",
    Mark.FAILED: "! not sent",
}
LEGEND: Final = (
    "… waits here to be sent · → sent, and waits for them · ✓ is on their machine; whether they read it nobody is told."
)


@dataclass(frozen=True, slots=True)
class Laid:
    """Drawn lines of one message; the first `lead` of them stand above it and belong to nobody."""

    lines: tuple[Content, ...]
    lead: int


@dataclass(frozen=True, slots=True)
class Around:
    """What a message is laid out with: who the other is, the one before, whether it is the first new one, or opened."""

    peer: NameView
    before: MessageView | None = None
    first_new: bool = False
    unfolded: bool = False


def lay_out(message: MessageView, around: Around, width: int, clock: Clock) -> Laid:
    """The lines of a message at most `width` cells wide."""
    width = min(width, WIDEST + ASIDE + 4)
    lead = _above(message, around, width, clock)
    room = max(16, min(width - ASIDE, WIDEST))
    if message.line is not Line.TEXT:
        lead = lead or ([Content("")] if around.before is not None and around.before.line is Line.TEXT else [])
        told = Content.styled(told_words(message, around.peer), _tone(message)).wrap(max(16, min(width - 4, WIDEST)))
        lines = [Content.styled("  · " if not n else "    ", "$faint") + line for n, line in enumerate(told)]
        return Laid(tuple(line.truncate(width, ellipsis=True) for line in (*lead, *lines)), len(lead))
    block = _words(message, room) if message.fold is None or around.unfolded else [_folded(message.fold)]
    standing = _standing(message)
    if block and block[-1].cell_length + standing.cell_length + 2 <= room:
        block[-1] = Content.assemble(block[-1], "  ", standing) if standing else block[-1]
    else:
        block.extend(standing.wrap(room))
    if _headed(message, around, bool(lead), clock):
        block.insert(0, _head(message, around, clock))
    lead = lead or [Content("")]
    left = max(0, width - 2 - max(line.cell_length for line in block)) if message.mine else 2
    drawn = [*lead, *(Content(" " * left) + line for line in block)]
    return Laid(tuple(line.truncate(width, ellipsis=True) for line in drawn), len(lead))


def told_words(message: MessageView, peer: NameView) -> str:
    """What a line says that is no message of words."""
    them = one_line(peer.name)
    match message.line:
        case Line.TAKEN_BACK:
            return "You took this back." if message.mine else f"{them} took this back."
        case Line.ACCEPTED:
            return "You agreed to talk." if message.mine else f"{them} agreed to talk. You can both write now."
        case Line.RENEWED:
            return "Encryption was renewed. There is nothing to do."
        case Line.UNREADABLE:
            return "Something came that cannot be read here. R renews the encryption; they can then send it again."
        case Line.UNPROVEN:
            return "Something came that could never be reported, so it is not shown."
        case Line.UNKNOWN:
            return "Something came that needs a newer Heimo."
        case Line.TIMER_WISHED:
            return _wish(message, them)
        case Line.TIMER_SET if message.value:
            return f"You both agreed: messages go after {timer_words(message.value)}."
        case Line.TIMER_SET:
            return "You both agreed: messages stay."
        case Line.CHANGED:
            return f"The safety number with {them} changed. v looks at it."
        case Line.NAMED:
            return f"They go by {one_line(message.text)} now."
    return one_line(message.text)


def _wish(message: MessageView, them: str) -> str:
    what = f"go after {timer_words(message.value)}" if message.value else "stay"
    if message.mine:
        return f"You asked that messages {what}. It begins when {them} agrees."
    return f"{them} asks that messages {what}. t agrees, or leaves it as it is."


def _tone(message: MessageView) -> str:
    bad = message.line in (Line.UNREADABLE, Line.UNPROVEN, Line.CHANGED)
    return "$warning" if bad else "$quiet italic" if message.line is Line.TAKEN_BACK else "$quiet"


def _above(message: MessageView, around: Around, width: int, clock: Clock) -> list[Content]:
    words = []
    if around.before is None or around.before.day != message.day:
        words.append((day_words(message.day, clock), "$quiet"))
    if around.first_new:
        words.append(("new since you were here", "$primary"))
    lines: list[Content] = []
    for text, colour in words:
        side = "─" * max(2, (min(width, WIDEST + ASIDE) - len(text) - 6) // 2)
        lines += [Content(""), Content.assemble(("  " + side + " ", "$faint"), (text, colour), (f" {side}", "$faint"))]
    return [*lines, Content("")] if lines else []


def _headed(message: MessageView, around: Around, divided: bool, clock: Clock) -> bool:
    before = around.before
    if before is None or divided or before.line is not Line.TEXT or before.mine != message.mine:
        return True
    return time_words(before.minutes, clock) != time_words(message.minutes, clock)


def _head(message: MessageView, around: Around, clock: Clock) -> Content:
    who = Content.styled("you", "$quiet") if message.mine else name_content(around.peer, extra=False)
    return Content.assemble(who, (f" · {time_words(message.minutes, clock)}", "$quiet"))


def _folded(fold: Fold) -> Content:
    return Content.styled(f"▸ {fold_words(fold)} — z shows it", "$quiet")


def _words(message: MessageView, room: int) -> list[Content]:
    quoted: list[Content] = []
    if message.reply is not None:
        gone = "something that is gone" if message.reply.fold is None else fold_words(message.reply.fold)
        words = f"“{one_line(message.reply.words)}”" if message.reply.words else gone
        line = Content.assemble(("you: ", "$quiet") if message.reply.mine else "", (words, "$quiet"))
        quoted = [Content.styled("▎ ", "$faint") + line.truncate(room - 2, ellipsis=True)]
    ink = "$ink" if message.mine else "$foreground"
    return [*quoted, *(line.stylize_before(ink) for line in post_lines(message.text, room))]


def _standing(message: MessageView) -> Content:
    pieces = []
    if message.mark is Mark.FAILED:
        pieces.append(Content.styled(f"! Not sent. {failed_words(message.code)}", "$warning"))
    elif message.mark is not None:
        pieces.append(Content.styled(MARKS[message.mark], "$quiet"))
    if message.seconds_left is not None:
        pieces.append(Content.styled(f"goes in {span_words(message.seconds_left)}", "$quiet"))
    return Content.styled(" · ", "$quiet").join(pieces)
