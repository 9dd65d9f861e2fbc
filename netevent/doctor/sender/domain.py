"""The sender's domain: does it exist, take answers, and say that our mail server sends for it?

Called by `examine`. What a record means, the modules beside this one know; here it becomes findings.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.utils import parseaddr
from ipaddress import ip_address

from netevent.doctor.finding import Finding, Health
from netevent.doctor.names import Names, NoAnswer, NoSuchName
from netevent.doctor.sender import dkim, dmarc, spf
from netevent.doctor.sender.providers import host_of, includes_of, is_brevo
from netevent.settings import LOCAL, Settings

# Nobody receives mail there: RFC 2606, 6761, 6762 and what people call their own networks.
NOBODYS = ("localhost", "local", "test", "example", "invalid", "internal", "lan", "home.arpa")
EXAMPLES = ("example.com", "example.org", "example.net")
CHOOSE = "Set NETEVENT_MAIL_FROM to an address in a domain of yours, such as Summit <hello@your-domain.eu>."
PAGE = "docs/mail/smtp.md says how."
# An address of RFC 5737 that nothing is sent from: whether a record can be followed, whoever sends.
ANYBODY = "192.0.2.1"


@dataclass(frozen=True, slots=True)
class Sender:
    """`returns_to`: the domain of the return address, which SPF is about."""

    domain: str
    returns_to: str
    host: str
    selector: str
    is_by_brevo: bool

    @property
    def is_aligned(self) -> bool:
        """Whether SPF speaks for the sender, too: the return address is in its domain, or one around it."""
        one, other = self.domain, self.returns_to
        return not self.is_by_brevo and (
            one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
        )


async def examine_sender(settings: Settings, names: Names) -> AsyncIterator[Finding]:
    """Nothing where no mail server is set: then nobody is told who sends."""
    if not settings.smtp_url:
        return
    sender = _sender(settings)
    first = _at_once(sender) or await _reachable(sender, names)
    yield first
    if first.health is Health.good:
        async for finding in _records(sender, names):
            yield finding


def _sender(settings: Settings) -> Sender:
    domain = _domain(parseaddr(settings.mail_from)[1])
    returns_to = _domain(settings.bounces_to) or domain
    return Sender(domain, returns_to, host_of(settings), settings.dkim_selector, is_brevo(settings))


def _domain(address: str) -> str:
    domain = address.rpartition("@")[2].strip(".").lower()
    try:
        return domain.encode("idna").decode() if domain else ""
    except UnicodeError:
        return domain


def _at_once(sender: Sender) -> Finding | None:
    """What is wrong whoever is asked. A mail server on this machine may be one that only tests."""
    is_nobodys = "." not in sender.domain or _ends(sender.domain, NOBODYS) or _ends(sender.domain, EXAMPLES)
    if not is_nobodys:
        return None
    health = Health.doubtful if sender.host in LOCAL else Health.broken
    said = f"Mail comes from “{sender.domain or 'nowhere'}”, a domain of nobody: most servers refuse it."
    return Finding("sender", health, said, CHOOSE)


def _ends(domain: str, names: tuple[str, ...]) -> bool:
    return any(domain == name or domain.endswith(f".{name}") for name in names)


async def _reachable(sender: Sender, names: Names) -> Finding:
    """By MX; a domain without one takes mail at its own address."""
    try:
        takers = {one: await _takers(names, one) for one in (sender.domain, sender.returns_to)}
    except NoAnswer as error:
        said = f"The DNS does not answer, so SPF, DKIM and DMARC are unknown: {error}"
        return Finding("sender", Health.doubtful, said, "Let this server ask a DNS server, or ask later.")
    except NoSuchName as error:
        return Finding("sender", Health.broken, f"There is no domain {error}.", CHOOSE)
    without = next((domain for domain, hosts in takers.items() if not hosts), "")
    if without:
        said = (
            f"{without} takes no mail: answers and bounces cannot arrive, and some servers refuse its mail."
        )
        return Finding("sender", Health.broken, said, f"Add an MX record to {without}, or send from another.")
    return Finding("sender", Health.good, f"{sender.domain} takes mail at {takers[sender.domain][0]}.")


async def _takers(names: Names, domain: str) -> list[str]:
    hosts = await names.exchangers(domain)
    if not hosts and await names.addresses(domain):
        return [domain]
    return [host for host in hosts if host != "."]


async def _records(sender: Sender, names: Names) -> AsyncIterator[Finding]:
    try:
        of_spf = await _spf(sender, names)
        yield of_spf
        keys = await dkim.keys_of(names, sender.domain, sender.selector)
        yield _dkim(sender, keys)
        policy = await dmarc.policy_of(names, sender.domain)
        yield _dmarc(sender, policy)
        yield _alignment(sender, policy, of_spf.health is Health.good, keys)
    except NoAnswer as error:
        said = f"The DNS stopped answering, so the rest is unknown: {error}"
        yield Finding("sender", Health.doubtful, said, "Run this again.")


async def _spf(sender: Sender, names: Names) -> Finding:
    if sender.is_by_brevo:
        said = "Not needed: Brevo sends with a return address of its own."
        return Finding("SPF", Health.good, said)
    try:
        record = await spf.record_of(names, sender.returns_to)
        if not record:
            said = f"{sender.returns_to} does not say which servers send for it."
            return Finding("SPF", Health.doubtful, said, f"Add a TXT record, v=spf1 …: {PAGE}")
        return await _allowed(sender, names)
    except spf.Broken as error:
        fix = f"Correct the TXT record v=spf1 … of {sender.returns_to}: {PAGE}"
        return Finding("SPF", Health.broken, str(error), fix)
    except NoSuchName as error:
        said = f"The record of {sender.returns_to} names {error}, which is not there."
        return Finding("SPF", Health.doubtful, said, "Take it out of the record.")


async def _allowed(sender: Sender, names: Names) -> Finding:
    addresses = await _public_addresses(sender, names)
    if not addresses:
        await spf.may_send(spf.Walk(names), sender.returns_to, ANYBODY)
        said = f"There is a record. Whether it allows the public address of {sender.host} was not checked."
        return Finding("SPF", Health.good, said)
    refused = []
    for address in addresses:
        walk = spf.Walk(names)
        if await spf.may_send(walk, sender.returns_to, address) is not spf.Answer.allowed:
            refused.append(address)
        if named := includes_of(sender.host) & walk.included:
            return Finding("SPF", Health.good, f"It includes {', '.join(sorted(named))} for {sender.host}.")
    if not refused:
        return Finding("SPF", Health.good, f"It allows {sender.host} ({', '.join(addresses)}).")
    said = f"{sender.returns_to} does not allow {sender.host} ({', '.join(refused)}) to send for it."
    wanted = " or ".join(f"include:{one}" for one in sorted(includes_of(sender.host)))
    fix = f"Add {wanted or 'what its provider says'} to the record, unless it sends by other addresses."
    return Finding("SPF", Health.doubtful, said, fix)


async def _public_addresses(sender: Sender, names: Names) -> list[str]:
    """Of the mail server. One on this machine or in its network has another one outside."""
    try:
        found = [str(ip_address(sender.host))]
    except ValueError:
        found = await names.addresses(sender.host)
    return [one for one in found if ip_address(one).is_global]


def _dkim(sender: Sender, keys: list[dkim.Key]) -> Finding:
    good = [key.selector for key in keys if not key.trouble]
    if good:
        return Finding("DKIM", Health.good, f"{sender.domain} has a key: {', '.join(good)}.")
    if keys:
        said = f"The key {keys[0].selector} of {sender.domain} does not work: {keys[0].trouble}."
        return Finding("DKIM", Health.broken, said, f"Enter the record again as it was given: {PAGE}")
    if sender.selector:
        said = f"There is no key {sender.selector}._domainkey.{sender.domain}."
        return Finding(
            "DKIM", Health.broken, said, f"Add the record, or correct NETEVENT_DKIM_SELECTOR: {PAGE}"
        )
    said = f"{sender.domain} has no key under the usual names."
    fix = f"Add one ({PAGE}), or name it by NETEVENT_DKIM_SELECTOR."
    return Finding("DKIM", Health.broken if sender.is_by_brevo else Health.doubtful, said, fix)


def _dmarc(sender: Sender, policy: dmarc.Policy | None) -> Finding:
    if policy is None:
        said = f"{sender.domain} has no record: the large providers refuse who mails many people without it."
        fix = f"Add a TXT record _dmarc.{sender.domain}, to begin with: v=DMARC1; p=none"
        return Finding("DMARC", Health.doubtful, said, fix)
    if not policy.is_known:
        said = f"_dmarc.{policy.domain} asks for “{policy.asks}”, which nobody knows."
        return Finding("DMARC", Health.broken, said, "Write p=none, p=quarantine or p=reject.")
    said = f"_dmarc.{policy.domain} asks for {policy.asks}: {dmarc.POLICIES[policy.asks]}."
    return Finding("DMARC", Health.good, said)


def _alignment(sender: Sender, policy: dmarc.Policy | None, has_spf: bool, keys: list[dkim.Key]) -> Finding:
    """What DMARC asks: a signature of the sender's domain, or SPF of a return address in it."""
    if any(not key.trouble for key in keys):
        said = f"Mails pass if the mail server signs them for {sender.domain}; the test mail shows it."
        return Finding("alignment", Health.good, said)
    is_strict = policy is not None and policy.is_strict_spf and sender.domain != sender.returns_to
    if has_spf and sender.is_aligned and not is_strict:
        said = f"Mails pass by SPF, as they return to {sender.returns_to}. Forwarded ones need DKIM."
        return Finding("alignment", Health.good, said)
    is_refused = policy is not None and policy.asks in ("quarantine", "reject")
    said = "Neither SPF nor DKIM speaks for the sender's domain: mails do not pass DMARC."
    return Finding(
        "alignment", Health.broken if is_refused else Health.doubtful, said, f"Set up DKIM: {PAGE}"
    )
