"""A forum that a host could install instead: django-spirit on SQLite, served by gunicorn."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks.peers import driving
from benchmarks.peers.environments import environment
from benchmarks.peers.serving import free_port, served
from benchmarks.peers.sides import LANES, MESSAGE, REPLIES, TEXT, TOPICS, Work

REQUIREMENTS = ("django-spirit==0.14.3", "gunicorn==27.0.1")
_SCRIPTS = Path(__file__).parent / "scripts"


class Spirit:
    """See benchmarks.peers.sides.Side."""

    name = "django-spirit"
    parts: Mapping[Work, int] = {Work.READ: 2}
    """It shows at most a hundred replies on a page."""

    def __init__(self, pid: int, port: int, ready_seconds: float, filled: dict[str, object]) -> None:
        self.pid = pid
        self.port = port
        self.ready_seconds = ready_seconds
        self._filled = filled
        self._token = secrets.token_hex(16)
        self._count = 0

    def requests(self, work: Work, each: int) -> list[list[bytes]]:
        """Requests of LANES people with a session."""
        people: list[dict[str, str]] = self._filled["people"]  # type: ignore[assignment] # JSON
        return [[one for _ in range(each) for one in self._requests(work, person)] for person in people]

    def _requests(self, work: Work, person: dict[str, str]) -> list[bytes]:
        match work:
            case Work.LIST:
                return [self._get(person, str(self._filled["list"]))]
            case Work.READ:
                return [self._get(person, f"{self._filled['read']}?page={page}") for page in (1, 2)]
            case Work.CREATE:
                return [self._post(person, f"/comment/{self._filled['topic']}/publish/", TEXT)]
            case Work.SEND:
                return [self._post(person, f"/comment/{person['put']}/publish/", MESSAGE)]
            case Work.GET:
                return [self._get(person, person["get"])]

    def _get(self, person: dict[str, str], path: str) -> bytes:
        return driving.request("GET", path, cookie=f"sessionid={person['session']}")

    def _post(self, person: dict[str, str], path: str, text: str) -> bytes:
        self._count += 1  # the same words twice are refused
        form = {"csrfmiddlewaretoken": self._token, "comment": f"{text} {self._count}"}
        return driving.request(
            "POST",
            path,
            urllib.parse.urlencode(form).encode(),
            content_type="application/x-www-form-urlencoded",
            cookie=f"sessionid={person['session']}; csrftoken={self._token}",
        )


@contextmanager
def spirit() -> Iterator[Spirit]:
    """A forum of its own, filled and serving."""
    python = environment("spirit", *REQUIREMENTS)
    with tempfile.TemporaryDirectory(prefix="heimo-spirit-") as temporary:
        folder = Path(temporary)
        path = os.environ | {"PATH": f"{python.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
        subprocess.run(
            [python.parent / "spirit", "startproject", "forum"], cwd=folder, env=path, check=True, stdout=sys.stderr
        )
        (folder / "forum" / "forum" / "settings" / "measured.py").write_text(
            (_SCRIPTS / "spirit_settings.py").read_text(encoding="utf-8"), encoding="utf-8"
        )
        around = path | {
            "DJANGO_SETTINGS_MODULE": "forum.settings.measured",
            "SPIRIT_FOLDER": str(folder),
            "SPIRIT_SECRET": secrets.token_hex(32),
            "PYTHONPATH": str(folder / "forum"),
        }
        filled = _fill(python, folder / "forum", around)
        port = free_port()
        # one process, as Heimo has; threads so that connections are kept
        command = [str(python), "-m", "gunicorn", "--workers", "1", "--threads", "4", "--log-level", "error"]
        start = time.perf_counter()
        with served([*command, "--bind", f"127.0.0.1:{port}", "forum.wsgi"], port, folder / "forum", around) as pid:
            yield Spirit(pid, port, time.perf_counter() - start, filled)


def _fill(python: Path, folder: Path, around: dict[str, str]) -> dict[str, object]:
    for step in (["migrate", "-v", "0"], ["createcachetable"]):
        subprocess.run([python, "manage.py", *step], cwd=folder, env=around, check=True)
    numbers = (str(number) for number in (LANES, TOPICS, REPLIES))
    made = subprocess.run(
        [python, _SCRIPTS / "spirit_fill.py", *numbers, TEXT],
        cwd=folder,
        env=around,
        check=True,
        stdout=subprocess.PIPE,
    )
    found: dict[str, object] = json.loads(made.stdout)
    return found
