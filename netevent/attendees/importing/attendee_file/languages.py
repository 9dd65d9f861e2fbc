"""Which of the seven languages a cell means. Called by the rows.

“nl”, “nl-BE”, “NL”, “Dutch”, “Nederlands” and “Niederländisch” are all one.
"""

from functools import cache

from babel import Locale

from netevent.attendees.importing.attendee_file.cleaning import fold

LANGUAGES = ("en", "nl", "de", "fr", "es", "it", "pl")


def language_code(text: str) -> str:
    """The two-letter code, or '' when it is none of ours."""
    prefix = text.replace("_", "-").partition("-")[0].strip().lower()
    return prefix if prefix in LANGUAGES else language_names().get(fold(text), "")


@cache
def language_names() -> dict[str, str]:
    """What each language is called in each of the seven, folded → its code."""
    return {fold(Locale.parse(spoken).languages[code]): code for spoken in LANGUAGES for code in LANGUAGES}
