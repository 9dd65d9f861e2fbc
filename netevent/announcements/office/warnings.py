"""What is allowed in an announcement and may be a mistake. Said on its pages; nothing is refused for it."""

from __future__ import annotations

from collections.abc import Iterator

from netevent.announcements.announcement import Draft, Kind
from netevent.announcements.wording.placeholders import unknown_placeholders
from netevent.core.i18n import gettext, language_name
from netevent.core.i18n.writing import listed

# Of an announcement that is to bring somebody in; both open their page.
LINKS = ("{link}", "{badge}")


def warnings_of(draft: Draft) -> list[str]:
    return [*_unknown(draft), *_without_link(draft)]


def _unknown(draft: Draft) -> Iterator[str]:
    texts = "\n".join(f"{one.subject}\n{one.body}" for one in draft.texts.values())
    if found := unknown_placeholders(texts):
        said = gettext("Nothing is filled in for %(names)s: it is sent as you see it. Is it written wrongly?")
        yield said % {"names": listed(found)}


def _without_link(draft: Draft) -> Iterator[str]:
    if draft.kind is Kind.announcement:
        return
    for language, one in draft.texts.items():
        if not any(link in one.body for link in LINKS):
            said = gettext(
                "The text in %(language)s has neither {link} nor {badge}: nobody can open their page from it."
            )
            yield said % {"language": language_name(language)}
