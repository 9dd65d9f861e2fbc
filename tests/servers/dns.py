"""A real DNS server for the tests: it answers from a few records, or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rrset
from dns.rdatatype import RdataType

Records = Mapping[tuple[str, str], list[str]]


class DnsServer(asyncio.DatagramProtocol):
    """`records`: what stands under name and kind, such as ("example.org", "MX"): ["10 mail.example.org."].

    What it does not know, and nothing below it, is no domain. `asked` are the questions; a `silent` one hears
    them and says nothing.
    """

    def __init__(self, records: Records) -> None:
        self.records = dict(records)
        self.asked: list[tuple[str, str]] = []
        self.silent = False
        self.port = 0
        self._transport: asyncio.DatagramTransport | None = None

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", 0))
        self._transport = transport
        self.port = int(transport.get_extra_info("sockname")[1])

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if not self.silent and self._transport is not None:
            self._transport.sendto(self._answer(dns.message.from_wire(data)).to_wire(), addr)

    def _answer(self, question: dns.message.Message) -> dns.message.Message:
        asked = question.question[0]
        name, kind = asked.name.to_text(omit_final_dot=True).lower(), RdataType.to_text(asked.rdtype)
        self.asked.append((name, kind))
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.RA
        if alias := self.records.get((name, "CNAME")):
            answer.answer.append(dns.rrset.from_text(asked.name, 60, "IN", "CNAME", *alias))
            name = alias[0].strip(".")
        owner = dns.name.from_text(name)
        if values := self.records.get((name, kind)):
            answer.answer.append(dns.rrset.from_text(owner, 60, "IN", kind, *values))
        elif not any(known == name or known.endswith(f".{name}") for known, _ in self.records):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer
