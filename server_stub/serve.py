"""Runs a server from its settings to its clean end."""

import asyncio
import gc
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress
from functools import partial
from types import FrameType
from typing import Any

import msgspec
import uvicorn

from heimo_protocol.anonymity import self_test
from server_stub.app import create_app
from server_stub.company import Company, Place, Topics
from server_stub.config import ServerConfig
from server_stub.context import Context
from server_stub.descriptor import DescriptorBook
from server_stub.hub import Hub
from server_stub.limiter import Limiter
from server_stub.operations import HANDLERS
from server_stub.processes.alone import Alone
from server_stub.processes.opening import company_of
from server_stub.profile import load_profile
from server_stub.secrets import load_secrets
from server_stub.store.base import Store
from server_stub.store.opening import open_store, postgres_address, remembered
from server_stub.tally import Tally
from server_stub.transport import listening
from server_stub.transport.http_limits import LimitedConfig, take_connections
from server_stub.transport.limits import limits_of
from server_stub.upkeep import incidents
from server_stub.upkeep.alone import hold
from server_stub.upkeep.moved import noticing
from server_stub.upkeep.retention import keep_house
from server_stub.upkeep.watch import catch_up, watch_logs

EXIT_WRITER_DIED = 70
"""The writer gave up: start the server again (sysexits EX_SOFTWARE)."""

EXIT_MOVED = 75
"""The community has moved to another database: start the server again (sysexits EX_TEMPFAIL)."""

_YOUNG = 10_000
"""So many new objects are made before the collector looks through them: a few dozen requests' worth."""


def run(config: ServerConfig, *, ready: Callable[[str], None] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; returns the exit code, 0 after a clean end.

    `ready` is called with the address once connections are taken; without it one line is printed.
    Raises UnsafeLibrary, SecretsMissing, ProfileUnreadable, CannotListen (also where another server has the
    folder), UnsafeStore and StoreUnavailable, before anything is served.
    """
    self_test.run()
    incidents.configure_logging()
    config = listening.fit(config)
    os.environ.setdefault("SQLITE_TMPDIR", str(config.data))  # rewriting must not leave bodies in other folders
    bound = listening.bind(config)
    admin = None
    try:
        admin = listening.bind_admin(config)
        shared = postgres_address(config) is not None
        with hold(config.data, shared=shared), asyncio.Runner(loop_factory=_loop_factory()) as runner:
            return runner.run(_serve(config, bound, admin, ready or _announce))
    finally:
        if admin is not None:
            admin.close()
        _drop(bound, config)


def make_context(
    config: ServerConfig, store: Store, *, clock: Callable[[], float] = time.time, company: Company | None = None
) -> Context:
    """Put the parts of a server together from the files in its data folder; without `company` it is the only process.

    Raises SecretsMissing and ProfileUnreadable.
    """
    company = company or Alone(clock)
    secrets = load_secrets(config.data)
    profile = load_profile(config.data)
    config = msgspec.structs.replace(config, limits=profile.limits)
    book = DescriptorBook(config.data, secrets, profile)
    return Context(
        config=config,
        secrets=secrets,
        store=store,
        hub=Hub(max_listeners=config.max_listeners, pass_on=partial(company.wake, Topics.CIRCLES)),
        queue_hub=Hub(
            max_listeners=config.max_queue_listeners, yields=True, pass_on=partial(company.wake, Topics.QUEUES)
        ),
        clock=clock,
        limiter=Limiter(config.limits, time.monotonic),
        descriptor=lambda: book.at(int(clock() // 86_400)),
        company=company,
        tally=Tally(clock),
    )


async def _serve(
    config: ServerConfig, bound: socket.socket, admin: socket.socket | None, ready: Callable[[str], None]
) -> int:
    died, moved = asyncio.Event(), asyncio.Event()
    named = remembered(config.data)
    store = await open_store(config, died=died.set)
    try:
        context = make_context(config, store, company=company_of(config))
        address = listening.describe(config, bound)
        server = _Server(_http_config(config, context), (context.hub, context.queue_hub), died, lambda: ready(address))
        async with (
            context.company.at(_place(context)),
            _kept(context),
            _watched(admin, context, server),
            noticing(config.data, named, lambda: server.end_for(moved)),
        ):
            _keep_for_good()
            await server.serve(sockets=[bound])
    finally:
        await store.close()
    return EXIT_WRITER_DIED if died.is_set() else EXIT_MOVED if moved.is_set() else 0


def _keep_for_good() -> None:
    """Whatever is here at the start stays: the collector of garbage need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG)


def _watched(
    bound: socket.socket | None, context: Context, server: uvicorn.Server
) -> AbstractAsyncContextManager[None]:
    if bound is None:
        return nullcontext()
    from server_stub.metrics.admin import watched  # noqa: PLC0415 — what writes the numbers takes some memory

    return watched(bound, context, lambda: len(server.server_state.connections))


def _place(context: Context) -> Place:
    hubs = {Topics.CIRCLES: context.hub, Topics.QUEUES: context.queue_hub}
    return Place(hubs, context.limiter, lambda: catch_up(context))


@asynccontextmanager
async def _kept(context: Context) -> AsyncIterator[None]:
    """Do what a server does beside answering, while this lasts."""
    house = asyncio.gather(*(_always(work, context) for work in (keep_house, watch_logs)))
    try:
        yield
    finally:
        house.cancel()
        await asyncio.gather(house, return_exceptions=True)


async def _always(work: Callable[[Context], Awaitable[None]], context: Context) -> None:
    """Do endless work, and begin it again after a fault."""
    while True:
        try:
            await work(context)
        except Exception as problem:  # whatever it was, the house must be kept
            incidents.report(problem, doing=work.__name__)
        await asyncio.sleep(1)


class _Server(uvicorn.Server):
    """uvicorn's server, which ends with exit code 0 on a signal, ends live streams first, and with the writer."""

    def __init__(
        self, config: LimitedConfig, hubs: Iterable[Hub], died: asyncio.Event, ready: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._limited = config
        self._hubs = tuple(hubs)
        self._died = died
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to take connections, and say so."""
        await take_connections(self, self._limited, sockets or [])
        self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Note a signal; unlike uvicorn's, it is not raised again after the clean end. A second one hurries."""
        if self.should_exit:
            self.force_exit = True
        self.should_exit = True

    def end_for(self, reason: asyncio.Event) -> None:
        """End cleanly, and note why."""
        reason.set()
        self.should_exit = True

    async def on_tick(self, counter: int) -> bool:
        """End when told to, or when the writer ended."""
        return await super().on_tick(counter) or self._died.is_set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the live streams, then finish every request that was accepted."""
        for hub in self._hubs:
            hub.close()
        await super().shutdown(sockets)


def _http_config(config: ServerConfig, context: Context) -> LimitedConfig:
    settings: dict[str, Any] = {}
    if config.tls_certificate is not None and config.tls_key is not None:
        settings = {"ssl_certfile": config.tls_certificate, "ssl_keyfile": config.tls_key}
    return LimitedConfig(
        create_app(context, HANDLERS),
        limits_of(config),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=int(config.idle_seconds),
        timeout_graceful_shutdown=config.shutdown_seconds,
        **settings,
    )


def _announce(address: str) -> None:
    sys.stdout.write(f"listening on {address}\n")
    sys.stdout.flush()


def _drop(bound: socket.socket, config: ServerConfig) -> None:
    bound.close()
    if config.unix_socket is not None:
        with suppress(OSError):
            config.unix_socket.unlink()


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    if sys.platform == "win32":
        return None
    import uvloop  # noqa: PLC0415 — there is none for Windows

    factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return factory
