"""Who does not come stays out, in whatever words the list says it."""

import pytest

from netevent.attendees.importing.attendee_file import FaultReason, text
from tests.attendees.importing.attendee_file.lists import csv_list

AGAINST = (
    "Cancelled", "CANCELED", "canceled by buyer", "Refunded", "Void", "voided", "Expired", "declined",
    "Pending payment", "payment pending", "Awaiting Payment", "Waitlisted", "Not Attending",
    "Zurückerstattet", "betaling mislukt", "périmé", "Rimborso", "Odwołany", "Won't attend",
    "wc-on-hold", "wc-failed", "pending_approval",
    "geannuleerd", "Terugbetaald", "wacht op betaling", "Verlopen", "afgemeld", "wachtlijst",
    "Storniert", "erstattet", "abgelaufen", "Zahlung ausstehend", "Nicht bezahlt", "Abgelehnt",
    "Annulée", "remboursé", "Expiré", "en attente de paiement", "Refusé", "Liste d’attente",
    "Cancelada", "Reembolsado", "caducado", "pendiente de pago", "rechazado", "Anulado",
    "Annullato", "rimborsata", "scaduto", "in attesa di pagamento", "Rifiutato",
    "anulowane", "Zwrócono", "wygasło", "oczekuje na płatność", "odrzucony", "Nieopłacone",
)  # fmt: skip
FOR = (
    "", "paid", "Confirmed", "ACTIVE", "ACQUIRED", "Attending", "Checked In", "Not cancelled",
    "Partially refunded", "bevestigd", "niet geannuleerd", "Bezahlt", "nicht storniert",
    "teilweise erstattet", "Confirmé",
    "non annulé",
    "confirmado", "no cancelado", "Confermato", "non annullato", "potwierdzone", "nieanulowane", "opłacone",
)  # fmt: skip


@pytest.mark.parametrize("state", AGAINST)
def test_who_does_not_come_is_left_out_with_the_word_of_the_list(state: str):
    attendee_file = csv_list("Name;E-mail;Status", f"Ada;a@example.com;{state}", "Bo;b@example.com;paid")
    assert [row.first_name for row in attendee_file.rows] == ["Bo"]
    (fault,) = attendee_file.faults
    assert (fault.number, fault.reason) == (2, FaultReason.STATE)
    assert text(fault) == f"The list says “{state}” about this person."


@pytest.mark.parametrize("state", FOR)
def test_who_comes_comes_in(state: str):
    attendee_file = csv_list("Name;E-mail;Status", f"Ada;a@example.com;{state}")
    assert (len(attendee_file.rows), attendee_file.faults) == (1, ())


@pytest.mark.parametrize(
    "header",
    ["Attendee Status", "Order status", "Payment status", "RSVP", "Betaalstatus", "Zahlungsstatus", "Statut",
     "Estado del pedido", "Stato ordine", "Status zamówienia", "Status (Teilnehmer)"],
)  # fmt: skip
def test_state_columns_are_known_in(header: str):
    assert csv_list(f"Name;E-mail;{header}", "Ada;a@example.com;CANCELLED").rows == ()


@pytest.mark.parametrize(
    ("header", "cell"), [("Paid", "FALSE"), ("Betaald", "Nee"), ("Will you attend?", "No")]
)
def test_a_no_to_coming_or_paying_leaves_the_person_out(header: str, cell: str):
    assert csv_list(f"Name;E-mail;{header}", f"Ada;a@example.com;{cell}").rows == ()


def test_one_state_of_several_is_enough():
    line = "Ada;a@example.com;paid;Refunded"
    assert csv_list("Name;E-mail;Order status;Attendee status", line).rows == ()


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Cancelled", "Yes"),
        ("Cancelled at", "2026-05-01"),
        ("Storniert", "x"),
        ("Annulé", "VRAI"),
        ("Refunded", "1"),
    ],
)
def test_a_sign_or_date_below_such_a_word_leaves_the_person_out(header: str, cell: str):
    (fault,) = csv_list(f"Name;E-mail;{header}", f"Ada;a@example.com;{cell}").faults
    assert text(fault) == f"The list says “{header}” about this person."


@pytest.mark.parametrize("cell", ["", "No", "FALSE", "0", "nee", "-", "FAUX"])
def test_a_no_below_such_a_word_lets_the_person_in(cell: str):
    assert csv_list("Name;E-mail;Cancelled", f"Ada;a@example.com;{cell}").faults == ()


def test_the_state_of_an_address_is_not_that_of_a_person():
    attendee_file = csv_list("Name;E-mail;State", "Ada;a@example.com;NH", "Bo;b@example.com;CA")
    assert (len(attendee_file.rows), attendee_file.ignored) == (2, ("State",))


def test_who_cancelled_and_came_back_comes_in_once():
    lines = ("Ada;a@example.com;cancelled", "Ada;a@example.com;paid")
    assert [row.number for row in csv_list("Name;E-mail;Status", *lines).rows] == [3]
