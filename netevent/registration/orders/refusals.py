"""What an order is refused for."""

from __future__ import annotations

from netevent.core.errors import Conflict, Malformed
from netevent.core.i18n import N_


class NotOffered(Malformed):
    code = "not_offered"
    message = N_("This type is not offered at the moment. Choose another one.")


class TooManySeats(Malformed):
    code = "too_many_seats"
    message = N_("You can register at most %(most)s people at once.")


class AddressTwice(Malformed):
    code = "address_twice"
    message = N_("Each person needs an email address of their own: %(email)s is there twice.")


class AlreadyAsked(Conflict):
    """Registered, or with an order that is under way."""

    code = "already_asked"
    message = N_(
        "%(email)s is registered already, or is being registered at this moment. "
        "Ask for the link to the personal page, or open the link in our email."
    )


class NotEnoughLeft(Conflict):
    """`left` seats are, of the type or of the event."""

    code = "not_enough_left"
    message = N_("There are not enough seats left for %(type)s. Register fewer people.")


class NobodyCanPay(Conflict):
    """The organizer turned no way to pay on."""

    code = "nobody_can_pay"
    message = N_(
        "The organizer does not take payments yet, so nobody can register for this type. Ask the organizer."
    )


class OrderOver(Conflict):
    code = "order_over"
    message = N_("This registration is over. Please register again.")


class NothingToPay(Conflict):
    code = "nothing_to_pay"
    message = N_("There is nothing to pay for this registration.")


class CannotPaySo(Conflict):
    code = "cannot_pay_so"
    message = N_("This way to pay is not offered any more. Choose another one.")


class PaymentUnavailable(Conflict):
    """The provider gives no answer, or refuses."""

    code = "payment_unavailable"
    message = N_(
        "The payment service does not answer at the moment. You have paid nothing, and your seats are held. "
        "Try again, or choose another way to pay."
    )
