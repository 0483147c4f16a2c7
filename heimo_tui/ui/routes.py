"""What each intent leads to: the screen it opens or the service it asks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from textual import on
from textual.app import App
from textual.reactive import reactive
from textual.worker import Worker

from heimo_tui.core.drafts import Draft, DraftKind
from heimo_tui.core.errors import HeimoError
from heimo_tui.core.views import CircleView
from heimo_tui.services.bundle import Services
from heimo_tui.ui import intents
from heimo_tui.ui.around import Around
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.following import Following
from heimo_tui.ui.notices import for_error
from heimo_tui.ui.screens.ask import AskScreen, ProblemScreen
from heimo_tui.ui.screens.circles import CirclesScreen
from heimo_tui.ui.screens.reactions import ReactionScreen
from heimo_tui.ui.screens.report import ReportScreen
from heimo_tui.ui.screens.thread import ThreadScreen
from heimo_tui.ui.waiting_words import REST

PLACES = ("circles", "messages", "kept", "you", "moderate")


class Routes(App[None], inherit_bindings=False):
    """Base of the program: takes the intents that rise from its screens."""

    around: reactive[Around] = reactive(Around())

    def __init__(self, services: Services, clock: Clock) -> None:
        super().__init__()
        self._services = services
        self._clock = clock

    def carefully(self, work: Callable[[], Awaitable[None]], *, alone: str = "") -> None:
        """Run it beside the message loop; an expected error becomes a notice.

        Of those with the same `alone` only the newest goes on.
        """
        # called by the worker: what is cancelled before its first step was never begun, so nothing is left unawaited
        _: Worker[None] = self.run_worker(partial(self._guarded, work), group=alone or "default", exclusive=bool(alone))

    async def _guarded(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except HeimoError as problem:
            notice = for_error(problem)
            self.notify(notice.way_out, title=notice.what, severity="warning", timeout=8, markup=False)

    async def _circle(self, circle: bytes) -> CircleView | None:
        return next((view for view in await self._services.forum.circles() if view.id == circle), None)

    async def _renew(self) -> None:
        if isinstance(self.screen, Following):
            await self.screen.resumed()

    @on(intents.OpenThread)
    def _open_thread(self, intent: intents.OpenThread) -> None:
        self.carefully(partial(self._show_thread, intent))

    async def _show_thread(self, intent: intents.OpenThread) -> None:
        screen, circle = self.screen, await self._circle(intent.circle)
        if circle is None:
            return
        here = isinstance(screen, ThreadScreen) and screen.thread == intent.thread
        beside = isinstance(screen, CirclesScreen) and screen.shows(intent.thread)
        if isinstance(screen, ThreadScreen | CirclesScreen) and (here or beside):
            await screen.stand_on(intent.at)
        else:
            services = self._services
            await self.push_screen(
                ThreadScreen(circle, intent.thread, forum=services.forum, clock=self._clock, at=intent.at)
            )

    @on(intents.OpenCircle)
    def _open_circle(self, intent: intents.OpenCircle) -> None:
        self.carefully(partial(self._enter_circle, intent.circle))

    async def _enter_circle(self, circle: bytes) -> None:
        view = await self._circle(circle)
        await self.switch_mode("circles")
        while not isinstance(self.screen, CirclesScreen) and len(self.screen_stack) > 1:
            await self.pop_screen()
        if view is not None and isinstance(self.screen, CirclesScreen):
            self.screen.enter(view)

    @on(intents.Write)
    def _write(self, intent: intents.Write) -> None:
        self.carefully(partial(self._begin, intent.circle, DraftKind.POST, intents.Reply(intent.circle, b"")))

    @on(intents.Reply)
    def _reply(self, intent: intents.Reply) -> None:
        self.carefully(partial(self._begin, intent.circle, DraftKind.REPLY, intent))

    @on(intents.Edit)
    def _edit(self, intent: intents.Edit) -> None:
        place = intents.Reply(intent.circle, intent.event)
        self.carefully(partial(self._begin, intent.circle, DraftKind.EDIT, place))

    async def _begin(self, circle: bytes, kind: DraftKind, place: intents.Reply) -> None:
        community = self._services.membership.current()
        if community is not None and not community.registered:
            self.notify("You are reading only. With an invite you can write: ctrl+o.")
            return
        draft = await self._services.compose.begin(circle, kind, place.thread or None, place.quote)
        await self._compose_draft(draft)

    @on(intents.EditDraft)
    def _edit_draft(self, intent: intents.EditDraft) -> None:
        self.carefully(partial(self._compose_draft, intent.draft))

    async def _compose_draft(self, draft: Draft) -> None:
        from heimo_tui.ui.screens.composer import ComposerScreen  # noqa: PLC0415 - not needed for the first paint

        circle, services = await self._circle(draft.circle), self._services
        if circle is None:
            return
        await self.push_screen(
            ComposerScreen(
                draft,
                circle=circle,
                compose=services.compose,
                checking=services.checking,
                forum=services.forum,
                membership=services.membership,
                preferences=services.preferences,
                clock=self._clock,
            )
        )

    @on(intents.Undo)
    def _undo(self) -> None:
        held = self.around.holding
        if held is None:
            self.notify("Nothing of yours is waiting to go out.")
        else:
            self.carefully(partial(self._take_out, held.id))

    async def _take_out(self, event: bytes) -> None:
        draft = await self._services.compose.undo(event)
        if isinstance(self.screen, ThreadScreen) and self.screen.thread == event:
            await self.pop_screen()  # the thread that it began is none any more
        self.notify("Taken back. Nobody has seen it; it is a draft again.")
        await self.look_around()
        await self._compose_draft(draft)

    @on(intents.TakeBack)
    def _take_back(self, intent: intents.TakeBack) -> None:
        for_good = partial(self._take_back_for_good, intent)
        self.carefully(partial(self._take_out, intent.event) if intent.unsent else for_good)

    async def _take_back_for_good(self, intent: intents.TakeBack) -> None:
        more = "It goes from the circle and from everybody's Heimo. Somebody may have read or copied it already."
        if await self.push_screen_wait(AskScreen("Take this back?", more, yes="take it back")):
            await self._services.compose.take_back(intent.circle, intent.event)
            self.notify("It is being taken back.")

    @on(intents.React)
    def _react(self, intent: intents.React) -> None:
        self.carefully(partial(self._choose_reaction, intent))

    async def _choose_reaction(self, intent: intents.React) -> None:
        chosen = await self.push_screen_wait(ReactionScreen(intent.said))
        if chosen is not None:
            await self._services.forum.react(intent.circle, intent.event, chosen)
            await self._renew()

    @on(intents.Report)
    def _report(self, intent: intents.Report) -> None:
        self.carefully(partial(self._choose_reason, intent))

    async def _choose_reason(self, intent: intents.Report) -> None:
        reason = await self.push_screen_wait(ReportScreen())
        if reason is not None:
            await self._services.forum.report(intent.circle, intent.event, reason)
            thanks = "Told to the moderators. Thank you for looking after this place."
            self.notify(f"{thanks} b keeps the name away from you.")

    @on(intents.KeepAway)
    def _keep_away(self, intent: intents.KeepAway) -> None:
        self.carefully(partial(self._choose_distance, intent))

    async def _choose_distance(self, intent: intents.KeepAway) -> None:
        from heimo_tui.ui.screens.apart import SAID, ApartSheet  # noqa: PLC0415 - not needed for the first paint

        apart, key = self._services.apart, intent.name.key
        now = await apart.distance(intent.circle, key)
        chosen = await self.push_screen_wait(ApartSheet(intent.name, now))
        if chosen is not None and chosen.distance is not now:
            await apart.keep(intent.circle, key, chosen.distance)
            self.notify(SAID[chosen.distance], timeout=8)
            await self._renew()

    @on(intents.Keep)
    def _keep(self, intent: intents.Keep) -> None:
        self.carefully(partial(self._keep_or_let_go, intent))

    async def _keep_or_let_go(self, intent: intents.Keep) -> None:
        keeping = self._services.keeping
        if intent.is_kept:
            await keeping.unkeep(intent.event)
            self.notify("The copy is gone from this device.")
        else:
            await keeping.keep(intent.circle, intent.event)
            self.notify("Kept on this device, encrypted. 3 shows it.")
        await self._renew()

    @on(intents.Retry)
    def _retry(self, intent: intents.Retry) -> None:
        self.carefully(partial(self._services.compose.retry, intent.event))

    @on(intents.ShowWhy)
    def _show_why(self, intent: intents.ShowWhy) -> None:
        self.carefully(partial(self._tell_why, intent), alone="why")

    async def _tell_why(self, intent: intents.ShowWhy) -> None:
        from heimo_tui.ui.widgets.why_sheet import WhySheet  # noqa: PLC0415 - not needed for the first paint

        screen, why = self.screen, await self._services.checking.why(intent.text, intent.finding)
        if self.screen is screen:
            await self.push_screen(WhySheet(intent.finding, why))

    @on(intents.ShowWaiting)
    async def _show_waiting(self) -> None:
        from heimo_tui.ui.screens.waiting import WaitingScreen  # noqa: PLC0415 - not needed for the first paint

        services = self._services
        if not any(isinstance(screen, WaitingScreen) for screen in self.screen_stack):
            await self.push_screen(WaitingScreen(helping=services.helping, forum=services.forum, clock=self._clock))

    @on(intents.ShowSince)
    async def _show_since(self) -> None:
        from heimo_tui.ui.screens.since import SinceScreen  # noqa: PLC0415 - not needed for the first paint

        services = self._services
        if not any(isinstance(screen, SinceScreen) for screen in self.screen_stack):
            await self.push_screen(SinceScreen(digests=services.digests, forum=services.forum, clock=self._clock))

    @on(intents.Helped)
    def _helped(self) -> None:
        self.carefully(self._remind_of_rest)

    async def _remind_of_rest(self) -> None:
        day = await self._services.helping.day()
        if day.reached and day.answered == day.capacity:
            title, words = REST
            self.notify(words, title=title, timeout=8)

    @on(intents.Practise)
    async def _practise(self) -> None:
        from heimo_tui.ui.screens.practise import PractiseScreen  # noqa: PLC0415 - not needed for the first paint

        if not any(isinstance(screen, PractiseScreen) for screen in self.screen_stack):
            await self.push_screen(PractiseScreen(self._services.checking))

    @on(intents.Refresh)
    def _refresh(self) -> None:
        self.carefully(partial(self._services.forum.refresh, None))

    @on(intents.ShowProblems)
    def _show_problems(self) -> None:
        if self.around.problems:
            self.carefully(self._tell_problem)
        else:
            self.notify("Nothing is wrong that Heimo knows of.")

    async def _tell_problem(self) -> None:
        problems, circles = self.around.problems, await self._services.forum.circles()
        names = {circle.id: circle.name for circle in circles}
        screen = ProblemScreen(problems[0], len(problems) - 1, lambda circle: names.get(circle, "one not shown here"))
        if await self.push_screen_wait(screen):
            await self._services.forum.dismiss_problem(problems[0])
            await self.look_around()

    async def look_around(self) -> None:
        """Read again what every screen shows around its content."""
        services = self._services
        pending, problems = await services.compose.pending(), await services.forum.problems()
        place = self.current_mode if self.current_mode in PLACES else "circles"
        self.around = replace(
            self.around,
            community=services.membership.current(),
            place=place,
            pending=pending,
            problems=problems,
            inbox=services.messages.inbox(),
        )
