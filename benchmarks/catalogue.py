"""Every benchmark by its name."""

from benchmarks.client import circle, start
from benchmarks.server import fanout, listing, put

BENCHMARKS = {one.name: one for one in (put.BENCHMARK, listing.BENCHMARK, fanout.BENCHMARK, circle.BENCHMARK, start.BENCHMARK)}
"""In the order in which they are run."""
