"""Takes every picture in this folder from the running program, at the demo: `python -m screenshots.make`."""

import asyncio
import os
import re
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from heimo_tui.config import Config
from heimo_tui.demo.play import prepared
from heimo_tui.services.bundle import Services
from heimo_tui.ui.app import HeimoApp
from heimo_tui.wiring import build

HERE = Path(__file__).parent
NARROW, WIDE, WIDER, WIDEST = (80, 24), (120, 36), (140, 40), (160, 42)
PATIENCE = 60.0

_REPLY = (
    "That sounds exhausting, holding it together all day so that nobody would see. "
    "What did your hands do when you got home?\n\nYou should tell your boss the truth."
)

_NOTE = "for the next first morning"

Take = Callable[["Camera"], Awaitable[None]]


class Camera:
    """Presses keys, waits for what should be there, and takes the picture."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot

    async def keys(self, *keys: str) -> None:
        """Press keys, each after the screen came to rest."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause(0.15)

    async def type(self, text: str) -> None:
        """Type a text."""
        for char in text:
            await self.pilot.press("enter" if char == "\n" else char)

    async def see(self, *words: str) -> None:
        """Wait until all of these words can be read on the screen; raises TimeoutError."""
        end = time.monotonic() + PATIENCE
        while not all(word in self.text() for word in words):
            if time.monotonic() > end:
                raise TimeoutError(f"no {words} on\n{self.text()}")
            await self.pilot.pause(0.05)

    def text(self) -> str:
        """What can be read on the screen."""
        rows = self.pilot.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in rows)

    async def shoot(self, name: str) -> None:
        """Write `name`.svg."""
        await self.pilot.pause(0.3)
        svg = self.pilot.app.export_screenshot(title="heimo")
        # the pictures stand alone: no font is fetched from anywhere
        svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
        (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")
        sys.stdout.write(f"screenshots/{name}.svg\n")


async def enter(camera: Camera) -> None:
    """Into the circle on burnout, with its promise read."""
    await camera.see("Burnout", "connected", "Messages •3")
    while "Burnout" not in _chosen(camera):
        await camera.keys("j")
    await camera.keys("enter")
    await camera.see("Here we promise")
    await camera.keys("enter")
    await camera.see("hands shaking")


async def circles(camera: Camera) -> None:
    """The circle's threads."""
    await enter(camera)
    await camera.shoot("circles")


async def circles_narrow(camera: Camera) -> None:
    """The same at 80 by 24."""
    await enter(camera)
    await camera.shoot("circles-narrow")


async def circles_wide(camera: Camera) -> None:
    """Circles, threads and a thread side by side."""
    await enter(camera)
    await camera.keys("enter")
    await camera.shoot("circles-wide")


async def writing(camera: Camera) -> None:
    """A thread, a reply with the check beside it, its preview, and the moment in which it can be taken back."""
    await enter(camera)
    while "Back at work, hands shaking" not in _chosen(camera):
        await camera.keys("j")
    await camera.keys("enter")
    await camera.see("as if it was a stage")
    await camera.shoot("thread")
    await camera.keys("r")
    await camera.type(_REPLY)
    await camera.see("carries", "look again")
    await camera.shoot("composer")
    await camera.keys("ctrl+s")
    await camera.see("As others will see it")
    await camera.shoot("preview")


async def messages(camera: Camera) -> None:
    """Who wrote, and a conversation beside it."""
    await to_messages(camera)
    await camera.keys("j")
    await camera.see("Please do.")
    await camera.keys("enter")
    await camera.see("Two thumbs of milk, and the bag")
    await camera.shoot("messages")


async def messages_narrow(camera: Camera) -> None:
    """A request for contact; the safety number of a conversation."""
    await to_messages(camera)
    await camera.keys("enter")
    await camera.see("a accept")
    await camera.shoot("request")
    await camera.keys("escape", "j", "enter")
    await camera.see("Two thumbs of milk, and the bag")
    await camera.keys("v")
    await camera.see("Safety number")
    await camera.shoot("safety")


async def to_messages(camera: Camera) -> None:
    """Into the second place, when everything is there that was written before."""
    await camera.see("Messages •3")
    await camera.keys("2")
    await camera.see("fig-shade", "borrowed-key")


async def own(camera: Camera) -> None:
    """What stays the same everywhere: help, care, the own places, and what hides it all."""
    await enter(camera)
    await camera.keys("question_mark")
    await camera.shoot("help")
    await camera.keys("escape", "f1")
    await camera.see("hard to reach out")
    await camera.shoot("care")
    await camera.keys("escape")
    await keep(camera)
    await camera.shoot("kept")
    await camera.keys("4")
    await camera.see("Your names")
    await camera.shoot("you")
    await camera.keys("f9")
    await camera.shoot("hide")


async def keep(camera: Camera) -> None:
    """Keep a post and an answer, with a note on the first, and look at them."""
    while "Back at work, hands shaking" not in _chosen(camera):
        await camera.keys("j")
    await camera.keys("enter")
    await camera.see("as if it was a stage")
    await camera.keys("s")
    await camera.see("· kept")
    await camera.keys("j", "s", "3")
    await camera.see("kept words", "hands shaking", "Yes. And nobody else")
    await camera.keys("n")
    await camera.see("Why does it help?")
    await camera.type(_NOTE)
    await camera.keys("enter")
    await camera.see(_NOTE)


async def welcome(camera: Camera) -> None:
    """The first thing anybody sees."""
    await camera.see("A place to say it")
    await camera.shoot("welcome")


def _chosen(camera: Camera) -> str:
    """The lines that the leftmost list's cursor stands on."""
    return "\n".join(line for line in camera.text().splitlines() if line.startswith("▌"))


async def film(services: Services, size: tuple[int, int], take: Take) -> None:
    """Run the program at a size and take its pictures."""
    app = HeimoApp(services)
    async with app.run_test(size=size) as pilot:
        await take(Camera(pilot))
    app.exit()


async def main() -> None:
    """Take all pictures."""
    os.environ.update(COLORTERM="truecolor", TZ="UTC")
    with tempfile.TemporaryDirectory() as name:
        await film(build(Config(data=Path(name) / "new", keyring=False)), NARROW, welcome)
    for size, take in (
        (WIDE, circles),
        (NARROW, circles_narrow),
        (WIDEST, circles_wide),
        (WIDE, writing),
        (WIDER, messages),
        (NARROW, messages_narrow),
        (WIDE, own),
    ):
        async with prepared(Config(data=Path(), larger_reader=False), lambda _: None) as services:
            await film(services, size, take)
            await services.device.close()


if __name__ == "__main__":
    asyncio.run(main())
