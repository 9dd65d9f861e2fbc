"""SPF (RFC 7208): which servers may send for a domain. Called by `sender.domain`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address, ip_network

from netevent.doctor.names import Names

# RFC 7208, 4.6.4: whoever needs more is refused by everybody.
MOST_LOOKUPS = 10
SIGNS = "+-~?"
TERM = re.compile(
    r"([+\-~?]?)(all|include|a|mx|ptr|ip4|ip6|exists|redirect|exp)(?:[:=]([^/]*))?(/.*)?", re.IGNORECASE
)


class Answer(StrEnum):
    """Of a record about an address; `broken` is worse than none."""

    allowed = "+"
    refused = "-"
    unlikely = "~"
    neutral = "?"
    none = "none"
    broken = "broken"


class Broken(Exception):
    """The record, or one that it includes, cannot be followed."""


@dataclass(slots=True)
class Walk:
    """What following the records takes, and which ones they were."""

    names: Names
    lookups: int = 0
    included: set[str] = field(default_factory=set)

    def count(self) -> None:
        self.lookups += 1
        if self.lookups > MOST_LOOKUPS:
            raise Broken(f"It takes more than {MOST_LOOKUPS} look-ups, and then nobody follows it.")


async def record_of(names: Names, domain: str) -> str:
    """The domain's one record; empty: there is none.

    Raises:
        Broken: there are several.
    """
    found = [text for text in await names.texts(domain) if re.match(r"v=spf1(\s|$)", text, re.IGNORECASE)]
    if len(found) > 1:
        raise Broken(f"There are {len(found)} records at {domain}, and then none counts.")
    return found[0] if found else ""


async def may_send(walk: Walk, domain: str, address: str) -> Answer:
    """Whether the address may send for the domain.

    Raises:
        Broken: nobody could say.
    """
    record = await record_of(walk.names, domain)
    if not record:
        return Answer.none
    redirect = ""
    for term in record.split()[1:]:
        sign, name, value, width = _term(term)
        if name == "redirect":
            redirect = value
        elif name != "exp" and await _fits(walk, domain, address, name, value, width):
            return Answer(sign)
    if not redirect:
        return Answer.neutral
    walk.count()
    walk.included.add(redirect.lower())
    return await may_send(walk, redirect, address)


def _term(term: str) -> tuple[str, str, str, str]:
    found = TERM.fullmatch(term)
    if found is None:
        if "=" in term:  # a modifier that is not known yet is passed over
            return "+", "exp", "", ""
        raise Broken(f"Nobody knows what “{term}” means.")
    sign, name, value, width = found.groups()
    return sign or "+", name.lower(), (value or "").strip("."), width or ""


async def _fits(walk: Walk, domain: str, address: str, name: str, value: str, width: str) -> bool:
    if name == "all":
        return True
    if name in ("ip4", "ip6"):
        return _is_in(address, value + width)
    walk.count()
    if name == "include":
        return await _is_included(walk, value, address)
    if "%" in value or name in ("ptr", "exists"):  # depends on the mail, or is not used any more
        return False
    hosts = [value or domain]
    if name == "mx":
        hosts = await walk.names.exchangers(value or domain)
    found = [one for host in hosts[:MOST_LOOKUPS] for one in await walk.names.addresses(host)]
    return any(_is_in(address, one + _width_for(one, width)) for one in found)


async def _is_included(walk: Walk, domain: str, address: str) -> bool:
    walk.included.add(domain.lower())
    if "%" in domain:
        return False
    answer = await may_send(walk, domain, address)
    if answer is Answer.none:
        raise Broken(f"It includes {domain}, which has no record.")
    return answer is Answer.allowed


def _width_for(address: str, width: str) -> str:
    """Of `/24//64` the part for this kind of address."""
    four, _, six = width.partition("//")
    chosen = six if ":" in address else four.lstrip("/")
    return f"/{chosen}" if chosen else ""


def _is_in(address: str, network: str) -> bool:
    try:
        return ip_address(address) in ip_network(network, strict=False)
    except ValueError:
        raise Broken(f"“{network}” is no network.") from None
