"""Moderate: what waits, oldest first, and beside it or instead of it one thing in full with what can be done."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import partial
from time import monotonic
from typing import ClassVar, Final

from textual import events, on, work
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static

from heimo_tui.core.errors import HeimoError, Incompatible, Refused, Tampering, Unreachable
from heimo_tui.core.moderating import Deed, ModeratedCircle, QueueItem, Workload
from heimo_tui.services.forum import Forum
from heimo_tui.services.moderating import Moderating
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.following import Changes
from heimo_tui.ui.format import one_line
from heimo_tui.ui.intents import OpenThread, Refresh
from heimo_tui.ui.keys import Where, bindings, spelled
from heimo_tui.ui.moderate_intents import ShowDecided, ShowRules
from heimo_tui.ui.moderating_words import deed_words, workload_words
from heimo_tui.ui.screens.messages.sheets import PickSheet
from heimo_tui.ui.screens.moderate.deciding import Deciding
from heimo_tui.ui.widgets.bars import Empty
from heimo_tui.ui.widgets.chip import Chip
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item
from heimo_tui.ui.widgets.moderate.deed_line import DeedLine, Doable
from heimo_tui.ui.widgets.moderate.item_pane import ItemPane
from heimo_tui.ui.widgets.moderate.queue_list import QueueTable
from heimo_tui.ui.widgets.pressing import BackSign

A_LOOK: Final = 0.4
"""Seconds in which no key decides, after another thing came under the cursor by itself."""
PAUSE: Final = 0.12
"""Seconds the cursor rests before what is beside follows it."""
BESIDE: Final = 100
"""Cells from which list and words stand beside each other."""
NEAR: Final = 30
"""How close to the end of what was read more is read."""
STEP: Final = 200
"""How much is read at once."""
NOTHING: Final = (
    "Nothing waits. Thank you for looking after this place.",
    "What comes shows here by itself; ctrl+r asks now. o shows what was decided, c what holds in the circle.",
)
NOBODY: Final = ("You do not moderate here.", "1 goes to the circles.")
HELP: Final = (
    "What waits longest stands first; ! marks what may speak of danger. Whoever a decision is about reads your words "
    "and the reason, and can write back once; other members see what was decided, without your name. A pause or a ban "
    "also takes away the text it is about. Everything but a given-back text can be taken back under o."
)


class Stage(StrEnum):
    """How deep the moderator is: in the list, or reading one thing."""

    LIST = "list"
    READ = "read"


class ModerateScreen(Deciding):
    """The fifth place, for those who moderate somewhere."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.MODERATE)
    CSS_PATH: ClassVar[CSSPathType | None] = ["../../frame.tcss", "moderate.tcss"]
    help_words: ClassVar[tuple[str, ...]] = (HELP,)

    stage: reactive[Stage] = reactive(Stage.LIST, init=False)

    def __init__(self, *, moderating: Moderating, forum: Forum, clock: Clock) -> None:
        super().__init__(moderating=moderating, forum=forum)
        self.clock = clock
        self.circles: tuple[ModeratedCircle, ...] = ()
        self._only: bytes | None = None
        self._most = STEP
        self._rest: Timer | None = None
        self._gone: set[bytes] = set()
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

    def on_mount(self) -> None:
        """In the list."""
        self._lay_out(self.size.width)

    # filling

    async def resumed(self) -> None:
        """Read what waits, and ask whether there is more."""
        await self._read()
        self._ask()

    @work(group="ask", exclusive=True)
    async def _ask(self) -> None:
        try:
            await self.moderating.refresh()
        except (Unreachable, Refused, Incompatible, Tampering):
            return  # the line at the top says that it cannot be reached, or what is wrong with it

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
        self._lay_out(self.size.width)
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
            action = f"deed('{_name(deed)}')"
            if action in keys:
                yield Doable(keys[action], deed_words(deed, item.kind).label, f"screen.{action}")

    # moving

    def watch_stage(self) -> None:
        """Lay the panes out."""
        with self.app.batch_update():
            self._lay_out(self.size.width)
            if self.stage is Stage.READ:
                self.pane.focus(scroll_visible=False)
            elif self.table.display:
                self.table.focus(scroll_visible=False)

    def on_resize(self, event: events.Resize) -> None:
        """Lay the panes out for this width."""
        super().on_resize(event)
        self._lay_out(event.size.width)
        self._show_bar()

    def _lay_out(self, width: int) -> None:
        beside = width >= BESIDE
        some = bool(self.table.count())
        self.query_one("#left").display = beside or self.stage is Stage.LIST
        self.query_one("#right").display = some and (beside or self.stage is Stage.READ)
        alone = self.stage is Stage.READ and not beside
        self.query_one(BackSign).display = alone
        self.query_one("#workload").display = self._worked and not alone
        self.set_class(beside, "-beside")

    @on(LineList.Moved)
    def _moved(self, message: LineList.Moved) -> None:
        message.stop()
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(PAUSE, self._rested)

    def _rested(self) -> None:
        self._show_item()
        waiting = sum(one.waiting for one in self.circles)
        if self.table.cursor > self.table.count() - NEAR and self.table.count() < waiting and self._most < waiting:
            self._most += STEP
            self._reread()

    @work(group="reread", exclusive=True)
    async def _reread(self) -> None:
        try:
            await self._read()
        except HeimoError as problem:
            self.complain(problem)

    @on(LineList.Chosen)
    def _chosen(self, message: LineList.Chosen) -> None:
        message.stop()
        self._show_item()
        self.stage = Stage.READ

    @on(LineList.Left)
    def _left(self, message: LineList.Left) -> None:
        message.stop()
        self.action_back()

    @on(ItemPane.Further)
    def _further(self, message: ItemPane.Further) -> None:
        message.stop()
        self.table.action_move(message.by)
        self._show_item()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """By mouse one goes in by touching what stands beside the list."""
        if event.widget is self.pane:
            self.stage = Stage.READ
        elif event.widget is self.table:
            self.stage = Stage.LIST

    def action_back(self) -> None:
        """From one thing to the list."""
        self.stage = Stage.LIST

    # doing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done about what is stood on is offered."""
        item = self.table.here if self.is_mounted else None
        match action:
            case "deed":
                return item is not None and any(str(parameters[0]) == _name(deed) for deed in item.deeds)
            case "open":
                return item is not None and item.heavy
            case "thread":
                return item is not None and item.thread is not None
            case "urgent":
                return self.is_mounted and any(one.urgent for one in self.table.items)
            case "decided" | "rules":
                return bool(self.circles)
            case "circle":
                return len(self.circles) > 1
        return True

    @on(ItemPane.Unfold)
    def action_open(self) -> None:
        """Show what is heavy, which counts, or fold it again."""
        item, table = self.table.here, self.table
        if item is None or not item.heavy:
            return
        with self.app.batch_update():
            if item.id in table.unfolded:
                table.unfolded.discard(item.id)
            else:
                table.unfolded.add(item.id)
                self._tell_opened(item)
                if self.size.width < BESIDE:  # beside the list it can be read without going in
                    self.stage = Stage.READ
            table.refresh()
            self._show_item()

    @work(group="opened")
    async def _tell_opened(self, item: QueueItem) -> None:
        try:
            await self.moderating.opened(item)
            self._tell_workload(await self.moderating.workload())
        except HeimoError as problem:
            self.complain(problem)

    def action_deed(self, deed: str) -> None:
        """Decide on what the cursor is on."""
        if self.table.here is not None and monotonic() - self._since >= A_LOOK:
            self.do(Deed(deed), self.table.here)

    def decided(self, item: QueueItem) -> None:
        """It waits no more; the next one comes to stand under the cursor."""
        self._gone.add(item.id)
        self.table.without(item)
        self._show_around()

    async def undecided(self) -> None:
        """Show again what waits."""
        self._gone.clear()
        await self._read()

    @on(Chip.Pressed, "#urgent")
    def action_urgent(self) -> None:
        """To the next urgent one."""
        if not self.table.next_urgent():
            self.notify("This is the only urgent one.", timeout=4)

    @on(Chip.Pressed, "#which")
    def action_circle(self) -> None:
        """Another circle, or all of them."""
        if len(self.circles) > 1:
            ids = [None, *(one.id for one in self.circles)]
            self._only = ids[(ids.index(self._only) + 1) % len(ids)]
            self._most = STEP
            self._reread()

    def action_thread(self) -> None:
        """See it where it stands."""
        item = self.table.here
        if item is not None and item.thread is not None:
            self.post_message(OpenThread(item.circle, item.thread, item.event))

    @on(Chip.Pressed, "#decided")
    def action_decided(self) -> None:
        """What was decided in a circle."""
        self.carefully(partial(self._for_circle, "What was decided?", ShowDecided))

    @on(Chip.Pressed, "#rules")
    def action_rules(self) -> None:
        """What holds in a circle."""
        self.carefully(partial(self._for_circle, "Which circle?", ShowRules))

    async def _for_circle(self, title: str, intent: type[ShowDecided] | type[ShowRules]) -> None:
        """Of the one that is looked at, or of the one that is chosen."""
        ids = [self._only] if self._only is not None else [one.id for one in self.circles]
        chosen: bytes | None = ids[0] if len(ids) == 1 else None
        if chosen is None:
            items = [Item(one.id.hex(), one_line(one.name)) for one in self.circles]
            picked = await self.app.push_screen_wait(PickSheet(title, items))
            chosen = bytes.fromhex(picked) if picked else None
        if chosen is not None:
            self.post_message(intent(chosen))

    def action_refresh(self) -> None:
        """Ask the server now."""
        self.post_message(Refresh())


def _name(deed: Deed) -> str:
    return "lock" if deed is Deed.UNLOCK else deed.value


def _waiting_words(count: int, *, brief: bool) -> Content:
    if not count:
        return Content.styled("nothing waits", "$quiet")
    many = f"{count} wait" if brief else f"{count} wait, oldest first"
    return Content.styled("one waits" if count == 1 else many, "$ink")
