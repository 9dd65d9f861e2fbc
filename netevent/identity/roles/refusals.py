"""What a role does not allow, in an event's team or at its desks. Raised by guards and `team.service`."""

from __future__ import annotations

from netevent.core.errors import Forbidden
from netevent.core.i18n import N_


class LooksOnly(Forbidden):
    code = "looks_only"
    message = N_("You may look at this event, not change it. Ask its owner for the role of an editor.")


class NotItsOwner(Forbidden):
    code = "not_its_owner"
    message = N_("Only the owner of the event can do this.")


class WalkInsNotYours(Forbidden):
    code = "walk_ins_not_yours"
    message = N_("You cannot add people at the desk. Ask the organizer to change your role.")


class MoneyNotYours(Forbidden):
    code = "money_not_yours"
    message = N_("You cannot take money at the desk. Ask the organizer to change your role.")
