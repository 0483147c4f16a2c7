"""The moderators' place and what belongs to it, with fixed views in it."""

from pathlib import PurePath

from heimo_tui.core.moderating import Appealable, DecisionView, Deed, QueueItem, Waits, Workload
from heimo_tui.ui.screens.moderate import ModerateScreen
from heimo_tui.ui.screens.moderate.about_you import AboutYouScreen
from heimo_tui.ui.screens.moderate.decide import DecideSheet, Subject
from heimo_tui.ui.screens.moderate.history import DecidedScreen
from heimo_tui.ui.screens.moderate.rules import RulesScreen
from tests.ui.gallery import SERVICES, UI
from tests.ui.moderate.views import ABOUT_ME, HISTORY, LYNX, MODERATED, MODERATED_EMPTY, QUEUE, SETTINGS, WORK
from tests.ui.views import CIRCLES, CLOCK

STYLE: list[str | PurePath] = [UI / "frame.tcss", UI / "screens" / "moderate" / "moderate.tcss"]
SHEET: list[str | PurePath] = [UI / "screens" / "sheet.tcss", UI / "screens" / "moderate" / "moderate.tcss"]


class Moderate(ModerateScreen):
    """What waits; nothing is asked of a service."""

    CSS_PATH = STYLE

    def __init__(self, queue: tuple[QueueItem, ...] = QUEUE, work: Workload = WORK, at: int = 0) -> None:
        super().__init__(moderating=SERVICES.moderating, forum=SERVICES.forum, clock=CLOCK)
        self._queue, self._work, self._at = queue, work, at

    async def resumed(self) -> None:
        self.circles = MODERATED if self._queue else MODERATED_EMPTY
        self.show(self._queue, self._work)
        self.table.cursor = self._at

    def _tell_opened(self, item: QueueItem) -> None:  # type: ignore[override]  # nobody counts
        """Nobody counts it."""


class Decide(DecideSheet):
    """The sheet before something is removed."""

    CSS_PATH = SHEET

    def __init__(self, deed: Deed = Deed.REMOVE, subject: Subject | None = None) -> None:
        super().__init__(deed, subject or Subject(LYNX, Waits.REPORTED, "unkind"))


class Decided(DecidedScreen):
    """What was decided in a circle."""

    CSS_PATH = STYLE

    def __init__(self, views: tuple[DecisionView, ...] = HISTORY, *, moderates: bool = True) -> None:
        super().__init__(
            CIRCLES[0],
            moderates=moderates,
            moderating=SERVICES.moderating,
            forum=SERVICES.forum,
            clock=CLOCK,
        )
        self._views = views

    async def resumed(self) -> None:
        self.show(self._views)
        self.table.cursor = 1


class AboutYou(AboutYouScreen):
    """What was decided about somebody."""

    CSS_PATH = STYLE

    def __init__(self, views: tuple[Appealable, ...] = ABOUT_ME) -> None:
        super().__init__(moderating=SERVICES.moderating, forum=SERVICES.forum, clock=CLOCK)
        self._first = views

    async def resumed(self) -> None:
        self.show(self._first)


class Rules(RulesScreen):
    """A circle's settings."""

    CSS_PATH = STYLE

    def __init__(self) -> None:
        super().__init__(MODERATED[0], moderating=SERVICES.moderating)

    def load(self) -> None:  # type: ignore[override]  # filled here, at once
        self.show(SETTINGS)
