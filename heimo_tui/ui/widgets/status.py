"""The bottom lines: the hold and its way back, the keys of this screen, and how the community is reached."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from heimo_tui.core.views import Link
from heimo_tui.ui.around import Around
from heimo_tui.ui.format import one_line
from heimo_tui.ui.intents import Refresh, ShowProblems, Undo
from heimo_tui.ui.notices import for_problem, in_seconds
from heimo_tui.ui.widgets.foot import Foot

_LINK = {
    Link.LIVE: ("live", "●", "$text-success"),
    Link.POLLING: ("connected", "●", "$text-success"),
    Link.CONNECTING: ("connecting", "◌", "$quiet"),
    Link.OFFLINE: ("offline", "○", "$text-warning"),
}


class HoldLine(Static):
    """Counts down the hold; a click takes the text back."""

    DEFAULT_CSS = """
    HoldLine { height: 1; padding: 0 2; color: $quiet; display: none; }
    HoldLine.-on { display: block; }
    """

    def on_click(self) -> None:
        """Take it back."""
        self.post_message(Undo())


class LinkSign(Static):
    """How the community is reached; a click asks it now."""

    DEFAULT_CSS = "LinkSign { width: auto; padding: 0 2 0 1; }"

    def on_click(self) -> None:
        """Ask now."""
        self.post_message(Refresh())


class BottomLines(Vertical):
    """Shows `around` under the screen."""

    DEFAULT_CSS = """
    BottomLines { height: auto; padding: 0 0 0 1; margin: 1 0 0 0; }
    BottomLines > Horizontal { height: 1; }
    """

    around: reactive[Around] = reactive(Around())

    def compose(self) -> ComposeResult:
        """The hold, then keys and link."""
        yield HoldLine()
        with Horizontal():
            yield Foot()
            yield LinkSign()

    def watch_around(self, around: Around) -> None:
        """Show the hold while there is one, and the link always."""
        hold, held = self.query_one(HoldLine), around.holding
        hold.set_class(held is not None, "-on")
        if held is not None:
            start = Content(f"“{one_line(held.start)}”").truncate(max(10, self.app.size.width - 50), ellipsis=True)
            left = f"  goes out in {in_seconds(held.hold_left)} · "
            hold.update(Content.assemble(start, left, ("u", "$primary bold"), " takes it back"))
        words, sign, colour = _LINK[around.link]
        if around.waiting:
            words = f"{around.waiting} to send · {words}"
        self.query_one(LinkSign).update(Content.assemble((words, "$quiet"), " ", (sign, colour)))


class Banner(Static):
    """What is wrong right now, in one line: proof of tampering before being offline. A click tells more."""

    DEFAULT_CSS = """
    Banner { height: auto; max-height: 3; padding: 0 2; color: $text-warning; display: none; }
    Banner.-on { display: block; }
    Banner.-bad { background: $panel; text-style: bold; }
    """

    around: reactive[Around] = reactive(Around())

    def watch_around(self, around: Around) -> None:
        """Choose the one line that matters most."""
        self.set_class(bool(around.problems), "-bad")
        offline = around.community is not None and around.link is Link.OFFLINE
        self.set_class(bool(around.problems) or offline, "-on")
        if around.problems:
            what = for_problem(around.problems[0]).what
            self.update(Content.assemble(f"! {what} ", ("ctrl+y", "$primary bold"), " tells more"))
        elif offline:
            self.update(Content(f"○ The community cannot be reached just now. {_kept(around.waiting)}"))

    def on_click(self) -> None:
        """Tell more."""
        if self.around.problems:
            self.post_message(ShowProblems())


def _kept(waiting: int) -> str:
    if not waiting:
        return "What is here can be read; what you write waits here."
    return f"{'One text of yours waits' if waiting == 1 else f'{waiting} texts of yours wait'} here and will go out."
