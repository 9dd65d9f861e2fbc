"""What the fields of a list are called, for the choice of columns and for what a row changes."""

from __future__ import annotations

from netevent.attendees.importing.attendee_file import Field
from netevent.attendees.importing.queries import TYPE
from netevent.core.i18n import N_

FIELD_NAMES: dict[str, str] = {
    Field.FIRST_NAME.value: N_("First name"),
    Field.INFIX.value: N_("Name particle, such as “van” or “de”"),
    Field.LAST_NAME.value: N_("Last name"),
    Field.NAME.value: N_("Full name"),
    Field.REVERSED_NAME.value: N_("Full name, last name first"),
    Field.EMAIL.value: N_("Email"),
    Field.ORGANISATION.value: N_("Organisation"),
    Field.ROLE.value: N_("Role"),
    Field.PHONE.value: N_("Phone"),
    Field.LINKEDIN.value: N_("LinkedIn"),
    Field.TYPE.value: N_("Attendee type"),
    Field.LANGUAGE.value: N_("Language"),
    Field.STATE.value: N_("Whether they come or have paid"),
    Field.GONE.value: N_("Cancelled, if something is written here"),
    Field.ORDER.value: N_("Order number"),
    TYPE: N_("Attendee type"),
}
# In the order in which they are offered.
FIELDS_SHOWN = tuple(name for name in FIELD_NAMES if name != TYPE)
