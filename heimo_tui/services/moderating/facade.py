"""Looking after circles, as screens use it."""

from __future__ import annotations

from random import Random, SystemRandom

from heimo_protocol.circles import CircleSettings
from heimo_tui.core.moderating import Appealable, DecisionView, ModeratedCircle, QueueItem, Verdict, Workload
from heimo_tui.core.views import NameView
from heimo_tui.services.house import House
from heimo_tui.services.messages import Messages
from heimo_tui.services.messages.ground import Ground
from heimo_tui.services.messages.supply.others_keys import OthersKeys
from heimo_tui.services.moderating.appealing import Appealing
from heimo_tui.services.moderating.concerning import Concerning
from heimo_tui.services.moderating.counting import Counting
from heimo_tui.services.moderating.deciding import Deciding
from heimo_tui.services.moderating.keeper import Keeper
from heimo_tui.services.moderating.records import Records
from heimo_tui.services.moderating.running import Running
from heimo_tui.services.moderating.seats import Seats
from heimo_tui.services.moderating.waiting.asking import Asking
from heimo_tui.services.moderating.waiting.hearing import Hearing
from heimo_tui.services.moderating.waiting.noticing import Noticing
from heimo_tui.services.moderating.waiting.settling import Settling
from heimo_tui.services.moderating.waiting.showing import Showing
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
        chance = rand or SystemRandom()
        ground = Ground(house, sync, problems, chance)
        seats = Seats(house, sync)
        self._records = Records(house, seats)
        settling = Settling(house, self._records)
        self._showing = Showing(house, seats, self._records, settling, messages)
        self._deciding = Deciding(house, seats, self._records, sender, messages)
        self._running = Running(house, seats, self._deciding)
        self._counting = Counting(house)
        self._concerning = Concerning(house, seats, self._records)
        self._appealing = Appealing(ground, house, seats, self._concerning, OthersKeys(ground))
        asking, noticing = Asking(house, sync, seats, Hearing(house, self._records)), Noticing(house, messages)
        self._keeper = Keeper(house, seats, asking, noticing, settling, self._appealing, chance)

    # --- staying fresh ---

    async def start(self) -> None:
        """Begin to ask for what waits, and to send appeals."""
        self._keeper.start()

    async def stop(self) -> None:
        """End all background work; what is on its way stays."""
        await self._keeper.stop()
        self._records.forget()

    async def refresh(self, circle: bytes | None = None) -> None:
        """Ask the server what waits in a circle, or in every one that one moderates in the current community.

        In the private profile only for a circle that is named, or looked at. Raises Unreachable, Refused,
        Incompatible, Tampering after everything was tried.
        """
        self._house.use()
        await self._keeper.refresh(circle)

    # --- what waits ---

    async def circles(self) -> tuple[ModeratedCircle, ...]:
        """The circles of the current community that one moderates, by name."""
        return await self._showing.circles()

    async def queue(self, circle: bytes | None = None, *, most: int = QUEUE_MOST) -> tuple[QueueItem, ...]:
        """What waits, oldest first: the oldest `most`, and after these what is urgent of the rest.

        Asks nobody. `ModeratedCircle.waiting` counts all of it.
        """
        return await self._showing.queue(circle, most)

    async def opened(self, item: QueueItem) -> None:
        """A moderator opened a text that was folded."""
        self._house.use()
        await self._counting.opened(item)

    async def workload(self) -> Workload:
        """What one did today on this device."""
        return await self._counting.workload()

    # --- deciding ---

    async def decide(self, item: QueueItem, verdict: Verdict) -> None:
        """Decide on something that waits; it is gone from the queue at once, and goes out when the network lets.

        PAUSE and BAN take the text away too, where it is about one. Raises BadInput: no_item, not_moderator, own_post,
        no_deed (not for this kind of thing), too_long (field `words` or `reason`), pause_days, slow_seconds, no_notes.
        """
        self._house.use()
        await self._deciding.decide(item, verdict)

    async def decide_on(self, circle: bytes, event_or_name: bytes, verdict: Verdict) -> None:
        """Decide on a post or reply (16 bytes), a name (32) or the circle itself (SLOW); raises as `decide`.

        BAN, PAUSE and UNBAN of an event mean who wrote it, and let its words stand. SLOW and LOCK mean its thread.
        """
        self._house.use()
        await self._deciding.decide_on(circle, event_or_name, verdict)

    async def refused(self) -> tuple[tuple[bytes, str], ...]:
        """Decisions that the server did not take and that nothing in the queue tells of: circle and code, told once."""
        return await self._deciding.refused()

    async def history(self, circle: bytes, *, names: bool) -> tuple[DecisionView, ...]:
        """What was decided in a circle, newest first; with `names`, where one moderates it, by whom and about whom."""
        return await self._records.history(circle, names=names)

    # --- the circle itself ---

    async def settings(self, circle: bytes) -> CircleSettings:
        """What holds in a circle now."""
        return await self._running.settings(circle)

    async def save_settings(self, circle: bytes, settings: CircleSettings) -> None:
        """Set what holds; raises BadInput: not_steward, settings (its value says which), no_circle."""
        await self._running.save_settings(circle, settings)

    async def people(self, circle: bytes) -> tuple[NameView, ...]:
        """Who moderates a circle, and the names that wrote in it, moderators first."""
        return await self._running.people(circle)

    async def grant(self, circle: bytes, name: bytes) -> None:
        """Let a name moderate; raises BadInput: not_steward, no_name."""
        await self._running.grant(circle, name)

    async def revoke(self, circle: bytes, name: bytes) -> None:
        """Let a name moderate no more; raises BadInput: not_steward, no_name."""
        await self._running.revoke(circle, name)

    # --- as somebody whom it is about ---

    async def about_me(self) -> tuple[Appealable, ...]:
        """What was decided about oneself in the current community, newest first."""
        return await self._concerning.all()

    async def answers_begun(self) -> dict[bytes, str]:
        """What one began to answer and did not send, by decision."""
        return await self._house.open_vault().read(lambda tables: tables.moderation.answers.all())

    async def keep_answer(self, circle: bytes, decision: bytes, text: str) -> None:
        """Keep what one began to answer; no words are no answer."""
        await self._house.open_vault().run(lambda tables: tables.moderation.answers.keep(decision, circle, text))

    async def appeal(self, circle: bytes, decision: bytes, text: str) -> None:
        """Ask the moderators to think again, once; it goes out when the network lets.

        Raises BadInput: no_decision, appealed, empty, too_long, no_moderators.
        """
        self._house.use()
        await self._appealing.appeal(circle, decision, text)
