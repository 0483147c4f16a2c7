"""The benchmarks that are programs of their own too, as tables beside the others."""

from benchmarks import anonymity
from benchmarks.check.readers import checker
from benchmarks.check.tasks import speed
from benchmarks.measure import Benchmark, Figure

_ROUNDS = 60


def _anonymity() -> list[Figure]:
    return [
        Figure(name, anonymity.median(action, _ROUNDS), "ms", "what it must not pass", floor, limit=True)
        for name, (floor, action) in anonymity.measures().items()
    ]


def _check() -> list[Figure]:
    return [
        Figure(one.what, one.value, one.unit, "what it must not pass", one.aim, limit=True)
        for one in speed.measure(checker("default"))
        if one.aim is not None
    ]


ANONYMITY = Benchmark(
    "anonymity",
    "credentials and tokens: issued, shown, checked",
    ("measured: the median of the real operation in this process, with libsodium underneath.",),
    _anonymity,
)
CHECK = Benchmark(
    "check",
    "the empathy check over 600 words",
    ("measured: processor time of the check alone; p95, and for the cold start the median of seven processes.",),
    _check,
)
