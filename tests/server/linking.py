"""Attacks of somebody who holds the whole database and all logs, and wants to know which two keys are one person.

Every attack looks at all columns of all tables, whatever they are called, so that a new column is attacked as well.
An attack gives, for each true pair, whether it would have found it; by chance one pair is found in all.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

Value = bytes | str | int | None
Row = dict[str, Value]
Feature = dict[bytes, float]
"""A number for each key."""

WINDOW = 6
MOST_HITS = 13
"""By chance the hits are spread as Poisson(1); 14 or more come about once in 10^12."""

STRONGEST = 5.8
"""Largest |rank correlation| by chance, times sqrt(pairs - 1): about once in 10^8."""


@dataclass(frozen=True)
class Dump:
    """Everything there is: rows of all tables in the order they lie in, files as bytes, log output."""

    tables: dict[str, list[Row]]
    files: dict[str, bytes]
    log: bytes


@dataclass(frozen=True)
class Finding:
    """An attack that did better than chance."""

    attack: str
    hits: int
    strength: float

    def __str__(self) -> str:
        return f"{self.attack}: {self.hits} hits, strength {self.strength:.1f}"


def dump(folder: Path, log: bytes) -> Dump:
    """Read all tables of the database, and all its files."""
    files = {path.name: path.read_bytes() for path in sorted(folder.glob("community.db*"))}
    connection = apsw.Connection(str(folder / "community.db"), flags=apsw.SQLITE_OPEN_READONLY)
    tables: dict[str, list[Row]] = {}
    schema = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    for name in (str(row[0]) for row in schema):
        columns = [str(row[0]) for row in connection.execute("SELECT name FROM pragma_table_info(?)", (name,))]
        rows = connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608 — a name from the schema
        tables[name] = [dict(zip(columns, row, strict=True)) for row in rows]
    connection.close()
    return Dump(tables, files, log)


class View:
    """What is known of each of some keys: all rows that lead to it, and where it lies in the files."""

    def __init__(self, found: Dump, keys: Sequence[bytes]) -> None:
        self._dump = found
        self.keys = list(keys)
        self.rows = self._collect()

    def windows(self) -> dict[bytes, set[bytes]]:
        """All pieces of WINDOW bytes in each key's rows."""
        return {key: set(_pieces(self.rows[key])) for key in self.keys}

    def numbers(self) -> dict[str, Feature]:
        """All numbers known of each key: columns, counts, and places in rows and files."""
        features: dict[str, Feature] = defaultdict(dict)
        for key in self.keys:
            columns: dict[str, list[int]] = defaultdict(list)
            for table, place, row in self.rows[key]:
                columns[f"{table}, place of row"].append(place)
                for column, value in row.items():
                    if isinstance(value, int):
                        columns[f"{table}.{column}"].append(value)
            for name, values in columns.items():
                features[f"{name}, least"][key] = min(values)
                features[f"{name}, most"][key] = max(values)
                features[f"{name}, sum"][key] = sum(values)
                features[f"{name}, count"][key] = len(values)
            for name, content in self._dump.files.items():
                features[f"{name}, first place"][key] = content.find(key)
                features[f"{name}, last place"][key] = content.rfind(key)
        return dict(features)

    def _collect(self) -> dict[bytes, list[tuple[str, int, Row]]]:
        """Rows that hold the key, and rows that hold what only this key's rows hold, such as its nym_id."""
        near = {key: self._holding([key]) for key in self.keys}
        owners: Counter[bytes] = Counter()
        for rows in near.values():
            owners.update({value for _, _, row in rows for value in _identifiers(row)})
        far = {}
        for key, rows in near.items():
            own = [value for value in {v for _, _, row in rows for v in _identifiers(row)} if owners[value] == 1]
            far[key] = self._holding([key, *own])
        return far

    def _holding(self, values: Iterable[bytes]) -> list[tuple[str, int, Row]]:
        places: dict[tuple[str, int], Row] = {}
        for value in values:
            for table, place in self._index.get(value, ()):
                places[table, place] = self._dump.tables[table][place]
        return [(table, place, row) for (table, place), row in places.items()]

    @property
    def _index(self) -> Mapping[bytes, list[tuple[str, int]]]:
        if not hasattr(self, "_by_value"):
            index: dict[bytes, list[tuple[str, int]]] = defaultdict(list)
            for table, rows in self._dump.tables.items():
                for place, row in enumerate(rows):
                    for value in _identifiers(row):
                        index[value].append((table, place))
            self._by_value = index
        return self._by_value


