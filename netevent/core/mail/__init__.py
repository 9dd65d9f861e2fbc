"""Mail: a job for each, written in the transaction that causes it, rendered and sent by `jobs`.

A feature's `mails.py` has a `Mail` for each folder of `templates/emails`; services queue it by
`queue_mail`, several at once by `queue_mails`.
"""

from netevent.core.mail.outbox import Mail, Recipient, WrittenMail, queue_mail, queue_mails

__all__ = ["Mail", "Recipient", "WrittenMail", "queue_mail", "queue_mails"]
