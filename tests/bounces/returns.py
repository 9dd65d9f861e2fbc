"""Mails that come back, as servers of several makers write them."""

from __future__ import annotations

from textwrap import dedent

ID = "0123456789abcdef0123456789abcdef"
OURS = f"Message-ID: <{ID}@tickets.example.org>"


def status_notification(
    action: str = "failed",
    status: str = "5.1.1",
    said: str = "smtp; 550 5.1.1 <ada@example.org>: Recipient address rejected: User unknown",
    returned: str = OURS,
    returned_type: str = "text/rfc822-headers",
) -> bytes:
    """As Postfix writes it, by RFC 3464."""
    return written(f"""\
        Return-Path: <>
        From: MAILER-DAEMON@mail.example.org (Mail Delivery System)
        To: no-reply@tickets.example.org
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="=b="

        --=b=
        Content-Type: text/plain; charset=us-ascii

        I'm sorry to have to inform you that your message could not be delivered.

        --=b=
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example.org
        Arrival-Date: Sat, 28 Nov 2026 01:00:00 +0000

        Final-Recipient: rfc822; ada@example.org
        Action: {action}
        Status: {status}
        Diagnostic-Code: {said}

        --=b=
        Content-Type: {returned_type}

        From: NetEvent <no-reply@tickets.example.org>
        {returned}
        Subject: Your ticket

        --=b=--
        """)


def complaint(kind: str = "abuse", returned: str = OURS) -> bytes:
    """As providers write it, by RFC 5965."""
    return written(f"""\
        From: <feedback@provider.example>
        To: no-reply@tickets.example.org
        Subject: Abuse report
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="=b="

        --=b=
        Content-Type: text/plain

        This is an email abuse report.

        --=b=
        Content-Type: message/feedback-report

        Feedback-Type: {kind}
        User-Agent: Provider/1.0
        Version: 1

        --=b=
        Content-Type: message/rfc822

        From: NetEvent <no-reply@tickets.example.org>
        {returned}
        Subject: News of your event

        Spam spam spam
        --=b=--
        """)


def exim(said: str = "550 No such user here") -> bytes:
    return written(f"""\
        Return-path: <>
        X-Failed-Recipients: ada@example.org
        Auto-Submitted: auto-replied
        From: Mail Delivery System <Mailer-Daemon@host.example.org>
        To: no-reply@tickets.example.org
        Subject: Mail delivery failed: returning message to sender

        This message was created automatically by mail delivery software.

        A message that you sent could not be delivered to one or more of its
        recipients. This is a permanent error. The following address(es) failed:

          ada@example.org
            host mx.example.org [192.0.2.1]
            SMTP error from remote mail server after RCPT TO:<ada@example.org>:
            {said}

        ------ This is a copy of the message, including all the headers. ------

        Return-path: <no-reply@tickets.example.org>
        From: NetEvent <no-reply@tickets.example.org>
        {OURS}
        Subject: Your ticket
        """)


def qmail() -> bytes:
    return written(f"""\
        From: MAILER-DAEMON@host.example.org
        To: no-reply@tickets.example.org
        Subject: failure notice

        Hi. This is the qmail-send program at host.example.org.
        I'm afraid I wasn't able to deliver your message to the following addresses.
        This is a permanent error; I've given up. Sorry it didn't work out.

        <ada@example.org>:
        Sorry, no mailbox here by that name. (#5.1.1)

        --- Below this line is a copy of the message.

        Return-Path: <no-reply@tickets.example.org>
        {OURS}
        Subject: Your ticket
        """)


def exchange() -> bytes:
    """Words alone, and what is answered in a header."""
    return written(f"""\
        From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.org>
        To: no-reply@tickets.example.org
        In-Reply-To: <{ID}@tickets.example.org>
        Subject: Undeliverable: Your ticket

        Your message to ada@example.org couldn't be delivered.

        ada wasn't found at example.org.
        """)


def gmail_delay() -> bytes:
    return written(f"""\
        From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
        To: no-reply@tickets.example.org
        X-Failed-Recipients: ada@example.org
        References: <{ID}@tickets.example.org>
        Subject: Delivery Status Notification (Delay)

        There was a temporary problem while delivering your message to ada@example.org.
        Gmail will retry for 46 more hours. You'll be notified if the delivery fails permanently.

        The response was: 451 4.4.1 The server did not answer
        """)


def answer(sender: str, subject: str, text: str, more: str = "X-Nothing: here") -> bytes:
    """Of a person, who quotes our mail."""
    return written(f"""\
        From: {sender}
        To: no-reply@tickets.example.org
        In-Reply-To: <{ID}@tickets.example.org>
        References: <{ID}@tickets.example.org>
        Subject: {subject}
        {more}

        {text}

        > {OURS}
        """)


def written(text: str) -> bytes:
    return dedent(text).replace("\n", "\r\n").encode()
