"""One's own places with fixed views in them: kept words, settings, communities, a text before it is sent."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from textual.binding import ActiveBinding, Binding
from textual.screen import Screen
from textual.types import CSSPathType

from heimo_protocol.circles import OnceNames
from heimo_protocol.events import Need
from heimo_tui.content.practise import situations
from heimo_tui.core.care import load_words
from heimo_tui.core.care_plan import Plan
from heimo_tui.core.drafts import Draft, DraftKind
from heimo_tui.core.views import CommunityView, KeptView, Link
from heimo_tui.empathy.check import check
from heimo_tui.empathy.findings import Report, Tier, Voice
from heimo_tui.empathy.telling.changes import Spoken
from heimo_tui.empathy.telling.coaching import coach
from heimo_tui.empathy.telling.why import explain
from heimo_tui.services.checking import Checking
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.screens.care import CareScreen
from heimo_tui.ui.screens.communities import CommunitiesScreen
from heimo_tui.ui.screens.composer import ComposerScreen
from heimo_tui.ui.screens.help import HelpScreen
from heimo_tui.ui.screens.kept import KeptScreen
from heimo_tui.ui.screens.plan import PlanScreen
from heimo_tui.ui.screens.practise import PractiseScreen
from heimo_tui.ui.screens.preview import PreviewScreen
from heimo_tui.ui.screens.welcome import WelcomeScreen
from heimo_tui.ui.screens.you import YouScreen
from heimo_tui.ui.screens.you.names import NamesSection
from heimo_tui.ui.widgets.answered import Answered
from heimo_tui.ui.widgets.care_plan import CarePlan as PlanPage
from heimo_tui.ui.widgets.coaching_sheet import CoachingSheet
from heimo_tui.ui.widgets.draft_area import DraftArea
from heimo_tui.ui.widgets.menu import Item, Menu
from heimo_tui.ui.widgets.name import name_content
from heimo_tui.ui.widgets.why_sheet import WhySheet
from tests.ui.gallery import SERVICES, UI
from tests.ui.views import CIRCLES, CLOCK, COMMUNITY, ME, MINUTES, NOW, ROWS, THREAD, circle, ident, post

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
PLAN = Plan(
    "Walk to the water, even in rain.\nOne song, loud.",
    "Aino. She said any hour, and she meant it.",
    "The bench behind the church.",
)
OTHER = CommunityView(ident("other"), "night-shift", "https://night.example", False, False, Link.POLLING)


ANSWER = (
    "I am so sorry. That sounds so lonely, to be at work and not to be there. But at least you still have a job. "
    "What was the worst moment of the day?"
)
PRACTISED = "I am so sorry. At least she is not in pain any more."
DARK = "I can not do this any more. I want to die and I am afraid of tonight. Anna Virtanen at my work knows nothing."


class Rules(Checking):
    """The check by its rules alone: no picture changes with what a model learned. It says that it is the small one."""

    async def check(self, text: str, kind: DraftKind, need: Need | None, *about: Any, **more: Any) -> Report:
        """By rules."""
        of = "reply" if kind is DraftKind.REPLY else "post"
        return replace(check(text, kind=of, need=need and need.value), tier=Tier.DEFAULT)  # type: ignore[arg-type]  # of


class Composer(ComposerScreen):
    """Where a text is written, with one that is half done."""

    CSS_PATH: ClassVar[CSSPathType | None] = [UI / "frame.tcss", UI / "screens" / "composer.tcss"]

    def __init__(self, draft: Draft = DRAFT) -> None:
        super().__init__(
            draft,
            circle=replace(CAREFUL, joined=True),
            compose=SERVICES.compose,
            checking=Rules(),
            forum=SERVICES.forum,
            membership=SERVICES.membership,
            preferences=SERVICES.preferences,
            clock=CLOCK,
        )

    def _look_around(self) -> None:  # type: ignore[override]  # there is nothing around it to read
        for answered in self.query(Answered):
            self._thread = answered.thread = THREAD
        self.check_now()


class Practise(PractiseScreen):
    """A situation with an answer begun."""

    CSS_PATH: ClassVar[CSSPathType | None] = [UI / "frame.tcss", UI / "screens" / "practise.tcss"]

    def __init__(self) -> None:
        super().__init__(Rules(), first=1)

    def area(self) -> DraftArea:
        """Half an answer."""
        return DraftArea(PRACTISED, id="text")

    def on_mount(self) -> None:
        """Looked at."""
        self.check_now()


class Kept(KeptScreen):
    """What somebody kept."""

    CSS_PATH: ClassVar[CSSPathType | None] = [UI / "frame.tcss", UI / "screens" / "kept.tcss"]

    def __init__(self) -> None:
        super().__init__(
            keeping=SERVICES.keeping,
            compose=SERVICES.compose,
            forum=SERVICES.forum,
            preferences=SERVICES.preferences,
            clock=CLOCK,
        )

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
            apart=SERVICES.apart,
            messages=SERVICES.messages,
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


class CarePlan(PlanScreen):
    """Somebody's plan, with what they kept."""

    CSS_PATH: ClassVar[CSSPathType | None] = UI / "screens" / "plan.tcss"

    def __init__(self) -> None:
        super().__init__(SERVICES.keeping, load_words("en").plan)

    def _read(self) -> None:  # type: ignore[override]  # filled here, at once
        self._kept = KEPT
        self.query_one(PlanPage).show(PLAN)
        self._show_kept()


