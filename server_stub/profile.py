"""What a host says of the community in `community.toml`: its name, its addresses and its limits."""

import tomllib
from pathlib import Path

import msgspec
import tomlkit

from heimo_protocol import text
from heimo_protocol.descriptor import ServerMode
from heimo_protocol.errors import Refusal
from heimo_protocol.limits import ServerLimits
from server_stub import private

FILE = "community.toml"
_HEADER = (
    "Your community, as newcomers meet it. Change what you like, then restart the server.",
    "`urls` are the addresses under which people reach it, the best one first.",
    "`onion_only`: people may come through Tor only.",
)
_MAX_NAME = 48


class ProfileUnreadable(Exception):
    """The file is absent or wrong; the text says what to mend, for the host."""


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`urls` are http or https addresses without a path; `limits` are those of protocol section 19."""

    name: str
    urls: list[str]
    onion_only: bool = False
    limits: ServerLimits = ServerLimits()

    @property
    def mode(self) -> ServerMode:
        """The flags for the descriptor; registering always takes an invite."""
        return ServerMode.INVITE_ONLY | (ServerMode.ONION_ONLY if self.onion_only else ServerMode(0))

    @property
    def host(self) -> str:
        """Host, and port where one is named, of the first address: what an invite link leads to."""
        return self.urls[0].split("://", 1)[1]


def load_profile(data: Path) -> Profile:
    """Read the community's file; raises ProfileUnreadable."""
    try:
        plain = tomllib.loads((data / FILE).read_text("utf-8"))
        profile = msgspec.convert(plain, Profile)
    except OSError as problem:
        raise ProfileUnreadable(f"{FILE} cannot be read: {problem.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as problem:
        raise ProfileUnreadable(f"{FILE} needs a correction: {problem}.") from None
    require_valid(profile)
    return profile


def write_profile(data: Path, profile: Profile) -> None:
    """Write the file with a few words of explanation; raises ProfileUnreadable where the values are wrong."""
    require_valid(profile)
    document = tomlkit.document()
    for line in _HEADER:
        document.add(tomlkit.comment(line))
    for key, value in msgspec.to_builtins(profile).items():
        document.add(key, tomlkit.item(value))
    private.write(data / FILE, tomlkit.dumps(document).encode())


def require_valid(profile: Profile) -> None:
    """Check name, addresses and limits; raises ProfileUnreadable."""
    try:
        text.require(profile.name, what="the name", max_chars=_MAX_NAME)
    except Refusal as refusal:
        raise ProfileUnreadable(f"The name cannot be used: {refusal.detail}.") from None
    if not profile.name.strip() or "\n" in profile.name:
        raise ProfileUnreadable("The community needs a name of one line.")
    if not profile.urls:
        raise ProfileUnreadable("The community needs at least one address in `urls`.")
    for url in profile.urls:
        scheme, _, host = url.partition("://")
        if scheme not in ("http", "https") or not host or set(host) & set("/?#@ ") or host != host.lower():
            raise ProfileUnreadable(f"{url!r} is not an address like https://community.example.")
    if any(value < 0 for value in msgspec.to_builtins(profile.limits).values()):
        raise ProfileUnreadable("No limit can be below zero.")
