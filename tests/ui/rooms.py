"""One's own places with fixed views in them: kept words, settings, communities, a text before it is sent."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from textual.binding import ActiveBinding, Binding
from textual.screen import Screen
from textual.types import CSSPathType

from heimo_protocol.circles import OnceNames
from heimo_protocol.events import Need
from heimo_tui.core.drafts import Draft, DraftKind
from heimo_tui.core.views import CommunityView, KeptView, Link
from heimo_tui.empathy.check import check
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.screens.care import CareScreen
from heimo_tui.ui.screens.communities import CommunitiesScreen
from heimo_tui.ui.screens.composer import ComposerScreen
from heimo_tui.ui.screens.help import HelpScreen
from heimo_tui.ui.screens.kept import KeptScreen
from heimo_tui.ui.screens.preview import PreviewScreen
from heimo_tui.ui.screens.welcome import WelcomeScreen
from heimo_tui.ui.screens.you import YouScreen
from heimo_tui.ui.screens.you.names import NamesSection
from heimo_tui.ui.widgets.menu import Item, Menu
from heimo_tui.ui.widgets.name import name_content
from tests.ui.gallery import SERVICES, UI
from tests.ui.views import CIRCLES, CLOCK, COMMUNITY, ME, MINUTES, NOW, ROWS, circle, ident, post

TEXT = (
    "I feel so ashamed. On 14 March 2026 I lost my job and I have told nobody. I am 43 years old and I still leave "
    "the house every morning.\n\nDoes anybody else know this?"
)
CAREFUL = replace(
    circle("Burnout", "for people whose work used them up"),
    notes=("self_harm", "illness", "debt"),
    once=OnceNames.HELD,
    hold_first=True,
    joined=False,
)
DRAFT = Draft(
    ident("draft"), COMMUNITY.id, CAREFUL.id, DraftKind.POST, text=TEXT, notes=("debt",), updated=NOW - 3 * 3600
)
KEPT = (
    KeptView(
        ident("k1"),
        CIRCLES[2].id,
        "Grief",
        ident("t9"),
        "pale-lynx",
        "You do not have to be *brave* here. You can be as tired as you are, and we will still be glad you came.",
        "for the evenings",
        MINUTES - 900,
        True,
    ),
    KeptView(
        ident("k2"), CIRCLES[0].id, "Burnout", ident("t8"), "north-wind", "Not nothing.", "", MINUTES - 9000, False
    ),
)
PLAN = "Walk to the water, even in rain.\nCall Aino. She said any hour, and she meant it."
OTHER = CommunityView(ident("other"), "night-shift", "https://night.example", False, False, Link.POLLING)


class Composer(ComposerScreen):
    """Where a text is written, with one that is half done."""

    CSS_PATH: ClassVar[CSSPathType | None] = [UI / "frame.tcss", UI / "screens" / "composer.tcss"]

    def __init__(self) -> None:
        super().__init__(
            DRAFT,
            circle=replace(CAREFUL, joined=True),
            compose=SERVICES.compose,
            checking=SERVICES.checking,
            forum=SERVICES.forum,
            membership=SERVICES.membership,
            preferences=SERVICES.preferences,
            clock=CLOCK,
        )

    def _look_around(self) -> None:  # type: ignore[override]  # there is nothing around it to read
        self.check_now()


class Kept(KeptScreen):
    """What somebody kept."""

    CSS_PATH: ClassVar[CSSPathType | None] = [UI / "frame.tcss", UI / "screens" / "kept.tcss"]

    def __init__(self) -> None:
        super().__init__(keeping=SERVICES.keeping, compose=SERVICES.compose, forum=SERVICES.forum, clock=CLOCK)

    def load(self) -> None:  # type: ignore[override]  # filled here, at once
        self._kept, self._drafts, self._threads = KEPT, (DRAFT,), ROWS[3:4]
        self._circles = {one.id: one.name for one in CIRCLES}
        self._show()


class Names(NamesSection):
    """A name in each circle."""

    def __init__(self) -> None:
        super().__init__(SERVICES.membership, SERVICES.forum)

    async def rows(self) -> Sequence[Item]:
        """As the real one puts them."""
        return [Item(one.id.hex(), name_content(ME, extra=False), one.name) for one in CIRCLES]


class You(YouScreen):
    """Somebody's settings."""

    CSS_PATH: ClassVar[CSSPathType | None] = [UI / "frame.tcss", UI / "screens" / "you" / "you.tcss"]

    def __init__(self) -> None:
        super().__init__(
            device=SERVICES.device,
            membership=SERVICES.membership,
            preferences=SERVICES.preferences,
            forum=SERVICES.forum,
            compose=SERVICES.compose,
        )
        self._makers["names"] = (Names, Names)


class Communities(CommunitiesScreen):
    """Two communities."""

    CSS_PATH: ClassVar[CSSPathType | None] = [UI / "frame.tcss", UI / "screens" / "communities.tcss"]

    def __init__(self) -> None:
        super().__init__(membership=SERVICES.membership, device=SERVICES.device, forum=SERVICES.forum)

    def load(self) -> None:  # type: ignore[override]  # filled here, at once
        here = replace(COMMUNITY, address="https://table.example")
        self.query_one(Menu).set_items([self._item(here, True), self._item(OTHER, False)])


def care() -> Screen[Any]:
    """Care, which needs nothing."""
    return CareScreen(SERVICES.preferences)


def welcome() -> Screen[Any]:
    """The first start."""
    return WelcomeScreen(device=SERVICES.device, membership=SERVICES.membership, forum=SERVICES.forum)


def help_in_a_thread() -> Screen[Any]:
    """The keys of a thread."""
    works = Binding.make_bindings(bindings(Where.THREAD, Where.FRAME, Where.ANYWHERE))
    return HelpScreen(tuple(ActiveBinding(Screen(), binding, True) for binding in works))


def preview(*, risky: bool = False) -> Screen[Any]:
    """The moment before sending; `risky` where joining now could be linked."""
    return PreviewScreen(
        DRAFT,
        view=post("p1", ME, TEXT, ago=0, need=Need.LISTEN, notes=("debt",)),
        report=check(TEXT, kind="post", need="listen"),
        join_risk=risky,
        circle=CAREFUL,
        compose=SERVICES.compose,
        preferences=SERVICES.preferences,
        clock=CLOCK,
        done=lambda outcome, event: None,
    )
