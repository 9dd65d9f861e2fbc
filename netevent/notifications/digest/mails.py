"""The digest's mail, in its reader's language. Called by `digest.service`."""

from __future__ import annotations

from collections.abc import Sequence

from netevent.core.mail import Mail, rendered_mail
from netevent.notifications.digest.queries import Reader
from netevent.notifications.inbox import Notification

# Of one kind. More than this nobody reads in a mail; the page has them all.
LISTED_AT_MOST = 20


def digest_mail(reader: Reader, standing: Sequence[Notification], base_url: str, off_link: str) -> Mail:
    kinds = dict.fromkeys(one.kind for one in standing)
    parts = [(kind, [one.content for one in standing if one.kind is kind]) for kind in kinds]
    return rendered_mail(
        "digest",
        reader.language,
        reader.email,
        reader.id,
        reader=reader,
        parts=parts,
        most=LISTED_AT_MOST,
        count=len(standing),
        base_url=base_url,
        off_link=off_link,
    )
