"""The numbered steps by which a database comes to this program's schema, as every kind of database reads them."""

from importlib import resources

import msgspec

from server_stub.store.base import UnsafeStore

MOVED = 1_000_000
"""No step has this number: it marks a database that is still being filled, or that a community has left for another."""

HOLDER = 0
"""No step has this number: the name beside it says which community a database is of (see holder)."""


class Migration(msgspec.Struct, frozen=True):
    """A step: its number, name and SQL."""

    version: int
    name: str
    sql: str


def migrations_of(package: str) -> list[Migration]:
    """The steps in order, read from the files migrations/NNNN_name.sql of a package."""
    steps = []
    for file in resources.files(package).joinpath("migrations").iterdir():
        number, _, name = file.name.removesuffix(".sql").partition("_")
        if file.name.endswith(".sql"):
            steps.append(Migration(int(number), name, file.read_text(encoding="utf-8")))
    return sorted(steps, key=lambda step: step.version)


def holder(server_id: bytes) -> str:
    """How a community (its server id) is called where a database says whose it is."""
    return f"moving {server_id.hex()}"  # those that moved in came first


def require_known(done: int, newest: int) -> None:
    """Check that a database that has come to step `done` can be used; raises UnsafeStore."""
    if done >= MOVED:
        raise UnsafeStore(
            "the community has moved from this database to another, or into this one it has not moved yet;"
            " `heimo-server migrate` goes on where it ended"
        )
    if done > newest:
        raise UnsafeStore(
            f"the database has schema {done}, this program knows {newest}: install the version that made it, or restore"
            " a backup from before the upgrade"
        )
