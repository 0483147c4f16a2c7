"""Communities, and a person's place in them."""

from heimo_tui.core.views import CircleView, CommunityView, NameView


class Membership:
    """Joins, recovers, names and leaves."""

    async def communities(self) -> tuple[CommunityView, ...]:
        """Every community on this device."""
        raise NotImplementedError

    def current(self) -> CommunityView | None:
        """The one being looked at."""
        raise NotImplementedError

    async def switch(self, community: bytes) -> CommunityView:
        """Look at another community."""
        raise NotImplementedError

    async def look(self, address: str) -> CommunityView:
        """Read a community without joining it; `address` is a URL or a `heimo:` invite."""
        raise NotImplementedError

    def new_phrase(self) -> tuple[str, ...]:
        """Twelve new words."""
        raise NotImplementedError

    def words_to_check(self) -> tuple[int, int, int]:
        """Which three words (from 0, ascending) to ask for again."""
        raise NotImplementedError

    def read_phrase(self, text: str) -> tuple[str, ...]:
        """The words of a phrase as typed; raises BadInput that tells the word."""
        raise NotImplementedError

    async def register(self, invite: str, phrase: tuple[str, ...]) -> CommunityView:
        """Spend an invite; the phrase is kept nowhere."""
        raise NotImplementedError

    async def recover(self, address: str, phrase: tuple[str, ...]) -> CommunityView:
        """Be oneself again on a new device."""
        raise NotImplementedError

    def has_phrase(self) -> bool:
        """False: the phrase is kept nowhere by design."""
        raise NotImplementedError

    def suggest_name(self) -> str:
        """A random name."""
        raise NotImplementedError

    async def set_name(self, circle: bytes, name: str) -> None:
        """Choose one's name in a circle."""
        raise NotImplementedError

    async def names(self) -> tuple[tuple[CircleView, NameView], ...]:
        """One's names, by circle, in the current community."""
        raise NotImplementedError

    async def once_left(self, circle: bytes) -> int:
        """One-time names left this month."""
        raise NotImplementedError

    async def join_risk(self, circle: bytes) -> bool:
        """Whether joining right now could be linked to something else by its time."""
        raise NotImplementedError

    async def invites_left(self) -> int:
        """Invites that could be given away now."""
        raise NotImplementedError

    async def make_invite(self) -> str:
        """A `heimo:` link for one person."""
        raise NotImplementedError

    async def leave_circle(self, circle: bytes) -> None:
        """Leave a circle; what was written stays."""
        raise NotImplementedError

    async def leave_community(self, community: bytes, delete_account: bool = False) -> None:
        """Forget a community on this device."""
        raise NotImplementedError

    async def promise_seen(self, circle: bytes) -> None:
        """Note that the circle's promise was read."""
        raise NotImplementedError
