"""Forms whose moments are typed as the clock of the event's zone shows them.

Called by the forms of attendee types and vouchers. Of an hour that the clock shows twice, the first is meant.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from wtforms import DateTimeLocalField, ValidationError
from wtforms.validators import Optional

from netevent.core import clock
from netevent.core.i18n import gettext
from netevent.core.web.forms import PageForm
from netevent.events.forms import FORMATS, SKIPPED, believable

FormType = TypeVar("FormType", bound="FormInZone")


class FormInZone(PageForm):
    """`zone` is the event's (`in_zone`)."""

    zone = "UTC"

    def moment(self, field: DateTimeLocalField) -> datetime | None:
        """In UTC; None where nothing was typed, or what the clock skips."""
        return next(iter(self._moments(field)), None)

    def require_moment(self, field: DateTimeLocalField) -> None:
        if field.data is not None and not self._moments(field):
            raise ValidationError(gettext(SKIPPED))

    def _moments(self, field: DateTimeLocalField) -> list[datetime]:
        return clock.readings(field.data.replace(tzinfo=None), self.zone) if field.data else []


def in_zone(kind: type[FormType], zone: str) -> type[FormType]:
    return type(kind.__name__, (kind,), {"zone": zone})


def moment_field(label: str) -> DateTimeLocalField:
    """May stay empty. Whoever has one checks it with `require_moment`."""
    return DateTimeLocalField(label, [Optional(), believable], format=FORMATS)


def wall_time(moment: datetime | None, zone: str) -> datetime | None:
    """As a field shows it before anything is typed."""
    return None if moment is None else clock.local(moment, zone).replace(tzinfo=None)
