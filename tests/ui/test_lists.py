"""Lists and threads of any length stay quick, and never move what is read."""

from collections.abc import Callable

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from heimo_tui.core.views import ThreadList, ThreadView
from heimo_tui.ui.themes.names import defaults
from heimo_tui.ui.themes.ours import TAKKA
from heimo_tui.ui.widgets.bars import NewBar
from heimo_tui.ui.widgets.leaves import PAGE, Scroller
from heimo_tui.ui.widgets.post import PostCard
from heimo_tui.ui.widgets.thread_list import AHEAD, KEPT_ROWS, ThreadTable
from heimo_tui.ui.widgets.thread_pane import PAGES_HELD, ThreadPane
from tests.ui.views import CIRCLES, CLOCK, ROWS, THREAD, ident, post, row

MANY = 100_000


class Plain(App[None]):
    """One widget in our colours."""

    def __init__(self, widget: ThreadTable | ThreadPane) -> None:
        super().__init__()
        self.widget = widget
        self.register_theme(TAKKA)
        self.theme = TAKKA.name
        self.asked: list[tuple[bytes, ...]] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return defaults(True, {})

    def compose(self) -> ComposeResult:
        yield self.widget

    def on_thread_table_wanted(self, message: ThreadTable.Wanted) -> None:
        self.asked.append(message.ids)
        if isinstance(self.widget, ThreadTable):
            self.widget.accept(row(str(id), "a title", "somebody", ago=5).__class__(**_as(id)) for id in message.ids)


def _as(id: bytes) -> dict[str, object]:
    made = row("x", f"thread {int.from_bytes(id, 'big')}", "somebody", ago=5)
    return {name: getattr(made, name) for name in made.__slots__} | {"id": id}


def many(count: int) -> tuple[bytes, ...]:
    return tuple(number.to_bytes(16, "big") for number in range(count))


def text(app: App[None]) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def test_a_hundred_thousand_threads_ask_only_for_rows_in_sight() -> None:
    table = ThreadTable(CLOCK)
    app = Plain(table)
    async with app.run_test(size=(100, 30)) as pilot:
        table.focus()
        table.threads = ThreadList(CIRCLES[0].id, many(MANY), 50_000, 0)
        await come_to(pilot, lambda: "thread 0" in text(app))
        await pilot.press("G")
        await come_to(pilot, lambda: f"thread {MANY - 1}" in text(app))
        assert table.cursor == MANY - 1
        assert max(len(ids) for ids in app.asked) <= 30 // 2 + 2 + 2 * AHEAD


async def test_only_rows_near_are_held() -> None:
    table = ThreadTable(CLOCK)
    async with Plain(table).run_test(size=(100, 30)) as pilot:
        table.threads = ThreadList(CIRCLES[0].id, many(MANY), None, 0)
        for index in range(0, 60 * 100, 60):
            table.cursor = index
            await pilot.pause()
        assert len(table.known(many(MANY))) <= KEPT_ROWS


async def test_a_new_order_keeps_the_cursor_on_its_thread() -> None:
    table = ThreadTable(CLOCK)
    async with Plain(table).run_test(size=(100, 30)) as pilot:
        table.threads = ThreadList(CIRCLES[0].id, tuple(one.id for one in ROWS), None, 0)
        table.cursor = 3
        table.threads = ThreadList(CIRCLES[0].id, (ident("above"), *(one.id for one in ROWS)), None, 0)
        await pilot.pause()
        assert table.cursor == 4 and table.here == ROWS[3].id
        table.threads = ThreadList(CIRCLES[0].id, (), None, 0)
        assert table.cursor == -1 and table.here is None


def long_thread(count: int, new_from: int | None = None) -> ThreadView:
    replies = tuple(
        post(f"reply {n}", "pale-lynx", f"reply number {n}", new=new_from is not None and n >= new_from)
        for n in range(count)
    )
    return ThreadView(CIRCLES[0].id, THREAD.root, replies, new_from, False)


async def test_thousands_of_replies_hold_few_widgets_and_every_one_is_reached() -> None:
    pane = ThreadPane(CLOCK)
    app = Plain(pane)
    async with app.run_test(size=(100, 30)) as pilot:
        await pane.show(long_thread(5000))
        await pilot.pause()
        pane.query_one(Scroller).focus()
        await pilot.press("G")
        await pilot.pause()
        assert "reply number 4999" in text(app)
        assert len(app.query(PostCard)) <= PAGES_HELD * PAGE
        await pilot.press("g")
        await pilot.pause()
        assert pane.cursor == 0 and "slow-alder" in text(app)
        before = 0
        while pane.cursor < (PAGES_HELD + 1) * PAGE:
            await pilot.press("space")
            await pilot.pause()
            assert before <= pane.cursor <= before + 12
            assert pane.cursor > before or not before
            before = pane.cursor
            assert f"reply number {pane.cursor} " in text(app)
        assert len(app.query(PostCard)) <= PAGES_HELD * PAGE


async def test_turning_a_page_back_does_not_move_the_reader() -> None:
    pane = ThreadPane(CLOCK)
    app = Plain(pane)
    async with app.run_test(size=(100, 30)) as pilot:
        await pane.show(long_thread(1000), ident("reply 500"))
        await pilot.pause()
        pane.query_one(Scroller).focus()
        for step in range(70):
            await pilot.press("k")
            assert pane.cursor == 501 - step - 1
            await pilot.pause()
            assert f"reply number {pane.cursor - 1} " in text(app)


async def come_to(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """Wait until it is so: laying out a long thread takes a few turns on a busy machine."""
    for _ in range(200):
        if true():
            return
        await pilot.pause(0.05)
    raise AssertionError("it did not come to this")


async def test_it_opens_at_the_first_new_reply() -> None:
    pane = ThreadPane(CLOCK)
    app = Plain(pane)
    async with app.run_test(size=(100, 30)) as pilot:
        await pane.show(long_thread(400, new_from=300))
        await come_to(pilot, lambda: "reply number 300" in text(app))
        assert pane.cursor == 301 and "new since you were here" in text(app) and "reply number 300" in text(app)


async def test_replies_that_arrive_change_nothing_in_sight() -> None:
    pane = ThreadPane(CLOCK)
    app = Plain(pane)
    async with app.run_test(size=(100, 30)) as pilot:
        await pane.show(long_thread(120))
        await come_to(pilot, lambda: "▌ ▚▞" in text(app))
        before = text(app)
        await pane.show(long_thread(123))
        await pilot.pause()
        await come_to(pilot, lambda: pane.query_one("#below", NewBar).number == 3)
        after = text(app)
        assert _without_bar(after) == _without_bar(before)[: len(_without_bar(after))]


def _without_bar(words: str) -> list[str]:
    """The lines of the thread, without the bar below it and the thumb of the scrollbar."""
    return [line[:-3] for line in words.split("\n") if "new below" not in line][:28]


async def test_a_fold_opens_and_closes() -> None:
    pane = ThreadPane(CLOCK)
    app = Plain(pane)
    async with app.run_test(size=(100, 60)) as pilot:
        await pane.show(THREAD, ident("r4"))
        await pilot.pause()
        assert "folded: “hospital” (your rule)" in text(app) and "not shown" not in text(app)
        pane.query_one(Scroller).focus()
        await pilot.press("z")
        await pilot.pause()
        assert "not shown" in text(app)
        await pilot.press("z")
        await pilot.pause()
        assert "not shown" not in text(app)
