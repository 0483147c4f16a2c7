"""Writing: drafts, the hold, and an outbox that loses and doubles nothing."""

from heimo_tui.core.drafts import Draft, DraftKind, QuoteOf
from heimo_tui.core.views import PendingView, PostView


class Compose:
    """Takes a text from its first word to the log of the circle."""

    async def begin(
        self, circle: bytes, kind: DraftKind, parent: bytes | None = None, quote: QuoteOf | None = None
    ) -> Draft:
        """A draft for this place: the unfinished one where there is one."""
        raise NotImplementedError

    async def save(self, draft: Draft) -> None:
        """Keep a draft."""
        raise NotImplementedError

    async def drafts(self) -> tuple[Draft, ...]:
        """Every draft that has words, newest first."""
        raise NotImplementedError

    async def discard(self, draft: bytes) -> Draft:
        """Throw a draft away; gives it back so that it can be saved again."""
        raise NotImplementedError

    async def preview(self, draft: Draft) -> PostView:
        """The text as others will see it."""
        raise NotImplementedError

    async def own_earlier(self, circle: bytes) -> tuple[str, ...]:
        """One's own texts in this circle, newest first."""
        raise NotImplementedError

    async def send(self, draft: Draft, hold_seconds: int | None = None) -> bytes:
        """Sign and send after the hold; returns the event's id."""
        raise NotImplementedError

    async def send_later(self, draft: Draft) -> bytes:
        """Send after a while, at random."""
        raise NotImplementedError

    async def undo(self, event: bytes) -> Draft:
        """Take back what was not sent yet."""
        raise NotImplementedError

    async def retry(self, event: bytes) -> None:
        """Try at once what waits or was refused."""
        raise NotImplementedError

    async def pending(self) -> tuple[PendingView, ...]:
        """What was written here and others cannot read yet."""
        raise NotImplementedError

    async def take_back(self, circle: bytes, event: bytes) -> None:
        """Delete something of one's own."""
        raise NotImplementedError

    async def start(self) -> None:
        """Begin to send what waits."""
        raise NotImplementedError

    async def stop(self) -> None:
        """End all background work; what waits is kept."""
        raise NotImplementedError
