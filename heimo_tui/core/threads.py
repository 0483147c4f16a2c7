"""From what is known of a thread to what is shown of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from heimo_protocol.events import Need, Quote, Reaction
from heimo_tui.core.folding import applied
from heimo_tui.core.preferences import FoldRule
from heimo_tui.core.views import Distance, Fold, FoldAction, Gone, NameView, PostView, QuoteView, ThreadView

TITLE_CHARS = 120
NEWEST = 2**62
"""More than any log number: whoever knew this knew all."""


@dataclass(frozen=True, slots=True)
class Item:
    """A post or reply as known here. `text` is None where its body is gone, and `gone` says why.

    `since` is the log number that brought the text, an edit's where it was edited; `seen` the newest that its writer
    knew. A quote of something that was changed in between is of words that are erased.
    """

    id: bytes
    log_seq: int
    author: bytes
    minutes: int
    text: str | None = field(repr=False)
    need: Need | None = None
    notes: tuple[str, ...] = ()
    quote: Quote | None = None
    since: int = 0
    seen: int = NEWEST
    edited: bool = False
    gone: Gone = Gone.NO
    words: str = ""


Given = Mapping[bytes, Mapping[str, frozenset[bytes]]]
"""Event id -> reaction code -> keys of those who gave it."""


@dataclass(frozen=True, slots=True)
class Reacting:
    """A reaction of the reader's that is on its way: to which event, by which key, and whether it takes one back."""

    event: bytes
    author: bytes
    code: str
    off: bool


def given_with(given: Given, reacting: Sequence[Reacting]) -> dict[bytes, dict[str, frozenset[bytes]]]:
    """What will be given once the reactions on their way, in their order, have arrived."""
    found = {event: dict(codes) for event, codes in given.items()}
    for one in reacting:
        codes = found.setdefault(one.event, {})
        keys = codes.get(one.code, frozenset())
        codes[one.code] = keys - {one.author} if one.off else keys | {one.author}
    return found


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: how names are shown, which keys are the reader's own, what was kept, what folds, who is kept away."""

    name_of: Callable[[bytes], NameView]
    mine: frozenset[bytes]
    kept: frozenset[bytes]
    rules: Sequence[FoldRule]
    apart: Mapping[bytes, Distance] = field(default_factory=dict)


def title_of(text: str) -> str:
    """The first line that has words, cut to TITLE_CHARS."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= TITLE_CHARS else line[: TITLE_CHARS - 1].rstrip() + "…"


def fold_for(reader: Reader, item: Item) -> tuple[FoldAction, Fold | None]:
    """What the reader's rules, and how far they keep its writer, do to an item; one's own words are never folded."""
    if item.author in reader.mine:
        return FoldAction.SHOW, None
    distance = reader.apart.get(item.author)
    if distance is Distance.BLOCKED:
        return FoldAction.NEVER, Fold(distance=distance)
    if item.text is None:
        return FoldAction.SHOW, None
    action, fold = applied(reader.rules, item.notes, item.text)
    if action is FoldAction.NEVER or distance is None:
        return action, fold
    return FoldAction.FOLD, Fold(distance=distance)


def build(
    circle: bytes, root: Item, replies: Sequence[Item], given: Given, reader: Reader, *, read_seq: int, locked: bool
) -> ThreadView:
    """The thread as its reader sees it; everything after log number `read_seq` by others is new."""
    by_id = {item.id: item for item in (root, *replies)}
    shown = [reply for reply in replies if fold_for(reader, reply)[0] is not FoldAction.NEVER]
    posts = tuple(_post(reply, by_id, given, reader, read_seq) for reply in shown)
    first_new = next((index for index, post in enumerate(posts) if post.new), None)
    return ThreadView(
        circle=circle,
        root=_post(root, by_id, given, reader, read_seq),
        replies=posts,
        first_new=first_new,
        locked=locked,
    )


def _post(item: Item, by_id: Mapping[bytes, Item], given: Given, reader: Reader, read_seq: int) -> PostView:
    mine = item.author in reader.mine
    blocked = {key for key, distance in reader.apart.items() if distance is Distance.BLOCKED}
    reactions = {
        Reaction(code): len(keys - blocked)
        for code, keys in given.get(item.id, {}).items()
        if keys - blocked and code in Reaction.__members__.values()
    }
    return PostView(
        id=item.id,
        author=reader.name_of(item.author),
        text=item.text or "",
        minutes=item.minutes,
        need=item.need,
        notes=item.notes,
        quote=None if item.quote is None else _folded_quote(item.quote, by_id, reader, item.seen),
        reactions=reactions,
        my_reactions=frozenset(code for code in reactions if given[item.id][code] & reader.mine),
        edited=item.edited,
        new=item.log_seq > read_seq and not mine,
        mine=mine,
        kept=item.id in reader.kept,
        fold=fold_for(reader, item)[1],
        words=item.words,
        gone=item.gone,
    )


def quote_view(
    quote: Quote, by_id: Mapping[bytes, Item], name_of: Callable[[bytes], NameView], seen: int = NEWEST
) -> QuoteView:
    """The quoted words, empty where their source is gone, was changed after `seen`, or is not in the thread."""
    source = by_id.get(quote.event)
    if source is None or source.text is None or source.since > seen:
        return QuoteView(quote.event, None if source is None else name_of(source.author), "")
    return QuoteView(quote.event, name_of(source.author), source.text[quote.start : quote.end])


def _folded_quote(quote: Quote, by_id: Mapping[bytes, Item], reader: Reader, seen: int) -> QuoteView:
    """The quoted words as this reader meets them: they fold as their source does.

    Of what a rule never shows not even a name is left. Whoever blocked a name can still ask for its words here, since
    the answer around them may make no sense without.
    """
    view, source = quote_view(quote, by_id, reader.name_of, seen), by_id.get(quote.event)
    if source is None or source.author in reader.mine:
        return view
    action, fold = fold_for(reader, source)
    if action is FoldAction.SHOW:
        # where a quote begins within a word, another word may begin there, which folds
        action, fold = applied(reader.rules, source.notes, view.words)
    if fold is None or (action is FoldAction.NEVER and fold.distance is None):
        return view if fold is None else QuoteView(quote.event, None, "", fold)
    return replace(view, fold=fold) if view.words else QuoteView(quote.event, None, "")
