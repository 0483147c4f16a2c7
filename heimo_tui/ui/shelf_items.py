"""How kept words, drafts and own threads read in a list."""

from heimo_tui.core.drafts import Draft, DraftKind
from heimo_tui.core.notes import need
from heimo_tui.core.views import Delivery, KeptView, ThreadRow
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.format import one_line, title_line
from heimo_tui.ui.widgets.menu import Item

_KINDS = {DraftKind.POST: "a post", DraftKind.REPLY: "a reply", DraftKind.EDIT: "a change"}


def joined(*words: str) -> str:
    """Those that are not empty, with dots between."""
    return " · ".join(one_line(word) for word in words if word)


def kept_item(view: KeptView) -> Item:
    """Kept words: their beginning, whose they are, and the reader's note."""
    return Item(view.id.hex(), title_line(view.text), joined(view.author, view.circle_name, view.note))


def draft_item(draft: Draft, circle: str, clock: Clock) -> Item:
    """A draft: its beginning, what it will become, where and since when."""
    when = clock.words(int(draft.updated // 60))
    return Item(draft.id.hex(), one_line(draft.text), joined(_KINDS[draft.kind], circle, when))


def thread_item(row: ThreadRow, clock: Clock) -> Item:
    """An own thread: its title, its need, and whether somebody answered."""
    state = "new replies" if row.new_replies else "" if row.replies else "waiting for a first reply"
    if row.delivery is not Delivery.PUBLISHED:
        state = "not out yet"
    hint = joined(need(row.need.value).label, clock.words(row.active), state)
    return Item(row.id.hex(), one_line(row.title), hint, mark="●" if row.new_replies else " ")
