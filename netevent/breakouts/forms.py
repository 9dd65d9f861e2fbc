"""The form of a session. Its times are typed as the clock of the event's zone shows them."""

from __future__ import annotations

from datetime import datetime

from wtforms import DateTimeLocalField, IntegerField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from netevent.breakouts.details import Details
from netevent.breakouts.session import Session
from netevent.breakouts.timetable.gathering import LONGEST_DESCRIPTION
from netevent.core import clock
from netevent.core.i18n import N_, gettext
from netevent.core.text.cleaning import clean_line, clean_lines
from netevent.core.web.forms import PageForm
from netevent.events.forms import FORMATS, SKIPPED, believable

SEATS_AT_MOST = 100_000


class SessionForm(PageForm):
    """`zone` is the event's. Of an hour that the clock shows twice, the first is meant."""

    zone = "UTC"
    name = StringField(N_("Session name"), [InputRequired(), Length(max=255)], filters=[clean_line])
    description = TextAreaField(
        N_("Description"),
        [Optional(), Length(max=LONGEST_DESCRIPTION)],
        filters=[clean_lines],
        render_kw={"rows": 4},
    )
    start = DateTimeLocalField(N_("Starts"), [InputRequired(), believable], format=FORMATS)
    end = DateTimeLocalField(N_("Ends"), [InputRequired(), believable], format=FORMATS)
    room = StringField(N_("Room"), [Optional(), Length(max=255)], filters=[clean_line])
    track = StringField(N_("Track"), [Optional(), Length(max=100)], filters=[clean_line])
    capacity = IntegerField(
        N_("Capacity"),
        [Optional(), NumberRange(1, SEATS_AT_MOST)],
        render_kw={"inputmode": "numeric", "min": 1, "class": "short"},
    )
    held = IntegerField(
        N_("Seats held back"),
        [Optional(), NumberRange(0, SEATS_AT_MOST)],
        render_kw={"inputmode": "numeric", "min": 0, "class": "short"},
    )

    def validate_start(self, field: DateTimeLocalField) -> None:
        self._require_moment(field)

    def validate_end(self, field: DateTimeLocalField) -> None:
        self._require_moment(field)

    @property
    def details(self) -> Details:
        """What a valid form says."""
        return Details(
            name=self.name.data or "",
            start=self._moments(self.start)[0],
            end=self._moments(self.end)[0],
            description=self.description.data or "",
            room=self.room.data or "",
            capacity=self.capacity.data,
            held=self.held.data or 0,
            track=self.track.data or "",
        )

    def _require_moment(self, field: DateTimeLocalField) -> None:
        if field.data is not None and not self._moments(field):
            raise ValidationError(gettext(SKIPPED))

    def _moments(self, field: DateTimeLocalField) -> list[datetime]:
        return clock.readings(field.data.replace(tzinfo=None), self.zone) if field.data else []


def session_form(zone: str) -> type[SessionForm]:
    return type("SessionFormInZone", (SessionForm,), {"zone": zone})


def form_values(session: Session, zone: str) -> dict[str, object]:
    """What the form of this session holds before anything is typed."""
    return {
        "name": session.name,
        "description": session.description,
        "start": clock.local(session.start, zone).replace(tzinfo=None),
        "end": clock.local(session.end, zone).replace(tzinfo=None),
        "room": session.room,
        "track": session.track,
        "capacity": session.capacity,
        "held": session.held,
    }
