"""What screens are shown of messages, from the vault alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from heimo_tui.core.conversations import (
    ConversationRow,
    ConversationView,
    Line,
    MessageView,
    ReplyView,
    RequestView,
    SafetyView,
    Standing,
)
from heimo_tui.core.folding import folded_message
from heimo_tui.core.preferences import FoldRule
from heimo_tui.core.views import Fold, NameView
from heimo_tui.e2ee.safety import safety_number
from heimo_tui.services.messages.deciding import changed_card
from heimo_tui.services.messages.ground import Ground
from heimo_tui.services.messages.rules.met import met_conversations, met_requests
from heimo_tui.services.messages.rules.timers import Timer
from heimo_tui.services.reading.naming import Names
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import Conversation, LineRow

_START_CHARS = 120
_TIMER_LINES = frozenset({Line.TIMER_SET, Line.TIMER_WISHED})


class Views:
    """Reads views."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    @property
    def _rules(self) -> Sequence[FoldRule]:
        return self._ground.house.preferences.folds

    async def requests(self) -> tuple[RequestView, ...]:
        """Who asks for contact, newest first."""
        rows = await self._ground.read(met_requests)
        namers = await self._namers({row.circle_id for row in rows})
        return tuple(
            RequestView(
                id=row.id,
                circle=row.circle_id,
                circle_name=namers[row.circle_id][0],
                author=named(namers[row.circle_id][1], row.author, row.name),
                text=row.text,
                minutes=row.minutes,
                again=row.again,
                fold=folded_message(self._rules, row.text),
            )
            for row in rows
            if row.circle_id in namers
        )

    async def conversations(self) -> tuple[ConversationRow, ...]:
        """Every conversation, newest activity first."""
        rows = await self._ground.read(met_conversations)
        namers = await self._namers({row.circle_id for row in rows})

        def work(tables: Tables) -> tuple[ConversationRow, ...]:
            return tuple(_row(tables, row, *namers[row.circle_id], self._rules) for row in rows)

        return await self._ground.read(work)

    async def open(self, conversation: bytes) -> ConversationView:
        """The head of a conversation; raises BadInput("no_conversation")."""
        row = await self._ground.read(lambda tables: tables.mail.conversations.require(conversation))
        circle_name, names = (await self._namers({row.circle_id}))[row.circle_id]

        def work(tables: Tables) -> ConversationView:
            row = tables.mail.conversations.require(conversation)
            lines = tables.mail.lines
            first_new = lines.first_unread(conversation, row.read_place)
            timer = Timer(row.timer, row.wish_mine, row.wish_theirs)
            return ConversationView(
                id=row.id,
                circle=row.circle_id,
                circle_name=circle_name,
                peer=named(names, row.peer, row.name),
                standing=standing(tables, row),
                verified=row.verified,
                count=lines.count(conversation),
                first_new=None if first_new is None else first_new - lines.first(conversation),
                timer=timer.seconds,
                wished=timer.wished,
                wished_mine=timer.wished is not None and timer.theirs is None,
                draft=row.draft,
                waiting_for=_waiting_for(tables, row),
            )

        return await self._ground.read(work)

    async def lines(self, conversation: bytes, start: int, stop: int) -> tuple[MessageView, ...]:
        """The lines of numbers `start` to `stop` (left out), oldest first."""
        now = self._ground.now

        def work(tables: Tables) -> tuple[MessageView, ...]:
            row = tables.mail.conversations.require(conversation)
            found = tables.mail.lines.window(conversation, start, stop)
            proven = tables.mail.lines.proven(conversation, [one.message for one in found if not one.mine])
            return tuple(_message(tables, row, one, one.message in proven, now, self._rules) for one in found)

        return await self._ground.read(work)

    async def safety(self, conversation: bytes) -> SafetyView:
        """The safety number with the keys that the other side has now; raises BadInput."""
        scene = await self._ground.scene_of(conversation)
        _, names = (await self._namers({scene.id}))[scene.id]

        def work(tables: Tables) -> tuple[Conversation, bytes]:
            row = tables.mail.conversations.require(conversation)
            return row, changed_card(tables, scene, row) if row.standing is Standing.CHANGED else row.card

        row, card = await self._ground.read(work)
        mine = await self._ground.read(scene.me)
        peer = scene.peer(card)
        number = await asyncio.to_thread(
            safety_number, scene.place.id, scene.id, (mine.author, mine.ik), (peer.author, peer.ik)
        )
        return SafetyView(
            peer=named(names, row.peer, row.name),
            groups=number.groups,
            code=number.code,
            verified=row.verified,
            changed=row.standing is Standing.CHANGED,
        )

    async def blocked(self) -> tuple[tuple[bytes, NameView, str], ...]:
        """Who may not ask: the name's key, how it is shown, and the circle's name."""
        rows = await self._ground.read(lambda tables: tables.mail.requests.blocked())
        namers = await self._namers({row.circle_id for row in rows})
        return tuple(
            (row.author, named(namers[row.circle_id][1], row.author, row.name), namers[row.circle_id][0])
            for row in rows
        )

    async def _namers(self, circles: set[bytes]) -> dict[bytes, tuple[str, Names]]:
        """Each circle's own name, and how the people in it are shown."""
        ledgers = {circle: await self._ground.sync.ledger(circle) for circle in circles}

        def work(tables: Tables) -> dict[bytes, tuple[str, Names]]:
            return {
                circle: (tables.circles.require(circle).name, Names(tables, circle, ledger.rulings))
                for circle, ledger in ledgers.items()
            }

        return await self._ground.read(work)


