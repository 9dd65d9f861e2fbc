"""What a status means: is it the address, or this mail alone? Called by those that read reports.

Enhanced codes are RFC 3463's. A full mailbox, a mail that looks like spam, a server that did not answer for
days: the next mail may arrive, so the address stays.
"""

from __future__ import annotations

import re

ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
BASIC = re.compile(r"(?<![\d.])([45]\d\d)(?=[ \-:])")
# Of those that begin with 5: sender, full mailbox, too large, a server's trouble, a route, expired.
NOT_THE_ADDRESS = {(1, 7), (1, 8), (2, 2), (2, 3), (2, 4), (4, 0), (4, 3), (4, 4), (4, 5), (4, 6), (4, 7)}
# Mail system, protocol, contents, security and policy: about the mail or its sender.
NOT_THE_ADDRESS_CLASSES = {3, 5, 6, 7}
# The same without an enhanced code: full, too large, refused for what it is or where it comes from.
NOT_THE_ADDRESS_BASIC = {"552", "554", "571"}
UNKNOWN = re.compile(
    r"user unknown|unknown (?:user|recipient|mailbox|local)|no such (?:user|mailbox|person|recipient|address)"
    r"|(?:mailbox|account|address|recipient|user)\b.{0,40}(?:does(?: not|n't) exist|not found|unavailable"
    r"|unknown|disabled|invalid|rejected)"
    r"|couldn't be found|wasn't found|could not be found|unrouteable|unroutable|no mailbox here"
    r"|is not a valid|invalid recipient|host or domain name not found|domain .{0,60}not (?:found|exist)",
    re.IGNORECASE,
)
FULL = re.compile(
    r"(?:mailbox|quota|inbox|storage).{0,40}(?:full|exceeded)|over ?quota|out of storage", re.IGNORECASE
)


def is_the_address(status: str, said: str) -> bool:
    """Whether it fails for good: `status` is an enhanced code, or empty; `said` the server's words."""
    if FULL.search(said):
        return False
    if code := ENHANCED.search(status) or ENHANCED.search(said):
        return code[1] == "5" and _names_the_address(int(code[2]), int(code[3]), said)
    if basic := BASIC.search(said):
        return basic[1].startswith("5") and (basic[1] not in NOT_THE_ADDRESS_BASIC or _is_unknown(said))
    return _is_unknown(said)


def says_something(said: str) -> bool:
    """Whether a text has anything by which a failure could be told."""
    return any(sign.search(said) for sign in (ENHANCED, BASIC, UNKNOWN, FULL))


def _names_the_address(subject: int, detail: int, said: str) -> bool:
    """What says too little (5.0.0, 5.4.0, policy) counts if its words name the address."""
    if (subject, detail) == (0, 0) or subject == 7:
        return _is_unknown(said)
    return subject not in NOT_THE_ADDRESS_CLASSES and (subject, detail) not in NOT_THE_ADDRESS


def _is_unknown(said: str) -> bool:
    return bool(UNKNOWN.search(said))
