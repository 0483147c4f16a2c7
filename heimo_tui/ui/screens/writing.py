"""The text being written, saved as it grows, and beside it what the check notices."""

from dataclasses import replace
from typing import Final

from textual.content import Content
from textual.timer import Timer

from heimo_protocol.events import Need
from heimo_protocol.limits import MAX_POST_BYTES
from heimo_protocol.text import clean
from heimo_tui.core.drafts import Draft, DraftKind
from heimo_tui.services.checking import Checking
from heimo_tui.services.compose import Compose
from heimo_tui.ui.autosave import SOON, Autosave
from heimo_tui.ui.screens.checked import Checked
from heimo_tui.ui.widgets.draft_area import DraftArea
from heimo_tui.ui.widgets.words import Words

NEAR_LIMIT: Final = MAX_POST_BYTES * 9 // 10
_INVITING: Final = {
    DraftKind.POST: "What is it that you carry? Begin anywhere; nobody sees it until you send it.",
    DraftKind.REPLY: "What would you want to hear in their place?",
    DraftKind.EDIT: "",
}


class Writing(Checked):
    """Base of the composer: `draft` is saved within a second, and typing never waits for that."""

    def __init__(self, draft: Draft, compose: Compose, checking: Checking) -> None:
        super().__init__(checking, draft.kind)
        self._draft = draft
        self._compose_service = compose
        self._autosave = Autosave(compose, draft, self.complain)
        self._save_timer: Timer | None = None

    @property
    def draft(self) -> Draft:
        """What is written so far."""
        return self._draft

    def area(self) -> DraftArea:
        """The draft."""
        return DraftArea(self._draft.text, placeholder=_INVITING[self._draft.kind], id="text")

    def on_mount(self) -> None:
        """Say what there is to know."""
        self._stand()

    def need(self) -> Need | None:
        """What the writer of the post asked for, against which the check reads."""
        return self._draft.need

    def dismissed(self) -> frozenset[str]:
        """What was put aside for this draft."""
        return self._draft.dismissed

    def put_aside(self, key: str) -> None:
        """Remember it with the draft."""
        self.change(replace(self._draft, dismissed=self._draft.dismissed | {key}))

    def remark(self) -> str:
        """What the writer should know while there is room enough."""
        return ""

    def change(self, draft: Draft) -> None:
        """The draft is another one now; it is saved soon."""
        self._draft = draft
        self._autosave.note(draft)
        if self._save_timer is None:
            self._save_timer = self.set_timer(SOON, self.save_soon)
        self._stand()

    # saving

    async def save(self) -> bool:
        """Save now; whether that worked."""
        return await self._autosave.flush()

    def save_soon(self) -> None:
        """Save without waiting for it."""
        self._save_timer = None
        if self._autosave.dirty:
            self.run_worker(self._autosave.flush(), group="save")

    def on_screen_suspend(self) -> None:
        """Something covers the text."""
        self.save_soon()

    def on_descendant_blur(self) -> None:
        """The writer looks elsewhere."""
        self.save_soon()

    async def put_down(self) -> None:
        """The program ends or locks: the last words stay."""
        self.take()
        await self._autosave.flush()

    async def on_unmount(self) -> None:
        """However it ends, the last words stay."""
        await self._autosave.flush()

    # writing

    def take(self) -> None:
        """The draft says what stands in the text, also where the word of it is still on its way."""
        text = clean(self.query_one(DraftArea).text)
        if text != self._draft.text:
            self.change(replace(self._draft, text=text))

    def written(self) -> None:
        """Keep it."""
        self.take()

    def _stand(self) -> None:
        """One quiet line under the text, only where there is something to know."""
        size = len(self._draft.text.encode())
        line = Content.styled(self.remark(), "$quiet")
        if size > MAX_POST_BYTES:
            line = Content.styled(
                f"About {size - MAX_POST_BYTES} letters too long to send. Make it two.", "$text-warning"
            )
        elif size >= NEAR_LIMIT:
            line = Content.styled(f"Room for about {MAX_POST_BYTES - size} letters more.", "$quiet")
        standing = self.query_one("#standing", Words)
        standing.update(line)
        standing.display = bool(line.plain)
