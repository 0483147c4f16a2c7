"""Do people come in by an address that nobody can listen to, with a certificate that holds?"""

import socket
import ssl
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import PublicFormat

from server_stub.doctor.database import is_near
from server_stub.doctor.finding import Finding, broken, fine, look

TOPIC = "TLS"
SECONDS = 10.0
_SOON_DAYS = 14
_RENEW = "Let it be renewed by itself (Caddy does, certbot with a timer), and restart the server where it has its own."


def check(urls: Sequence[str], *, trusted: Path | None = None) -> Iterator[Finding]:
    """Look at the community's addresses from here; `trusted` is a certificate to trust beside the system's."""
    for url in urls:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if host.endswith(".onion"):
            yield fine(TOPIC, f"{url}: Tor itself encrypts, and nobody needs a certificate.")
        elif parts.scheme == "http" and not is_near(host):
            mend = (
                "Put a proxy with TLS before the server, or give it --tls-cert and --tls-key; then https:// in `urls`."
            )
            yield broken(TOPIC, f"{url}: people's programs refuse to send anything in the clear.", mend)
        elif parts.scheme == "http":
            yield look(TOPIC, f"{url}: only this machine can reach it.", "Name the public address first in `urls`.")
        else:
            yield _met(url, host, parts.port or 443, trusted)


def _met(url: str, host: str, port: int, trusted: Path | None) -> Finding:
    try:
        with (
            socket.create_connection((host, port), timeout=SECONDS) as opened,
            context_of(trusted).wrap_socket(opened, server_hostname=host) as closed,
        ):
            raw, version = closed.getpeercert(binary_form=True), closed.version()
    except ssl.SSLCertVerificationError as problem:
        return broken(TOPIC, f"{url}: the certificate does not hold ({problem.verify_message}).", _RENEW)
    except ssl.SSLError as problem:
        return broken(
            TOPIC, f"{url}: no TLS there ({problem.reason}).", "Let the proxy speak TLS 1.2 or 1.3 on this port."
        )
    except OSError as problem:
        mend = "Look at DNS, the firewall and the proxy. Some routers let nobody in from inside: then try elsewhere."
        return look(TOPIC, f"{url}: not reached from here ({problem.strerror or problem}).", mend)
    days = _days_left(x509.load_der_x509_certificate(raw or b""))
    if days < _SOON_DAYS:
        return look(TOPIC, f"{url}: the certificate ends in {days} days.", _RENEW)
    return fine(TOPIC, f"{url}: {version}, and the certificate holds for {days} days.")


def check_files(chain: Path, key: Path, urls: Sequence[str]) -> Iterator[Finding]:
    """Look at the files of a server that speaks TLS by itself."""
    try:
        certificate = x509.load_pem_x509_certificates(chain.read_bytes())[0]
        private = serialization.load_pem_private_key(key.read_bytes(), password=None)
    except (OSError, ValueError) as problem:
        said = getattr(problem, "strerror", None) or "not PEM, or locked by a passphrase"
        yield broken(TOPIC, f"The certificate or its key cannot be read: {said}.", "Name the PEM files of both.")
        return
    form = serialization.Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    if private.public_key().public_bytes(*form) != certificate.public_key().public_bytes(*form):
        yield broken(TOPIC, "The key is not the certificate's.", "Name the two files that were made together.")
    if key.stat().st_mode & 0o077:
        yield broken(TOPIC, "Others on this machine can read the certificate's key.", f"`chmod go= {key}`")
    days = _days_left(certificate)
    if days < _SOON_DAYS:
        yield (broken if days < 0 else look)(TOPIC, f"The certificate ends in {days} days.", _RENEW)
    names = _names(certificate)
    for host in (urlsplit(url).hostname or "" for url in urls if url.startswith("https:")):
        if host not in names and f"*.{host.partition('.')[2]}" not in names:
            yield broken(TOPIC, f"The certificate does not name {host}.", "Have one made for all names in `urls`.")


def context_of(trusted: Path | None) -> ssl.SSLContext:
    """What a client trusts; `trusted` beside the system's own."""
    context = ssl.create_default_context()
    if trusted is not None:
        context.load_verify_locations(trusted)
    return context


def _names(certificate: x509.Certificate) -> set[str]:
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return set()
    return {*found.get_values_for_type(x509.DNSName), *map(str, found.get_values_for_type(x509.IPAddress))}


def _days_left(certificate: x509.Certificate) -> int:
    return (certificate.not_valid_after_utc - datetime.now(UTC)).days
