"""Moderate: what waits, oldest first, and beside it or instead of it one thing in full with what can be done."""

from __future__ import annotations

from functools import partial
from time import monotonic
from typing import ClassVar, Final

from textual import events, on, work
from textual.binding import BindingType
from textual.timer import Timer
from textual.types import CSSPathType

from heimo_tui.core.errors import HeimoError
from heimo_tui.core.moderating import Deed, QueueItem
from heimo_tui.services.forum import Forum
from heimo_tui.services.moderating import Moderating
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.format import one_line
from heimo_tui.ui.intents import OpenThread, Refresh
from heimo_tui.ui.keys import Where, bindings
from heimo_tui.ui.moderate_intents import ShowDecided, ShowRules
from heimo_tui.ui.screens.messages.sheets import PickSheet
from heimo_tui.ui.screens.moderate.queue_desk import BESIDE, STEP, QueueDesk, Stage, deed_key
from heimo_tui.ui.widgets.chip import Chip
from heimo_tui.ui.widgets.lines import LineList
from heimo_tui.ui.widgets.menu import Item
from heimo_tui.ui.widgets.moderate.item_pane import ItemPane
from heimo_tui.ui.widgets.pressing import BackSign

A_LOOK: Final = 0.4
"""Seconds in which no key decides, after another thing came under the cursor by itself."""
PAUSE: Final = 0.12
"""Seconds the cursor rests before what is beside follows it, and in which what was opened is painted."""
NEAR: Final = 30
"""How close to the end of what was read more is read."""
HELP: Final = (
    "What waits longest stands first; ! marks what may speak of danger. Whoever a decision is about reads your words "
    "and the reason, and can write back once; other members can read both, without your name. A pause or a ban also "
    "takes away the text it is about. What was removed, paused, banned or locked can be taken back under o."
)


class ModerateScreen(QueueDesk):
    """The fifth place, for those who moderate somewhere; `stage` says how deep one is."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.MODERATE)
    CSS_PATH: ClassVar[CSSPathType | None] = ["../../frame.tcss", "../sheet.tcss", "moderate.tcss"]
    help_words: ClassVar[tuple[str, ...]] = (HELP,)

    def __init__(self, *, moderating: Moderating, forum: Forum, clock: Clock) -> None:
        super().__init__(moderating=moderating, forum=forum, clock=clock)
        self._rest: Timer | None = None

    def on_mount(self) -> None:
        """In the list."""
        self.lay_out(self.size.width)

    def watch_stage(self) -> None:
        """Lay the panes out."""
        with self.app.batch_update():
            self.lay_out(self.size.width)
            if self.stage is Stage.READ:
                self.pane.focus(scroll_visible=False)
            elif self.table.display:
                self.table.focus(scroll_visible=False)

    def on_resize(self, event: events.Resize) -> None:
        """Lay the panes out for this width."""
        super().on_resize(event)
        self.lay_out(event.size.width)
        self._show_bar()

    def lay_out(self, width: int) -> None:
        """List and words beside each other, or one of them."""
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
                return item is not None and any(str(parameters[0]) == deed_key(deed) for deed in item.deeds)
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
                self.set_timer(PAUSE, partial(self._tell_opened, item))  # painting does not wait for it
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
