"""A message server that a host could run instead: Synapse on SQLite, in one process, its limits off.

A room stands for a circle and for a thread, since Matrix keeps both in one log as well; messages between two go from
device to device, as those of its encryption do.
"""

import json
import os
import secrets
import subprocess
import tempfile
import time
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.peers import driving
from benchmarks.peers.environments import environment
from benchmarks.peers.serving import free_port, served
from benchmarks.peers.sides import LANES, MESSAGE, REPLIES, TEXT, Work

REQUIREMENTS = ("matrix-synapse==1.163.2",)
_CLIENT = "/_matrix/client/v3"
_ONLY_MESSAGES = json.dumps(
    {"room": {"rooms": []}, "presence": {"not_types": ["*"]}, "account_data": {"not_types": ["*"]}}
)
"""What a sync leaves out, so that it costs no more than the messages."""

_SETTINGS = """
server_name: bench.local
pid_file: {folder}/pid
signing_key_path: {folder}/signing.key
media_store_path: {folder}/media
log_config: {folder}/log.yaml
report_stats: false
trusted_key_servers: []
macaroon_secret_key: {secret}
form_secret: {secret}
enable_registration: true
enable_registration_without_verification: true
bcrypt_rounds: 4
presence: {{enabled: false}}
listeners:
  - {{port: {port}, bind_addresses: ["127.0.0.1"], type: http, tls: false, resources: [{{names: [client]}}]}}
database: {{name: sqlite3, args: {{database: {folder}/homeserver.db}}}}
rc_message: {roomy}
rc_registration: {roomy}
rc_login: {{address: {roomy}, account: {roomy}, failed_attempts: {roomy}}}
rc_joins: {{local: {roomy}, remote: {roomy}}}
rc_joins_per_room: {roomy}
"""
_LOG = """
version: 1
formatters: {precise: {format: "%(asctime)s - %(name)s - %(lineno)d - %(levelname)s - %(request)s - %(message)s"}}
handlers:
  file:
    class: logging.handlers.TimedRotatingFileHandler
    formatter: precise
    filename: FOLDER/homeserver.log
    when: midnight
    backupCount: 3
  buffer:
    class: synapse.logging.handlers.PeriodicallyFlushingMemoryHandler
    target: file
    capacity: 10
    flushLevel: 30
    period: 5
loggers: {synapse.storage.SQL: {level: INFO}}
root: {level: INFO, handlers: [buffer]}
disable_existing_loggers: false
"""
"""As Synapse writes it for a new server (synapse/config/logger.py)."""


class Person:
    """Somebody with a token, and where their messages stood before the last were put."""

    def __init__(self, account: dict[str, str]) -> None:
        self.id = account["user_id"]
        self.device = account["device_id"]
        self.token = account["access_token"]
        self.since = ""


class Synapse:
    """See benchmarks.peers.sides.Side."""

    name = "Synapse"
    parts: Mapping[Work, int] = {}

    def __init__(self, pid: int, port: int, ready_seconds: float) -> None:
        self.pid = pid
        self.port = port
        self.ready_seconds = ready_seconds
        self._count = 0
        self._people = [Person(self._register(number)) for number in range(LANES)]
        self._room = self._make_room()

    def requests(self, work: Work, each: int) -> list[list[bytes]]:
        """Requests of LANES people, each to the room or to the device of the next one."""
        if work is Work.SEND:
            self._note_places()
        return [[self._request(work, number) for _ in range(each)] for number in range(LANES)]

    def _request(self, work: Work, number: int) -> bytes:
        person, room = self._people[number], urllib.parse.quote(self._room)
        match work:
            case Work.LIST:
                return self._as(person, "GET", f"/rooms/{room}/messages?dir=b&limit=50")
            case Work.READ:
                return self._as(person, "GET", f"/rooms/{room}/messages?dir=b&limit=200")
            case Work.CREATE:
                return self._say(person, room)
            case Work.SEND:
                self._count += 1
                to = self._people[(number + 1) % LANES]
                messages = {"messages": {to.id: {to.device: {"body": MESSAGE}}}}
                return self._as(person, "PUT", f"/sendToDevice/heimo.bench/{self._count}", messages)
            case Work.GET:
                return self._sync(person)

    def _say(self, person: Person, room: str) -> bytes:
        self._count += 1
        message = {"msgtype": "m.text", "body": TEXT}
        return self._as(person, "PUT", f"/rooms/{room}/send/m.room.message/{self._count}", message)

    def _sync(self, person: Person) -> bytes:
        query = {"timeout": "0", "filter": _ONLY_MESSAGES} | ({"since": person.since} if person.since else {})
        return self._as(person, "GET", f"/sync?{urllib.parse.urlencode(query)}")

    def _note_places(self) -> None:
        asked = driving.Job(port=self.port, lanes=[[self._sync(person)] for person in self._people], answers=True)
        for person, answers in zip(self._people, driving.answered(asked).answers, strict=True):
            person.since = json.loads(answers[0])["next_batch"]

    def _as(self, person: Person, method: str, path: str, body: dict[str, Any] | None = None) -> bytes:
        data = b"" if body is None else json.dumps(body).encode()
        return driving.request(method, _CLIENT + path, data, authorization=f"Bearer {person.token}")

    def _register(self, number: int) -> dict[str, str]:
        body = {"username": f"person{number}", "password": "x" * 12, "auth": {"type": "m.login.dummy"}}
        account: dict[str, str] = self._ask(driving.request("POST", f"{_CLIENT}/register", json.dumps(body).encode()))
        return account

    def _make_room(self) -> str:
        first, *others = self._people
        room = str(self._ask(self._as(first, "POST", "/createRoom", {"preset": "public_chat"}))["room_id"])
        for person in others:
            self._ask(self._as(person, "POST", f"/rooms/{urllib.parse.quote(room)}/join", {}))
        lanes = [
            [self._say(person, urllib.parse.quote(room)) for _ in range(REPLIES // LANES)] for person in self._people
        ]
        driving.answered(driving.Job(port=self.port, lanes=lanes))
        return room

    def _ask(self, request: bytes) -> Any:
        return json.loads(driving.answered(driving.Job(port=self.port, lanes=[[request]], answers=True)).answers[0][0])


@contextmanager
def synapse() -> Iterator[Synapse]:
    """A server of its own, with people in one room."""
    python = environment("synapse", *REQUIREMENTS)
    with tempfile.TemporaryDirectory(prefix="heimo-synapse-") as temporary:
        folder, port = Path(temporary), free_port()
        roomy = "{per_second: 1000000, burst_count: 1000000}"
        settings = _SETTINGS.format(folder=folder, port=port, secret=secrets.token_hex(32), roomy=roomy)
        (folder / "homeserver.yaml").write_text(settings)
        (folder / "log.yaml").write_text(_LOG.replace("FOLDER", str(folder)))
        command = [str(python), "-m", "synapse.app.homeserver", "--config-path", str(folder / "homeserver.yaml")]
        subprocess.run([*command, "--generate-keys"], check=True, cwd=folder)
        start = time.perf_counter()
        with served(command, port, folder, os.environ) as pid:
            yield Synapse(pid, port, time.perf_counter() - start)
