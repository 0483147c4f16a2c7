"""What was measured as a table and a picture for docs/hosting/speed.md: `python -m benchmarks.growth.drawing FILE`.

FILE is what `python -m benchmarks.growth.growing FILE` wrote. It prints the table and draws docs/hosting/growth.svg.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

PICTURE = Path(__file__).parents[2] / "docs" / "hosting" / "growth.svg"
_WIDE, _HIGH, _LEFT, _TOP, _GAP = 330, 220, 60, 40, 90
_COLOURS = {"newest 50": "#4477aa", "50 anywhere": "#228833", "a post": "#ee6677", "told of it": "#aa3377"}
_DASHES = {"SQLite": "none", "PostgreSQL": "6 4"}
_KINDS = ("events", "circles")

Rows = list[dict[str, Any]]


def table(rows: Rows) -> Iterator[str]:
    """Milliseconds: the median, and of the processor in brackets."""
    for kind in _KINDS:
        counts = sorted({row["count"] for row in rows if row["what"] == kind})
        yield f"| {kind} | " + " | ".join(f"{count:,}" for count in counts) + " | most |"
        yield "| --- " * (len(counts) + 2) + "|"
        for store in _DASHES:
            for work in _COLOURS:
                found = [_one(rows, kind, store, work, count) for count in counts]
                most = max(row["median"] for row in found) / found[0]["median"]
                cells = " | ".join(f"{row['median']:.2f} ({row['processor']:.2f})" for row in found)
                yield f"| {store}: {work} | {cells} | {most:.2f}x |"
        yield ""


def picture(rows: Rows) -> str:
    """Two panels, one line for each store and work, both axes logarithmic."""
    width = _LEFT + len(_KINDS) * (_WIDE + _GAP)
    top = max(row["median"] for row in rows)
    low = min(row["median"] for row in rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_HIGH + _TOP + 110}"'
        ' font-family="sans-serif" font-size="12" fill="#333">',
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for number, kind in enumerate(_KINDS):
        panel = [row for row in rows if row["what"] == kind]
        parts += _panel(panel, kind, _LEFT + number * (_WIDE + _GAP), low / 1.3, top * 1.3)
    return "\n".join([*parts, *_legend(), "</svg>\n"])


def _panel(rows: Rows, kind: str, left: int, low: float, top: float) -> Iterator[str]:
    counts = sorted({row["count"] for row in rows})
    first, last = math.log(counts[0]), math.log(counts[-1])

    def x(count: int) -> float:
        return left + (math.log(count) - first) / (last - first) * _WIDE

    def y(value: float) -> float:
        return _TOP + (math.log(top) - math.log(value)) / (math.log(top) - math.log(low)) * _HIGH

    yield f'<text x="{left}" y="{_TOP - 15}" font-weight="bold">ms, by {kind}</text>'
    for value in (0.5, 1, 2, 5, 10, 20):
        if low < value < top:
            yield f'<path d="M{left} {y(value):.1f}h{_WIDE}" stroke="#ddd"/>'
            yield f'<text x="{left - 8}" y="{y(value) + 4:.1f}" text-anchor="end">{value:g}</text>'
    for count in counts:
        yield f'<text x="{x(count):.1f}" y="{_TOP + _HIGH + 18}" text-anchor="middle">{count:,}</text>'
    for store, dash in _DASHES.items():
        for work, colour in _COLOURS.items():
            line = [(x(count), y(_one(rows, kind, store, work, count)["median"])) for count in counts]
            points = " ".join(f"{at:.1f},{high:.1f}" for at, high in line)
            style = f'stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"'
            yield f'<polyline points="{points}" fill="none" {style}/>'


def _legend() -> Iterator[str]:
    y = _TOP + _HIGH + 50
    for number, (work, colour) in enumerate(_COLOURS.items()):
        x = _LEFT + number * 150
        yield f'<path d="M{x} {y}h24" stroke="{colour}" stroke-width="2"/>'
        yield f'<text x="{x + 30}" y="{y + 4}">{escape(work)}</text>'
    for number, (store, dash) in enumerate(_DASHES.items()):
        x = _LEFT + number * 150
        line = f'stroke="#333" stroke-width="2" stroke-dasharray="{dash}"'
        yield f'<path d="M{x} {y + 25}h24" {line}/><text x="{x + 30}" y="{y + 29}">{store}</text>'


def _one(rows: Rows, kind: str, store: str, work: str, count: int) -> dict[str, Any]:
    key = {"what": kind, "store": store, "work": work, "count": count}
    return next(row for row in rows if all(row[name] == value for name, value in key.items()))


def main() -> None:
    """Print the table and draw the picture."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth.drawing", description=main.__doc__)
    parser.add_argument("file", type=Path)
    rows = json.loads(parser.parse_args().file.read_text(encoding="utf-8"))
    sys.stdout.write("\n".join(table(rows)) + "\n")
    PICTURE.write_text(picture(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
