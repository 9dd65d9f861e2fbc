"""Names that are addresses of the web: mail programs make links of them. Called by forms.

Names stand in mails that go to strangers. Whoever chooses one must not choose where a reader clicks.
"""

from __future__ import annotations

import re

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:\s*/\s*/|\bwww\.", re.IGNORECASE)
# A word, a dot, and an ending that mail programs know. Two letters are a country's; before those stand four
# or more, or "Dr.Ir." would be one.
ENDINGS = (
    "com|net|org|info|biz|edu|gov|int|mil|app|dev|shop|store|xyz|online|site|website|space|club|live|link|click|"
    "top|work|page|blog|news|cloud|tech|email|events|world|today|zone|zip|mov|icu|vip|pro|name|mobi|asia|eu"
)
DOMAIN = re.compile(
    rf"[\w-]+\.(?:{ENDINGS})(?![\w-])|[\w-]{{4,}}\.(?!js\b)[a-z]{{2}}(?:\.[a-z]{{2,3}})?(?=[/?#:]|[\s,;!)]|$)"
    r"|[\w-]{2,}\.[a-z]{2}/",
    re.IGNORECASE,
)


def has_link(name: str) -> bool:
    """Whether a mail program would make a link of a part of it."""
    return bool(SCHEME.search(name) or DOMAIN.search(name))
