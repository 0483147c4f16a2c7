"""Writes in one round trip: takes the locks, asks whether all is still as it was found, writes the rows, and commits.

One statement sees one moment, which is before it has got its locks. So this is a function, each statement of which sees
what was committed before it. It is made anew in every session and belongs to it alone (`pg_temp`), so it is always this
program's. Values are bound to it, not written into SQL, which PostgreSQL may note in its log.
"""

import re
from collections.abc import Iterable, Sequence

import asyncpg

from server_stub.store.postgres.locks import ALL
from server_stub.store.postgres.writing.looking import DIGEST, EVENTS, FRAMES, Look
from server_stub.store.postgres.writing.memory import Pending
from server_stub.store.postgres.writing.sending import KINDS, Overtaken, columns_of, kinds_of_columns, writing

_PLACE = re.compile(r"\$(\d+)::(bytea|bigint)\[\]")


def _kinds(asked: str) -> list[str]:
    """The types of what a look asks for, and of the digest of what it found."""
    by_place = {int(place): f"{kind}[]" for place, kind in _PLACE.findall(asked)}
    return [*(kind for _, kind in sorted(by_place.items())), "bytea"]


_LOOKS = {asked: _kinds(asked) for asked in (EVENTS, FRAMES)}
_PARAMETERS = ["bigint[]", *(kind for kinds in _LOOKS.values() for kind in kinds), *kinds_of_columns()]
_NAME = "pg_temp.heimo_write"
_CALL = f"SELECT {_NAME}({', '.join(f'${number}' for number in range(1, len(_PARAMETERS) + 1))})"


def _still(asked: str, first: int) -> str:
    """Returns false where a look, whose parameters begin with number `first`, would find something else by now."""
    by, digest = first - 1, f"${first + len(_LOOKS[asked]) - 1}"
    again = _PLACE.sub(lambda place: f"${int(place[1]) + by}::{place[2]}[]", asked)
    return (
        f"IF {digest} IS NOT NULL AND {digest} <> (SELECT {DIGEST} FROM ({again}) AS looked) THEN RETURN FALSE; END IF;"
    )


_DEFINITION = f"""
CREATE FUNCTION {_NAME}({", ".join(_PARAMETERS)}) RETURNS boolean LANGUAGE plpgsql AS $body$
DECLARE
    lock bigint;
    fits boolean;
BEGIN
    IF cardinality($1) = 0 THEN
        PERFORM pg_advisory_xact_lock({ALL});
    ELSE
        PERFORM pg_advisory_xact_lock_shared({ALL});
        FOREACH lock IN ARRAY $1 LOOP
            PERFORM pg_advisory_xact_lock(lock);
        END LOOP;
    END IF;
    {_still(EVENTS, 2)}
    {_still(FRAMES, 2 + len(_LOOKS[EVENTS]))}
    {writing(KINDS, first=2 + sum(map(len, _LOOKS.values())), into=" INTO fits")};
    IF NOT fits THEN
        RAISE serialization_failure USING MESSAGE = 'another process was quicker';
    END IF;
    RETURN TRUE;
END
$body$"""


class Session:
    """A connection, and whether it has the function yet."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self.connection = connection
        self._is_able: bool | None = None

    async def prepare(self) -> bool:
        """Make the function; False where this database's owner keeps programs from making any in their sessions."""
        if self._is_able is None:
            try:
                await self.connection.execute(_DEFINITION)
            except asyncpg.InsufficientPrivilegeError:
                self._is_able = False
            else:
                self._is_able = True
        return self._is_able

    async def write(self, keys: Iterable[int], looks: Sequence[Look], pending: Pending) -> None:
        """Under these locks, or under all of them where there are none, and durably.

        Raises Overtaken, or what PostgreSQL objects to.
        """
        found = {look.asked: (*look.values, look.digest) for look in looks}
        is_written = await self.connection.fetchval(
            _CALL,
            sorted(keys),
            *(value for asked, kinds in _LOOKS.items() for value in found.get(asked, [None] * len(kinds))),
            *(column for columns in columns_of(pending).values() for column in columns),
        )
        if not is_written:
            raise Overtaken
