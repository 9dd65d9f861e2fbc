"""Mail: it waits in the database from the commit that caused it until a mail server took it.

Services queue it with `outbox.queue_mail`; `sender.MailSender` runs in every process and is started by `app`.
"""

from netevent.core.mail.outbox import Mail, queue_mail, rendered_mail

__all__ = ["Mail", "queue_mail", "rendered_mail"]
