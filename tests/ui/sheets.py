"""What lies above a screen only for a moment and asks one thing, and where it is tried instead of pictured."""

from typing import Any

from textual.screen import Screen

from heimo_tui.ui.screens.apart import ApartSheet
from heimo_tui.ui.screens.ask import AskScreen, ProblemScreen
from heimo_tui.ui.screens.care import CountrySheet
from heimo_tui.ui.screens.communities import CodeSheet, LeaveSheet
from heimo_tui.ui.screens.messages.asking import AskForSheet
from heimo_tui.ui.screens.messages.reporting import ChooseSheet, TellSheet
from heimo_tui.ui.screens.messages.sheets import PickSheet
from heimo_tui.ui.screens.moderate.decide import DecideSheet
from heimo_tui.ui.screens.moderate.rule_sheets import DaysSheet, LinesSheet, NotesSheet, WhoSheet
from heimo_tui.ui.screens.opening import OpeningScreen
from heimo_tui.ui.screens.own_note import NoteSheet
from heimo_tui.ui.screens.promise import PromiseScreen
from heimo_tui.ui.screens.reactions import ReactionScreen
from heimo_tui.ui.screens.report import ReportScreen
from heimo_tui.ui.screens.you.leaving import EraseSheet
from heimo_tui.ui.screens.you.locking import PassphraseSheet
from heimo_tui.ui.screens.you.names import WhichSheet
from heimo_tui.ui.widgets.coaching_sheet import CoachingSheet
from heimo_tui.ui.widgets.name_choice import NameChoice
from heimo_tui.ui.widgets.need_picker import NeedPicker
from heimo_tui.ui.widgets.note_picker import NotePicker
from heimo_tui.ui.widgets.why_sheet import WhySheet

SHEETS: dict[type[Screen[Any]], str] = {
    OpeningScreen: "is gone before anybody can read it",
    PromiseScreen: "every test that enters a circle goes through it",
    ReactionScreen: "four lines in a box; tried in the tests of reading",
    ReportScreen: "seven lines in a box; tried by mouse and by keys",
    AskScreen: "two buttons; tried where something is taken back",
    ProblemScreen: "two buttons; tried where a server lies",
    ApartSheet: "two or three lines in a box; tried where names are muted and blocked",
    CountrySheet: "a list of names; tried in the tests of care",
    CodeSheet: "one line to fill in; tried with a private circle",
    LeaveSheet: "two lines in a box; tried where a community is left",
    AskForSheet: "a few lines to write; tried in the tests of asking for contact",
    PickSheet: "a short list; tried in the tests of conversations",
    ChooseSheet: "a list in a box; tried where messages are reported",
    TellSheet: "one line and two buttons; tried where messages are reported",
    DecideSheet: "has a picture of its own, before something is removed",
    LinesSheet: "some lines to write; tried where a circle's promise is changed",
    DaysSheet: "one line to fill in; tried where texts stay for another time",
    NotesSheet: "a list of notes; tried where a circle's notes are chosen",
    WhoSheet: "a line and a list of names; tried where somebody is asked to moderate",
    NoteSheet: "one line to fill in; tried in the tests of kept words",
    EraseSheet: "one line to fill in; tried where all is erased",
    PassphraseSheet: "lines to fill in; tried where a passphrase is set",
    WhichSheet: "two lines in a box; tried where a name is replaced",
    NameChoice: "a short list; tried in the tests of the composer",
    NeedPicker: "four lines in a box; tried in the tests of the composer",
    WhySheet: "has pictures of its own, above an answer",
    CoachingSheet: "has pictures of its own, above what is practised",
    NotePicker: "is in the picture of the high-contrast colours",
}
