"""Settings: a file, then the environment, then flags."""

from pathlib import Path

import pytest

from heimo_tui.config import Config, load
from heimo_tui.core.errors import BadInput


def test_each_source_overrides_the_one_before(tmp_path: Path) -> None:
    file = tmp_path / "heimo.toml"
    file.write_text('data = "/one"\nprivate = true\nproxy = "socks5h://127.0.0.1:9050"\n[keys]\nwrite = "c"\n')
    assert load(file, {}).data == Path("/one") and load(file, {}).private
    found = load(file, {"HEIMO_DATA": "/two", "HEIMO_PRIVATE": "no"}, {"data": "/three", "proxy": None})
    assert found == Config(data=Path("/three"), private=False, proxy="socks5h://127.0.0.1:9050", keys={"write": "c"})


@pytest.mark.parametrize(
    ("content", "code", "field"),
    [
        ("nonsense = 1", "config_unknown", "nonsense"),
        ('private = "yes"', "config_value", "private"),
        ('proxy = "http://127.0.0.1:1"', "proxy_scheme", "proxy"),
        ('proxy = "socks5://127.0.0.1:9050"', "proxy_scheme", "proxy"),
        ('proxy = "127.0.0.1:9050"', "proxy_scheme", "proxy"),
        ('proxy = "socks5h://me:secret@127.0.0.1:9050"', "proxy_user", "proxy"),
        ('proxy = "socks5h://@127.0.0.1:9050"', "proxy_user", "proxy"),
        ('proxy = "socks5h://127.0.0.1"', "proxy_unreadable", "proxy"),
        ('proxy = "socks5h://:9050"', "proxy_unreadable", "proxy"),
        ('proxy = "socks5h://127.0.0.1:0"', "proxy_unreadable", "proxy"),
        ('proxy = "socks5h://127.0.0.1:99999"', "proxy_unreadable", "proxy"),
        ('proxy = "socks5h://127.0.0.1:9050/way"', "proxy_unreadable", "proxy"),
        ('proxy = "socks5h://[::1:9050"', "proxy_unreadable", "proxy"),
        ('proxy = "socks5h://one two:9050"', "proxy_unreadable", "proxy"),
        ("private =", "config_unreadable", ""),
    ],
)
def test_mistakes_are_named(tmp_path: Path, content: str, code: str, field: str) -> None:
    file = tmp_path / "heimo.toml"
    file.write_text(content)
    with pytest.raises(BadInput, match=code) as caught:
        load(file, {})
    assert caught.value.field == field
    assert "secret" not in repr(vars(caught.value)) + str(caught.value)


@pytest.mark.parametrize("address", ["socks5h://127.0.0.1:9050", "socks5h://[::1]:9050/", "socks5h://gateway:9150"])
def test_proxies_that_can_be_used(address: str, tmp_path: Path) -> None:
    file = tmp_path / "heimo.toml"
    file.write_text("tor_required = true")
    found = load(file, {"HEIMO_PROXY": address, "HEIMO_TOR_REQUIRED": "yes"})
    assert (found.proxy, found.tor_required) == (address, True)
    assert not load(file, {"HEIMO_TOR_REQUIRED": "off"}).tor_required, "the environment wins over the file"
    assert load(file, {"HEIMO_TOR_REQUIRED": "off"}, {"tor_required": True}).tor_required, "a flag wins over both"


def test_a_named_file_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="config_missing"):
        load(tmp_path / "none.toml", {})
    with pytest.raises(BadInput, match="config_value"):
        load(None, {"HEIMO_PRIVATE": "perhaps", "HEIMO_DATA": str(tmp_path)})
