"""Where things are and how the network is reached: a file, then the environment, then flags."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from heimo_tui.core.errors import BadInput

_ENVIRONMENT = "HEIMO_"
_TYPES: dict[str, tuple[type, ...]] = {"bool": (bool,), "str": (str,), "Path": (str, Path)}


@dataclass(frozen=True, slots=True)
class Config:
    """Frozen settings that the program needs before a vault is open; nothing here says who somebody is.

    `proxy` is a `socks5h://host:port` address, without a user: those are made anew for each context. With
    `tor_required` nothing is ever reached without it. `keys` maps an action's name to the keys that do it.
    `plain_http` allows http:// for hosts other than this machine. Without `larger_reader` the check reads with its
    small model, also where the larger one is installed.
    """

    data: Path
    proxy: str = ""
    tor_required: bool = False
    private: bool = False
    plain_http: bool = False
    keyring: bool = True
    larger_reader: bool = True
    keys: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.proxy:
            _require_proxy(self.proxy)


def data_folder() -> Path:
    """The folder for this person's data on this system."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only needed where no folder was named

    return user_data_path("heimo", appauthor=False)


def config_file() -> Path:
    """The file that settings are read from unless another is named."""
    from platformdirs import user_config_path  # noqa: PLC0415 - only needed where no file was named

    return user_config_path("heimo", appauthor=False) / "heimo.toml"


def load(
    file: Path | None = None, environment: Mapping[str, str] | None = None, flags: Mapping[str, Any] | None = None
) -> Config:
    """Read settings: TOML, overridden by HEIMO_* variables, overridden by flags that are not None.

    Raises BadInput naming the setting.
    """
    values: dict[str, Any] = {}
    path = file or config_file()
    if file is not None and not path.exists():
        raise BadInput("config_missing", value=str(path))
    if path.exists():
        values |= _from_toml(path)
    values |= _from_environment(os.environ if environment is None else environment)
    values |= {name: value for name, value in (flags or {}).items() if value is not None}
    return _made(values)


def with_data(config: Config, data: Path) -> Config:
    """The same settings for another data folder."""
    return replace(config, data=data)


def _require_proxy(address: str) -> None:
    # errors leave the address out: it may have a passphrase in it
    if not address.startswith("socks5h://"):
        raise BadInput("proxy_scheme", field="proxy")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise BadInput("proxy_unreadable", field="proxy") from None
    if "@" in parts.netloc:
        raise BadInput("proxy_user", field="proxy")
    rest = parts.path.strip("/") or parts.query or parts.fragment
    if not host or not port or rest or any(c.isspace() for c in address):
        raise BadInput("proxy_unreadable", field="proxy")


def _from_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as problem:
        raise BadInput("config_unreadable", value=str(path)) from problem


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for setting in fields(Config):
        text = environment.get(_ENVIRONMENT + setting.name.upper())
        if text is None or setting.name == "keys":
            continue
        found[setting.name] = _truth(setting.name, text) if setting.type == "bool" else text
    return found


def _truth(name: str, text: str) -> bool:
    match text.strip().lower():
        case "1" | "true" | "yes" | "on":
            return True
        case "0" | "false" | "no" | "off" | "":
            return False
    raise BadInput("config_value", field=name, value=text)


def _made(values: dict[str, Any]) -> Config:
    kinds = {setting.name: setting.type for setting in fields(Config)}
    for name, value in values.items():
        if name not in kinds:
            raise BadInput("config_unknown", field=name)
        if not isinstance(value, _TYPES.get(str(kinds[name]), (dict,))):
            raise BadInput("config_value", field=name, value=str(value))
    data = values.pop("data", None) or data_folder()
    return Config(data=Path(data).expanduser(), **values)
