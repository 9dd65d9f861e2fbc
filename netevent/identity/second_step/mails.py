"""The mail about a change of how an account logs in. Queued by the services of second steps and passkeys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netevent.core.database import Transaction
from netevent.core.jobs import Priority
from netevent.core.mail import Mail, Recipient, queue_mail
from netevent.identity.accounts import Account


@dataclass(frozen=True, slots=True)
class LoginGuardChanged(Mail):
    """`what`: on, off, codes, reset, passkey_added, passkey_removed; `passkey` is the name of that one."""

    template: ClassVar[str] = "login_guard"
    priority: ClassVar[Priority] = Priority.awaited

    name: str
    what: str
    passkey: str = ""


def tell(tx: Transaction, account: Account, what: str, passkey: str = "") -> None:
    mail = LoginGuardChanged(account.name, what, passkey)
    queue_mail(tx, mail, Recipient(account.email, account.language))
