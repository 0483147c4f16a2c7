"""The benchmarks that are programs of their own too, as tables beside the others."""

from benchmarks import anonymity, check_speed
from benchmarks.measure import Benchmark, Figure

_ROUNDS = 60


def _anonymity() -> list[Figure]:
    return [
        Figure(name, anonymity.median(action, _ROUNDS), "ms", "what it must not pass", floor, limit=True)
        for name, (floor, action) in anonymity.measures().items()
    ]


def _check() -> list[Figure]:
    return [
        Figure(name, took, "ms", "what it must not pass", check_speed.LIMIT_MS[name], limit=True)
        for name, took in check_speed.measure().items()
    ]


ANONYMITY = Benchmark(
    "anonymity",
    "credentials and tokens: issued, shown, checked",
    ("measured: the median of the real operation in this process, with libsodium underneath.",),
    _anonymity,
)
CHECK = Benchmark(
    "check",
    "the empathy check over 500 words",
    ("measured: processor time of the check alone; p95, and for the cold start the median of five processes.",),
    _check,
)
