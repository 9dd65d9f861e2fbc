"""Delivery status notifications (RFC 3464): what mail servers agree on. Called by `reading`."""

from __future__ import annotations

from email.message import Message

from netevent.bounces.report import Report, What, words
from netevent.bounces.reports.mail import header, parts
from netevent.bounces.reports.returned import quoted_id, returned_id
from netevent.bounces.reports.statuses import is_the_address

# The words stand behind the kind of server that said them.
WHAT = {"failed": What.failed, "delayed": What.delayed}


def has_status(mail: Message) -> bool:
    return any(_recipients(mail))


def read_status(mail: Message) -> Report | None:
    """None: it arrived, or it is about no mail of ours. Each of our mails has one recipient."""
    message_id = returned_id(mail) or quoted_id(mail)
    of_one = next((one for one in _recipients(mail) if _action(one) in WHAT), None)
    if not message_id or of_one is None:
        return None
    said = _said(of_one)
    what = WHAT[_action(of_one)]
    is_permanent = what is What.failed and is_the_address(header(of_one, "Status"), said)
    return Report(message_id, what, is_permanent, words(said))


def _recipients(mail: Message) -> list[Message]:
    """The groups of fields that tell an action; the first group tells of the server."""
    found: list[Message] = []
    for part in parts(mail, "message/delivery-status", "message/global-delivery-status"):
        groups = part.get_payload()
        if isinstance(groups, list):
            found.extend(group for group in groups if isinstance(group, Message) and _action(group))
    return found


def _action(group: Message) -> str:
    return header(group, "Action").lower().partition(" ")[0]


def _said(group: Message) -> str:
    kind, _, said = header(group, "Diagnostic-Code").partition(";")
    return said.strip() or kind.strip() or header(group, "Status")
