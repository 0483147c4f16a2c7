"""Who may write at the same time, over all processes on one database.

Operations that name the same thing run one after the other, in PostgreSQL's advisory locks, which also work for what
is not there yet. An operation that names nothing runs alone. All locks of a transaction are taken at its beginning, in
one order, so that no two wait for each other.
"""

import hashlib
from collections.abc import Iterable

_ANYTHING = b"anything"


def key_of(name: bytes) -> int:
    """The lock of a name, a signed 64-bit number that shows nothing of it."""
    digest = hashlib.blake2b(name, digest_size=8, person=b"heimo-lock").digest()
    return int.from_bytes(digest, "big", signed=True)


ALL = key_of(_ANYTHING)
"""Shared by all operations that name something."""

BEGIN_ALONE = f"BEGIN; SELECT pg_advisory_xact_lock({ALL})"
"""Begins a transaction that no other operation runs beside."""


def begin_on(keys: Iterable[int]) -> str:
    """Begins a transaction with these locks, in one round trip."""
    mine = ", ".join(f"pg_advisory_xact_lock({key})" for key in sorted(keys))
    return f"BEGIN; SELECT pg_advisory_xact_lock_shared({ALL}), {mine}"
