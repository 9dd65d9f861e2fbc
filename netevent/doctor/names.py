"""What the DNS says, asked with short time limits. Called by the checks of the sender's domain."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import dns.asyncresolver
import dns.exception
import dns.resolver
from dns.rdatatype import RdataType

# Of one question, with what is asked again.
ANSWER_SECONDS = 4.0


class NoAnswer(Exception):
    """No server of names can be reached, or none of them answers."""


class NoSuchName(Exception):
    """There is no such domain."""


class Names:
    """Asks this system's servers; a test names its own."""

    def __init__(self, nameserver: str = "", port: int = 53) -> None:
        self._nameserver, self._port = nameserver, port

    async def texts(self, name: str) -> list[str]:
        """TXT records, each put together from its parts.

        Raises, as the others do:
            NoAnswer: nobody knows. A name that is not there has no records.
        """
        found = await self._ask(name, RdataType.TXT)
        return [b"".join(record.strings).decode("utf-8", "replace") for record in found]

    async def exchangers(self, name: str) -> list[str]:
        """Where mail to the domain goes, by preference; `.` says: nowhere.

        Raises:
            NoSuchName: there is no such domain.
        """
        found = await self._ask(name, RdataType.MX, must_exist=True)
        records = sorted(found, key=lambda record: record.preference)
        return [record.exchange.to_text(omit_final_dot=True) or "." for record in records]

    async def addresses(self, name: str) -> list[str]:
        asked = (self._ask(name, kind) for kind in (RdataType.A, RdataType.AAAA))
        return [record.address for found in await asyncio.gather(*asked) for record in found]

    async def _ask(self, name: str, kind: RdataType, must_exist: bool = False) -> Sequence[Any]:
        try:
            return list(await self._resolver().resolve(name, kind, search=False))
        except dns.resolver.NXDOMAIN:
            if must_exist:
                raise NoSuchName(name) from None
            return []
        except dns.resolver.NoAnswer:
            return []
        except (dns.exception.DNSException, OSError, ValueError) as error:
            raise NoAnswer(" ".join(str(error).split()) or type(error).__name__) from error

    def _resolver(self) -> dns.asyncresolver.Resolver:
        resolver = dns.asyncresolver.Resolver(configure=not self._nameserver)
        if self._nameserver:
            resolver.nameservers, resolver.port = [self._nameserver], self._port
        resolver.lifetime = ANSWER_SECONDS
        return resolver
