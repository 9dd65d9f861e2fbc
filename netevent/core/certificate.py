"""A self-signed certificate for a demo in the venue's network: phones give the camera only to HTTPS pages.

`cli` calls `local_certificate()` for `netevent demo` on another address than localhost, and
`print_address_qr()` so that a phone finds the address. A real server gets a real certificate instead.
"""

import ipaddress
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

import qrcode
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

# Apple's devices refuse a longer life, whoever signed.
LIFETIME = timedelta(days=825)
# One that ends within the month is made anew, so that it doesn't end during an event.
RENEW_BEFORE = timedelta(days=30)
EVERYWHERE = {"", "0.0.0.0", "::"}  # noqa: S104 - recognised here, not bound
ANY_REMOTE = (("192.0.2.1", socket.AF_INET), ("2001:db8::1", socket.AF_INET6))


@dataclass(frozen=True, slots=True)
class CertificateFiles:
    """Both PEM; readable by the owner only."""

    certificate: Path
    key: Path


def local_certificate(folder: Path, host: str, now: datetime) -> CertificateFiles:
    """Gives the certificate in `folder` for `host` and this machine's addresses; makes it when needed.

    The same one is kept while it is valid and the addresses are the same: whoever accepted it on a phone
    is not asked again. `now` is aware (UTC).
    """
    files = CertificateFiles(folder / "local-certificate.pem", folder / "local-key.pem")
    names = _names(host)
    if not _still_good(files, names, now):
        folder.mkdir(parents=True, exist_ok=True)
        _make(files, names, now)
    return files


def local_addresses() -> list[str]:
    """This machine's addresses that others can reach, the one towards the network first; never localhost."""
    found = [address for remote, family in ANY_REMOTE if (address := _address_towards(remote, family))]
    found += _addresses_of_own_name()
    return [address for address in dict.fromkeys(found) if _reachable(address)]


def print_address_qr(url: str, stream: TextIO) -> None:
    """Draws the QR code of `url` in half blocks, dark on light whatever the terminal's colours."""
    code = qrcode.QRCode(border=2)
    code.add_data(url)
    code.print_ascii(out=stream, invert=True)


def _names(host: str) -> list[str]:
    given = [] if host in EVERYWHERE else [host]
    return sorted({"localhost", "127.0.0.1", "::1", *given, *local_addresses()})


def _address_towards(remote: str, family: socket.AddressFamily) -> str | None:
    """What the routing table would use. Connecting a datagram socket sends nothing."""
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((remote, 9))
            return str(probe.getsockname()[0])
        except OSError:  # no route: no such network here
            return None


def _addresses_of_own_name() -> list[str]:
    try:
        known = socket.getaddrinfo(socket.gethostname(), None, type=socket.SOCK_STREAM)
    except OSError:  # the own name is not in any hosts file
        return []
    return [str(entry[4][0]) for entry in known]


def _reachable(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    return not (ip.is_loopback or ip.is_link_local or ip.is_unspecified)


def _still_good(files: CertificateFiles, names: list[str], now: datetime) -> bool:
    try:
        certificate = x509.load_pem_x509_certificate(files.certificate.read_bytes())
        _restrict(files)
    except (OSError, ValueError):  # none yet, or a broken one
        return False
    return _names_in(certificate) == names and now < certificate.not_valid_after_utc - RENEW_BEFORE


def _names_in(certificate: x509.Certificate) -> list[str]:
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return sorted(str(name.value) for name in names)


def _make(files: CertificateFiles, names: list[str], now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _sign(names, key, now)
    _write(files.key, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    _write(files.certificate, certificate.public_bytes(Encoding.PEM))


def _sign(names: list[str], key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "NetEvent on this network")])
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # for phones whose clock is behind
        .not_valid_after(now - timedelta(days=1) + LIFETIME)
        .add_extension(x509.SubjectAlternativeName([_general_name(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=False)
        .sign(key, hashes.SHA256())
    )


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _write(path: Path, content: bytes) -> None:
    """Write the whole file or nothing, never readable by others, not even for a moment."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    fresh.touch(0o600, exist_ok=False)
    fresh.write_bytes(content)
    fresh.replace(path)


def _restrict(files: CertificateFiles) -> None:
    """Raises OSError when one of them is missing."""
    files.key.chmod(0o600)
    files.certificate.chmod(0o600)
