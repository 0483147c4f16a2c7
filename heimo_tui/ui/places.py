"""The places and the doors to them, each made with just the services it needs."""

from collections.abc import Callable, Mapping

from textual.screen import Screen

from heimo_tui.services.bundle import Services
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.screens.circles import CirclesScreen


class Places:
    """Makes screens; modules that the first paint does not need are loaded when they are asked for."""

    def __init__(self, services: Services, clock: Clock) -> None:
        self._services = services
        self._clock = clock

    @property
    def makers(self) -> Mapping[str, Callable[[], Screen[None]]]:
        """The places by the name of their mode."""
        return {
            "circles": self.circles,
            "messages": self.messages,
            "kept": self.kept,
            "you": self.you,
            "moderate": self.moderate,
        }

    def circles(self) -> Screen[None]:
        """What is going on."""
        services = self._services
        return CirclesScreen(
            forum=services.forum, membership=services.membership, digests=services.digests, clock=self._clock
        )

    def messages(self) -> Screen[None]:
        """With whom one talks."""
        from heimo_tui.ui.screens.messages import MessagesScreen  # noqa: PLC0415 - not needed for the first paint

        services = self._services
        return MessagesScreen(
            messages=services.messages, checking=services.checking, forum=services.forum, clock=self._clock
        )

    def kept(self) -> Screen[None]:
        """What helps again."""
        from heimo_tui.ui.screens.kept import KeptScreen  # noqa: PLC0415 - not needed for the first paint

        services = self._services
        return KeptScreen(
            keeping=services.keeping,
            compose=services.compose,
            forum=services.forum,
            preferences=services.preferences,
            clock=self._clock,
        )

    def you(self) -> Screen[None]:
        """Control over everything of one's own."""
        from heimo_tui.ui.screens.you import YouScreen  # noqa: PLC0415 - not needed for the first paint

        services = self._services
        return YouScreen(
            device=services.device,
            membership=services.membership,
            preferences=services.preferences,
            forum=services.forum,
            compose=services.compose,
            apart=services.apart,
            messages=services.messages,
        )

    def moderate(self) -> Screen[None]:
        """What waits for somebody who looks after circles."""
        from heimo_tui.ui.screens.moderate import ModerateScreen  # noqa: PLC0415 - moderators only

        services = self._services
        return ModerateScreen(moderating=services.moderating, forum=services.forum, clock=self._clock)

    def welcome(self) -> Screen[None]:
        """A first start, or a first community."""
        from heimo_tui.ui.screens.welcome import WelcomeScreen  # noqa: PLC0415 - only on a first start

        services = self._services
        return WelcomeScreen(
            device=services.device,
            membership=services.membership,
            forum=services.forum,
        )
