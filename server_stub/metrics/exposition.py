"""What a server tells Prometheus. No label names anybody; what follows people's steps is told in coarse steps.

How many listen, what waits and how large a file is all move when somebody comes or writes. So they are told as shares
of what there can be, in tenths, or in steps of so many bytes that one person's doing does not show.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path

from cryptography import x509
from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector

from heimo_protocol.descriptor import open_descriptor
from server_stub.context import Context
from server_stub.metrics.health import health_of
from server_stub.store.opening import sqlite_path
from server_stub.tally import BUCKETS, UNABLE, Counts

_TENTHS = 10
_FILE_STEP = 16 * 2**20
_MEMORY_STEP = 2**20
_DISK_STEP = 256 * 2**20


class Numbers(Collector):
    """Collects from a server's parts; `connections` gives how many are open now."""

    def __init__(self, context: Context, connections: Callable[[], int]) -> None:
        self._context = context
        self._connections = connections
        self._started = time.time()

    def text(self) -> bytes:
        """All of it in Prometheus's text format."""
        registry = CollectorRegistry(auto_describe=False)
        registry.register(self)
        return generate_latest(registry)

    def collect(self) -> Iterator[Metric]:
        """Every number as it is told now."""
        context = self._context
        info = GaugeMetricFamily(
            "heimo_info", "The program, and what it keeps its rows in.", labels=["version", "store"]
        )
        path = sqlite_path(context.config)
        info.add_metric([version("heimo"), "postgresql" if path is None else "sqlite"], 1)
        yield info
        yield _gauge("heimo_start_time_seconds", "When this process began.", self._started)
        descriptor, _ = open_descriptor(context.descriptor())
        yield _gauge("heimo_descriptor_number", "The number of the descriptor in force.", descriptor.seq)
        yield from _answers(context.tally.told())
        unable = CounterMetricFamily("heimo_unable", "Answers that could not be given, as of now.", labels=["code"])
        for code in UNABLE:
            unable.add_metric([code], context.tally.unable[code])
        yield unable
        yield _gauge("heimo_processes", "Processes that serve together, this one too.", context.company.processes)
        yield _gauge("heimo_keeps_house", "Whether it is this one that erases.", context.company.keeps_house)
        yield from self._store(path)
        yield from self._shares()
        yield from _machine(context.config.data)
        if context.config.tls_certificate is not None:
            yield _gauge(
                "heimo_certificate_end_seconds", "When TLS's certificate ends.", _end(context.config.tls_certificate)
            )

    def _store(self, path: Path | None) -> Iterator[Metric]:
        health = health_of(self._context)
        yield _gauge("heimo_writer", "Whether the store takes writes.", health.writer)
        yield _gauge("heimo_database", "Whether the last write went well.", health.database)
        waiting = _share(health.waiting, self._context.config.write_queue)
        yield _gauge("heimo_writes_waiting_ratio", "Writes that wait, of those that may, in tenths.", waiting)
        if path is not None:
            size = -(-path.stat().st_size // _FILE_STEP) * _FILE_STEP
            yield _gauge("heimo_database_bytes", "The database file, in steps of 16 MiB.", size)

    def _shares(self) -> Iterator[Metric]:
        config = self._context.config
        share = _share(self._connections(), config.max_connections)
        yield _gauge("heimo_connections_ratio", "Connections, of those that may be, in tenths.", share)
        listeners = GaugeMetricFamily(
            "heimo_listeners_ratio", "Live listeners, of those that may be, in tenths.", labels=["to"]
        )
        listeners.add_metric(["circles"], _share(self._context.hub.listeners, config.max_listeners))
        listeners.add_metric(["queues"], _share(self._context.queue_hub.listeners, config.max_queue_listeners))
        yield listeners


def _answers(counts: Counts) -> Iterator[Metric]:
    answers = CounterMetricFamily("heimo_answers", "Answers, up to the last full hour.", labels=["operation", "code"])
    for (operation, code), number in sorted(counts.answers.items()):
        answers.add_metric([operation, code], number)
    yield answers
    times = HistogramMetricFamily(
        "heimo_answer_seconds", "From a request's header to its answer, up to the last full hour.", labels=["operation"]
    )
    for operation, row in sorted(counts.times.items()):
        ends = [*map(str, BUCKETS), "+Inf"]
        buckets = list(zip(ends, accumulate(row[:-1]), strict=True))
        times.add_metric([operation], buckets, sum_value=row[-1])
    yield times


def _machine(data: Path) -> Iterator[Metric]:
    usage = os.times()
    yield CounterMetricFamily(
        "heimo_cpu_seconds", "Whole seconds of processor time.", value=int(usage.user + usage.system)
    )
    resident = _resident()
    if resident is not None:
        size = -(-resident // _MEMORY_STEP) * _MEMORY_STEP
        yield _gauge("heimo_resident_bytes", "Memory, in steps of a MiB.", size)
    disk = shutil.disk_usage(data)
    yield _gauge(
        "heimo_disk_free_bytes", "Free room beside the data, in steps of 256 MiB.", disk.free // _DISK_STEP * _DISK_STEP
    )
    yield _gauge("heimo_disk_free_ratio", "The same, of the disk, in hundredths.", disk.free * 100 // disk.total / 100)


def _resident() -> int | None:
    """Bytes in memory; None where the system has no such page."""
    if sys.platform != "linux":
        return None
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _end(certificate: Path) -> float:
    return x509.load_pem_x509_certificate(certificate.read_bytes()).not_valid_after_utc.astimezone(UTC).timestamp()


def _share(number: int, most: int) -> float:
    """A share in tenths, rounded down: 0 as long as it is no matter."""
    return min(number * _TENTHS // max(most, 1), _TENTHS) / _TENTHS


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, words, value=float(value))
