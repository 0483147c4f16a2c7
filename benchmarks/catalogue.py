"""Every benchmark by its name."""

from benchmarks.client import circle
from benchmarks.server import fanout, listing, put

BENCHMARKS = {one.name: one for one in (put.BENCHMARK, listing.BENCHMARK, fanout.BENCHMARK, circle.BENCHMARK)}
"""In the order in which they are run."""
