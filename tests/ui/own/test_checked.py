"""The check beside the text: steady while one types, ready to say why, and quick to see what became better."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from textual.geometry import Region
from textual.widget import Widget

from heimo_tui.core.drafts import DraftKind
from heimo_tui.empathy.telling.changes import GONE
from heimo_tui.ui.app import HeimoApp
from heimo_tui.ui.intents import Write
from heimo_tui.ui.screens.circles import CirclesScreen
from heimo_tui.ui.screens.composer import ComposerScreen
from heimo_tui.ui.screens.preview import PreviewScreen
from heimo_tui.ui.widgets.draft_area import DraftArea
from heimo_tui.ui.widgets.findings import CHANGED, Findings
from heimo_tui.ui.widgets.why_sheet import WhySheet
from heimo_tui.ui.widgets.words import Words
from tests.support.people import Person
from tests.ui.own.steps import AppPilot, arrive, settled, type_in, words_on

Paint = Callable[..., Widget]


async def begin(pilot: AppPilot, member: Person) -> ComposerScreen:
    await arrive(pilot, CirclesScreen)
    pilot.app.screen.post_message(Write((await member.circle("Kitchen table")).id))
    return await arrive(pilot, ComposerScreen)


async def test_typing_letter_by_letter_nothing_goes_and_comes_again(member: Person) -> None:
    app = HeimoApp(member.services)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot, member)
        panel, area, shown = screen.query_one(Findings), screen.query_one(DraftArea), [()]
        for letter in "I am so tired. I am 43 now.":
            await type_in(pilot, letter)
            screen._check_while_typing()
            await settled(pilot, lambda: panel.text == area.text)
            shown.append(tuple((found.code, found.span[0]) for found in panel.found))
        assert {code for code, _ in shown[-1]} == {"own_feeling", "exact_age"}
        seen: set[tuple[str, int]] = set()
        for before, now in pairwise(shown):
            assert not (set(now) - set(before)) & seen
            seen |= set(now)


async def test_w_tells_why_and_leads_back(member: Person) -> None:
    app = HeimoApp(member.services)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot, member)
        assert "F1 care" in words_on(app)
        await type_in(pilot, "Write to me at anna@example.org please. ")
        await settled(pilot, lambda: screen.query_one(Findings).found)
        assert "tab comes here" in words_on(app) and "F1 care" in words_on(app)
        await pilot.press("tab", "w")
        await arrive(pilot, WhySheet)
        assert "shape of an e-mail address" in words_on(app) and "this machine" in words_on(app)
        await pilot.press("w")
        await arrive(pilot, ComposerScreen)
        assert isinstance(app.focused, Findings)
        assert "w why this?" in words_on(app)
        await pilot.click("#foot")
        await settled(pilot, lambda: isinstance(app.focused, DraftArea))
        await pilot.click("#foot")
        await settled(pilot, lambda: isinstance(app.focused, Findings))


async def test_what_a_change_did_is_said_in_passing_and_in_the_preview(member: Person) -> None:
    app = HeimoApp(member.services)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await begin(pilot, member)
        area = screen.query_one(DraftArea)
        await type_in(pilot, "Write to anna@example.org. ")
        await settled(pilot, lambda: screen.query_one(Findings).found)
        assert CHANGED not in words_on(app)
        area.put("me here", area.text.index("anna"), area.text.index("org") + 3)
        await settled(pilot, lambda: GONE["email"] in words_on(app))
        screen._told_long_enough()
        await settled(pilot, lambda: GONE["email"] not in words_on(app))
        await pilot.press("ctrl+s")
        await arrive(pilot, PreviewScreen)
        await settled(pilot, lambda: CHANGED in words_on(app))
        assert GONE["email"] in words_on(app)


async def test_what_is_put_aside_is_no_change(member: Person) -> None:
    app = HeimoApp(member.services)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await begin(pilot, member)
        await type_in(pilot, "Write to anna@example.org. ")
        await settled(pilot, lambda: screen.query_one(Findings).found)
        await pilot.press("tab", "x")
        await settled(pilot, lambda: not screen.query_one(Findings).found)
        await pilot.press("ctrl+s")
        await arrive(pilot, PreviewScreen)
        assert CHANGED not in words_on(app) and GONE["email"] not in words_on(app)
        assert screen.draft.kind is DraftKind.POST


async def test_a_check_that_finds_the_same_paints_nothing(member: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    app = HeimoApp(member.services)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await begin(pilot, member)
        panel, area = screen.query_one(Findings), screen.query_one(DraftArea)
        await type_in(pilot, "Write to anna@example.org please. It was ")
        await settled(pilot, lambda: panel.found)
        painted: list[str] = []
        for kind in (Findings, Words):
            as_it_is = kind.refresh

            def refresh(self: Widget, *regions: Region, as_it_is: Paint = as_it_is, **how: bool) -> Widget:
                painted.append(self.css_identifier)
                return as_it_is(self, *regions, **how)

            monkeypatch.setattr(kind, "refresh", refresh)
        await type_in(pilot, "raining")
        screen.check_now()
        await settled(pilot, lambda: panel.text == area.text)
        assert painted == []
        await type_in(pilot, ". Or bob@example.org")
        screen.check_now()
        await settled(pilot, lambda: len(panel.found) == 2)
        assert painted


async def test_what_is_said_already_is_not_said_again(member: Person) -> None:
    app = HeimoApp(member.services)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await arrive(pilot, CirclesScreen)
        for words in ("Kept.", "Kept.", "Gone."):
            app.notify(words)
            await pilot.pause()
        assert words_on(app).count("Kept.") == 1 and words_on(app).count("Gone.") == 1
