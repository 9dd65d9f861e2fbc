"""HTTPS on the spot: real handshakes, and what makes a new certificate necessary."""

import io
import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from netevent.core.certificate import local_addresses, local_certificate, print_address_qr

EVERYWHERE = "0.0.0.0"  # noqa: S104 - a setting, nothing is bound
NOW = datetime.now(UTC)


def test_client_that_trusts_it_shakes_hands_for_every_name(tmp_path: Path) -> None:
    files = local_certificate(tmp_path, "netevent.local", NOW)
    for name in ["netevent.local", "localhost", "127.0.0.1", "::1", *local_addresses()]:
        shake_hands(files.certificate, files.key, name)


def test_client_refuses_a_name_that_is_not_in_it(tmp_path: Path) -> None:
    files = local_certificate(tmp_path, "netevent.local", NOW)
    with pytest.raises(ssl.SSLCertVerificationError):
        shake_hands(files.certificate, files.key, "elsewhere.example")


def test_it_is_short_lived_and_of_the_curve_that_phones_know(tmp_path: Path) -> None:
    certificate = read(local_certificate(tmp_path, EVERYWHERE, NOW).certificate)
    assert certificate.not_valid_after_utc - certificate.not_valid_before_utc <= timedelta(days=825)
    key = certificate.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert key.curve.name == "secp256r1"


def test_files_belong_to_the_owner_alone(tmp_path: Path) -> None:
    files = local_certificate(tmp_path / "var", EVERYWHERE, NOW)
    assert {path.stat().st_mode & 0o777 for path in (files.certificate, files.key)} == {0o600}


def test_it_is_kept_while_valid_and_for_the_same_names(tmp_path: Path) -> None:
    first = read(local_certificate(tmp_path, EVERYWHERE, NOW).certificate)
    again = read(local_certificate(tmp_path, EVERYWHERE, NOW + timedelta(days=700)).certificate)
    assert again == first


def test_it_is_made_anew_before_it_ends(tmp_path: Path) -> None:
    first = read(local_certificate(tmp_path, EVERYWHERE, NOW).certificate)
    later = read(local_certificate(tmp_path, EVERYWHERE, NOW + timedelta(days=800)).certificate)
    assert later.not_valid_after_utc > first.not_valid_after_utc


def test_it_is_made_anew_for_another_host(tmp_path: Path) -> None:
    local_certificate(tmp_path, EVERYWHERE, NOW)
    files = local_certificate(tmp_path, "netevent.local", NOW)
    shake_hands(files.certificate, files.key, "netevent.local")


@pytest.mark.parametrize("content", [b"", b"not a certificate"])
def test_broken_file_is_replaced(tmp_path: Path, content: bytes) -> None:
    local_certificate(tmp_path, EVERYWHERE, NOW).certificate.write_bytes(content)
    files = local_certificate(tmp_path, EVERYWHERE, NOW)
    shake_hands(files.certificate, files.key, "localhost")


def test_lost_key_brings_a_new_pair(tmp_path: Path) -> None:
    local_certificate(tmp_path, EVERYWHERE, NOW).key.unlink()
    files = local_certificate(tmp_path, EVERYWHERE, NOW)
    shake_hands(files.certificate, files.key, "localhost")


def test_local_addresses_are_such_that_others_can_reach() -> None:
    addresses = local_addresses()
    assert len(addresses) == len(set(addresses))
    assert not any(ipaddress.ip_address(address).is_loopback for address in addresses)


def test_address_is_drawn_as_a_square_of_half_blocks() -> None:
    screen = io.StringIO()
    print_address_qr("https://192.168.1.20:8000/", screen)
    lines = screen.getvalue().rstrip("\n").split("\n")
    assert len(lines) >= 13
    assert len({len(line) for line in lines}) == 1


def read(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def shake_hands(certificate: Path, key: Path, name: str) -> None:
    """A whole TLS handshake in memory; the client trusts this one certificate and checks the name."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, key)
    client = ssl.create_default_context(cafile=str(certificate))
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    near = client.wrap_bio(to_client, to_server, server_hostname=name)
    far = server.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(2):
        for end in (near, far):
            step(end)
    assert near.version() is not None


def step(end: ssl.SSLObject) -> None:
    try:
        end.do_handshake()
    except ssl.SSLWantReadError:
        return
