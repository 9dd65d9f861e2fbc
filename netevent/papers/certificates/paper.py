"""A certificate in words, in the language in use."""

from __future__ import annotations

from netevent.core.i18n import current_language, gettext
from netevent.core.i18n.writing import moment, period, short_day, short_time
from netevent.documents.certificates.certificate import Attended, Certificate
from netevent.papers.certificates import issued as kept
from netevent.papers.certificates.issued import Content, Issued


def on_paper(issued: Issued, link: str) -> Certificate:
    content = issued.content
    return Certificate(
        name=content.name,
        event=content.event,
        when=period(content.start, content.end, content.zone),
        place=content.place,
        organizer=content.organizer,
        arrived=_arrived(content),
        sessions=tuple(_attended(one, content.zone) for one in content.sessions),
        total=length(content.minutes),
        code=issued.code,
        link=link,
        issued=moment(issued.issued_at, content.zone),
        language=current_language(),
    )


def length(minutes: int) -> str:
    """2 h 05 min; 45 min"""
    if minutes < 60:
        return gettext("%(minutes)s min") % {"minutes": minutes}
    return gettext("%(hours)s h %(minutes)s min") % {"hours": minutes // 60, "minutes": f"{minutes % 60:02}"}


def _arrived(content: Content) -> str:
    at = moment(content.arrived_at, content.zone)
    return gettext("Checked in: %(moment)s") % {"moment": at}


def _attended(one: kept.Attended, zone: str) -> Attended:
    when = f"{short_day(one.start, zone)}, {short_time(one.start, zone)}"
    return Attended(one.name, when, length(one.minutes))
