"""The places of those who help, with fixed views in them."""

from dataclasses import replace
from typing import Any, ClassVar

from textual.screen import Screen
from textual.types import CSSPathType

from heimo_protocol.events import Need
from heimo_tui.core.answering import Usual
from heimo_tui.core.digest import Concern, Digest, NewsView
from heimo_tui.core.drafts import DraftKind
from heimo_tui.core.views import CircleView, Fold, ThreadView
from heimo_tui.core.waiting import WaitingView
from heimo_tui.ui.screens.since import SinceScreen
from heimo_tui.ui.screens.waiting import WaitingScreen
from heimo_tui.ui.widgets.answered import Answered
from heimo_tui.ui.widgets.post import PostCard
from tests.ui.gallery import SERVICES, UI, Thread
from tests.ui.rooms import DRAFT, Composer
from tests.ui.views import CIRCLES, CLOCK, ME, ROWS, THREAD, ident, post, row

ALONE = "I told them I was fine and I am not.\n\nMy hands shook all through the meeting. Nobody asked."


def waits(circle: CircleView, event: str, title: str, author: str, ago: int, need: Need, **more: Any) -> WaitingView:
    """Somebody who waits."""
    return WaitingView(circle.id, circle.name, row(event, title, author, ago=ago, need=need, waiting=True, **more))


WAITING = (
    waits(CIRCLES[2], "w1", "It is his birthday and nobody says his name", "still-water", 1500, Need.LISTEN),
    waits(CIRCLES[0], "w2", "I told them I was fine and I am not", "pale-lynx", 1200, Need.ASK),
    waits(CIRCLES[1], "w3", "-", "grey-harbour", 900, Need.LISTEN, notes=("self_harm",), fold=Fold(note="self_harm")),
    waits(CIRCLES[4], "w4", "How do you open letters that you are afraid of?", "slow-alder", 200, Need.IDEAS),
    waits(
        CIRCLES[3], "w5", "I dreamt in my own language and woke up here", "north-wind", 8, Need.LISTEN, notes=("death",)
    ),
)
DIGEST = Digest(
    (
        NewsView(
            CIRCLES[0].id,
            "Burnout",
            replace(ROWS[3], unread=True, new_replies=4),
            (
                post(
                    "n1", "pale-lynx", "I like it, too. I thought it was because something in me had gone out.", ago=90
                ),
                post("n2", "still-water", "Quiet is allowed.", ago=80),
                post("n3", "north-wind", "not shown", ago=70, fold=Fold(keyword="hospital")),
            ),
            True,
            Concern.YOURS,
        ),
        NewsView(
            CIRCLES[2].id,
            "Grief",
            row("d2", "The second winter is worse than the first", "grey-harbour", ago=4000, new_replies=1, mine=True),
            (
                post(
                    "n4",
                    "grey-harbour",
                    "You wrote that it comes in waves. Today was one, and I thought of you.",
                    ago=30,
                ),
            ),
            False,
            Concern.QUOTES_YOU,
        ),
    ),
    WAITING[:2],
)


class Waiting(WaitingScreen):
    """Five people in five circles; `resting`: it is enough for today."""

    CSS_PATH: ClassVar[CSSPathType | None] = [UI / "frame.tcss", UI / "screens" / "waiting.tcss"]

    def __init__(self, waiting: tuple[WaitingView, ...] = WAITING, *, resting: bool = False) -> None:
        super().__init__(helping=SERVICES.helping, forum=SERVICES.forum, clock=CLOCK)
        self._given, self._resting = waiting, resting

    async def _read(self) -> None:
        self.fill(self._given, resting=self._resting)
        await self._show_post()

    async def _show_post(self) -> None:
        if self.size.width >= 100 and self.here is not None:
            here = self.here.row
            words = f"{here.title}.\n\nI baked the cake. I ate it alone."
            root = post("w1", here.author.name, words, ago=1500, need=here.need)
            await self.show_card(PostCard(root, CLOCK))


class Since(SinceScreen):
    """News in two threads."""

    CSS_PATH: ClassVar[CSSPathType | None] = [UI / "frame.tcss", UI / "screens" / "since.tcss"]

    def __init__(self, digest: Digest = DIGEST) -> None:
        super().__init__(digests=SERVICES.digests, forum=SERVICES.forum, clock=CLOCK)
        self._given = digest

    async def resumed(self) -> None:
        self.fill(self._given)
        self.list.focus()


class FirstAnswer(Composer):
    """Somebody is about to give the first answer."""

    def __init__(self, need: Need = Need.LISTEN) -> None:
        super().__init__(replace(DRAFT, kind=DraftKind.REPLY, parent=ident("w2"), text="", notes=()))
        self._asked_for = need

    def _look_around(self) -> None:
        root = post("w2", "pale-lynx", ALONE, ago=1200, need=self._asked_for)
        self._thread = ThreadView(CIRCLES[0].id, root, (), None, False)
        for answered in self.query(Answered):
            answered.thread = self._thread
        self.show_guide()
        self.check_now()


def first_answer() -> Screen[Any]:
    """The guide over an empty answer."""
    return FirstAnswer()


def own_that_waits(usual: Usual = Usual.HOURS, ago: int = 100) -> Screen[Any]:
    """One's own thread that nobody has answered."""
    root = post("t9", ME, ALONE, ago=ago, need=Need.ASK, mine=True)
    return Thread(replace(THREAD, root=root, replies=(), first_new=None, usual=usual))
