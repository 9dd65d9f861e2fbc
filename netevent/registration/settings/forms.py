"""The form of how an event takes registrations."""

from __future__ import annotations

from wtforms import BooleanField, DateTimeLocalField, IntegerField
from wtforms.validators import InputRequired, NumberRange

from netevent.core.i18n import N_
from netevent.events.zones.moments import FormInZone, moment_field, wall_time
from netevent.registration.settings.queries import RegistrationSettings

# A week: then a seat that nobody takes has waited long enough.
MOST_HOURS = 168


class RegistrationForm(FormInZone):
    needs_approval = BooleanField(N_("I decide on each registration"))
    has_waiting_list = BooleanField(N_("Waiting list when there are no seats"))
    offer_hours = IntegerField(
        N_("Hours for which a seat is offered"),
        [InputRequired(), NumberRange(1, MOST_HOURS)],
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST_HOURS, "class": "short"},
    )
    handover_until = moment_field(N_("Seats can be handed over until"))

    @classmethod
    def defaults(cls, settings: RegistrationSettings) -> dict[str, object]:
        return {
            "needs_approval": settings.needs_approval,
            "has_waiting_list": settings.has_waiting_list,
            "offer_hours": settings.offer_hours,
            "handover_until": wall_time(settings.handover_until, cls.zone),
        }

    def validate_handover_until(self, field: DateTimeLocalField) -> None:
        self.require_moment(field)

    @property
    def settings(self) -> RegistrationSettings:
        """What a valid form says."""
        return RegistrationSettings(
            needs_approval=bool(self.needs_approval.data),
            has_waiting_list=bool(self.has_waiting_list.data),
            offer_hours=int(self.offer_hours.data or 1),
            handover_until=self.moment(self.handover_until),
        )
