"""What a reader's rules and distances do to whole threads, whatever is in them: pure rules."""

from hypothesis import given
from hypothesis import strategies as st

from heimo_protocol.events import Quote, Reaction
from heimo_protocol.text import has_word
from heimo_tui.core.preferences import FoldRule
from heimo_tui.core.threads import Item, Reader, build
from heimo_tui.core.views import Distance, Fold, FoldAction, NameView, PostView, ThreadView

ME = b"m" * 32
OTHERS = [bytes([letter]) * 32 for letter in b"abc"]
WORDS = ("rope", "calm", "refuneral", "Funeral", "straße", "quiet")
NOTES = ("death", "debt")

keys = st.sampled_from([ME, *OTHERS])
rules = st.lists(
    st.one_of(
        st.builds(FoldRule, note=st.sampled_from(NOTES), action=st.sampled_from(FoldAction)),
        st.builds(
            FoldRule, keyword=st.sampled_from(("rope", "FUNERAL", "strasse", "qui")), action=st.sampled_from(FoldAction)
        ),
    ),
    max_size=4,
)
distances = st.dictionaries(st.sampled_from(OTHERS), st.sampled_from(Distance))
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@st.composite
def threads(draw: st.DrawFn) -> list[Item]:
    """A post and some replies that quote what came before them, at any place."""
    items: list[Item] = []
    for number in range(draw(st.integers(1, 6))):
        quote = None
        if items and draw(st.booleans()):
            source = draw(st.sampled_from(items))
            start = draw(st.integers(0, 8))
            quote = Quote(source.id, start, start + draw(st.integers(1, 12)))
        notes = tuple(draw(st.lists(st.sampled_from(NOTES), max_size=1)))
        text = draw(st.one_of(texts, st.none()))
        items.append(Item(bytes([number]) * 16, number, draw(keys), 0, text, notes=notes, quote=quote))
    return items


def view(items: list[Item], wanted: list[FoldRule], far: dict[bytes, Distance]) -> ThreadView:
    reader = Reader(lambda key: NameView(key, key[:1].decode(), "▖▖", 0), frozenset({ME}), frozenset(), wanted, far)
    given_by = {item.id: {"been_there": frozenset({ME, *OTHERS})} for item in items}
    return build(b"c" * 16, items[0], items[1:], given_by, reader, read_seq=0, locked=False)


def is_never(item: Item, wanted: list[FoldRule], far: dict[bytes, Distance]) -> bool:
    """What the words of the rules say, in other words than the program."""
    if item.author == ME:
        return False
    if far.get(item.author) is Distance.BLOCKED:
        return True
    return item.text is not None and any(
        rule.action is FoldAction.NEVER
        and (rule.note in item.notes or (rule.keyword is not None and has_word(item.text, rule.keyword)))
        for rule in wanted
    )


@given(threads(), rules, distances)
def test_what_is_never_met_is_in_no_reply_and_in_no_quote_that_is_open(
    items: list[Item], wanted: list[FoldRule], far: dict[bytes, Distance]
) -> None:
    shown = view(items, wanted, far)
    by_id = {item.id: item for item in items}
    assert [post.id for post in shown.replies] == [i.id for i in items[1:] if not is_never(i, wanted, far)]
    for post in (shown.root, *shown.replies):
        if post.quote is None:
            continue
        source = by_id[post.quote.event]
        if is_never(source, wanted, far):
            assert post.quote.fold is not None or not post.quote.words
            if far.get(source.author) is not Distance.BLOCKED:
                assert not post.quote.words or source.text is None, "a rule that never shows leaves no words behind"
                assert post.quote.author is None or source.text is None
        if post.quote.fold is None and source.author != ME:
            refused = [rule.keyword for rule in wanted if rule.keyword and rule.action is not FoldAction.SHOW]
            assert not any(has_word(post.quote.words, word) for word in refused)


@given(threads(), rules, distances)
def test_own_words_are_always_open_and_a_muted_name_folds(
    items: list[Item], wanted: list[FoldRule], far: dict[bytes, Distance]
) -> None:
    shown = view(items, wanted, far)
    by_id = {item.id: item for item in items}
    for post in (shown.root, *shown.replies):
        if post.author.key == ME:
            assert post.fold is None
        elif far.get(post.author.key) is Distance.MUTED and by_id[post.id].text is not None and post is not shown.root:
            assert post.fold == Fold(distance=Distance.MUTED)
        if post.quote is not None and by_id[post.quote.event].author == ME:
            assert post.quote.fold is None


@given(threads(), distances)
def test_only_reactions_of_those_one_meets_count(items: list[Item], far: dict[bytes, Distance]) -> None:
    met = 1 + sum(far.get(key) is not Distance.BLOCKED for key in OTHERS)

    def counted(post: PostView) -> bool:
        return post.reactions == {Reaction.BEEN_THERE: met}

    shown = view(items, [], far)
    assert all(counted(post) for post in (shown.root, *shown.replies))


@given(threads(), rules)
def test_a_rule_to_show_changes_nothing_by_itself(items: list[Item], wanted: list[FoldRule]) -> None:
    without = [rule for rule in wanted if rule.action is not FoldAction.SHOW]
    assert view(items, wanted, {}) == view(items, without, {})
