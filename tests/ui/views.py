"""Fixed views, for what is only a matter of looks."""

import hashlib
from typing import Any

from heimo_protocol.circles import OnceNames
from heimo_protocol.events import Need, Reaction
from heimo_tui.core.views import (
    CircleView,
    CommunityView,
    Delivery,
    Fold,
    Link,
    NameView,
    PendingView,
    PostView,
    QuoteView,
    ThreadList,
    ThreadRow,
    ThreadView,
)
from heimo_tui.ui.around import Around
from heimo_tui.ui.clock import Clock

NOW = 29_900_000 * 60 + 11 * 3600
MINUTES = NOW // 60
CLOCK = Clock(lambda: NOW, lambda minute: 0)
_MARKS = ("▲△", "▟▜", "▜▝", "◖◗", "▚▞", "▙▛", "◢◣", "▀▄")


def ident(words: str) -> bytes:
    """16 bytes that these words always give."""
    return hashlib.sha256(words.encode()).digest()[:16]


def name(words: str, **more: Any) -> NameView:
    """Somebody, whose mark and colour follow from the name."""
    key = ident(words)
    return NameView(key, words, _MARKS[key[0] % 8], key[1] % 8, **more)


ME = name("quiet-heron", mine=True)
COMMUNITY = CommunityView(ident("community"), "kitchen-table", "http://127.0.0.1", True, True, Link.LIVE)
AROUND = Around(COMMUNITY)


def post(
    event: str, author: str | NameView, text: str, *, ago: int = 60, need: Need | None = None, **more: Any
) -> PostView:
    """A post or reply, `ago` minutes old."""
    who = name(author) if isinstance(author, str) else author
    return PostView(
        ident(event), who, text, MINUTES - ago, need, more.pop("notes", ()), more.pop("quote", None), **more
    )


def circle(words: str, about: str, **more: Any) -> CircleView:
    """A circle with a short promise."""
    values: dict[str, Any] = {"unread": 0, "waiting": 0, "quiet": False, "promise_seen": True} | more
    rules = ("Listen first.", "No advice unless it is asked for.", "What is said here stays here.")
    return CircleView(
        ident(words), words, about, rules, "en", (), OnceNames.ON, False, False, joined=True, my_name=ME, **values
    )


CIRCLES = (
    circle("Burnout", "for people whose work used them up", unread=3, waiting=2),
    circle("New parents", "nights, doubts and small hands"),
    circle("Grief", "for those who miss somebody", unread=1, waiting=1, promise_seen=False),
    circle("Far from home", "where nobody knows your songs"),
    circle("Debt", "money, and the shame around it", quiet=True),
)


def row(event: str, title: str, author: str, *, ago: int, need: Need = Need.LISTEN, **more: Any) -> ThreadRow:
    """A thread as a list shows it."""
    values: dict[str, Any] = {
        "notes": (),
        "replies": 0,
        "new_replies": 0,
        "been_there": 0,
        "unread": False,
        "waiting": False,
        "mine": False,
        "kept": False,
        "fold": None,
        "delivery": Delivery.PUBLISHED,
    } | more
    who = ME if author == ME.name else name(author)
    return ThreadRow(ident(event), title, who, MINUTES - ago, MINUTES - ago, need, **values)


ROWS = (
    row(
        "t1",
        "I sat in the car for twenty minutes",
        "slow-alder",
        ago=180,
        replies=4,
        new_replies=2,
        been_there=3,
        unread=True,
    ),
    row("t2", "I told them I was fine and I am not", "pale-lynx", ago=1200, need=Need.ASK, unread=True, waiting=True),
    row("t3", "not shown", "north-wind", ago=2900, replies=11, notes=("self_harm",), fold=Fold(note="self_harm")),
    row("t4", "Is it allowed to like the quiet?", ME.name, ago=3000, need=Need.IDEAS, replies=1, mine=True),
    row("t5", "My daughter drew me asleep", "grey-harbour", ago=7200, need=Need.NONE, been_there=6, kept=True),
    row("t6", "Waits here until the train is out of the tunnel", ME.name, ago=1, mine=True, delivery=Delivery.QUEUED),
)
THREADS = ThreadList(CIRCLES[0].id, tuple(one.id for one in ROWS), 2, 2)
_TEXT = """I sat in the car for twenty minutes before I could go in. My boss asked if I was *really* back. I said yes.

I am not looking for tips. I want somebody to know that it was **hard**, and that I did it anyway.

> you look so rested

That is what they said. I laughed. Then I cried in the bathroom."""
THREAD = ThreadView(
    CIRCLES[0].id,
    post(
        "t1",
        "slow-alder",
        _TEXT,
        ago=180,
        need=Need.LISTEN,
        notes=("illness",),
        reactions={Reaction.BEEN_THERE: 3, Reaction.HEAR_YOU: 1},
        my_reactions=frozenset({Reaction.HEAR_YOU}),
    ),
    (
        post("r1", "pale-lynx", "I know that car so well.", ago=150, reactions={Reaction.THANK_YOU: 1}),
        post("r2", ME, "You went in with shaking hands. That is not nothing.", ago=120, edited=True),
        post(
            "r3",
            "north-wind",
            "Oh. I would have cried too.",
            new=True,
            quote=QuoteView(ident("t1"), name("slow-alder"), "That is what they said. I laughed."),
        ),
        post("r4", name("still-water", once=True), "not shown", ago=20, new=True, fold=Fold(keyword="hospital")),
        post("r5", ME, "I wish I had been in the next car.", ago=0, delivery=Delivery.HOLDING, hold_left=42),
    ),
    2,
    False,
)
HELD = PendingView(ident("r5"), CIRCLES[0].id, ident("t1"), "I wish I had been", Delivery.HOLDING, hold_left=42)
