"""What the demo event sells, and who has registered before: types, questions, a voucher, and orders in the
states that an organizer wants to see.

Called by `demo.selling`, which makes them by the rules of registration and payment.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from netevent.attendees.questions.question import Details as Question
from netevent.attendees.questions.question import Kind
from netevent.attendees.types.queries import TypeDetails
from netevent.payments.payment import Method
from netevent.payments.settings.payment_settings import Account, PaymentSettings, Seller
from netevent.registration.vouchers.voucher import VoucherDetails, VoucherKind

GENERAL, SPEAKER, VIP, WORKSHOP, EVENING = "General", "Speaker", "VIP", "Workshop", "Evening only"
# Shows the type for speakers, which nobody else sees.
SPEAKERS_CODE = "STAGE"
# Of the VIPs so many seats more than there are guests: it is nearly sold out.
VIPS_LEFT = 3
# Two have one by now, and a third waits.
WORKSHOP_SEATS = 2
TYPES = (
    TypeDetails(GENERAL, "GENERAL", Decimal("95.00"), 0, is_offered=True,
                description="The whole day, with lunch and coffee."),
    TypeDetails(SPEAKER, "SPEAKER", Decimal("0.00"), 1, is_offered=True, unlock_code=SPEAKERS_CODE,
                description="For those who are in the programme."),
    TypeDetails(VIP, "VIP", Decimal("250.00"), 2, is_offered=True,
                description="The whole day, dinner with the speakers, and a boat back."),
    TypeDetails(WORKSHOP, "WORKSHOP", Decimal("145.00"), 3, is_offered=True, capacity=WORKSHOP_SEATS,
                description="The whole day and a workshop at a small table."),
    TypeDetails(EVENING, "EVENING", Decimal("0.00"), 4, is_offered=True,
                description="Drinks on the quay after the last talk."),
)  # fmt: skip

LUNCH = Question(
    Kind.choice,
    "What do you eat for lunch?",
    options=("Everything", "Vegetarian", "Vegan"),
    is_required=True,
    at_the_door=True,
)
PHOTOS = Question(
    Kind.consent,
    "I agree that I may be in photos of the day",
    "We publish some photos on our website. Tell us at any time if you want one taken down.",
)

VOUCHER = VoucherDetails("QUAY20", VoucherKind.percent, Decimal(20), most_uses=50, note="Partners")

PAYMENT = PaymentSettings(
    methods=(Method.demo, Method.transfer, Method.desk),
    # The bank's own example: it is nobody's.
    account=Account("Stichting Harbour Tech", "NL91ABNA0417164300", "ABNANL2A"),
    seller=Seller(
        "Stichting Harbour Tech",
        "Pakhuis Noord\nKade 1\n1011 AA Amsterdam",
        "NL001234567B01",
        Decimal(21),
        "Thank you for coming.",
    ),
)


class Ending(Enum):
    """How far somebody has come."""

    paid = auto()
    by_transfer = auto()
    at_the_desk = auto()
    # By transfer and in the demo: one of the two is to be given back.
    paid_twice = auto()
    # There is nothing to pay, or no seat.
    as_placed = auto()


@dataclass(frozen=True, slots=True)
class Sold:
    """An order: who is in it, the first one pays."""

    people: tuple[tuple[str, str], ...]
    type_name: str
    ending: Ending
    language: str = "en"
    company: str = ""
    address: str = ""
    vat_id: str = ""
    voucher: str = ""


ORDERS = (
    Sold((("Greta", "Vogt"), ("Jonas", "Albers")), GENERAL, Ending.paid, "de", "Hafenwerk GmbH",
         "Am Kai 7\n20457 Hamburg", "DE123456789"),
    Sold((("Pieter", "Kuipers"),), WORKSHOP, Ending.paid, "nl"),
    Sold((("Solène", "Arnaud"),), WORKSHOP, Ending.paid, "fr", voucher=VOUCHER.code),
    Sold((("Dario", "Moretti"),), GENERAL, Ending.by_transfer, "it"),
    Sold((("Hanna", "Lis"),), GENERAL, Ending.at_the_desk, "pl"),
    Sold((("Nuria", "Prats"),), GENERAL, Ending.paid_twice, "es"),
    Sold((("Ewan", "Drummond"),), EVENING, Ending.as_placed),
    Sold((("Thea", "Holm"),), WORKSHOP, Ending.as_placed),
)  # fmt: skip
