"""Fixed requests, conversations and reports, for what is only a matter of looks."""

from typing import Any

from heimo_tui.core.conversations import (
    ConversationRow,
    ConversationView,
    Line,
    Mark,
    MessageReportView,
    MessageView,
    ReplyView,
    ReportedView,
    RequestView,
    SafetyView,
    Standing,
)
from tests.ui.views import CIRCLES, MINUTES, ident, name

TODAY = 719163 + MINUTES // 1440
"""The day of the fixed clock, as the views count days."""
LYNX, ALDER, WIND = name("pale-lynx"), name("slow-alder"), name("north-wind")
REQUEST = RequestView(
    ident("request"),
    CIRCLES[0].id,
    "Burnout",
    ALDER,
    "You wrote about the car. I sat in mine for an hour today, and I think you are the one person who would not laugh. "
    "May I write to you? https://example.invalid/me",
    MINUTES - 90,
)


def line(id: str, text: str, *, ago: int, mine: bool = False, kind: Line = Line.TEXT, **more: Any) -> MessageView:
    """A line of a conversation, `ago` minutes old."""
    minutes = MINUTES - ago
    mark = more.pop("mark", Mark.DELIVERED if mine and kind is Line.TEXT else None)
    day = 719163 + minutes // 1440
    return MessageView(ident(id), kind, mine, text, minutes, day, mark, reportable=not mine, **more)


LINES = (
    line("m1", "May I write to you? I do not know anybody else who knows that car.", ago=3000, mine=True),
    line("m2", "", ago=2990, kind=Line.ACCEPTED),
    line("m3", "I am glad that you asked.\n\nI read what you wrote *three times*.", ago=2980),
    line(
        "m4",
        "Thank you. It helps that somebody did.",
        ago=1500,
        mine=True,
        reply=ReplyView(ident("m3"), False, "I read it"),
    ),
    line("m5", "", ago=1490, kind=Line.UNREADABLE),
    line("m6", "", ago=1480, kind=Line.RENEWED),
    line("m7", "How was today?", ago=200),
    line("m8", "I went in. My hands shook, and I went in anyway.", ago=180, mine=True, seconds_left=520_000),
    line("m9", "", ago=170, mine=True, kind=Line.TAKEN_BACK),
    line(
        "m10", "That is not nothing.", ago=60, new=True, reply=ReplyView(ident("m8"), True, "I went in. My hands shook")
    ),
    line("m11", "I will think of you on Thursday.", ago=0, mine=True, mark=Mark.QUEUED),
)
TALK = ConversationView(
    ident("talk"),
    CIRCLES[0].id,
    "Burnout",
    LYNX,
    Standing.OPEN,
    verified=False,
    count=len(LINES),
    first_new=9,
    wished=604_800,
    draft="You should try ",
)


def row(id: str, peer: Any, last: str, *, ago: int, **more: Any) -> ConversationRow:
    """A conversation in the list."""
    values: dict[str, Any] = {
        "standing": Standing.OPEN,
        "last_mine": False,
        "unread": 0,
        "verified": False,
        "circle_name": "Burnout",
    } | more
    return ConversationRow(id=ident(id), circle=CIRCLES[0].id, peer=peer, last=last, minutes=MINUTES - ago, **values)


ROWS = (
    row("talk", LYNX, "That is not nothing.", ago=60, unread=1),
    row("talk2", WIND, "", ago=1300, draft="I have been thinking about what you", circle_name="Grief"),
    row("talk3", name("grey-harbour"), "Sleep well.", ago=2800, last_mine=True, verified=True),
    row("talk4", name("still-water"), "", ago=4000, standing=Standing.ASKED),
    row("talk5", name("loud-morning"), "", ago=9000, standing=Standing.CHANGED),
)
SAFETY = SafetyView(
    LYNX,
    tuple(f"{(n * 73_331 + 10_407) % 100_000:05d}" for n in range(12)),
    b"\x01" + bytes((n * 37 + 11) % 256 for n in range(64)),
)
REPORTS = (
    MessageReportView(
        ident("report"),
        CIRCLES[0].id,
        "Burnout",
        LYNX,
        WIND,
        "north-wind",
        "contact",
        "It was friendly at first. Then every night.",
        (
            ReportedView("Where do you live? I can come tonight.", MINUTES - 700),
            ReportedView("Why do you not answer", MINUTES - 690),
        ),
        MINUTES // 60 - 3,
    ),
    MessageReportView(
        ident("report2"),
        CIRCLES[2].id,
        "Grief",
        ALDER,
        None,
        "pale-lynx",
        "unkind",
        "",
        (ReportedView("words", MINUTES - 99),),
        MINUTES // 60 - 20,
        "sig_invalid",
    ),
)
