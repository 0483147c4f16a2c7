"""What every screen shows around its own content: the community, the place, what waits, what is wrong."""

from dataclasses import dataclass, field

from heimo_tui.core.conversations import Inbox
from heimo_tui.core.moderating import ModeratedCircle
from heimo_tui.core.views import CommunityView, Delivery, Link, PendingView, Problem


@dataclass(frozen=True, slots=True)
class Around:
    """State of the whole program that screens show.

    `place` is "circles", "messages", "kept", "you" or "moderate". `moderated` are the circles that one moderates.
    `about_you` counts decisions about oneself; `about_you_new`: some can be answered, and were not looked at since the
    program was opened.
    """

    community: CommunityView | None = None
    place: str = "circles"
    pending: tuple[PendingView, ...] = ()
    problems: tuple[Problem, ...] = ()
    inbox: Inbox = field(default_factory=Inbox)
    moderated: tuple[ModeratedCircle, ...] = ()
    about_you: int = 0
    about_you_new: bool = False

    @property
    def link(self) -> Link:
        """How the community can be reached."""
        return self.community.link if self.community else Link.OFFLINE

    @property
    def holding(self) -> PendingView | None:
        """What is in its hold and goes out last, since that is what a person wants to take back."""
        held = [view for view in self.pending if view.delivery is Delivery.HOLDING]
        return max(held, key=lambda view: view.hold_left, default=None)

    @property
    def to_decide(self) -> bool:
        """Whether something waits for a moderator's decision."""
        return any(circle.waiting for circle in self.moderated)

    @property
    def waiting(self) -> int:
        """How many texts wait here for the server."""
        return sum(view.delivery in (Delivery.QUEUED, Delivery.SENDING) for view in self.pending)
