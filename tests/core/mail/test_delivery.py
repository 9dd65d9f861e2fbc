"""Mail servers as they are in the world: with TLS from the start, with STARTTLS, with a password."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from netevent.core import clock
from netevent.core.certificate import CertificateFiles, local_certificate
from netevent.core.mail.delivery import Delivery
from netevent.core.mail.message import RenderedMail
from netevent.settings import read_settings
from tests.servers import processes

MAIL = RenderedMail(7, "0123", "marta@example.com", "Hello", "x", "<p>x</p>", clock.EPOCH)
# As it stands in the address of the server, and as the server must get it.
IN_THE_URL, PASSWORD = "p%40ss%3Aword%2F", "p@ss:word/"


@dataclass(slots=True)
class Office:
    """What a mail server took: whether the line was encrypted, and who logged in."""

    taken: list[tuple[bool, str]] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd calls it by this name
        assert server.transport is not None
        is_encrypted = session.ssl is not None or server.transport.get_extra_info("ssl_object") is not None
        self.taken.append((is_encrypted, self.tried[-1] if self.tried else ""))
        return "250 Taken"

    def check(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object
    ) -> AuthResult:
        assert isinstance(given, LoginPassword)
        self.tried.append(f"{given.login.decode()} {given.password.decode()}")
        return AuthResult(success=given.password.decode() == PASSWORD)


@pytest.fixture
def certificate(tmp_path: Path) -> CertificateFiles:
    return local_certificate(tmp_path, "localhost", datetime.now(UTC))


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def starttls_port(office: Office, certificate: CertificateFiles) -> Iterator[int]:
    controller = Controller(
        office,
        hostname="127.0.0.1",
        port=processes.free_port(),
        tls_context=server_context(certificate),
        authenticator=office.check,
    )
    yield from running(controller)


@pytest.fixture
def tls_port(office: Office, certificate: CertificateFiles) -> Iterator[int]:
    controller = Controller(
        office, hostname="127.0.0.1", port=processes.free_port(), ssl_context=server_context(certificate)
    )
    yield from running(controller)


@pytest.fixture
def trusted(certificate: CertificateFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate is among those that this machine trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.certificate))


@pytest.mark.usefixtures("trusted")
async def test_starttls_is_used_where_it_is_offered(office: Office, starttls_port: int):
    await deliver(f"smtp://127.0.0.1:{starttls_port}")
    assert office.taken == [(True, "")]


@pytest.mark.usefixtures("trusted")
async def test_a_password_with_special_characters_reaches_the_server(office: Office, starttls_port: int):
    await deliver(f"smtp://door%40netevent.example:{IN_THE_URL}@127.0.0.1:{starttls_port}")
    assert office.taken == [(True, f"door@netevent.example {PASSWORD}")]


@pytest.mark.usefixtures("trusted")
async def test_smtps_is_encrypted_from_the_start(office: Office, tls_port: int):
    await deliver(f"smtps://127.0.0.1:{tls_port}")
    assert office.taken == [(True, "")]


async def test_a_server_that_nobody_vouches_for_gets_no_mail(office: Office, starttls_port: int):
    with pytest.raises(ssl.SSLCertVerificationError):
        await deliver(f"smtp://127.0.0.1:{starttls_port}")
    assert office.taken == []


def server_context(certificate: CertificateFiles) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.certificate, certificate.key)
    return context


def running(controller: Controller) -> Iterator[int]:
    controller.start()
    yield controller.port
    controller.stop()


async def deliver(url: str) -> None:
    delivery = Delivery(read_settings(_env_file=None, smtp_url=url))
    await delivery.deliver(MAIL)
    await delivery.hang_up()
