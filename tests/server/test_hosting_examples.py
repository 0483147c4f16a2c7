"""The files that a host copies, docs/hosting/examples: they fit the program, and Caddy passes on what it should."""

import asyncio
import json
import re
import shlex
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from heimo_protocol.operations import OPERATIONS
from server_stub.cli import main
from server_stub.config import ServerConfig
from tests.server.house import build_house, running
from tests.support.caddy import caddy
from tests.support.server import free_port

EXAMPLES = Path(__file__).parents[2] / "docs" / "hosting" / "examples"
ROOT = EXAMPLES.parents[2]
PORT = ServerConfig(data=Path()).port


def text(name: str) -> str:
    return (EXAMPLES / name).read_text("utf-8")


def setting(name: str, key: str) -> list[str]:
    """The values of a setting of systemd or Tor."""
    return re.findall(rf"^{key}[= ](.*)$", text(name), re.MULTILINE)


def parsed(words: list[str]) -> dict[str, Any]:
    """What the server's command would be run with; fails where it does not know an option."""
    group = main.make_context("heimo-server", list(words))
    name, command, rest = main.resolve_command(group, list(words))
    assert command is not None
    return command.make_context(name or "", rest, parent=group).params


def compose() -> dict[str, Any]:
    found = yaml.safe_load(text("compose.yaml"))
    assert isinstance(found, dict)
    return found


def test_the_unit_runs_the_server_where_the_sandbox_lets_it_write() -> None:
    (line,) = setting("heimo.service", "ExecStart")
    params = parsed(shlex.split(line)[1:])
    assert params["data"] == Path("/var/lib") / setting("heimo.service", "StateDirectory")[0]
    assert params["unix_socket"].parent == Path("/run") / setting("heimo.service", "RuntimeDirectory")[0]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd")
def test_systemd_reads_the_unit_and_finds_little_exposed(tmp_path: Path) -> None:
    unit = tmp_path / "heimo.service"
    unit.write_text(re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={shutil.which('true')}", text("heimo.service")))
    for words in (("verify",), ("security", "--offline=yes", "--threshold=15")):
        done = subprocess.run(
            ["systemd-analyze", *words, str(unit)], capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert "Unknown" not in done.stderr


def test_the_image_runs_the_server_as_nobody_in_particular() -> None:
    file = text("Dockerfile")
    (command,) = re.findall(r"^CMD (.*)$", file, re.MULTILINE)
    params = parsed(json.loads(command))
    assert (params["host"], params["port"]) == ("0.0.0.0", PORT)  # noqa: S104 - in the container's own network
    assert re.search(r"^USER 10001:10001$", file, re.MULTILINE)
    variables = {option.envvar for option in main.commands["run"].params}
    assert set(re.findall(r"HEIMO_\w+", file)) <= variables
    for needed in re.findall(r"-r (\S+)", file):
        assert (ROOT / needed).is_file()
    kept = [line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")]
    assert all((ROOT / name).exists() for name in kept)


def test_the_services_of_the_compose_file_fit_together() -> None:
    services = compose()["services"]
    servers = [name for name, service in services.items() if service["image"] == "heimo-server"]
    assert len(servers) == 2
    assert services["caddy"]["environment"]["HEIMO_SERVERS"].split() == [f"{name}:{PORT}" for name in servers]
    variables = {option.envvar for option in main.commands["run"].params}
    for name in servers:
        (database,) = (v for k, v in services[name]["environment"].items() if k in variables)
        assert database == "postgresql://heimo:${HEIMO_PASSWORD:?}@/heimo?host=/run/postgresql"
        assert services[name]["networks"] == ["inside"] and services[name]["read_only"]
        assert (ROOT / services[name]["build"]["dockerfile"]).is_file()
        assert "ports" not in services[name]
    assert services["database"]["network_mode"] == "none"
    assert compose()["networks"]["inside"]["internal"] is True
    for service in services.values():
        assert service["cap_drop"] == ["ALL"] and service["security_opt"] == ["no-new-privileges:true"]
    assert set(re.findall(r"\{\$(\w+)", text("Caddyfile"))) == set(services["caddy"]["environment"])


def test_tor_leads_to_where_the_server_is() -> None:
    assert setting("torrc", "HiddenServicePort") == [f"80 127.0.0.1:{PORT}"]


@pytest.mark.skipif(shutil.which("tor") is None, reason="needs tor")
def test_tor_reads_its_lines(tmp_path: Path) -> None:
    words = ["--verify-config", "-f", str(EXAMPLES / "torrc"), "--DataDirectory", str(tmp_path)]
    done = subprocess.run(["tor", *words], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout


def test_caddy_passes_on_what_it_should_and_says_nothing_of_anybody(tmp_path: Path) -> None:
    house = asyncio.run(build_house(tmp_path / "data"))
    socket, port = tmp_path / "s", free_port()
    variables = {"HEIMO_HOST": f"http://127.0.0.1:{port}", "HEIMO_SERVERS": f"unix/{socket}"}
    with (
        running(house.data, unix_socket=str(socket)) as server,
        caddy(EXAMPLES / "Caddyfile", tmp_path, port, **variables),
        httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=20) as client,
    ):
        assert client.get("/.well-known/heimo").status_code == 200
        name = next(iter(OPERATIONS))
        assert client.post(f"/v1/{name}", content=b"nonsense").status_code == 400
        for _ in range(10):
            with suppress(httpx.TransportError):
                assert client.post(f"/v1/{name}", content=bytes(400_000)).status_code in (413, 502)
            assert client.get("/who-am-i?a=secret").status_code == 404, "one's own fault is not everybody's"
        server.stop()
        assert client.get("/who-am-i?a=secret").status_code in (502, 503)
    lines = (tmp_path / "caddy.log").read_text().splitlines()
    assert [json.loads(line)["msg"] for line in lines] == ["using provided configuration"]
