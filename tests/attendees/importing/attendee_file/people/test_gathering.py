"""Whose a column is, by its header and by what stands below it; rows that hold nothing."""

import pytest

from netevent.attendees.importing.attendee_file import FaultReason, RemarkReason, text
from tests.attendees.importing.attendee_file.lists import csv_list, only

BUYER, GUEST = "buyer@example.com", "guest@example.com"


@pytest.mark.parametrize(
    ("of_buyer", "of_attendee"),
    [
        ("Email", "Attendee email"),
        ("Order Email", "Ticket Email"),
        ("Billing Email Address", "Guest email"),
        ("E-mail", "E-mail deelnemer"),
        ("E-mail koper", "E-mail"),
        ("Rechnungs-E-Mail", "E-Mail des Teilnehmers"),
        ("E-mail de l’acheteur", "E-mail du participant"),
        ("Correo del comprador", "Correo electrónico del asistente"),
        ("E-mail dell'acquirente", "E-mail partecipante"),
        ("E-mail kupującego", "Adres e-mail uczestnika"),
        ("Invoice address: Email", "Participant: Email"),
        ("Käufer:in E-Mail", "Teilnehmer*in E-Mail"),
        ("E-mail acheteur·euse", "E-mail participant·e"),
        ("Correo comprador/a", "Correo asistente/a"),
    ],
)
def test_the_attendees_column_goes_before_the_buyers(of_buyer: str, of_attendee: str):
    for headers, line in (
        (f"Name;{of_buyer};{of_attendee}", f"Ada Byron;{BUYER};{GUEST}"),
        (f"Name;{of_attendee};{of_buyer}", f"Ada Byron;{GUEST};{BUYER}"),
    ):
        attendee_file = csv_list(headers, line)
        assert only(attendee_file).email == GUEST
        assert attendee_file.ignored == (of_buyer,)


@pytest.mark.parametrize(
    ("headers", "line"),
    [
        ("Order First Name;Order Last Name;Ticket Full Name;E-mail", "Ine;Inkoper;Ada Byron;a@example.com"),
        ("Naam koper;Naam deelnemer;E-mail", "Ine Inkoper;Ada Byron;a@example.com"),
        ("Buyer;Attendee;E-mail", "Ine Inkoper;Ada Byron;a@example.com"),
        ("Nom de l'acheteur;Prénom du participant;Nom;E-mail", "Inkoper;Ada;Byron;a@example.com"),
    ],
)
def test_the_name_is_the_attendees(headers: str, line: str):
    row = only(csv_list(headers, line))
    assert (row.first_name, row.last_name) == ("Ada", "Byron")


def test_the_buyers_phone_is_not_the_attendees():
    line = f"Ada;{BUYER};0201234567;{GUEST}"
    attendee_file = csv_list("Name;Email;Phone;Attendee email", line)
    assert (only(attendee_file).phone, attendee_file.ignored) == ("", ("Email", "Phone"))


@pytest.mark.parametrize("header", ["Buyer email", "E-mail klant", "Adres e-mail zamawiającego"])
def test_a_buyers_column_alone_is_used_and_named(header: str):
    attendee_file = csv_list(f"Name;{header}", f"Ada;{BUYER}")
    assert only(attendee_file).email == BUYER
    (remark,) = attendee_file.remarks
    assert (remark.number, remark.reason, remark.value) == (1, RemarkReason.BUYERS_COLUMN, header)


@pytest.mark.parametrize(
    "header", ["Ticketnaam", "Ticket name", "Ticketname", "Nom du billet", "Nazwa biletu"]
)
def test_the_name_of_a_ticket_is_its_type(header: str):
    row = only(csv_list(f"First name;Last name;{header};E-mail", "Ada;Byron;VIP;a@example.com"))
    assert (row.first_name, row.last_name, row.type_name) == ("Ada", "Byron", "VIP")


def test_an_address_beside_the_buyers_is_the_attendees():
    attendee_file = csv_list("Order code;Name;E-mail;E-mail acheteur", f"A1;Ada;{GUEST};{BUYER}")
    assert (only(attendee_file).email, attendee_file.remarks) == (GUEST, ())


