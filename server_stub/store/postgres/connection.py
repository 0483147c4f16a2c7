"""Connects to PostgreSQL so that what is committed is on its disk, and says in words why where it cannot."""

from typing import Any

import asyncpg

from server_stub.store.base import StoreUnavailable, UnsafeStore

SCHEMA = "heimo"
"""All tables are in a schema of this name."""

MINIMUM = 13
"""Older servers are no longer mended by their makers."""

CONNECT_SECONDS = 10.0
COMMAND_SECONDS = 60.0
"""A statement that takes longer has lost its server; writing the database anew has no such limit."""

_LOST = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    asyncpg.InternalClientError,
    OSError,  # and so TimeoutError
)
_BROKEN = (
    asyncpg.InsufficientResourcesError,
    asyncpg.PostgresSystemError,
    asyncpg.InternalServerError,
    asyncpg.ObjectNotInPrerequisiteStateError,
    asyncpg.InvalidTransactionStateError,
    asyncpg.InsufficientPrivilegeError,
    asyncpg.UndefinedTableError,
)

OUTDATED = (asyncpg.InvalidCachedStatementError, asyncpg.OutdatedSchemaCacheError)
"""Tables were written anew since a statement was prepared. asyncpg has forgotten it now: begin again."""

_STATEMENTS_KEPT = 400
"""Prepared statements a connection, which is more than there are different ones."""

_SETTINGS = {
    "application_name": "heimo",
    "search_path": SCHEMA,
    "jit": "off",
    # What is asked once a lock is there must see what those wrote who had it before.
    "default_transaction_isolation": "read committed",
    # Every statement has its index. A plan that was made while a table was small must not read all of it later on.
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    # One plan for each statement until its tables are counted again (erasing.py): making it costs more than using it.
    "plan_cache_mode": "force_generic_plan",
    "client_min_messages": "error",
    "idle_in_transaction_session_timeout": "60s",
}


async def connect(address: str, **options: Any) -> asyncpg.Connection:
    """Open one connection; raises UnsafeStore for a wrong address, or StoreUnavailable. Neither repeats the address."""
    try:
        return await asyncpg.connect(address, **(arguments() | options))
    except Exception as problem:
        raise _as_refusal(problem) from None


async def make_pool(address: str, size: int) -> asyncpg.Pool:
    """Open connections to read with, up to `size` at once; raises as connect does."""
    try:
        return await asyncpg.create_pool(address, min_size=1, max_size=size, reset=_leave, **arguments())
    except Exception as problem:
        raise _as_refusal(problem) from None


def arguments() -> dict[str, Any]:
    """How asyncpg is asked for each connection."""
    return {
        "server_settings": dict(_SETTINGS),
        "timeout": CONNECT_SECONDS,
        "command_timeout": COMMAND_SECONDS,
        "statement_cache_size": _STATEMENTS_KEPT,
        "max_cached_statement_lifetime": 0,
    }


async def _leave(_: asyncpg.Connection) -> None:
    """Nothing a reader does outlives its transaction, so that there is nothing to reset."""


async def require_safe_server(connection: asyncpg.Connection) -> None:
    """Check that this server keeps what it commits, and not when it did; raises UnsafeStore."""
    version = connection.get_server_version().major
    if version < MINIMUM:
        raise UnsafeStore(f"PostgreSQL {version} is older than {MINIMUM}")
    row = await connection.fetchrow(
        "SELECT current_setting('fsync'), current_setting('full_page_writes'),"
        " current_setting('synchronous_commit'), current_setting('server_encoding'),"
        " current_setting('track_commit_timestamp')"
    )
    if row[0] != "on" or row[1] != "on":
        raise UnsafeStore("PostgreSQL runs with fsync or full_page_writes off, and would lose what it said to keep")
    if row[2] == "off":
        raise UnsafeStore("PostgreSQL runs with synchronous_commit off, and would lose what it said to keep")
    if row[3] != "UTF8":
        raise UnsafeStore(f"the database's encoding is {row[3]}; it has to be UTF8")
    if row[4] != "off":
        raise UnsafeStore(
            "PostgreSQL runs with track_commit_timestamp, and would note the moment of all that people do"
        )


def is_lost(problem: BaseException) -> bool:
    """Whether the connection is gone, or its server shuts down: another connection may do better."""
    return isinstance(problem, _LOST) and not isinstance(problem, ValueError)


def is_unavailable(problem: BaseException) -> bool:
    """Whether no operation is to blame: the server is gone, full, read-only or broken."""
    return is_lost(problem) or isinstance(problem, _BROKEN)


def unavailable(problem: BaseException) -> StoreUnavailable:
    """The same problem as the store tells it, without addresses or values."""
    return StoreUnavailable(f"PostgreSQL cannot be used: {type(problem).__name__}")


def _as_refusal(problem: Exception) -> Exception:
    match problem:
        case asyncpg.ClientConfigurationError() | ValueError():
            return UnsafeStore("a database's address looks like postgresql://USER@HOST/NAME")
        case asyncpg.InvalidCatalogNameError():
            return StoreUnavailable("PostgreSQL has no database of this name")
        case asyncpg.InvalidAuthorizationSpecificationError():
            return StoreUnavailable("PostgreSQL does not let this user in")
        case _:
            return unavailable(problem) if is_unavailable(problem) else problem
