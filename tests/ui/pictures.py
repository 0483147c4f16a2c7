"""Which pictures are taken: each screen in a narrow and in a wide window, and a few that show what only they show."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from textual.screen import Screen

from heimo_tui.core.conversations import Inbox
from heimo_tui.core.errors import StoreProblem, StoreReason
from heimo_tui.core.views import Link, Problem
from heimo_tui.ui.around import Around
from heimo_tui.ui.screens.care import CareScreen
from heimo_tui.ui.screens.circles import CirclesScreen, Stage
from heimo_tui.ui.screens.communities import CommunitiesScreen
from heimo_tui.ui.screens.composer import ComposerScreen
from heimo_tui.ui.screens.help import HelpScreen
from heimo_tui.ui.screens.hide import HideScreen
from heimo_tui.ui.screens.kept import KeptScreen
from heimo_tui.ui.screens.lock import LockScreen
from heimo_tui.ui.screens.messages import MessagesScreen
from heimo_tui.ui.screens.messages.safety import SafetyScreen
from heimo_tui.ui.screens.moderate import ModerateScreen
from heimo_tui.ui.screens.moderate.about_you import AboutYouScreen
from heimo_tui.ui.screens.moderate.history import DecidedScreen
from heimo_tui.ui.screens.moderate.rules import RulesScreen
from heimo_tui.ui.screens.plan import PlanScreen
from heimo_tui.ui.screens.practise import PractiseScreen
from heimo_tui.ui.screens.preview import PreviewScreen
from heimo_tui.ui.screens.since import SinceScreen
from heimo_tui.ui.screens.thread import ThreadScreen
from heimo_tui.ui.screens.waiting import WaitingScreen
from heimo_tui.ui.screens.welcome import WelcomeScreen
from heimo_tui.ui.screens.you import YouScreen
from heimo_tui.ui.widgets.note_picker import NotePicker
from tests.ui.gallery import SERVICES, Circles, Thread
from tests.ui.helping_rooms import Since, Waiting, first_answer, own_that_waits
from tests.ui.messages.rooms import Messages, Safety
from tests.ui.moderate.rooms import AboutYou, Decide, Decided, Moderate, Rules
from tests.ui.moderate.views import MODERATED
from tests.ui.rooms import (
    CAREFUL,
    CarePlan,
    Communities,
    Composer,
    Kept,
    Practise,
    You,
    care,
    coaching,
    danger,
    help_in_a_thread,
    preview,
    preview_changed,
    reply,
    welcome,
    why,
)
from tests.ui.views import AROUND, CIRCLES, COMMUNITY, HELD

Make = Callable[[], Screen[Any]]
SIZES = {"narrow": (80, 24), "wide": (140, 40)}
MOST = 71
"""Pictures in all; more than that nobody looks at.

