"""Write `messages1.json`: a conversation with every key in it, so that another implementation can read it all.

    python -m tests.second.frozen

Bytes are base64. `frames` are in the order of reading; each carries the reader's whole state before it and, where the
reader draws no random keys, the one after it.
"""

import json
import sys
from base64 import b64encode
from pathlib import Path
from typing import Any, Final

from . import safety
from .notation import Refused, sha256
from .people import DAY, HOUR, Person, Source, World, ask, content, make_world, open_request
from .session import Session, Written

FILE: Final = Path(__file__).parents[1] / "vectors" / "messages1.json"


def b64(data: bytes) -> str:
    return b64encode(data).decode()


def person(one: Person) -> dict[str, str]:
    return {
        "seed": b64(one.who.seed),
        "ik": b64(one.who.ik),
        "card": b64(one.card.wire),
        "bundle": b64(one.bundle.wire),
        "spk": b64(one.prekeys.spk),
        "pqpk": b64(one.prekeys.pqpk),
        "seal": b64(one.prekeys.seal),
        "token_seed": b64(one.token.seed),
        "token": b64(one.token.token),
    }


def plain(state: dict[str, bytes]) -> dict[str, Any]:
    """A state as it is written: bytes in base64, counts as numbers, skipped keys as rows."""
    found: dict[str, Any] = {name: b64(value) for name, value in state.items()}
    found |= {name: int.from_bytes(state[name], "big") for name in ("version", "Ns", "Nr", "PN", "created", "last")}
    rows = [state["skipped"][at : at + 72] for at in range(0, len(state["skipped"]), 72)]
    found["skipped"] = [
        [b64(row[:32]), int.from_bytes(row[32:36], "big"), b64(row[36:68]), int.from_bytes(row[68:], "big")]
        for row in rows
    ]
    return found


def reading(reader: Session, name: str, said: bytes, sent: Written) -> dict[str, Any]:
    """One frame read, or refused."""
    before = reader.state
    row = {"to": name, "content": b64(said), "frame": b64(sent.frame), "c2": b64(sent.c2), "before": plain(before)}
    try:
        read, _ = reader.read(*sent, hour=HOUR)
    except Refused as problem:
        row["refused"] = problem.code
    else:
        if read != said:
            raise AssertionError("not what was written")
    if reader.state["DHs"] == before["DHs"]:
        row["after"] = plain(reader.state)
    return row


def frames(alice: Session, bob: Session, source: Source) -> list[dict[str, Any]]:
    """Ahead and behind, over three steps, one of a larger size, one for somebody else, two doubles."""
    rows: list[dict[str, Any]] = []

    def read(reader: Session, *sent: tuple[bytes, Written]) -> None:
        rows.extend(reading(reader, "alice" if reader is alice else "bob", *one) for one in sent)

    def write(writer: Session, said: bytes) -> tuple[bytes, Written]:
        return said, writer.write(said, day=DAY)

    accept = write(bob, content(2, 1, "Gladly", source(48)))
    second, third = write(bob, content(4, 2, "How are you?")), write(bob, content(4, 3, "No hurry."))
    read(alice, second, accept)
    short, long = write(alice, content(4, 4, "Better.")), write(alice, content(4, 5, "It was a long day. " * 100))
    read(bob, long)
    fourth = write(bob, content(4, 6, "Tell me."))
    read(alice, fourth, third, fourth)
    read(bob, short, short)
    alice.peer, right = alice.own, alice.peer
    astray = write(alice, content(4, 7, "For whom?"))
    alice.peer = right
    last = write(alice, content(4, 8, "Äiti nukkuu. 🌙"))
    read(bob, astray, last, short)
    return rows


def numbers(world: World) -> dict[str, Any]:
    prints = [
        safety.fingerprint(world.server, world.circle, one.who.key, one.card.said["ik"])
        for one in (world.alice, world.bob)
    ]
    return {"groups": safety.number(*prints), "picture": b64(safety.picture(*prints))}


def everything() -> dict[str, Any]:
    """The whole file."""
    source = Source("messages1")
    world = make_world(source)
    said = content(1, 0, "We wrote about the night shifts. May I write to you?", source(48))
    asked = ask(world, source, said)
    opened = open_request(world, asked.sealed, asked.c2, source)
    alice = world.session(world.alice, world.bob.who.key, asked.state, source)
    bob = world.session(world.bob, world.alice.who.key, opened.state, source)
    request = {"content": b64(said), "sealed": b64(asked.sealed), "c2": b64(asked.c2)}
    request |= {"ad": b64(asked.state["ad"]), "replay": b64(opened.replay)}
    return {
        "protocol": 1,
        "day": DAY,
        "hour": HOUR,
        "server": b64(world.server),
        "circle": b64(world.circle),
        "frank_key": b64(world.frank_key),
        "alice": person(world.alice),
        "bob": person(world.bob),
        "safety": numbers(world),
        "request": request,
        "frames": frames(alice, bob, source),
    }


def main() -> int:
    """Write the file, never over an older one."""
    if FILE.exists():
        sys.stderr.write(f"{FILE.name} is frozen. Delete it by hand if the protocol itself has changed.\n")
        return 1
    written = json.dumps(everything(), indent=1, ensure_ascii=False) + "\n"
    FILE.write_text(written, encoding="utf-8")
    sys.stdout.write(f"{len(written)} bytes, SHA-256 {sha256(written.encode()).hex()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
