"""Running one statement of SQL, as each database does it.

Parameters are `$1`, `$2`, ..., first named in this order, since SQLite counts them so.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

Row = tuple[Any, ...]


class Statements(ABC):
    """What all parts of a transaction share."""

    @abstractmethod
    def _each(self, sql: str, *values: Any) -> Iterable[Row]:
        """The rows of a statement."""

    @abstractmethod
    def _one(self, sql: str, *values: Any) -> Row | None:
        """Its first row, None where there is none."""

    @abstractmethod
    def _run(self, sql: str, *values: Any) -> int:
        """Run one statement; returns how many rows it changed."""

    def _by(self, index: str) -> str:
        """What makes a statement go by this index where the database would not find it by itself."""
        del index
        return ""

    def _number(self, sql: str, *values: Any) -> int:
        """The first value of its first row, 0 where there is none."""
        row = self._one(sql, *values)
        return 0 if row is None else int(row[0])
