"""Columns are recognised by their headers, whatever the language."""

import pytest

from netevent.attendees.importing.attendee_file import FaultReason, Field
from tests.attendees.importing.attendee_file.lists import csv_list, only

LANGUAGES = {
    "en": "First name;Last name;E-mail;Organisation;Role;Phone;LinkedIn;Attendee type;Language",
    "nl": "Voornaam;Achternaam;E-mailadres;Organisatie;Functie;Telefoon;LinkedIn;Deelnemerstype;Taal",
    "de": "Vorname;Name;E-Mail-Adresse;Firma;Rolle;Handy;LinkedIn-Profil;Teilnehmertyp;Sprache",
    "fr": "Prénom;Nom;Adresse e-mail;Société;Poste;Tél.;Profil LinkedIn;Type de participant;Langue",
    "es": "Nombre;Apellidos;Correo electrónico;Empresa;Cargo;Móvil;LinkedIn;Tipo de asistente;Idioma",
    "it": "Nome;Cognome;Indirizzo e-mail;Azienda;Ruolo;Telefono;Profilo LinkedIn;Tipo di partecipante;Lingua",
    "pl": "Imię;Nazwisko;Adres e-mail;Firma;Stanowisko;Nr telefonu;LinkedIn;Typ uczestnika;Język",
}
VALUES = "Ada;Byron;ada@example.com;Engines;Analyst;+44 1;https://linkedin.com/in/ada;VIP;it"
FIELDS = [
    Field.FIRST_NAME, Field.LAST_NAME, Field.EMAIL, Field.ORGANISATION, Field.ROLE, Field.PHONE,
    Field.LINKEDIN, Field.TYPE, Field.LANGUAGE,
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_is_recognised_in(language: str) -> None:
    attendee_file = csv_list(LANGUAGES[language], VALUES)
    assert [column.field for column in attendee_file.columns] == FIELDS
    row = only(attendee_file)
    assert (row.first_name, row.last_name, row.type_name, row.language) == ("Ada", "Byron", "VIP", "it")


@pytest.mark.parametrize("header", ["EMAIL", " e_mail ", "É-Mail:", "Attendee e-mail", "E-mail (required) *"])
def test_case_accents_and_punctuation_do_not_matter(header: str) -> None:
    assert only(csv_list(f"Name;{header}", "Ada Byron;ada@example.com")).email == "ada@example.com"


@pytest.mark.parametrize(
    ("header", "name", "first", "last"),
    [
        ("Name", "Ada Byron", "Ada", "Byron"),
        ("Naam", "Jan van den Berg", "Jan", "van den Berg"),
        ("Name", "Anna Maria Kowalska", "Anna Maria", "Kowalska"),
        ("Name", "Berg, Jan van den", "Jan van den", "Berg"),
        ("Nom", "DE LA TOUR Anne", "Anne", "DE LA TOUR"),
        ("Name", "JAN BAKKER", "JAN", "BAKKER"),
        ("Name", "J. Smith", "J.", "Smith"),
        ("Name", "Björk", "Björk", ""),
        ("Name", "王小明", "王小明", ""),
        ("Nazwisko i imię", "Kowalska Anna Maria", "Anna Maria", "Kowalska"),
        ("Cognome e nome", "De Luca Maria", "Maria", "De Luca"),
        ("Imię i nazwisko", "Łukasz Żółć", "Łukasz", "Żółć"),
    ],
)
def test_one_column_of_names_is_split(header: str, name: str, first: str, last: str) -> None:
    row = only(csv_list(f"{header};E-mail", f"{name};a@example.com"))
    assert (row.first_name, row.last_name) == (first, last)


def test_dutch_infix_goes_before_the_last_name() -> None:
    row = only(csv_list("Voornaam;Tussenvoegsel;Achternaam;E-mail", "Jan;van den;Berg;jan@example.com"))
    assert (row.first_name, row.last_name) == ("Jan", "van den Berg")


def test_of_two_columns_with_the_same_header_the_first_counts() -> None:
    attendee_file = csv_list("Name;E-mail;E-mail;Phone;Mobile", "Ada;ada@example.com;x@example.com;0611;0622")
    assert (only(attendee_file).email, only(attendee_file).phone) == ("ada@example.com", "0611")
    assert attendee_file.ignored == ("E-mail", "Mobile")


def test_job_title_goes_before_a_title_of_address() -> None:
    attendee_file = csv_list("Title;Name;Job title;E-mail", "Dr;Ada Byron;Analyst;ada@example.com")
    assert (only(attendee_file).role, attendee_file.ignored) == ("Analyst", ("Title",))


def test_unknown_headers_are_named() -> None:
    assert csv_list("Name;E-mail;Shoe size", "Ada;ada@example.com;38").ignored == ("Shoe size",)


def test_headers_may_stand_below_a_title() -> None:
    attendee_file = csv_list("Guests of the gala;;", ";;", "Name;E-mail;Role", "Ada;ada@example.com;Analyst")
    assert only(attendee_file).number == 4


def test_text_split_by_an_unquoted_delimiter_is_a_fault() -> None:
    attendee_file = csv_list("Organisation,Name,E-mail", "Smith, Jones,Ada,ada@example.com")
    assert [fault.reason for fault in attendee_file.faults] == [FaultReason.TOO_MANY_CELLS]
