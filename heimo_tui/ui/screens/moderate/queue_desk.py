"""What the place of those who moderate reads and follows: the queue, how it stands, one thing, what can be done."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from time import monotonic
from typing import Final

from textual import work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from heimo_tui.core.errors import HeimoError, Incompatible, Refused, Tampering, Unreachable
from heimo_tui.core.moderating import Deed, ModeratedCircle, QueueItem, Workload
from heimo_tui.services.forum import Forum
from heimo_tui.services.moderating import Moderating
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.following import Changes
from heimo_tui.ui.format import one_line
from heimo_tui.ui.keys import spelled
from heimo_tui.ui.moderating_words import deed_words, workload_words
from heimo_tui.ui.screens.moderate.deciding import Deciding
from heimo_tui.ui.widgets.bars import Empty
from heimo_tui.ui.widgets.chip import Chip
from heimo_tui.ui.widgets.moderate.deed_line import DeedLine, Doable
from heimo_tui.ui.widgets.moderate.item_pane import ItemPane
from heimo_tui.ui.widgets.moderate.queue_list import QueueTable
from heimo_tui.ui.widgets.pressing import BackSign

BESIDE: Final = 100
"""Cells from which list and words stand beside each other."""
AGAIN: Final = 60.0
"""Seconds in which coming back asks nobody once more: where ten thousand wait, each time is a second of work."""
STEP: Final = 200
"""How much is read at once."""
NOTHING: Final = (
    "Nothing waits. Thank you for looking after this place.",
    "What comes shows here by itself; ctrl+r asks now. o shows what was decided, c what holds in the circle.",
)
NOBODY: Final = ("You do not moderate here.", "1 goes to the circles.")


class Stage(StrEnum):
    """How deep the moderator is: in the list, or reading one thing."""

    LIST = "list"
    READ = "read"


class QueueDesk(Deciding):
    """Base of the moderators' place: keeps list, lines and pane filled, and never moves what is being read."""

    stage: reactive[Stage] = reactive(Stage.LIST, init=False)

    def __init__(self, *, moderating: Moderating, forum: Forum, clock: Clock) -> None:
        super().__init__(moderating=moderating, forum=forum)
        self.clock = clock
        self.circles: tuple[ModeratedCircle, ...] = ()
        self._only: bytes | None = None
        self._most = STEP
        self._gone: set[bytes] = set()
        self._asked = -AGAIN
        self._worked = False
        self._since = 0.0
        self._listed: bytes | None = None

    def body(self) -> Iterable[Widget]:
        """What waits where; what was done today; the list; one thing; what can be done about it."""
        with Horizontal(id="bar"):
            yield BackSign()
            yield Chip(id="which")
            yield Chip(id="urgent")
            yield Chip(Content.assemble(("o", "$primary"), " decided"), id="decided")
            yield Chip(Content.assemble(("c", "$primary"), " settings"), id="rules")
        yield Static(id="workload", markup=False)
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                yield Empty(id="nothing")
                yield QueueTable(self.clock, id="queue")
            with Vertical(id="right"):
                yield ItemPane(self.clock, id="pane")
        yield DeedLine(id="deeds")

    @property
    def table(self) -> QueueTable:
        """The list."""
        return self.query_one(QueueTable)

    @property
    def pane(self) -> ItemPane:
        """One thing in full."""
        return self.query_one(ItemPane)

    def lay_out(self, width: int) -> None:
        """Show the panes that a window of this width has."""
        raise NotImplementedError

    async def resumed(self) -> None:
        """Read what waits, and ask whether there is more; what was there before is painted first."""
        if self.table.count():
            self.call_after_refresh(self._reread)
        else:
            await self._read()
        if monotonic() - self._asked >= AGAIN:
            self._asked = monotonic()
            self._ask()

    @work(group="ask", exclusive=True)
    async def _ask(self) -> None:
        try:
            await self.moderating.refresh()
        except (Unreachable, Refused, Incompatible, Tampering):
            return  # the line at the top says that it cannot be reached, or what is wrong with it

    @work(group="reread", exclusive=True)
    async def _reread(self) -> None:
        try:
            await self._read()
        except HeimoError as problem:
            self.complain(problem)

    async def changed(self, changes: Changes) -> None:
        """Something may wait now, or no more."""
        if changes.moderating or any(changes.concern(circle.id) for circle in self.circles):
            await self._read()

    async def _read(self) -> None:
        moderating = self.moderating
        self.circles = await moderating.circles()
        if self._only not in {one.id for one in self.circles}:
            self._only = None
        items = await moderating.queue(self._only, most=self._most)
        self._gone &= {item.id for item in items}
        self.show([item for item in items if item.id not in self._gone], await moderating.workload())

    def show(self, items: Iterable[QueueItem], workload: Workload) -> None:
        """Show these; the cursor stays where it was."""
        before = self.table.here
        self.table.show_items([*items])
        after = self.table.here
        same, self._listed = self._listed == self._only, self._only
        if same and before is not None and (after is None or after.id != before.id):
            self._since = monotonic()
            self.notify("The one you were on waits no more.", timeout=4)
        self._tell_workload(workload)
        self._show_around()

    def _tell_workload(self, workload: Workload) -> None:
        line = self.query_one("#workload", Static)
        words = workload_words(workload, alone=all(len(one.moderators) < 2 for one in self.circles))
        line.update(Content.styled(words, "$quiet"))
        self._worked = line.display = bool(words)

    def _show_around(self) -> None:
        """Everything that says how the list stands."""
        count, empty = self.table.count(), self.query_one("#nothing", Empty)
        self.table.display = bool(count)
        if count:
            empty.hush()
        else:
            empty.say(*(NOTHING if self.circles else NOBODY))
            self.stage = Stage.LIST
        self._show_bar()
        self.lay_out(self.size.width)
        self._show_item()
        if count and self.stage is Stage.LIST and self.app.screen is self:
            self.table.focus(scroll_visible=False)
        self.refresh_bindings()

    def _show_bar(self) -> None:
        only = next((one for one in self.circles if one.id == self._only), None)
        waiting = only.waiting if only else sum(one.waiting for one in self.circles)
        waiting = max(waiting - len(self._gone), self.table.count())
        where = one_line(only.name) if only else ("all circles" if len(self.circles) > 1 else "")
        words = Content.assemble(
            _waiting_words(waiting, brief=self.size.width < BESIDE), (f" · {where}" if where else "", "$quiet")
        )
        if len(self.circles) > 1:
            words += Content.assemble("  ", ("f", "$primary"), (" another", "$quiet"))
        self.query_one("#which", Chip).update(words)
        urgent = sum(item.urgent for item in self.table.items)
        chip = self.query_one("#urgent", Chip)
        chip.display = bool(urgent)
        chip.update(Content.assemble(("! ", "$text-warning bold"), (f"{urgent} urgent", "$text-warning")))
        for name in ("#decided", "#rules"):
            self.query_one(name).display = bool(self.circles)

    def _show_item(self) -> None:
        item = self.table.here
        self.pane.show(item, folded=item is not None and self.table.folds(item))
        self.query_one(DeedLine).show([*self._doable(item)] if item else [])
        self.query_one(DeedLine).display = item is not None

    def _doable(self, item: QueueItem) -> Iterable[Doable]:
        """With the keys that they have here, which a person may have changed."""
        keys: dict[str, str] = {}
        for active in self.active_bindings.values():
            key, known = spelled(active.binding.key), keys.get(active.binding.action)
            keys[active.binding.action] = key if known is None or len(key) < len(known) else known
        if self.table.folds(item):
            yield Doable(keys.get("open", "z"), "open it", "screen.open")
        for deed in item.deeds:
            action = f"deed('{deed_key(deed)}')"
            if action in keys:
                yield Doable(keys[action], deed_words(deed, item.kind).label, f"screen.{action}")


def deed_key(deed: Deed) -> str:
    """What the key of a deed does: one key locks and opens."""
    return "lock" if deed is Deed.UNLOCK else deed.value


def _waiting_words(count: int, *, brief: bool) -> Content:
    if not count:
        return Content.styled("nothing waits", "$quiet")
    many = f"{count} wait" if brief else f"{count} wait, oldest first"
    return Content.styled("one waits" if count == 1 else many, "$ink")
