"""Are the keys, the profile and the description there, and do they fit together?"""

import sys
from collections.abc import Iterator
from pathlib import Path

from heimo_protocol.descriptor import Descriptor, open_descriptor
from heimo_protocol.errors import Refusal
from server_stub.config import ServerConfig
from server_stub.descriptor import FILE
from server_stub.doctor.finding import Finding, broken, fine, look
from server_stub.profile import Profile, ProfileUnreadable, load_profile
from server_stub.secrets import Secrets, SecretsMissing, load_secrets
from server_stub.upkeep.alone import FILE as LOCK
from server_stub.upkeep.alone import AlreadyServed, hold

TOPIC = "community"
_MORE_FILES = 256
_BACKUP = "Bring back the newest backup: `heimo-server restore`."


def check(data: Path) -> Iterator[Finding]:
    """Look at the files of the data folder."""
    secrets: Secrets | None = None
    try:
        secrets = load_secrets(data)
        yield fine(TOPIC, "All keys are there.")
    except SecretsMissing as problem:
        yield broken(TOPIC, f"A key is missing or damaged: {problem}.", _BACKUP)
    profile = profile_of(data)
    if isinstance(profile, Finding):
        yield profile
    elif secrets is not None:
        yield from _described(data, secrets, profile)
    yield fine(TOPIC, "A server runs on this folder." if _is_served(data) else "No server runs on this folder now.")
    yield from _files(ServerConfig(data=data).max_connections)


def profile_of(data: Path) -> Profile | Finding:
    """The profile, or what is wrong with it."""
    try:
        return load_profile(data)
    except ProfileUnreadable as problem:
        return broken(TOPIC, str(problem), "Correct community.toml; its head explains the fields.")


def descriptor_of(data: Path) -> Descriptor | None:
    """The newest description in the folder, None where there is none that can be read."""
    try:
        return open_descriptor((data / FILE).read_bytes())[0]
    except (OSError, Refusal):
        return None


def _is_served(data: Path) -> bool:
    if not (data / LOCK).exists():
        return False
    try:
        with hold(data):
            return False
    except AlreadyServed:
        return True


def _described(data: Path, secrets: Secrets, profile: Profile) -> Iterator[Finding]:
    try:
        descriptor, _ = open_descriptor((data / FILE).read_bytes(), secrets.root_public)
    except OSError:
        yield look(TOPIC, f"{FILE} is not there; its number would start anew.", _BACKUP)
        return
    except Refusal:
        yield broken(TOPIC, f"{FILE} is damaged, or of another community than the keys.", _BACKUP)
        return
    said = (descriptor.name, descriptor.urls, descriptor.limits, descriptor.mode)
    if said != (profile.name, list(profile.urls), profile.limits, int(profile.mode)):
        yield look(TOPIC, "community.toml was edited since the server started.", "Restart the server.")


def _files(connections: int) -> Iterator[Finding]:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 — not on Windows

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < connections + _MORE_FILES:
        seen = f"You may open {hard} files; each connection is one, and the server takes {connections}."
        yield look(
            TOPIC, seen, f"LimitNOFILE={connections + _MORE_FILES} in the unit; else it takes fewer connections."
        )
