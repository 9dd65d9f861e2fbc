"""A DNS server, and what stands in it of a domain that is set up well."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import AsyncIterator

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from netevent.doctor.names import Names
from tests.servers.dns import DnsServer

DOMAIN = "summit.eu"
# Of nobody whom a test would reach; public, because a private one says nothing about a record.
SERVER = "5.9.0.1"


def text(value: str) -> str:
    """As records have it: in parts of at most 255 signs."""
    return " ".join(f'"{value[start : start + 250]}"' for start in range(0, len(value), 250))


def key_of(bits: int) -> str:
    public = generate_private_key(65537, bits).public_key()
    return b64encode(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


KEY = key_of(2048)


def well_set_up() -> dict[tuple[str, str], list[str]]:
    return {
        (DOMAIN, "MX"): ["20 second.summit.eu.", "10 mail.summit.eu."],
        ("mail.summit.eu", "A"): [SERVER],
        (DOMAIN, "TXT"): [text("another-service=1"), text(f"v=spf1 ip4:{SERVER} -all")],
        (f"brevo1._domainkey.{DOMAIN}", "TXT"): [text(f"v=DKIM1; k=rsa; p={KEY}")],
        (f"_dmarc.{DOMAIN}", "TXT"): [text("v=DMARC1; p=reject; rua=mailto:dmarc@summit.eu")],
    }


@pytest.fixture
async def dns_server() -> AsyncIterator[DnsServer]:
    server = DnsServer(well_set_up())
    await server.start()
    yield server
    server.close()


@pytest.fixture
def names(dns_server: DnsServer) -> Names:
    return Names("127.0.0.1", dns_server.port)
