"""A fault of ours: the client learns only that, and the log nothing that anybody wrote."""

import io
import json
import logging
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from heimo_protocol import framing
from heimo_protocol.encoding import encode
from heimo_protocol.errors import Code
from heimo_protocol.operations import OPERATIONS, CircleListArgs
from heimo_protocol.requests import Request
from server_stub.app import create_app
from server_stub.config import ServerConfig
from server_stub.context import Caller, Context
from server_stub.operations import HANDLERS
from server_stub.serve import make_context
from server_stub.store.base import StoreBusy, StoreUnavailable
from server_stub.upkeep import incidents
from tests.server.house import House, build_house, envelope, read_response

SECRET = "a sentence that somebody wrote"


@pytest.fixture
async def house(tmp_path: Path) -> House:
    return await build_house(tmp_path / "data")


@pytest.fixture
async def context(house: House) -> AsyncIterator[Context]:
    store = await house.open()
    yield make_context(ServerConfig(data=house.data), store)
    await store.close()


def client(app: Starlette) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://server")


def failing(context: Context, problem: Exception) -> Starlette:
    async def fail(_: Context, args: Any, __: Caller) -> Any:
        words = args.code
        assert words == SECRET
        raise problem

    return create_app(context, {**HANDLERS, "circle.list": fail})


async def ask(app: Starlette, house: House) -> httpx.Response:
    async with client(app) as http:
        return await http.post("/v1/circle.list", content=envelope(house, CircleListArgs(code=SECRET), "circle.list"))


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    before = logging.getLogger().handlers[:]
    incidents.configure_logging()
    yield written
    logging.getLogger().handlers[:] = before


async def test_a_fault_is_one_redacted_line(house: House, context: Context, lines: io.StringIO) -> None:
    answer = await ask(failing(context, KeyError(SECRET)), house)
    response = read_response(answer)
    assert (answer.status_code, response.code, response.detail) == (503, Code.CLOSED, "")
    (line,) = lines.getvalue().splitlines()
    told = json.loads(line)
    assert (told["event"], told["doing"], told["exception"]) == ("incident", "circle.list", "KeyError")
    assert len(told["id"]) == 8 and told["where"][-1].startswith("tests/server/transport/test_incidents.py:")
    assert SECRET not in line


async def test_records_of_libraries_lose_their_words(lines: io.StringIO) -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        logging.getLogger("uvicorn.error").exception("while serving %s", SECRET)
    told = json.loads(lines.getvalue())
    assert (told["logger"], told["exception"]) == ("uvicorn.error", "ValueError")
    assert SECRET not in lines.getvalue()


async def test_nobody_fills_the_disk_with_lines(lines: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [time.monotonic()]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    for _ in range(5000):
        incidents.report(ValueError(SECRET), doing="circle.list")
        logging.getLogger("uvicorn.error").warning("Invalid HTTP request received.")
    assert len(lines.getvalue().splitlines()) == 60
    now[0] += 1.5
    incident = incidents.report(ValueError(SECRET), doing="again")
    *_, dropped, last = lines.getvalue().splitlines()
    assert json.loads(dropped) == {"event": "dropped", "lines": 4940} and json.loads(last)["id"] == incident


@pytest.mark.parametrize(
    ("problem", "status", "code"), [(StoreBusy("x"), 429, Code.BUSY), (StoreUnavailable("x"), 503, Code.CLOSED)]
)
async def test_the_stores_troubles(
    house: House, context: Context, problem: Exception, status: int, code: Code, lines: io.StringIO
) -> None:
    answer = await ask(failing(context, problem), house)
    response = read_response(answer)
    assert (answer.status_code, response.code) == (status, code)
    assert response.retry_after == int(answer.headers["retry-after"])


async def test_an_answer_that_does_not_fit_is_our_fault(house: House, context: Context, lines: io.StringIO) -> None:
    result_type = OPERATIONS["account.credential"].result

    async def much(_: Context, __: Any, ___: Caller) -> Any:
        return result_type(response=bytes(300_000), cred_epoch=1)

    answer = await ask(create_app(context, {**HANDLERS, "circle.list": much}), house)
    assert answer.status_code == 503 and "incident" in lines.getvalue()


@pytest.mark.parametrize("change", ["missing", "extra"])
async def test_handlers_and_operations_must_agree(context: Context, change: str) -> None:
    handlers = dict(HANDLERS)
    if change == "missing":
        del handlers["event.put"]
    else:
        handlers["event.burn"] = handlers["event.put"]
    with pytest.raises(LookupError, match=r"event\.(put|burn)"):
        create_app(context, handlers)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    name=st.sampled_from(sorted(set(OPERATIONS) - {"live"})),
    content=st.one_of(
        st.binary(max_size=2000),
        st.binary(max_size=1000).map(framing.pack),
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers(-(2**63), 2**63 - 1)
            | st.binary(max_size=64)
            | st.text(max_size=20),
            lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
            max_leaves=10,
        ).map(lambda value: framing.pack(encode(Request(args=encode(value))))),
    ),
)
async def test_nothing_that_is_sent_is_a_fault(
    house: House, context: Context, lines: io.StringIO, name: str, content: bytes
) -> None:
    async with client(create_app(context, HANDLERS)) as http:
        answer = await http.post(f"/v1/{name}", content=content)
    response = read_response(answer)
    assert answer.status_code < 500 and lines.getvalue() == ""
    assert response.ok or response.code in list(Code)
