"""The numbered steps by which a database comes to this program's schema, as every kind of database reads them."""

from importlib import resources

import msgspec


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
