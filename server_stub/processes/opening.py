"""Which company a server is in: none on SQLite, all that use the same database on PostgreSQL."""

import time
from collections.abc import Callable

from server_stub.company import Company
from server_stub.config import ServerConfig
from server_stub.processes.alone import Alone
from server_stub.store.opening import postgres_address
from server_stub.transport import replay


def company_of(config: ServerConfig, clock: Callable[[], float] = time.time) -> Company:
    """The company of a server that begins now; raises UnsafeStore for an address that is none, or OSError."""
    address = postgres_address(config)
    if address is None:
        return Alone(clock, least=replay.begin(config.data, clock()))
    from server_stub.processes.postgres.company import PostgresCompany  # noqa: PLC0415 — an extra that SQLite spares

    return PostgresCompany(address, clock, before=replay.last_begin(config.data))