def attack(found: Dump, pairs: Sequence[tuple[bytes, bytes]], *, seed: int) -> list[Finding]:
    """Try to pair the left keys with the right ones; returns every attack that did better than chance."""
    left = View(found, [one for one, _ in pairs])
    right = View(found, [other for _, other in pairs])
    return [
        finding
        for finding in (
            _by_shared_pieces(left, right, pairs),
            *_by_order(left, right, pairs, random.Random(seed)),
            _by_log_lines(found, pairs),
        )
        if finding.hits > MOST_HITS or finding.strength > STRONGEST
    ]


def _by_shared_pieces(left: View, right: View, pairs: Sequence[tuple[bytes, bytes]]) -> Finding:
    """Pair those that share the most pieces of bytes which few others have."""
    mine, theirs = left.windows(), right.windows()
    spread = Counter(piece for side in (mine, theirs) for pieces in side.values() for piece in pieces)
    holders: dict[bytes, list[bytes]] = defaultdict(list)
    for key, pieces in theirs.items():
        for piece in pieces:
            if spread[piece] <= 3:
                holders[piece].append(key)
    hits = 0
    for one, other in pairs:
        votes = Counter(key for piece in mine[one] for key in holders.get(piece, ()))
        best = votes.most_common(1)
        hits += bool(best and best[0][0] == other)
    return Finding("shared bytes", hits, 0.0)


def _by_order(left: View, right: View, pairs: Sequence[tuple[bytes, bytes]], dice: random.Random) -> Iterable[Finding]:
    """Sort both sides by any number known of them, and pair equal ranks."""
    theirs = {name: _ranks(feature, right.keys, dice) for name, feature in right.numbers().items()}
    for name, feature in left.numbers().items():
        mine = _ranks(feature, left.keys, dice)
        for other_name, others in theirs.items():
            if mine is None or others is None:
                continue
            hits = sum(mine[one] == others[other] for one, other in pairs)
            strength = abs(_correlation([(mine[one], others[other]) for one, other in pairs]))
            yield Finding(f"{name} / {other_name}", hits, strength * (len(pairs) - 1) ** 0.5)


def order_shown(found: Dump, arrivals: Sequence[bytes], *, seed: int) -> list[Finding]:
    """Which places, of rows in tables or of keys in files, tell the order in which the keys arrived."""
    dice = random.Random(seed)
    shown = []
    for name, feature in View(found, arrivals).numbers().items():
        ranks = _ranks(feature, arrivals, dice) if "place" in name else None
        if ranks is not None:
            strength = abs(_correlation([(n, ranks[key]) for n, key in enumerate(arrivals)]))
            shown.append(Finding(name, 0, strength * (len(arrivals) - 1) ** 0.5))
    return [finding for finding in shown if finding.strength > STRONGEST]


def _by_log_lines(found: Dump, pairs: Sequence[tuple[bytes, bytes]]) -> Finding:
    """Find lines in which both keys, or the first bytes of both, stand."""
    lines = [line.lower() for line in found.log.splitlines()]

    def named(key: bytes) -> set[int]:
        return {n for n, line in enumerate(lines) if key[:4].hex().encode() in line or key[:WINDOW] in line}

    return Finding("log lines", sum(bool(named(one) & named(other)) for one, other in pairs), 0.0)


def _identifiers(row: Row) -> list[bytes]:
    return [value for value in row.values() if isinstance(value, bytes) and len(value) >= 4]


def _pieces(rows: Iterable[tuple[str, int, Row]]) -> Iterable[bytes]:
    for _, _, row in rows:
        for value in row.values():
            content = value.encode() if isinstance(value, str) else value
            if isinstance(content, bytes):
                yield from (content[i : i + WINDOW] for i in range(len(content) - WINDOW + 1))


def _ranks(feature: Feature, keys: Sequence[bytes], dice: random.Random) -> dict[bytes, int] | None:
    """Ranks from 0, ties in random order; None where the number tells nothing."""
    if len(set(feature.values())) < 2:
        return None
    order = sorted(keys, key=lambda key: (feature.get(key, -1), dice.random()))
    return {key: rank for rank, key in enumerate(order)}


def _correlation(ranks: Sequence[tuple[int, int]]) -> float:
    n = len(ranks)
    differences = sum((a - b) ** 2 for a, b in ranks)
    return 1 - 6 * differences / (n * (n * n - 1))


def with_column(found: Dump, table: str, values: Mapping[Any, Value], by: str = "key") -> Dump:
    """The same dump where a table has one more column: the leak that attacks have to notice."""
    rows = [{**row, "leak": values.get(row[by])} for row in found.tables[table]]
    return Dump({**found.tables, table: rows}, found.files, found.log)
