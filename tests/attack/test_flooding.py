"""Members who send more than their share."""

import os

import pytest

from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import NONCE_MEMORY_SECONDS
from heimo_protocol.operations import OPERATIONS
from server_stub.transport.auth import _PURPOSES, QUEUE_MODES
from server_stub.transport.replay import MAX_FOR_ONE, MAX_REMEMBERED, ReplayMemory


def _send(memory: ReplayMemory, key: bytes, times: int) -> None:
    for _ in range(times):
        memory.require_new(key, os.urandom(16))


def test_one_member_does_not_fill_the_memory_for_all() -> None:
    now = [1_000_000.0]
    memory = ReplayMemory(lambda: now[0], maximum=1000, for_one=100)
    _send(memory, b"loud", 100)
    with pytest.raises(Refusal) as refused:
        _send(memory, b"loud", 1)
    assert refused.value.code == Code.BUSY and 0 < (refused.value.retry_after or 0) <= NONCE_MEMORY_SECONDS + 1
    _send(memory, b"quiet", 100)
    now[0] += NONCE_MEMORY_SECONDS
    _send(memory, b"loud", 100)


def test_a_shut_out_key_still_has_no_replays() -> None:
    memory = ReplayMemory(lambda: 0.0, for_one=1)
    memory.require_new(b"loud", bytes(16))
    with pytest.raises(Refusal) as refused:
        memory.require_new(b"loud", bytes(16))
    assert refused.value.code == Code.REPLAY


def test_it_takes_many_to_fill_the_memory() -> None:
    assert MAX_REMEMBERED // MAX_FOR_ONE >= 40


def test_a_memory_of_queues_shuts_nobody_out_and_stays_small() -> None:
    """One member can have many queues, and so many keys."""
    memory = ReplayMemory(lambda: 0.0, maximum=100, for_one=60, forgets=True)
    for number in range(20):
        _send(memory, bytes([number]), 50)
    assert len(memory._young) + len(memory._old) <= 200
    memory.require_new(b"quiet", bytes(16))
    with pytest.raises(Refusal) as refused:
        memory.require_new(b"quiet", bytes(16))
    assert refused.value.code == Code.REPLAY
    _send(memory, b"other", 59)
    with pytest.raises(Refusal) as refused:
        memory.require_new(b"quiet", bytes(16))
    assert refused.value.code == Code.REPLAY, "the older generation is still known"


def test_every_operation_is_for_keys_of_queues_or_for_others() -> None:
    for operation in OPERATIONS.values():
        assert operation.modes <= QUEUE_MODES or not operation.modes & QUEUE_MODES


def test_every_nameless_operation_has_a_budget_of_its_own() -> None:
    nameless = [operation.name for operation in OPERATIONS.values() if operation.anonymous]
    assert sorted(nameless) == sorted(_PURPOSES)
    assert len(set(_PURPOSES.values())) == len(nameless)