def welcome() -> Screen[Any]:
    """The first start."""
    return WelcomeScreen(device=SERVICES.device, membership=SERVICES.membership, forum=SERVICES.forum)


def help_in_a_thread() -> Screen[Any]:
    """The keys of a thread."""
    works = Binding.make_bindings(bindings(Where.THREAD, Where.FRAME, Where.ANYWHERE))
    return HelpScreen(tuple(ActiveBinding(Screen(), binding, True) for binding in works))


def reply() -> Screen[Any]:
    """An answer that carries, with one comfort that makes it smaller."""
    draft = replace(DRAFT, kind=DraftKind.REPLY, parent=ident("t1"), text=ANSWER, notes=())
    return Composer(draft)


def danger() -> Screen[Any]:
    """A post of somebody in danger, who also names somebody."""
    return Composer(replace(DRAFT, text=DARK, notes=()))


def why() -> Screen[Any]:
    """Why one is told that some comfort makes it smaller."""
    found = check(ANSWER, kind="reply", need="listen").of(Voice.LOOK_AGAIN)[0]
    told = explain(ANSWER, replace(found, by=Tier.DEFAULT), None)
    figures = "Of ten times that it says this, it is right in about eight."
    return WhySheet(found, replace(told, behind=("at least", "still have"), figures=figures))


def coaching() -> Screen[Any]:
    """What helps with the answer that is practised."""
    here, report = situations()[1], check(PRACTISED, kind="reply", need="listen")
    return CoachingSheet(report.findings, coach(report, here.need.value, feel=here.feel, ask=here.ask), here.example)


def preview_changed() -> Screen[Any]:
    """The moment before sending, after the text was changed for the better."""
    before = check(f"{TEXT} Call me on +358 40 123 4567.", kind="post", need="listen")
    return preview(spoken=Spoken().heard(replace(before, findings=before.of(Voice.IDENTIFIES))))


def preview(*, risky: bool = False, spoken: Spoken = Spoken()) -> Screen[Any]:  # noqa: B008  # it cannot be changed
    """The moment before sending; `risky` where joining now could be linked."""
    report = replace(check(TEXT, kind="post", need="listen"), tier=Tier.DEFAULT)
    return PreviewScreen(
        DRAFT,
        view=post("p1", ME, TEXT, ago=0, need=Need.LISTEN, notes=("debt",)),
        report=report,
        changes=spoken.changes(TEXT, report),
        join_risk=risky,
        circle=CAREFUL,
        compose=SERVICES.compose,
        preferences=SERVICES.preferences,
        clock=CLOCK,
        done=lambda outcome, event: None,
    )
