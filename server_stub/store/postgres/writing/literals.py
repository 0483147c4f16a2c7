"""Values as PostgreSQL's SQL spells them, for statements that travel in one message with others.

Only what rows are made of: bytes, integers, texts, none of these, and lists of them, as constants whose kind PostgreSQL
takes from where they stand (its documentation: 4.1.2.1 String Constants, 8.4.1 bytea Hex Format, 8.15.2 Array Value
Input). Strings are as the SQL standard has them (`standard_conforming_strings`, which connection.py sets).
"""

from typing import Any


def literal(value: Any) -> str:
    """A value in SQL; raises TypeError for any other kind, and ValueError for a text with NUL, which none can hold."""
    if value is None:
        return "NULL"
    text = "{" + ",".join(map(_element, value)) + "}" if isinstance(value, list) else _text(value)
    return "'" + text.replace("'", "''") + "'"


def _element(value: Any) -> str:
    """A value in a list."""
    if value is None:
        return "NULL"
    return '"' + _text(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _text(value: Any) -> str:
    match value:
        case bytes():
            return "\\x" + value.hex()
        case int():
            return str(int(value))
        case str():
            if "\0" in value:
                raise ValueError("a text with NUL")
            return value
    raise TypeError(f"{type(value).__name__} is in no row")