def test_a_list_of_orders_says_so():
    attendee_file = csv_list("Order code;Order total;Email;Name", f"A1;150;{BUYER};Ine")
    assert [remark.reason for remark in attendee_file.remarks] == [RemarkReason.PERHAPS_BUYERS]


def test_a_column_for_attendees_that_nobody_filled_in_does_not_count():
    lines = (f"A1;Ada Byron;{BUYER};", "B2;Bo Carr;bo@example.com;")
    attendee_file = csv_list("Order;Attendee name;Email;Attendee email", *lines)
    assert [row.email for row in attendee_file.rows] == [BUYER, "bo@example.com"]
    assert attendee_file.ignored == ("Attendee email",)


@pytest.mark.parametrize(
    "headers", ["Order code;Name;Email", "Bestelnummer;Naam;E-mail", "N° de commande;Nom;E-mail"]
)
def test_of_the_buyers_address_on_several_rows_these_people_have_none(headers: str):
    attendee_file = csv_list(headers, *(f"A1;{name};{BUYER}" for name in ("Ine", "Ada", "Bo")))
    assert [row.first_name for row in attendee_file.rows] == ["Ine"]
    assert [(fault.number, fault.reason) for fault in attendee_file.faults] == [
        (3, FaultReason.BUYERS_EMAIL),
        (4, FaultReason.BUYERS_EMAIL),
    ]
    assert text(attendee_file.faults[0]).endswith("; this person has none of their own.")
    (shared,) = [one for one in attendee_file.remarks if one.reason is RemarkReason.SHARED_EMAIL]
    assert (shared.number, shared.value) == (2, BUYER)


@pytest.mark.parametrize(
    ("headers", "buyer", "comes_in"),
    [
        ("Order;Buyer name;Buyer email;Attendee name", "Bo Carr", ["Bo"]),
        ("Order;Order name;Order email;Ticket full name", "Ine Inkoper", []),
        ("Bestelnummer;Naam koper;E-mail koper;Naam deelnemer", "Ada Byron", ["Ada"]),
        ("N° de commande;Nom de l'acheteur;E-mail;Participant", "CARR Bo", ["Bo"]),
    ],
)
def test_where_the_buyers_name_is_known_nobody_else_gets_the_address(
    headers: str, buyer: str, comes_in: list[str]
):
    guests = ("Ada Byron", "Bo Carr", "Cy Dan")
    attendee_file = csv_list(headers, *(f"A1;{buyer};{BUYER};{guest}" for guest in guests))
    assert [row.first_name for row in attendee_file.rows] == comes_in
    assert {fault.reason for fault in attendee_file.faults} == {FaultReason.BUYERS_EMAIL}
    assert len(attendee_file.rows) + len(attendee_file.faults) == len(guests)
    assert RemarkReason.SHARED_EMAIL not in {remark.reason for remark in attendee_file.remarks}


def test_the_same_person_twice_in_an_order_is_a_repeat():
    attendee_file = csv_list("Order code;Name;Email", f"A1;Ine;{BUYER}", f"A1;INE;{BUYER}")
    assert [fault.reason for fault in attendee_file.faults] == [FaultReason.EMAIL_TWICE]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Title", ("Mr", "Mrs.", "Dr.")),
        ("Title", ("Herr", "Frau", "Prof. Dr.")),
        ("Title", ("Mevrouw", "Dhr.", "Dr.-Ing.")),
        ("Position", ("M.", "Mme", "")),
        ("Title", ("Sig.ra", "Dott.", "Sig.")),
    ],
)
def test_forms_of_address_are_no_role(header: str, cells: tuple[str, ...]):
    lines = (f"Ada;a{number}@example.com;{cell}" for number, cell in enumerate(cells))
    attendee_file = csv_list(f"Name;E-mail;{header}", *lines)
    assert {row.role for row in attendee_file.rows} == {""}
    assert attendee_file.ignored == (header,)


def test_a_title_that_is_a_job_is_a_role():
    attendee_file = csv_list("Name;E-mail;Title", "Ada;a@example.com;Analyst", "Bo;b@example.com;Dr.")
    assert [row.role for row in attendee_file.rows] == ["Analyst", "Dr."]


