"""What goes with a text, in one line above it: what it is, the need, the notes, the name."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from heimo_tui.core import notes
from heimo_tui.core.drafts import Draft, DraftKind
from heimo_tui.core.views import NameView
from heimo_tui.ui.format import one_line
from heimo_tui.ui.widgets.chip import Chip
from heimo_tui.ui.widgets.name import name_content
from heimo_tui.ui.widgets.pressing import BackSign

_TITLES = {DraftKind.POST: "New in {}", DraftKind.REPLY: "Answering in {}", DraftKind.EDIT: "Changing yours in {}"}


class Choices(Horizontal):
    """Chips with the ids `need`, `note` and `name`; a reply has no need and no notes of its own."""

    DEFAULT_CSS = """
    Choices { height: 1; padding: 0 1 0 0; margin-bottom: 1; }
    Choices #title { width: 1fr; height: 1; color: $quiet; text-wrap: nowrap; text-overflow: ellipsis; }
    Choices Chip { margin: 0 0 0 2; }
    """

    def __init__(self, kind: DraftKind, circle_name: str) -> None:
        super().__init__()
        self._kind = kind
        self._circle_name = one_line(circle_name)

    def compose(self) -> ComposeResult:
        """Title and chips."""
        yield BackSign()
        yield Static(_TITLES[self._kind].format(self._circle_name), id="title", markup=False)
        if self._kind is not DraftKind.REPLY:
            yield Chip(id="need")
            yield Chip(id="note")
        yield Chip(id="name")

    def show(self, draft: Draft, name: NameView | str) -> None:
        """Show what is chosen; `name` is the one in the circle, a plain word where nobody there knows it yet."""
        if self._kind is not DraftKind.REPLY:
            need = notes.need(draft.need.value)
            self.query_one("#need", Chip).update(Content.styled(f"{need.mark} {need.label}", "$secondary"))
            labels = [notes.note_label(note) for note in draft.notes]
            few = labels[0] + (f" +{len(labels) - 1}" if len(labels) > 1 else "") if labels else ""
            self.query_one("#note", Chip).update(Content.styled(few or "no notes", "$ink" if few else "$quiet"))
        self.query_one("#name", Chip).update(_name_words(draft, name))


def _name_words(draft: Draft, name: NameView | str) -> Content:
    if draft.once:
        return Content.styled("as a one-time name", "$primary")
    if isinstance(name, NameView):
        return Content.styled("as ", "$quiet") + name_content(name, extra=False)
    return Content.assemble(("as ", "$quiet"), (one_line(name), "$primary"))
