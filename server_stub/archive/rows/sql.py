"""Statements over whole tables, in SQL that both databases take. All names in them are from our own schema."""

from server_stub.archive.rows.tables import Link, Table


def count(table: Table) -> str:
    """How many rows."""
    return f"SELECT count(*) FROM {table.name}"  # noqa: S608 - names of our own schema


def select(table: Table) -> str:
    """All columns of rows that are still to be chosen."""
    return f"SELECT {', '.join(table.columns)} FROM {table.name}"  # noqa: S608 - names of our own schema


def insert(table: Table, mark: str = "?") -> str:
    """One row; the marks are `?`, or `$1`, `$2` and so on where `mark` is `$`."""
    marks = ", ".join("?" if mark == "?" else f"${at}" for at in range(1, len(table.columns) + 1))
    columns = ", ".join(table.columns)
    return f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"  # noqa: S608 - names of our own schema


def lacking(link: Link) -> str:
    """How many rows of a table refer to none of the other."""
    pairs = " AND ".join(f"b.{there} = a.{here}" for here, there in zip(link.columns, link.there, strict=True))
    named = " AND ".join(f"a.{here} IS NOT NULL" for here in link.columns)
    nowhere = f"NOT EXISTS (SELECT 1 FROM {link.target} b WHERE {pairs})"  # noqa: S608 - names of our own schema
    return f"SELECT count(*) FROM {link.table} a WHERE {named} AND {nowhere}"  # noqa: S608 - names of our own schema