def named(names: Names, key: bytes, known: str) -> NameView:
    """How a name is shown: by the circle's newest card, or as it called itself here."""
    shown = names(key)
    return shown if names.has(key) or not known else replace(shown, name=known)


def standing(tables: Tables, row: Conversation) -> Standing:
    """Where a conversation stands, also where one's name is not in the circle any more."""
    circle = tables.circles.get(row.circle_id)
    if circle is None or not circle.joined or circle.my_key != row.me:
        return Standing.ENDED
    return row.standing


def _row(
    tables: Tables, row: Conversation, circle_name: str, names: Names, rules: Sequence[FoldRule]
) -> ConversationRow:
    newest = tables.mail.lines.newest(row.id)
    fold = None if newest is None else _fold(newest, rules)
    last = "" if newest is None or fold is not None or newest.kind is not Line.TEXT else newest.text
    return ConversationRow(
        id=row.id,
        circle=row.circle_id,
        circle_name=circle_name,
        peer=named(names, row.peer, row.name),
        standing=standing(tables, row),
        last=" ".join(last.split())[:_START_CHARS],
        last_mine=newest is not None and newest.mine,
        minutes=int(row.active // 60) if newest is None else newest.minutes,
        unread=tables.mail.lines.unread(row.id, row.read_place),
        verified=row.verified,
        draft=row.draft,
        fold=fold,
    )


def _fold(line: LineRow, rules: Sequence[FoldRule]) -> Fold | None:
    """Why the other's words fold; one's own never do."""
    return None if line.mine or line.kind is not Line.TEXT else folded_message(rules, line.text)


def _waiting_for(tables: Tables, row: Conversation) -> str:
    sealed = tables.mail.outgoing.sealed_of(row.id)
    if sealed is not None:
        return sealed.error
    frame = tables.mail.outgoing.first(row.id)
    return "" if frame is None else frame.error


def _message(
    tables: Tables, row: Conversation, line: LineRow, proven: bool, now: float, rules: Sequence[FoldRule]
) -> MessageView:
    return MessageView(
        id=line.message,
        line=line.kind,
        mine=line.mine,
        text=line.text,
        minutes=line.minutes,
        day=datetime.fromtimestamp(line.minutes * 60).toordinal(),
        mark=line.mark,
        reply=_reply(tables, row.id, line.reply, rules),
        seconds_left=_left(line, now),
        reportable=proven,
        new=not line.mine and line.place > row.read_place,
        code=line.code,
        value=line.value if line.kind in _TIMER_LINES else 0,
        fold=_fold(line, rules),
    )


def _reply(tables: Tables, conversation: bytes, answered: bytes | None, rules: Sequence[FoldRule]) -> ReplyView | None:
    if answered is None:
        return None
    line = tables.mail.lines.get(conversation, answered)
    if line is None:
        return ReplyView(answered, False, "")
    fold = _fold(line, rules)
    return ReplyView(answered, line.mine, "" if fold else " ".join(line.text.split())[:_START_CHARS], fold)


def _left(line: LineRow, now: float) -> int | None:
    if not line.expiry:
        return None
    return max(0, int(line.gone_at - now)) if line.value else line.expiry
