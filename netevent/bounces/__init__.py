"""What comes back, into the suppression list: mails to a mailbox (`imap`), and what Brevo tells (`brevo`).

`reports` reads what came; `service` notes it. Only what names a mail of ours by its Message-ID counts.
"""
