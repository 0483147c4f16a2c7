"""Every benchmark by its name."""

from benchmarks import alone, messages
from benchmarks.attack import flooding, generated, listening, slow
from benchmarks.client import circle, start, typing
from benchmarks.durability import cuts
from benchmarks.durability.kills import killing
from benchmarks.durability.model import driving
from benchmarks.growth import growing
from benchmarks.keeping import whole
from benchmarks.measure import Benchmark
from benchmarks.moderating import abuse, queue
from benchmarks.peers import comparison
from benchmarks.processes import together
from benchmarks.server import fanout, inside, listing, put, trips
from benchmarks.talk import delivery, history

_ALL: tuple[Benchmark, ...] = (
    start.BENCHMARK,
    typing.BENCHMARK,
    alone.CHECK,
    circle.BENCHMARK,
    queue.BENCHMARK,
    abuse.BENCHMARK,
    put.BENCHMARK,
    listing.BENCHMARK,
    inside.BENCHMARK,
    trips.BENCHMARK,
    fanout.BENCHMARK,
    comparison.BENCHMARK,
    growing.BENCHMARK,
    together.BENCHMARK,
    cuts.BENCHMARK,
    killing.BENCHMARK,
    killing.POSTGRES,
    driving.BENCHMARK,
    whole.BENCHMARK,
    listening.BENCHMARK,
    slow.BENCHMARK,
    flooding.BENCHMARK,
    generated.BENCHMARK,
    alone.ANONYMITY,
    messages.BENCHMARK,
    delivery.BENCHMARK,
    history.BENCHMARK,
)
BENCHMARKS = {one.name: one for one in _ALL}
"""In the order in which they are run."""
