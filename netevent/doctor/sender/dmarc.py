"""DMARC (RFC 7489): what readers do with mails that only claim to come from a domain. Called by `domain`."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.doctor.names import Names
from netevent.doctor.sender.dkim import tags_of

POLICIES = {
    "none": "readers only watch",
    "quarantine": "what does not pass goes to spam",
    "reject": "what does not pass is refused",
}


@dataclass(frozen=True, slots=True)
class Policy:
    """`domain` is where the record stands, the sender's or one above it. `is_known`: readers follow it."""

    domain: str
    asks: str
    is_strict_spf: bool = False

    @property
    def is_known(self) -> bool:
        return self.asks in POLICIES


async def policy_of(names: Names, domain: str) -> Policy | None:
    """The nearest one, walking up from the domain; a domain of one word belongs to nobody who mails."""
    labels = domain.split(".")
    for start in range(max(len(labels) - 1, 1)):
        at = ".".join(labels[start:])
        for text in await names.texts(f"_dmarc.{at}"):
            if text.strip().lower().startswith("v=dmarc1"):
                return _policy(at, tags_of(text), is_above=at != domain)
    return None


def _policy(domain: str, tags: dict[str, str], is_above: bool) -> Policy:
    asks = tags.get("sp", tags.get("p", "")) if is_above else tags.get("p", "")
    return Policy(domain, asks.lower(), tags.get("aspf", "r").lower() == "s")
