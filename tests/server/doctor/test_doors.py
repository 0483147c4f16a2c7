"""The doctor comes in by the community's own addresses, and finds what a proxy or a certificate does to people."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from heimo_protocol.descriptor import Descriptor
from server_stub.doctor import community, proxy, tls
from server_stub.doctor.finding import Finding, Level
from tests.server.certificates import make_certificate
from tests.server.commands import Heimo, serving
from tests.server.doctor import crooked
from tests.server.doctor.crooked import BUFFER, CACHE, COOKIE, GZIP, LEAK, PAGE, SMALL, STRAIGHT

WORDS = {
    COOKIE: "a cookie, which ties their names together",
    GZIP: "lengths tell what padding hides",
    CACHE: "keeps answers in a cache",
    SMALL: "answers large requests by itself (status 413)",
    BUFFER: "holds live answers back",
    LEAK: "can read /metrics",
    PAGE: "something else answers there (status 200)",
}


@pytest.fixture(scope="module")
def heimo(tmp_path_factory: pytest.TempPathFactory) -> Heimo:
    made = Heimo(tmp_path_factory.mktemp("doors") / "data")
    made("init")
    return made


@pytest.fixture(scope="module")
def address(heimo: Heimo) -> Iterator[str]:
    with serving(heimo) as address:
        yield address


def known(heimo: Heimo) -> Descriptor:
    found = community.descriptor_of(heimo.data)
    assert found is not None
    return found


def visit(heimo: Heimo, url: str) -> list[Finding]:
    return list(proxy.check([url], known(heimo)))


@pytest.mark.parametrize("through", [True, False], ids=["through a proxy", "directly"])
def test_a_door_that_passes_everything_on_is_fine(heimo: Heimo, address: str, through: bool) -> None:
    with crooked.crooked(address, STRAIGHT) as url:
        (finding,) = visit(heimo, url if through else address)
        assert finding.level is Level.FINE, finding


@pytest.mark.parametrize("fault", WORDS)
def test_every_fault_of_a_proxy_is_found_and_no_other(heimo: Heimo, address: str, fault: str) -> None:
    with crooked.crooked(address, fault) as url:
        (finding,) = visit(heimo, url)
    assert WORDS[fault] in finding.seen and finding.mend and finding.level is not Level.FINE


def test_another_community_behind_the_address_is_found(heimo: Heimo, address: str, tmp_path: Path) -> None:
    other = Heimo(tmp_path / "other")
    other("init", "--no-starters")
    (finding,) = visit(other, address)
    assert "another community answers there" in finding.seen


def test_nobody_there_is_said(heimo: Heimo) -> None:
    (finding,) = visit(heimo, "http://127.0.0.1:9")
    assert "not reached from here" in finding.seen and finding.level is Level.LOOK
    (finding,) = visit(heimo, "http://expyuzz4wqqyqhjn.onion")
    assert "not visited" in finding.seen


def test_tls_is_looked_at_as_people_meet_it(tmp_path: Path) -> None:
    heimo = Heimo(tmp_path / "data")
    heimo("init", "--no-starters")
    chain, key = make_certificate(tmp_path)
    with serving(heimo, "--tls-cert", str(chain), "--tls-key", str(key)) as address:
        url = address.replace("127.0.0.1", "localhost")
        (met,) = tls.check([url], trusted=chain)
        assert met.level is Level.LOOK and "ends in 0 days" in met.seen
        (met,) = tls.check([url])
        assert met.level is Level.BROKEN and "does not hold" in met.seen
        (met,) = tls.check([address], trusted=chain)
        assert met.level is Level.BROKEN, "a certificate for another name"
        (found,) = proxy.check([url], known(heimo), trusted=chain)
        assert found.level is Level.FINE, found
    (met,) = tls.check(["http://community.example"])
    assert met.level is Level.BROKEN and "in the clear" in met.seen


def test_the_files_of_ones_own_tls_are_looked_at(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    (chain, key), (_, foreign) = make_certificate(one), make_certificate(two)
    key.chmod(0o600)

    def seen(private: Path, url: str = "https://localhost") -> str:
        return " ".join(finding.seen for finding in tls.check_files(chain, private, [url]))

    assert seen(key) == "The certificate ends in 0 days."
    assert "does not name table.example" in seen(key, "https://table.example")
    foreign.chmod(0o644)
    assert "not the certificate's" in seen(foreign) and "can read the certificate's key" in seen(foreign)
    assert "cannot be read" in seen(tmp_path / "nowhere")
