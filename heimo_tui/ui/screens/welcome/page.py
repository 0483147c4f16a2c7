"""One page of the welcome: it asks for one thing and gives one answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Static

from heimo_tui.ui.widgets.way import Way

T = TypeVar("T")


class Page(Vertical, Generic[T]):
    """Base of pages: a heading, words, what the subclass asks, ways on, and a line for what went wrong.

    `ways` are pairs of id and label; the first is the way on. Pressing one calls `went`.
    """

    heading = ""
    words: tuple[str, ...] = ()
    ways: tuple[tuple[str, str], ...] = (("next", "Continue"),)

    @dataclass
    class Answered(Message):
        """The page is done; `value` is its answer, None for the way back."""

        value: Any

    def compose(self) -> ComposeResult:
        """Heading, words, question, ways."""
        if self.heading:
            yield Static(Content(self.heading), classes="heading")
        for paragraph in self.words:
            yield Static(Content(paragraph), classes="words")
        yield from self.asks()
        yield Static("", classes="trouble", markup=False)
        if self.ways:
            with Horizontal(classes="ways"):
                for way, label in self.ways:
                    yield Way(label, id=way)

    def asks(self) -> ComposeResult:
        """What this page asks for."""
        yield from ()

    def begin(self) -> Widget | None:
        """The page is in front; gives what a person begins with."""
        return next(iter(self.query("Input, Menu, Way")), None)

    def answer(self, value: T | None) -> None:
        """This page is done."""
        self.post_message(self.Answered(value))

    def say(self, trouble: str) -> None:
        """What went wrong, in words."""
        line = self.query_one(".trouble", Static)
        line.update(Content(trouble))
        line.set_class(bool(trouble), "-on")

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """Go one of the ways."""
        event.stop()
        await self.went(event.button.id or "")

    async def went(self, way: str) -> None:
        """A way was chosen."""
        self.answer(None)
