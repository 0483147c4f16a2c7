"""The line of keys: whole keys only, each once, what works now, and the mouse presses them."""

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.pilot import Pilot

from heimo_tui.ui.widgets.foot import Foot


class Keys(App[None]):
    BINDINGS = [  # noqa: RUF012 - as Textual reads it
        Binding("a", "say('a')", "begin"),
        Binding("A", "say('a')", "begin, too"),
        Binding("b", "say('b')", "go on"),
        Binding("c", "say('c')", "rest", show=False),
        Binding("d", "say('d')", "end for today"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tired = False

    def compose(self) -> ComposeResult:
        yield Foot()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not (self.tired and parameters == ("b",))

    def action_say(self, what: str) -> None:
        self.said.append(what)


def line(pilot: Pilot[None]) -> str:
    return str(pilot.app.query_one(Foot).render())


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (40, "a begin  b go on  d end for today"),
        (33, "a begin  b go on  d end for today"),
        (32, "a begin  b go on"),
        (15, "a begin"),
        (6, ""),
    ],
)
async def test_keys_are_whole_and_each_stands_once(width: int, shown: str) -> None:
    async with Keys().run_test(size=(width, 3)) as pilot:
        assert line(pilot) == shown


async def test_what_does_not_work_now_is_not_shown_and_a_click_is_a_key() -> None:
    app = Keys()
    async with app.run_test(size=(40, 3)) as pilot:
        await pilot.click(Foot, offset=(10, 0))
        assert app.said == ["b"]
        await pilot.click(Foot, offset=(39, 0))
        app.tired = True
        app.screen.refresh_bindings()
        await pilot.pause()
        assert line(pilot) == "a begin  d end for today"
        await pilot.click(Foot, offset=(10, 0))
        assert app.said == ["b", "d"]
