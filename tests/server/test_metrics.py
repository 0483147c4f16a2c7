"""What the admin address tells: how the machine is, and nothing that anybody did."""

import re
import socket
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

import httpx
from click.testing import CliRunner
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from heimo_protocol import operations as ops
from heimo_protocol.errors import Code
from heimo_protocol.operations import OPERATIONS
from server_stub.cli import main
from server_stub.metrics.admin import admin_app
from tests.server.commands import Heimo, serving
from tests.server.people import Clock, Town, refuses, town_at, town_here
from tests.support.server import free_port

OF_THE_MACHINE = re.compile(r"^(# .*|heimo_(cpu|resident|disk)_.*)$")
"""Lines that change by themselves."""


def samples(text: str) -> dict[tuple[str, tuple[str, ...]], float]:
    found: Iterable[Sample] = (one for family in text_string_to_metric_families(text) for one in family.samples)
    return {(one.name, tuple(one.labels.values())): one.value for one in found}


@asynccontextmanager
async def admin_of(town: Town) -> AsyncIterator[httpx.AsyncClient]:
    assert town.context is not None
    transport = httpx.ASGITransport(admin_app(town.context, lambda: 3))
    async with httpx.AsyncClient(transport=transport, base_url="http://admin") as client:
        yield client


async def test_a_server_tells_its_numbers_on_the_admin_address_alone(tmp_path: Path) -> None:
    heimo, port = Heimo(tmp_path / "data"), free_port()
    heimo("init", "--no-starters")
    heimo.relax()
    with serving(heimo, "--admin", f"127.0.0.1:{port}") as address:
        async with town_at(heimo.data, address) as town, httpx.AsyncClient(trust_env=False) as client:
            circle = await town.circle(name="Night shift")
            name = await town.name(circle, "slow-alder")
            await name.post("in the small hours")
            answer = await client.get(f"http://127.0.0.1:{port}/metrics")
            health = await client.get(f"http://127.0.0.1:{port}/healthz")
            outside = await town.client.get("/metrics")
            inside = await client.post(f"http://127.0.0.1:{port}/v1/circle.list", content=b"")
    assert (health.status_code, health.json()["ok"]) == (200, True)
    assert (outside.status_code, inside.status_code) == (404, 404)
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    told = samples(answer.text)
    assert told["heimo_writer", ()] == told["heimo_database", ()] == 1
    assert told["heimo_unable_total", ("busy",)] == 0
    assert told["heimo_resident_bytes", ()] > 2**24 and told["heimo_database_bytes", ()] == 2**24
    private = [circle.hex(), name.key.hex(), "slow-alder", "Night shift", "small hours", "127.0.0.1", str(heimo.data)]
    assert not [one for one in private if one.lower() in answer.text.lower()]
    labels = {value for _, values in told for value in values}
    ends = {value for value in labels if re.fullmatch(r"[0-9.]+|\+Inf", value)}
    assert labels - ends <= {*OPERATIONS, *Code, "ok", "circles", "queues", "sqlite", version("heimo")}


def test_an_admin_address_that_cannot_be_had_is_refused(tmp_path: Path) -> None:
    heimo = Heimo(tmp_path / "data")
    heimo("init", "--no-starters")
    for wrong in ("9420", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:x"):
        assert CliRunner().invoke(main, ["run", "--admin", wrong], env=heimo.env).exit_code == 2
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = heimo("run", "--port", "0", "--admin", f"127.0.0.1:{taken.getsockname()[1]}", code=1).err
    assert "cannot listen on the admin address" in said


async def test_what_people_do_shows_by_the_hour_only(tmp_path: Path) -> None:
    async with town_here(tmp_path / "data") as town, admin_of(town) as admin:
        assert isinstance(town.clock, Clock)
        town.clock.ahead = 3600 - town.clock() % 3600  # a new hour begins
        circle = await town.circle()

        async def told() -> list[str]:
            lines = (await admin.get("/metrics")).text.splitlines()
            return [line for line in lines if not OF_THE_MACHINE.match(line)]

        before = await told()
        name = await town.name(circle)
        await name.post()
        async with refuses(Code.NOT_FOUND):
            await town.entries(bytes(16))
        assert await told() == before, "in the same hour nobody sees that somebody was there"
        town.clock.forward(hours=1)
        after = samples((await admin.get("/metrics")).text)
        assert after["heimo_answers_total", ("ok", "event.put")] == 1
        assert after["heimo_answers_total", ("not_found", "event.list")] == 1
        assert after["heimo_answer_seconds_count", ("event.put",)] == 1
        assert after["heimo_answer_seconds_bucket", ("+Inf", "event.put")] == 1
        assert 0 < after["heimo_answer_seconds_sum", ("event.put",)] < 10


async def test_that_the_server_cannot_answer_shows_at_once(tmp_path: Path) -> None:
    async with town_here(tmp_path / "data") as town, admin_of(town) as admin:
        assert town.context is not None
        circle = await town.circle()
        await town.context.store.close()
        async with refuses(Code.CLOSED):
            await town.call("circle.challenge", ops.ChallengeArgs(circle=circle))
        told = samples((await admin.get("/metrics")).text)
        assert told["heimo_unable_total", ("closed",)] == 1 and told["heimo_writer", ()] == 0
        assert (await admin.get("/healthz")).status_code == 503
