"""What the check costs: 600 words at once, one more key in them, the first of all, and memory."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from typing import Final

from benchmarks.check.figures import Figure
from benchmarks.check.readers import DEEP, Checker

WORDS: Final = 600
LIMIT_MS: Final = {"600 new words": 10.0, "cold": 40.0, "changed clause": 20.0}
"""Processor time; the last is the only limit of the deep reader, which has no other."""

_ROUNDS = 60
_COLD_ROUNDS = 7
_TYPED = "And I wanted to say that you should rest, because that sounds so hard."
_SENTENCES = (
    "I have been lying awake since the letter came and number {n} is still on the table.",
    "You should talk to somebody, or at least that is what my sister said in week {n}.",
    "That sounds so heavy, and I wonder what the mornings are like for you by day {n}.",
    "My manager told me that I am lazy, and I cried in the car park {n} times.",
    "What helped me was walking to the shore and counting to {n}, slowly, until the light changed.",
)
_SAY = """
print((time.process_time() - start) * 1000, peak() - before)
"""
_START = """
import sys, time
def peak():
    try:
        with open("/proc/self/status", "rb") as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith(b"VmHWM")) / 1024
    except OSError:  # not Linux
        import resource
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 ** (2 if sys.platform == "darwin" else 1)
before, start = peak(), time.process_time()
"""
_CLIENT = "import textual.app\n"
"""What a client has loaded long before somebody writes; with it most of the standard library that the check needs."""

_LOAD = {
    "default": "from heimo_tui.empathy.model.default import load\nreader = load()",
    "own": "from heimo_tui.empathy.model.default import load\nreader = load(own_only=True)",
    "deep": f"sys.path.append({str(DEEP)!r})\nfrom heimo_deep.reader import load\nreader = load()",
    "rules": "reader = None",
}
_CHECK = """
from heimo_tui.empathy.check import check
check("You are not alone.", kind="reply", need="listen", reader=reader)
"""
_READ = """
from heimo_tui.empathy.language import Language
reader.sentence("you are not alone.", Language.ENGLISH)
"""
"""Programs for a process of its own; modules of the standard library that they are the first to need count too."""


def draft(seed: int, count: int = WORDS) -> str:
    """Return a draft of `count` words in three paragraphs that no earlier seed has shared a sentence with."""
    words: list[str] = []
    number = seed * 1000
    while len(words) < count:
        number += 1
        words += _SENTENCES[number % len(_SENTENCES)].format(n=number).split()
    third = count // 3
    return "\n\n".join(" ".join(words[at : min(at + third, count)]) for at in range(0, count - 2, third))


def measure(checker: Checker) -> Iterator[Figure]:
    """Yield p95 and median of each figure beside its limit."""
    limits = LIMIT_MS if checker.tier != "deep" else {}
    # what this process read for other tasks is no part of the check's work
    gc.collect()
    gc.freeze()
    new = [timed(checker, draft(seed)) for seed in range(1, _ROUNDS + 1)]
    yield _figure("600 new words", f"{WORDS} new words: p95", p95(new), _ROUNDS, limits.get("600 new words"))
    yield _figure("600 new words median", "  median", statistics.median(new), _ROUNDS)
    text, typing = draft(1), []
    timed(checker, text)
    for key in _TYPED:
        text += key
        typing.append(timed(checker, text))
    yield _figure("one more key", f"one more key in {WORDS} words: p95", p95(typing), len(typing))
    if checker.reader:
        words = [_SENTENCES[number % len(_SENTENCES)].format(n=number).lower() for number in range(90_000, 90_060)]
        took = [_sentence(checker, plain) for plain in words]
        limit = LIMIT_MS["changed clause"] if checker.tier == "deep" else None
        yield _figure("changed clause", "the reader on one changed sentence: p95", p95(took), len(took), limit)
    with tempfile.TemporaryDirectory() as compiled:
        whole = [cold(checker.tier, _CHECK, compiled) for _ in range(_COLD_ROUNDS + 1)][1:]
        inside = [cold(checker.tier, _CHECK, compiled, before=_CLIENT)[0] for _ in range(_COLD_ROUNDS + 1)][1:]
        read = [cold(checker.tier, _READ, compiled)[0] for _ in range(_COLD_ROUNDS)] if checker.reader else []
    took, memory = (statistics.median(each) for each in zip(*whole, strict=True))
    first = statistics.median(inside)
    yield _figure("cold", "cold, in a client: imported, first text checked", first, _COLD_ROUNDS, limits.get("cold"))
    yield _figure("cold alone", "  in a process that holds nothing else", took, _COLD_ROUNDS)
    if read:
        reader = statistics.median(read)
        yield _figure("cold reader", "  of this the reader: imported, loaded, one sentence", reader, _COLD_ROUNDS)
    yield Figure("memory", "memory at its most, added by this", _COLD_ROUNDS, memory, unit="MB")


def cold(tier: str, program: str, compiled: str, *, before: str = "") -> tuple[float, float]:
    """Return milliseconds of processor time and MB that `program` needs in a process of its own.

    Modules are compiled to the folder `compiled` by the first run, as installing does it; `before` is not counted.
    """
    command = [sys.executable, "-c", "\n".join((before, _START, _LOAD[tier], program, _SAY))]
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    surroundings["PYTHONPYCACHEPREFIX"] = compiled
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=surroundings)
    took, memory = done.stdout.split()
    return float(took), float(memory)


def timed(checker: Checker, text: str) -> float:
    """Return the milliseconds of processor time that one check of `text` takes."""
    start = time.process_time()
    checker.findings(text, need="listen")
    return (time.process_time() - start) * 1000


def p95(figures: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(figures, n=20)[-1]


def _sentence(checker: Checker, plain: str) -> float:
    start = time.process_time()
    checker.head(plain, "hostile")
    return (time.process_time() - start) * 1000


def _figure(key: str, what: str, value: float, rounds: int, limit: float | None = None) -> Figure:
    return Figure(key, what, rounds, value, unit="ms", aim=limit, at_most=True)
