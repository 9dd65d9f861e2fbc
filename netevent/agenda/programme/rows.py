"""The rows of the programme, each made once for all who see the same in it. Called by `_list.html`.

What a row shows is its arguments and nothing else: when a seat goes, the session is another value, and its
row is made again.
"""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from netevent.agenda.programme.reading import Day, Listed
from netevent.core.i18n import current_language, date_format
from netevent.core.web import pages

# A few KiB each, with the description: a long programme in some languages.
KEPT = 1_500


def written(day: Day, zone: str) -> Markup:
    """In the language in use, and with its times as the operator has them written now."""
    language = current_language()
    date_formatted = date_format(language)
    rows = (_written(one, zone, language, date_formatted) for one in day.listed)
    return Markup("".join(rows))  # noqa: S704 - our own template, which escapes


@lru_cache(maxsize=KEPT)
def _written(one: Listed, zone: str, language: str, _date_format: str) -> str:
    return pages.render("agenda/programme/_session.html", language, one=one, zone=zone)
