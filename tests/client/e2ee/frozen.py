"""Writes tests/vectors/sessions1.json: states of version 1 as a device keeps them, and what they must still read.

Run `python -m tests.client.e2ee.frozen` once; it does not write over a file. A change of what a session keeps is a new
version with a file of its own, and this one must be readable for ever.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from .pair import CIRCLE, DAY, FRANK_KEY, HOUR, SERVER_ID, Pair, Person

PATH = Path(__file__).parents[2] / "vectors" / "sessions1.json"


def made() -> dict[str, object]:
    """A reader with a skipped message, what comes to it, and a bundle with a request to it."""
    pair = Pair().answered()
    frames = []
    for content in (b"late", b"read before", b"next"):
        sealed = pair.ada.write(pair.at_ada, content, pair.ben)
        pair.at_ada = sealed.session
        frames.append({"content": content.decode(), "frame": sealed.frame.hex(), "c2": sealed.c2.hex()})
    before = frames.pop(1)
    reader = pair.ben.read(pair.at_ben, bytes.fromhex(before["frame"]), bytes.fromhex(before["c2"])).session
    stranger = Person()
    asked = stranger.ask(pair.ben, b"a request")
    return {
        "server_id": SERVER_ID.hex(),
        "circle": CIRCLE.hex(),
        "frank_key": FRANK_KEY.hex(),
        "day": DAY,
        "hour": HOUR,
        "author": pair.ben.author.hex(),
        "dm": pair.ben.dm.private_bytes_raw().hex(),
        "card": pair.ben.peer.envelope.hex(),
        "session": reader.to_bytes().hex(),
        "skipped": 1,
        "frames": frames,
        "bundle": pair.ben.bundles[0].to_bytes().hex(),
        "request": {"content": "a request", "sealed": asked.sealed.hex(), "c2": asked.c2.hex()},
    }


if __name__ == "__main__":
    if PATH.exists():
        sys.exit(f"{PATH.name} is there already; it never changes")
    PATH.write_text(json.dumps(made(), indent=1) + "\n", encoding="utf-8")