Twelve of them are of the check: each of its four voices where it is written, why it says something, what a change did,
and practising, narrow and wide. Somebody who meets the panel for the first time has to know what to do, at both sizes.
Twelve are of moderating: who decides on the words of others has to see all of it, and what they will read of it.
"""


@dataclass(frozen=True)
class Picture:
    """The screens that lie on each other, keys pressed on the last, and words that stand there at the end."""

    hang: tuple[Make, ...]
    words: str
    keys: tuple[str, ...] = ()
    theme: str = "takka"
    around: Around = AROUND


MAIL = replace(AROUND, place="messages", inbox=Inbox(requests=1, unread=1))
DUTY = replace(AROUND, place="moderate", moderated=MODERATED)
ABOUT = replace(AROUND, place="kept", about_you=2)
WRONG = StoreProblem(StoreReason.PASSPHRASE_WRONG)
SCREENS: dict[type[Screen[Any]], Picture] = {
    WelcomeScreen: Picture((welcome,), "A place to say it"),
    CirclesScreen: Picture((partial(Circles, Stage.THREADS, arrived=3),), "since you left"),
    ThreadScreen: Picture((Thread,), "twenty minutes"),
    WaitingScreen: Picture((Waiting,), "waiting since yesterday"),
    SinceScreen: Picture((Since,), "your words are quoted"),
    ComposerScreen: Picture((Composer,), "may identify you"),
    PractiseScreen: Picture((Practise,), "look again"),
    PreviewScreen: Picture((preview,), "As others will see it"),
    MessagesScreen: Picture((partial(Messages, 1),), "asks: “You wrote", around=MAIL),
    SafetyScreen: Picture((Safety,), "Not compared yet", around=MAIL),
    ModerateScreen: Picture((Moderate,), "14 heavy reports", around=DUTY),
    DecidedScreen: Picture((Decided,), "banned north-wind", around=DUTY),
    AboutYouScreen: Picture((AboutYou,), "How do you see it?", around=ABOUT),
    RulesScreen: Picture((Rules,), "not saved yet", keys=("j", "j", "enter"), around=DUTY),
    KeptScreen: Picture((Kept,), "glad you came"),
    YouScreen: Picture((You,), "one for each circle"),
    CommunitiesScreen: Picture((Communities,), "night-shift"),
    HelpScreen: Picture((Thread, help_in_a_thread), "Keys here"),
    HideScreen: Picture((partial(HideScreen, SERVICES.device),), "password for user"),
    LockScreen: Picture((partial(LockScreen, SERVICES.device, WRONG),), "your passphrase"),
    CareScreen: Picture((care,), "no bar to get over", keys=("j", "enter")),
    PlanScreen: Picture((care, CarePlan), "The bench behind the church"),
}
"""Every screen that fills the window, and help, which explains the others."""

_BAD = replace(AROUND, problems=(Problem("log_fork", COMMUNITY.id, CIRCLES[0].id, "entries 40 to 44"),))
_OFFLINE = Around(replace(COMMUNITY, link=Link.OFFLINE), "circles", (HELD,))
_READING = Picture((partial(Circles, Stage.READING),), "just listen")
_THREADS = Picture((partial(Circles, Stage.THREADS),), "just listen")
OTHERS: dict[str, tuple[tuple[int, int], Picture]] = {
    "circles_alone": ((80, 24), Picture((partial(Circles, Stage.CIRCLES),), "Far from home")),
    "conversation": ((80, 24), Picture((partial(Messages, 1, enter=True),), "look again", around=MAIL)),
    "request": ((80, 24), Picture((partial(Messages, enter=True),), "decline and block", around=MAIL)),
    "own_that_waits": ((80, 24), Picture((own_that_waits,), "usually answer within")),
    "three_columns": ((160, 45), _READING),
    "very_small": ((60, 16), _THREADS),
    "preview_very_small": ((60, 16), Picture((partial(preview, risky=True),), "Send now")),
    "offline_and_holding": ((80, 24), replace(_THREADS, around=_OFFLINE)),
    "lumi": ((120, 36), replace(_READING, theme="lumi")),
    "kontrasti": (
        (80, 24),
        Picture((Composer, partial(NotePicker, ("illness",), CAREFUL.notes)), "esc done", theme="kontrasti"),
    ),
    **{
        f"{name}_{size}": (SIZES[size], picture)
        for name, picture in {
            "reply": Picture((reply,), "what carries"),
            "first_answer": Picture((first_answer,), "the first to answer"),
            "care_for_the_writer": Picture((danger,), "♥ care", keys=("tab",)),
            "why": Picture((reply, why), "weighed most"),
            "preview_changed": Picture((preview_changed,), "what your changes did"),
            "coaching": Picture((Practise, coaching), "what you could add"),
            "heavy_report": Picture((Moderate,), "counted the pills", keys=("z",), around=DUTY),
            "deciding": Picture((Moderate, Decide), "What pale-lynx will read", keys=("4",), around=DUTY),
        }.items()
        for size in SIZES
    },
    "no_colours": ((80, 24), replace(_THREADS, around=_BAD)),
}
"""What only these show: other layouts, colours, and what is wrong."""
