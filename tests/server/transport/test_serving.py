"""A real server process: put, list, wake-up, refusals, clean end."""

import asyncio
import hashlib
import os
import socket
import ssl
import subprocess
import threading
import time
from pathlib import Path

import httpx
import pytest

from heimo_protocol import framing
from heimo_protocol.descriptor import open_descriptor
from heimo_protocol.encoding import encode
from heimo_protocol.errors import Code
from heimo_protocol.limits import BODY_CLASSES, ServerLimits
from heimo_protocol.log import next_head
from heimo_protocol.operations import CircleListArgs, ListArgs, LiveArgs, PutArgs
from heimo_protocol.requests import Mode, Request
from heimo_protocol.signing import Envelope
from tests.server.house import House, Member, build_house, envelope, read_response, result_of, running, start


@pytest.fixture
async def house(tmp_path: Path) -> House:
    return await build_house(tmp_path / "data")


def post(server: str, op: str, body: bytes) -> httpx.Response:
    return httpx.post(f"{server}/v1/{op}", content=body, timeout=20)


def put(house: House, server: str, member: Member, text: str) -> httpx.Response:
    return post(server, "event.put", envelope(house, PutArgs(event=member.post(text).data), "event.put", member))


def test_put_then_list_with_a_whole_chain(house: House) -> None:
    with running(house.data) as server:
        for number in range(1, 4):
            written = result_of("event.put", put(house, server.address, house.members[0], f"words {number}"))
            assert (written.held, written.log_seq) == (False, number)
        answer = post(server.address, "event.list", envelope(house, ListArgs(circle=house.circle.id), "event.list"))
        assert len(answer.content) in BODY_CLASSES
        page = result_of("event.list", answer)
        assert server.stop() == 0
    head = house.circle.first_head
    assert page.base == head
    for entry in page.entries:
        head = next_head(head, entry.log_seq, hashlib.sha256(Envelope.from_bytes(entry.event).payload).digest())
    assert (page.head_seq, page.head) == (3, head)
