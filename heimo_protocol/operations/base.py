"""What every operation of the table is made of."""

from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from heimo_protocol.anonymity.tokens import TokenType
from heimo_protocol.requests import Mode

A = TypeVar("A", bound="Args")
R = TypeVar("R", bound="Result")


class Args(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Arguments of an operation."""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """Result of an operation."""


class Done(Result, frozen=True, kw_only=True):
    """It is done; nothing more to say."""


@dataclass(frozen=True, slots=True)
class Operation(Generic[A, R]):
    """One operation. `modes`: the roles that may sign it; `anonymous`: it may come unsigned.

    `stream`: the answer is a stream of server-sent events (the newest number of a log or queue as data), not a result.
    `token`: the type of the token that must pay for it. `least_answer`: the bytes that an answer is padded to at least.
    `while_banned`: a banned name may sign it, too, and is told no more than it needs to appeal.
    """

    name: str
    args: type[A]
    result: type[R]
    modes: frozenset[Mode]
    anonymous: bool
    purpose: str
    stream: bool = False
    token: TokenType | None = None
    least_answer: int = 0
    while_banned: bool = False
