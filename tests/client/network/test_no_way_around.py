"""What a whole client tells its sockets: no name is looked up here, and nothing goes anywhere but to the proxy."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.proxies import proxied
from tests.support.server import free_port, run_command, served_at

CIRCLES = Path(__file__).parents[2] / "support" / "circles.toml"
ONION = "c" * 56 + ".onion"


def watched(*arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.support.audited", *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def told(process: "subprocess.Popen[str]", *, go_on: bool = False) -> dict[str, Any]:
    out, _ = process.communicate("\n" if go_on else None, timeout=120)
    assert process.returncode == 0
    found: dict[str, Any] = json.loads(out.splitlines()[-1])
    return found


def founded(tmp_path: Path, url: str) -> str:
    return str(run_command("init", "--url", url, "--circles", str(CIRCLES), data=tmp_path / "server")["invite"])


def test_everything_goes_to_the_proxy_and_stops_when_it_dies(tmp_path: Path) -> None:
    invite = founded(tmp_path, f"http://{ONION}")
    with (
        served_at(tmp_path / "server", invite, free_port()) as community,
        proxied(tmp_path, {ONION: community.port}) as proxy,
        watched(str(tmp_path / "a"), invite, proxy.url) as process,
    ):
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        proxy.kill()
        found = told(process, go_on=True)
    assert found == {"looked_up": [], "connected": [["127.0.0.1", proxy.port]], "reasons": ["proxy"] * 3}


def test_a_community_that_anybody_could_reach_is_not_reached_without_the_proxy(tmp_path: Path) -> None:
    port = free_port()
    invite = founded(tmp_path, f"http://localhost:{port}")
    with served_at(tmp_path / "server", invite, port) as community, proxied(tmp_path, {}, "denies") as proxy:
        with watched(str(tmp_path / "a"), invite, proxy.url) as process:
            found = told(process)
        assert found == {"looked_up": [], "connected": [["127.0.0.1", proxy.port]], "reasons": ["proxy"]}
        # the watch is no blind one: without a proxy it sees the name and the way
        with watched(str(tmp_path / "b"), invite, "") as process:
            assert process.stdout is not None and process.stdout.readline() == "ready\n"
            community.stop()
            found = told(process, go_on=True)
    assert found["looked_up"] == ["localhost"] and found["reasons"] == ["refused"] * 3
    assert ["127.0.0.1", port] in found["connected"]


def test_an_onion_address_without_a_proxy_asks_nobody(tmp_path: Path) -> None:
    invite = founded(tmp_path, f"http://{ONION}")
    with watched(str(tmp_path / "a"), invite, "") as process:
        found = told(process)
    assert found == {"looked_up": [], "connected": [], "reasons": ["tor_required"]}