def test_numbers_of_attendees_are_no_names():
    row = only(csv_list("Attendee #;First name;Last name;E-mail", "5001;Ada;Byron;a@example.com"))
    assert (row.first_name, row.last_name) == ("Ada", "Byron")


@pytest.mark.parametrize(
    "line", [";;FALSE", ";;False;", "\x1a;;", ";;ONWAAR", ";;;FALSE", ";;;left-over note"]
)
def test_rows_that_hold_nothing_in_a_known_column_are_passed_over(line: str):
    attendee_file = csv_list("Name;E-mail;Type;Checked in", line, "Ada;a@example.com;VIP;TRUE", line)
    assert (only(attendee_file).number, attendee_file.faults) == (3, ())


def test_a_row_of_which_only_the_type_is_known_is_said():
    (fault,) = csv_list("Name;E-mail;Type", ";;VIP", "Ada;a@example.com;VIP").faults
    assert fault.reason is FaultReason.NAME_MISSING


@pytest.mark.parametrize("phone", ["3,16123E+10", "3.1E10", "4,4207E+11"])
def test_a_shortened_phone_number_is_left_out_and_said(phone: str):
    attendee_file = csv_list("Name;E-mail;Phone", f"Ada;a@example.com;{phone}")
    assert only(attendee_file).phone == ""
    assert [remark.reason for remark in attendee_file.remarks] == [RemarkReason.PHONE_SHORTENED]


@pytest.mark.parametrize("phone", ["n/a", "see e-mail", "06"])
def test_what_the_profile_refuses_as_a_phone_number_is_left_out_and_said(phone: str):
    attendee_file = csv_list("Name;E-mail;Phone", f"Ada;a@example.com;{phone}")
    assert only(attendee_file).phone == ""
    assert [remark.reason for remark in attendee_file.remarks] == [RemarkReason.PHONE_DROPPED]


SHOPS = {
    "en": (
        "Order Name;Order Email;Order Status;Ticket Full Name;Ticket Email;Ticket Status",
        "Ine Inkoper;buyer@example.com;completed;Ada Byron;guest@example.com;Registered",
    ),
    "nl": (
        "Bestelnummer;Naam koper;E-mail koper;Voornaam deelnemer;Achternaam deelnemer;"
        "E-mail deelnemer;Betaalstatus",
        "77;Ine Inkoper;buyer@example.com;Ada;Byron;guest@example.com;betaald",
    ),
    "de": (
        "Bestellnummer;Käufer-Vorname;Käufer-Nachname;Käufer-E-Mail;Teilnehmer-Vorname;Teilnehmer-Nachname;"
        "Teilnehmer-E-Mail;Bestellstatus",
        "77;Ine;Inkoper;buyer@example.com;Ada;Byron;guest@example.com;bezahlt",
    ),
    "fr": (
        "N° de commande;Nom acheteur;Prénom acheteur;E-mail acheteur;Nom participant;Prénom participant;"
        "E-mail participant;Statut",
        "77;Inkoper;Ine;buyer@example.com;Byron;Ada;guest@example.com;Valide",
    ),
    "es": (
        "Pedido;Nombre comprador;Email comprador;Nombre asistente;Apellidos asistente;Email asistente;Estado",
        "77;Ine Inkoper;buyer@example.com;Ada;Byron;guest@example.com;Válida",
    ),
    "it": (
        "Ordine;Nome acquirente;Cognome acquirente;Email acquirente;Nome partecipante;Cognome partecipante;"
        "Email partecipante;Stato ordine",
        "77;Ine;Inkoper;buyer@example.com;Ada;Byron;guest@example.com;Pagato",
    ),
    "pl": (
        "Nr zamówienia;Imię i nazwisko kupującego;E-mail kupującego;Imię uczestnika;Nazwisko uczestnika;"
        "E-mail uczestnika;Status zamówienia",
        "77;Ine Inkoper;buyer@example.com;Ada;Byron;guest@example.com;opłacone",
    ),
}


@pytest.mark.parametrize("language", SHOPS)
def test_a_shops_list_brings_the_attendee_and_not_the_buyer(language: str):
    attendee_file = csv_list(*SHOPS[language])
    row = only(attendee_file)
    assert (row.first_name, row.last_name, row.email) == ("Ada", "Byron", GUEST)
    assert attendee_file.remarks == ()
