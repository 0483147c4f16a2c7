"""What leads to moderating from elsewhere, and to what was decided about oneself."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from textual import on

from heimo_tui.services.bundle import Services
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.intents import Refresh
from heimo_tui.ui.message_routes import MessageRoutes
from heimo_tui.ui.moderate_intents import Moderate, ShowAboutYou, ShowDecided, ShowRules


class ModerateRoutes(MessageRoutes, inherit_bindings=False):
    """Base of the program: takes the intents about moderating."""

    def __init__(self, services: Services, clock: Clock) -> None:
        super().__init__(services, clock)
        self._looked_at: frozenset[bytes] | None = None
        self._seen: frozenset[bytes] = frozenset()

    async def look_at_moderating(self) -> None:
        """Read again where one moderates and what waits there, and whether something was decided about oneself."""
        moderating = self._services.moderating
        moderated, about = await moderating.circles(), await moderating.about_me()
        known, there = self._looked_at, frozenset(one.decision.event for one in about)
        if known is not None and there - known:
            self.notify("A moderator decided something about you. 3, then a, shows why.", timeout=10)
        open_ones = frozenset(one.decision.event for one in about if one.may_appeal and not one.decision.reversed)
        self._looked_at = there
        self.around = replace(
            self.around, moderated=moderated, about_you=len(about), about_you_new=bool(open_ones - self._seen)
        )

    def forget_words(self) -> None:
        """What was begun and not sent is in no memory any more, nor what one looked at."""
        super().forget_words()
        self._looked_at = None

    @on(Refresh)
    def _refresh_moderating(self) -> None:
        if self.around.moderated:
            self.carefully(self._services.moderating.refresh)

    @on(Moderate)
    def _moderate(self, intent: Moderate) -> None:
        self.carefully(partial(self._decide_on, intent))

    async def _decide_on(self, intent: Moderate) -> None:
        from heimo_tui.ui.screens.moderate.menu import moderate  # noqa: PLC0415 - moderators only

        circle = await self._circle(intent.circle)
        if circle is None or all(one.id != intent.circle for one in self.around.moderated):
            self.notify("Only moderators decide here. x tells them.")
        elif await moderate(self, self._services.moderating, intent, circle):
            await self._renew()

    @on(ShowDecided)
    def _show_decided(self, intent: ShowDecided) -> None:
        self.carefully(partial(self._open_decided, intent.circle))

    async def _open_decided(self, circle: bytes) -> None:
        from heimo_tui.ui.screens.moderate.history import DecidedScreen  # noqa: PLC0415 - seldom opened

        view, services = await self._circle(circle), self._services
        if view is not None:
            moderates = any(one.id == circle for one in self.around.moderated)
            screen = DecidedScreen(
                view, moderates=moderates, moderating=services.moderating, forum=services.forum, clock=self._clock
            )
            await self.push_screen(screen)

    @on(ShowRules)
    def _show_rules(self, intent: ShowRules) -> None:
        self.carefully(partial(self._open_rules, intent.circle))

    async def _open_rules(self, circle: bytes) -> None:
        from heimo_tui.ui.screens.moderate.rules import RulesScreen  # noqa: PLC0415 - moderators only

        found = next((one for one in await self._services.moderating.circles() if one.id == circle), None)
        if found is not None:
            await self.push_screen(RulesScreen(found, moderating=self._services.moderating))

    @on(ShowAboutYou)
    async def _show_about_you(self) -> None:
        from heimo_tui.ui.screens.moderate.about_you import AboutYouScreen  # noqa: PLC0415 - seldom opened

        services = self._services
        self._seen |= self._looked_at or frozenset()
        self.around = replace(self.around, about_you_new=False)
        if not isinstance(self.screen, AboutYouScreen):
            await self.push_screen(
                AboutYouScreen(moderating=services.moderating, forum=services.forum, clock=self._clock)
            )
