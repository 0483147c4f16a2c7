"""The tables of a database in the order in which they can be filled, read from SQLite's own description of them.

Both stores have the same tables with the same columns, so that a row is the same tuple in either.
"""

from graphlib import TopologicalSorter

import apsw
import msgspec

from server_stub.store.sqlite.migrate import migrate, migrations

_OURS = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'schema_versions'"


class Link(msgspec.Struct, frozen=True):
    """A foreign key: `columns` of `table` are to be found as `there` in `target`, unless one of them is NULL."""

    table: str
    columns: tuple[str, ...]
    target: str
    there: tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    """A table: all `columns` in their order, those of the primary `key`, and which of these are `texts`."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    texts: frozenset[str]
    links: tuple[Link, ...]

    def key_of(self, row: tuple[object, ...]) -> tuple[object, ...]:
        """The row's primary key."""
        return tuple(row[self.columns.index(column)] for column in self.key)


def tables_of(connection: apsw.Connection) -> tuple[Table, ...]:
    """The tables of a database, those that others refer to before those others."""
    names = sorted(str(name) for (name,) in connection.execute(_OURS))
    found = {name: _describe(connection, name) for name in names}
    before = {name: sorted({link.target for link in table.links} - {name}) for name, table in found.items()}
    return tuple(found[name] for name in TopologicalSorter(before).static_order())


def newest_tables() -> tuple[Table, ...]:
    """The tables of this program's schema."""
    connection = apsw.Connection(":memory:")
    try:
        migrate(connection)
        return tables_of(connection)
    finally:
        connection.close()


def newest_schema() -> int:
    """The number of this program's schema."""
    return migrations()[-1].version


def _describe(connection: apsw.Connection, name: str) -> Table:
    sql = "SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid"
    columns = [(str(column), str(kind), int(pk or 0)) for column, kind, pk in connection.execute(sql, (name,))]
    key = sorted((pk, column) for column, _, pk in columns if pk)
    return Table(
        name=name,
        columns=tuple(column for column, _, _ in columns),
        key=tuple(column for _, column in key),
        texts=frozenset(column for column, kind, _ in columns if kind == "TEXT"),
        links=_links(connection, name),
    )


def _links(connection: apsw.Connection, name: str) -> tuple[Link, ...]:
    sql = 'SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(?) ORDER BY id, seq'
    parts: dict[int, list[tuple[str, str, str]]] = {}
    for number, target, here, there in connection.execute(sql, (name,)):
        parts.setdefault(number, []).append((target, here, there))
    return tuple(
        Link(name, tuple(one[1] for one in many), many[0][0], tuple(one[2] for one in many)) for many in parts.values()
    )
