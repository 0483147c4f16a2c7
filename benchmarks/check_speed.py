"""Times the empathy check: cold start, 500 words at once, and one more key press in them, beside their limits."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time

from heimo_tui.empathy.check import check

WORDS = 500
LIMIT_MS = {"cold import and first check": 400.0, "500 new words": 20.0, "one more key in 500 words": 5.0}
_SENTENCES = (
    "I have been lying awake since the letter came and number {n} is still on the table.",
    "You should talk to somebody, or at least that is what my sister said in week {n}.",
    "That sounds so heavy, and I wonder what the mornings are like for you by day {n}.",
    "My manager told me that I am lazy, and I cried in the car park {n} times.",
    "What helped me was walking to the shore and counting to {n}, slowly, until the light changed.",
)
_COLD = """
import time
start = time.perf_counter()
from heimo_tui.empathy.check import check
check("You are not alone.", kind="reply", need="listen")
print((time.perf_counter() - start) * 1000)
"""


def draft(seed: int) -> str:
    """Return a draft of 500 words in three paragraphs that no earlier seed has shared a sentence with."""
    words: list[str] = []
    number = seed * 1000
    while len(words) < WORDS:
        number += 1
        words += _SENTENCES[number % len(_SENTENCES)].format(n=number).split()
    third = WORDS // 3
    return "\n\n".join(" ".join(words[at : min(at + third, WORDS)]) for at in range(0, WORDS - 2, third))


def timed(text: str) -> float:
    """Return the milliseconds of processor time that one check of `text` takes."""
    start = time.process_time()
    check(text, kind="reply", need="listen", own_earlier=("I live in a small town.",))
    return (time.process_time() - start) * 1000


def p95(figures: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(figures, n=20)[-1]


def measure() -> dict[str, float]:
    """Return the p95 of every figure in milliseconds."""
    cold = [
        float(subprocess.run([sys.executable, "-c", _COLD], check=True, capture_output=True, text=True).stdout)
        for _ in range(5)
    ]
    new = [timed(draft(seed)) for seed in range(1, 61)]
    text = draft(1)
    typing = []
    for key in "And I wanted to say that you should rest, because that sounds so hard.":
        text += key
        typing.append(timed(text))
    return dict(zip(LIMIT_MS, (statistics.median(cold), p95(new), p95(typing)), strict=True))


def main() -> int:
    """Print each figure beside its limit; exit 1 where one is over."""
    figures = measure()
    if "--json" in sys.argv[1:]:
        print(json.dumps({name: {"ms": round(ms, 2), "limit_ms": LIMIT_MS[name]} for name, ms in figures.items()}))
    else:
        for name, ms in figures.items():
            print(
                f"{name:30} {ms:8.2f} ms   limit {LIMIT_MS[name]:6.1f} ms   {'ok' if ms < LIMIT_MS[name] else 'OVER'}"
            )
    return int(any(ms >= LIMIT_MS[name] for name, ms in figures.items()))


if __name__ == "__main__":
    raise SystemExit(main())
