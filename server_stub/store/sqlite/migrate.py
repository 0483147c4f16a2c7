"""Brings a database to this program's schema, one numbered step after the other."""

import apsw

from server_stub.store.steps import Migration, migrations_of, require_known


def migrations() -> list[Migration]:
    """The steps in order."""
    return migrations_of(__package__)


def migrate(connection: apsw.Connection, steps: list[Migration] | None = None) -> int:
    """Apply the steps that are missing, all or none; returns the version reached.

    Raises UnsafeStore where the database was made by a newer program.
    """
    steps = migrations() if steps is None else steps
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL)"
            " STRICT, WITHOUT ROWID"
        )
        done = _version(connection)
        newest = steps[-1].version
        require_known(done, newest)
        for step in steps:
            if step.version > done:
                connection.execute(step.sql)
                connection.execute("INSERT INTO schema_versions VALUES (?, ?)", (step.version, step.name))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return newest


def _version(connection: apsw.Connection) -> int:
    for (version,) in connection.execute("SELECT coalesce(max(version), 0) FROM schema_versions"):
        return int(version)
    return 0
