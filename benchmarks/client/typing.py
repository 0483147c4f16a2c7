"""From a key to the paint of its letter, in the real composer, while the check reads 500 words."""

import asyncio
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.check.tasks.speed import draft
from benchmarks.client.long_circle import PASSPHRASE, services_on
from benchmarks.client.terminal import Screen, running
from benchmarks.measure import Benchmark, Figure, p50, p95
from benchmarks.server.town import founded, serving
from heimo_tui.core.drafts import DraftKind

KEYS = 100
LIMIT = 50.0
"""Milliseconds that a key may take to be seen (the issue's own figure)."""

_WORD, _LINE = 6, 36
"""Letters in a word and in a line. Lines are ended by Enter: where a line wraps at the end of the text, Textual's text
area paints the first letter of the new row with the next key only, and there would be nothing to wait for."""

_TEXT = draft(1, 500)
_LAST_WORD = _TEXT.split()[-1].encode()
_REST = 0.3

PACES = {"pausing": 0.155, "fast": 0.04}
"""Seconds between a letter's paint and the next key: just after the check has begun (it waits for 150 ms), and fast."""

_LETTERS = [chr(code) for code in range(0x101, 0x180) if chr(code).isalpha()] + [
    chr(code) for code in range(0x3B1, 0x3C9) if chr(code).isalpha()
]
"""Each key is a letter that is nowhere else on the screen, so that its paint cannot be mistaken."""


def measure() -> list[Figure]:
    """Type the same into both."""
    with tempfile.TemporaryDirectory(prefix="heimo-bench-") as folder, founded(0) as town, serving(town) as server:
        plain = Path(folder) / "words.txt"
        plain.write_text(_TEXT, "utf-8")
        ours, bare = {}, {}
        for pace, pause in PACES.items():
            home = Path(folder) / pace
            asyncio.run(_begin_draft(home, server.address, _TEXT))
            ours[pace] = _typed("benchmarks.client.composing_app", home, pause)
            bare[pace] = _typed("benchmarks.client.empty_app", plain, pause)
    figures = []
    for pace in PACES:
        figures += [
            Figure(f"{pace}: p95", p95(ours[pace]), "ms", "the issue's", LIMIT, limit=True),
            Figure(f"{pace}: p95", p95(ours[pace]), "ms", "bare TextArea", p95(bare[pace])),
            Figure(f"{pace}: median", p50(ours[pace]), "ms", "bare TextArea", p50(bare[pace])),
            Figure(f"{pace}: slowest", max(ours[pace]), "ms", "bare TextArea", max(bare[pace])),
        ]
    return figures


async def _begin_draft(home: Path, address: str, text: str) -> None:
    services = services_on(home)
    await services.device.create(PASSPHRASE)
    await services.membership.look(address)
    circle = (await services.forum.circles())[0]
    draft = await services.compose.begin(circle.id, DraftKind.POST)
    await services.compose.save(replace(draft, text=text))
    await services.device.close()


def _typed(module: str, argument: Path, pause: float) -> list[float]:
    with tempfile.TemporaryDirectory(prefix="heimo-bench-") as home:
        command = [sys.executable, "-m", module, str(argument)]
        with running(command, {"HOME": home}) as screen:
            screen.until(lambda written: _LAST_WORD in written)
            screen.settle(_REST)
            screen.press("\r")
            screen.settle(_REST)
            return [_key(screen, number, pause) for number in range(KEYS)]


def _key(screen: Screen, number: int, pause: float) -> float:
    letter = _LETTERS[number % len(_LETTERS)]
    pressed = screen.press(letter)
    seen = screen.until(lambda written: letter.encode() in written)
    if number % _LINE == _LINE - 1:
        screen.press("\r")
        screen.settle(_REST)
    elif number % _WORD == _WORD - 1:
        screen.press(" ")
    time.sleep(pause)
    return (seen - pressed) * 1000


BENCHMARK = Benchmark(
    "typing",
    "from a key to the paint of its letter, in a draft of 500 words",
    (
        f"measured: the real program in a pseudo-terminal of 80x24, the composer on a draft in the vault, {KEYS} keys;",
        "  the time is from writing the key to reading its letter. Pausing: each key comes when the check has just",
        "  begun to read all 500 words again in its thread. Fast: 25 keys a second, the draft saved meanwhile.",
        "bare TextArea: the same keys into Textual's text area with the same text in an empty app.",
    ),
    measure,
)
