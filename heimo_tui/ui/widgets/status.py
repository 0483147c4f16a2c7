"""The bottom lines: the hold and its way back, the keys of this screen, and how the community is reached."""

from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Footer, Static
from textual.widgets._footer import FooterKey

from heimo_tui.core.views import Link
from heimo_tui.ui.around import Around
from heimo_tui.ui.format import one_line
from heimo_tui.ui.intents import Refresh, ShowProblems, Undo
from heimo_tui.ui.notices import for_problem, in_seconds

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


class WholeKeys(Footer):
    """The keys of the screen; one that does not fit is left out instead of cut."""

    def compose(self) -> ComposeResult:
        """As ever, then look what fits."""
        yield from super().compose()
        self.call_after_refresh(self._fit)

    def on_mount(self) -> None:
        """Look again whenever anything has found its place: other keys, another width, a longer word beside them."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._fit)

    def _fit(self, _screen: Screen[Any] | None = None) -> None:
        # by what each would take, not by where it stands: what is hidden stands nowhere, and would come and go for ever
        right, room = 0, self.content_size
        for key in self.query(FooterKey):
            width = key.get_content_width(self.app.size, room) + key.gutter.width
            key.visible = right + width <= room.width
            right += width + key.styles.margin.width


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
    BottomLines Footer { dock: none; width: 1fr; background: $background; }
    BottomLines FooterKey { margin: 0 1 0 0; }
    """

    around: reactive[Around] = reactive(Around())

    def compose(self) -> ComposeResult:
        """The hold, then keys and link."""
        yield HoldLine()
        with Horizontal():
            yield WholeKeys(show_command_palette=False, compact=True)
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
