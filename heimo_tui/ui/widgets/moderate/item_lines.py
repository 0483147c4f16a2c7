"""One thing that waits, laid out: why it is here, what it answers, the words themselves, what was said about it."""

from __future__ import annotations

from textual.content import Content

from heimo_tui.core.conversations import MessageReportView
from heimo_tui.core.errors import Refused
from heimo_tui.core.moderating import DecisionView, QueueItem, Waits
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.format import one_line, post_lines
from heimo_tui.ui.message_words import problem_words
from heimo_tui.ui.moderating_words import decided, told
from heimo_tui.ui.notices import for_error
from heimo_tui.ui.reasons import reason_words
from heimo_tui.ui.widgets.name import name_content

QUOTED_LINES = 4
_WHY = {
    Waits.HELD: "It waits to be let in; until then only its writer sees it.",
    Waits.REPORTED: "It stands in the circle. Whoever wrote it does not know of the reports.",
    Waits.MESSAGES: "Somebody shows you messages that they got.",
    Waits.APPEAL: "Somebody answers a decision about them, which they can do once.",
    Waits.SECOND: "Another moderator asks to ban them for good. Here that takes two of you.",
}


def item_lines(item: QueueItem, width: int, clock: Clock, *, folded: bool) -> list[Content]:
    """Every line of it at `width` cells; `folded` keeps heavy words out of sight."""
    lines: list[Content] = []
    if item.urgent:
        lines += _wrapped("! urgent: it may speak of danger, so it is better read soon", width, "$text-warning bold")
    lines += _wrapped(_WHY[item.kind], width, "$quiet")
    if item.kind is not Waits.SECOND and item.report is None:
        for words in told(item.reasons):
            lines += _wrapped(words, width, "$foreground")
    if item.refused:
        why = for_error(Refused(item.refused)).what
        lines += _wrapped(f"! What you decided did not go through, so it waits again. {why}", width, "$text-warning")
    if not item.deeds:
        lines += _wrapped("It is about you, so somebody else decides.", width, "$quiet")
    lines.append(Content(""))
    if item.report is not None:
        lines += _proof(item.report, width)
    if item.decision is not None:
        lines += _decision(item.decision, width, clock, second=item.kind is Waits.SECOND)
    if folded:
        return [*lines, *_wrapped("▸ This may be heavy to read. z opens it, when you are ready.", width, "$primary")]
    return lines + _words(item, width, clock)


def _words(item: QueueItem, width: int, clock: Clock) -> list[Content]:
    if item.report is not None:
        return _messages(item.report, width, clock)
    if item.kind is Waits.SECOND and item.decision is not None:
        return []  # the words are those of the decision
    lines: list[Content] = []
    if item.parent:
        lead = "It was about these words:" if item.kind is Waits.APPEAL else "It answers:"
        lines += [Content.styled(lead, "$quiet"), *_quoted(item.parent, width), Content("")]
    if item.author is not None:
        head = [name_content(item.author), Content.styled(clock.words(item.hour * 60), "$quiet")]
        lines += [Content.styled(" · ", "$quiet").join(head), Content("")]
    return lines + (_text(item.text, width) or _wrapped("Its words are not there any more.", width, "$quiet italic"))


def _wrapped(words: str, width: int, style: str) -> list[Content]:
    return list(Content.styled(words, style).wrap(width))


def _text(text: str, width: int) -> list[Content]:
    return [line.stylize_before("$foreground") for line in post_lines(text, width)]


def _quoted(text: str, width: int) -> list[Content]:
    lines = list(Content.styled(f"“{one_line(text)}”", "$quiet").wrap(width - 2))
    if len(lines) > QUOTED_LINES:
        lines = [*lines[: QUOTED_LINES - 1], Content.styled("…”", "$quiet")]
    return [Content.styled("▎ ", "$faint") + line for line in lines]


def _decision(view: DecisionView, width: int, clock: Clock, *, second: bool) -> list[Content]:
    who: Content = name_content(view.by, extra=False) if view.by else Content("A moderator")
    what = "asked to ban them" if second else decided(view, yours=False)
    head = Content.assemble(who, f" {what}, {clock.words(view.minutes)}", f": {reason_words(view.reason)}.")
    if not view.reason:
        head = Content.assemble(who, f" {what}, {clock.words(view.minutes)}.")
    lines = list(head.stylize_before("$foreground").wrap(width))
    if view.words:
        lines += [Content.styled("▎ ", "$faint") + line for line in _text(view.words, width - 2)]
    return [*lines, Content("")]


def _proof(report: MessageReportView, width: int) -> list[Content]:
    """Whether it is proven who wrote the messages, and if not, why not."""
    if report.author is not None:
        words = Content.assemble("✓ verified: sent by ", name_content(report.author, extra=False))
        return [words.stylize_before("$success"), Content("")]
    lines = _wrapped("! cannot be verified: do not act on it as if it were proven.", width, "$text-warning")
    lines += _wrapped(problem_words(report.problem), width, "$quiet")
    if report.claimed:
        lines += _wrapped(f"It claims to be by {one_line(report.claimed)}.", width, "$quiet")
    return [*lines, Content("")]


def _messages(report: MessageReportView, width: int, clock: Clock) -> list[Content]:
    who = name_content(report.reporter, extra=False) if report.author else Content("somebody")
    why = f": {reason_words(report.reason)}" if report.reason else ""
    told_by = Content.assemble("shown by ", who, f" · {clock.words(report.hour * 60)}{why}")
    lines = [*told_by.stylize_before("$quiet").wrap(width), Content("")]
    if report.note:
        lines += [*_wrapped(f"Their note: “{one_line(report.note)}”", width, "$foreground"), Content("")]
    for message in report.messages:
        lines.append(Content.styled(clock.words(message.minutes), "$quiet"))
        words = post_lines(message.text, width - 2) or [Content.styled("no words", "$quiet italic")]
        lines += [Content.styled("▎ ", "$faint") + line for line in words]
        lines.append(Content(""))
    return lines
