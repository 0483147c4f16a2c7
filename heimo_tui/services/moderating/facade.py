"""Looking after circles, as screens use it."""

from __future__ import annotations

from random import Random, SystemRandom

from heimo_protocol.circles import CircleSettings
from heimo_tui.core.moderating import Appealable, DecisionView, ModeratedCircle, QueueItem, Verdict, Workload
from heimo_tui.core.views import NameView
from heimo_tui.services.house import House
from heimo_tui.services.messages import Messages
from heimo_tui.services.problems import Problems
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.services.writing.sender import Sender

QUEUE_MOST = 200
"""How many of what waits are given at once, unless more are asked for."""


class Moderating:
    """Everything of the Moderate place, and appeals. All of it raises StoreProblem(LOCKED) while the vault is closed.

    `rand` draws random moments.
    """

    def __init__(
        self,
        house: House,
        sync: LogSync,
        problems: Problems,
        sender: Sender,
        messages: Messages,
        rand: Random | None = None,
    ) -> None:
        self._house = house
        self._rand = rand or SystemRandom()

    # --- staying fresh ---

    async def start(self) -> None:
        """Begin to ask for what waits, and to send appeals."""

    async def stop(self) -> None:
        """End all background work; what is on its way stays."""

    async def refresh(self) -> None:
        """Ask the server what waits in every circle that one moderates, in the current community.

        Raises Unreachable, Refused, Incompatible, Tampering after everything was tried.
        """

    # --- what waits ---

    async def circles(self) -> tuple[ModeratedCircle, ...]:
        """The circles of the current community that one moderates, by name."""
        return ()

    async def queue(self, circle: bytes | None = None, *, most: int = QUEUE_MOST) -> tuple[QueueItem, ...]:
        """What waits, oldest first: the oldest `most`, and after these what is urgent of the rest.

        Asks nobody. `ModeratedCircle.waiting` counts all of it.
        """
        return ()

    async def opened(self, item: QueueItem) -> None:
        """A moderator opened a text that was folded."""

    async def workload(self) -> Workload:
        """What one did today on this device."""
        return Workload()

    # --- deciding ---

    async def decide(self, item: QueueItem, verdict: Verdict) -> None:
        """Decide on something that waits; it is gone from the queue at once, and goes out when the network lets.

        PAUSE and BAN take the text away too, where it is about one. Raises BadInput: no_item, not_moderator, own_post,
        no_deed (not for this kind of thing), too_long (field `words` or `reason`), pause_days, slow_seconds, no_notes.
        """

    async def decide_on(self, circle: bytes, event_or_name: bytes, verdict: Verdict) -> None:
        """Decide on a post or reply (16 bytes), a name (32) or the circle itself (SLOW); raises as `decide`.

        BAN, PAUSE and UNBAN of an event mean who wrote it, and let its words stand. SLOW and LOCK mean its thread.
        """

    async def history(self, circle: bytes, *, names: bool) -> tuple[DecisionView, ...]:
        """What was decided in a circle, newest first; with `names`, where one moderates it, by whom and about whom."""
        return ()

    # --- the circle itself ---

    async def settings(self, circle: bytes) -> CircleSettings:
        """What holds in a circle now."""
        raise NotImplementedError

    async def save_settings(self, circle: bytes, settings: CircleSettings) -> None:
        """Set what holds; raises BadInput: not_steward, settings (its value says which), no_circle."""

    async def people(self, circle: bytes) -> tuple[NameView, ...]:
        """Who moderates a circle, and the names that wrote in it, moderators first."""
        return ()

    async def grant(self, circle: bytes, name: bytes) -> None:
        """Let a name moderate; raises BadInput: not_steward, no_name."""

    async def revoke(self, circle: bytes, name: bytes) -> None:
        """Let a name moderate no more; raises BadInput: not_steward, no_name."""

    # --- as somebody whom it is about ---

    async def about_me(self) -> tuple[Appealable, ...]:
        """What was decided about oneself in the current community, newest first."""
        return ()

    async def appeal(self, circle: bytes, decision: bytes, text: str) -> None:
        """Ask the moderators to think again, once; it goes out when the network lets.

        Raises BadInput: no_decision, appealed, empty, too_long, no_moderators.
        """
