"""How screens look, at fixed sizes, themes and words."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.reactive import reactive
from textual.screen import Screen

from heimo_protocol.circles import OnceNames
from heimo_protocol.events import Need
from heimo_tui.config import Config
from heimo_tui.core.drafts import Draft, DraftKind
from heimo_tui.core.views import CircleView, CommunityView, Link, NameView, PostView
from heimo_tui.empathy.check import check
from heimo_tui.services.bundle import Services
from heimo_tui.ui.around import Around
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.screens.care import CareScreen
from heimo_tui.ui.screens.preview import PreviewScreen
from heimo_tui.ui.screens.welcome import WelcomeScreen
from heimo_tui.ui.themes.names import defaults
from heimo_tui.ui.themes.ours import OURS
from heimo_tui.ui.widgets.name_choice import NameChoice
from heimo_tui.ui.widgets.need_picker import NeedPicker
from heimo_tui.ui.widgets.note_picker import NotePicker
from heimo_tui.wiring import build

NARROW, WIDE = (80, 24), (120, 36)
MINUTES = 29_700_000
HERON = NameView(b"m" * 32, "quiet-heron", "▚▞", 1, mine=True)
POST = (
    "I feel so ashamed. On 14 March 2026 I lost my job and I have told nobody. I am 43 years old and I still leave "
    "the house every morning.\n\nDoes anybody else know this?"
)
CIRCLE = CircleView(
    id=b"b" * 16,
    name="Burnout",
    about="For those who ran on empty.",
    rules=("Speak for yourself.",),
    lang="en",
    notes=("self_harm", "illness", "debt"),
    once=OnceNames.HELD,
    hold_first=True,
    private=False,
    unread=0,
    waiting=0,
    quiet=False,
    joined=False,
    my_name=HERON,
    promise_seen=True,
)
Snap = Callable[..., bool]


class Stage(App[None]):
    """Shows one screen, with what is around it fixed."""

    CSS_PATH = Path(__file__).parents[3] / "heimo_tui" / "ui" / "frame.tcss"
    around: reactive[Around] = reactive(
        Around(community=CommunityView(b"c" * 16, "kitchen-table", "https://table.example", True, True, Link.LIVE))
    )

    def __init__(self, make: Callable[[], Screen[Any]], theme: str = "takka") -> None:
        super().__init__()
        self._make = make
        for ours in OURS:
            self.register_theme(ours)
        self.theme = theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        theme = self.current_theme
        return defaults(theme.dark, {**theme.to_color_system().generate(), **theme.variables})

    def on_mount(self) -> None:
        self.push_screen(self._make())


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Services:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    return build(Config(data=tmp_path / "device"), keyring=lambda: None)


def pressing(*keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    async def press(pilot: Pilot[None]) -> None:
        for key in keys:
            await pilot.pause(0.1)
            await pilot.press(key)
        await pilot.pause(0.2)

    return press


def preview(services: Services, *, risky: bool) -> PreviewScreen:
    draft = Draft(b"d" * 16, b"c" * 16, CIRCLE.id, DraftKind.POST, text=POST, need=Need.LISTEN, notes=("debt",))
    return PreviewScreen(
        draft,
        view=PostView(b"p" * 16, HERON, POST, MINUTES, Need.LISTEN, ("debt",), None, mine=True),
        report=check(POST, kind="post", need="listen"),
        join_risk=risky,
        circle=CIRCLE,
        compose=services.compose,
        preferences=services.preferences,
        clock=Clock(lambda: MINUTES * 60, lambda minutes: 0),
        done=lambda outcome, event: None,
    )


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_care(snap_compare: Snap, services: Services, size: tuple[int, int]) -> None:
    app = Stage(lambda: CareScreen(services.preferences))
    assert snap_compare(app, terminal_size=size, run_before=pressing("j", "enter"))


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_welcome_card(snap_compare: Snap, services: Services, size: tuple[int, int]) -> None:
    app = Stage(lambda: welcome(services))
    assert snap_compare(app, terminal_size=size, run_before=pressing("enter"))


def test_welcome_doors(snap_compare: Snap, services: Services) -> None:
    app = Stage(lambda: welcome(services))
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing("tab", "enter"))


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_preview(snap_compare: Snap, services: Services, size: tuple[int, int]) -> None:
    assert snap_compare(Stage(lambda: preview(services, risky=False)), terminal_size=size, run_before=pressing())


def test_preview_where_joining_now_could_be_linked(snap_compare: Snap, services: Services) -> None:
    app = Stage(lambda: preview(services, risky=True), "lumi")
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing())


def test_need(snap_compare: Snap) -> None:
    assert snap_compare(Stage(lambda: NeedPicker(Need.ASK)), terminal_size=NARROW, run_before=pressing())


def test_notes_in_high_contrast(snap_compare: Snap) -> None:
    app = Stage(lambda: NotePicker(("illness",), CIRCLE.notes), "kontrasti")
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing())


def test_name(snap_compare: Snap) -> None:
    app = Stage(lambda: NameChoice(CIRCLE, "quiet-heron", False, 2, lambda: "soft-cedar"))
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing())


def welcome(services: Services) -> WelcomeScreen:
    return WelcomeScreen(device=services.device, membership=services.membership, forum=services.forum)
