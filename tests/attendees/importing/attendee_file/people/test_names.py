"""Whole names are divided as they are meant; where that is not sure, it is said."""

import pytest

from netevent.attendees.importing.attendee_file import RemarkReason, text
from netevent.attendees.importing.attendee_file.people.names import split_name, split_reversed_name
from tests.attendees.importing.attendee_file.lists import csv_list


def divided(name: str) -> tuple[str, str]:
    parted = split_name(name)
    return parted.first, parted.last


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Anna Smith PhD, MBA", "Anna", "Smith PhD, MBA"),
        ("Smith, Anna, Ph.D.", "Anna", "Smith, Ph.D."),
        ("King Jr., Martin", "Martin", "King Jr."),
        ("King, Jr., Martin", "Martin", "King, Jr."),
        ("Meier, Dr. Hans", "Dr. Hans", "Meier"),
        ("Jan Kowalski, inż.", "Jan", "Kowalski, inż."),
        ("Ludwig van Beethoven, M.A.", "Ludwig", "van Beethoven, M.A."),
        ("Sammy Davis Jr", "Sammy", "Davis Jr"),
        ("Zand, PhD", "Zand, PhD", ""),
    ],
)
def test_what_follows_a_name_stays_behind_the_last_name(name: str, first: str, last: str):
    assert divided(name) == (first, last)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [("Jack Ma", "Jack", "Ma"), ("Nguyen Van, Do", "Do", "Nguyen Van"), ("Li, Pa", "Pa", "Li")],
)
def test_names_that_look_like_degrees_are_names(name: str, first: str, last: str):
    assert divided(name) == (first, last)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("KOWALSKA-NOWAK Anna Maria", "Anna Maria", "KOWALSKA-NOWAK"),
        ("DELL’ACQUA Maria", "Maria", "DELL’ACQUA"),
        ("van den BERG Jan", "Jan", "van den BERG"),
        ("McDONALD Mary", "Mary", "McDONALD"),
        ("d'ARC Jeanne", "Jeanne", "d'ARC"),
        ("ŁOŚ Jan", "Jan", "ŁOŚ"),
        ("NG Wei", "Wei", "NG"),
        ("SAINT-EXUPÉRY Antoine de", "Antoine de", "SAINT-EXUPÉRY"),
        ("María GARCÍA LÓPEZ", "María", "GARCÍA LÓPEZ"),
        ("Jean-Luc LE GOFF", "Jean-Luc", "LE GOFF"),
        ("JAN VAN DEN BERG", "JAN", "VAN DEN BERG"),
    ],
)
def test_capitals_are_the_last_name(name: str, first: str, last: str):
    assert divided(name) == (first, last)


@pytest.mark.parametrize("name", ["JP Morgan", "AJ Smith", "JRR Tolkien", "J.R.R. Tolkien"])
def test_initials_are_first_names(name: str):
    first, last = name.split()
    assert divided(name) == (first, last)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Vincent Van Gogh", "Vincent", "Van Gogh"),
        ("Peter Van den Broeck", "Peter", "Van den Broeck"),
        ("Leonardo Di Caprio", "Leonardo", "Di Caprio"),
        ("John Ben Smith", "John Ben", "Smith"),
    ],
)
def test_particles_with_a_capital_begin_a_last_name(name: str, first: str, last: str):
    assert divided(name) == (first, last)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("DUPONT MARTIN Jean", "Jean", "DUPONT MARTIN"),
        ("van den Berg Jan Jr.", "Jan", "van den Berg Jr."),
        ("Dupont Jean, PhD", "Jean", "Dupont, PhD"),
    ],
)
def test_reversed_names_are_divided_alike(name: str, first: str, last: str):
    parted = split_reversed_name(name)
    assert (parted.first, parted.last) == (first, last)


@pytest.mark.parametrize(
    "name",
    ["Gabriel García Márquez", "Herr Müller", "Prof. Dr. Hans Meier", "WU Mei", "山田　太郎", "김 민수"],
)
def test_a_name_in_doubt_comes_in_and_is_named(name: str):
    attendee_file = csv_list("Name;E-mail", f"{name};a@example.com")
    (remark,) = attendee_file.remarks
    (row,) = attendee_file.rows
    assert remark.reason is RemarkReason.NAME_IN_DOUBT
    assert f"“{row.first_name} | {row.last_name}”" in text(remark)


@pytest.mark.parametrize(
    "name", ["Jan Bakker", "Jan van den Berg", "John F. Kennedy", "Björk", "Anna Maria KOWALSKA", "Berg, Jan"]
)
def test_a_plain_name_is_not_in_doubt(name: str):
    assert csv_list("Name;E-mail", f"{name};a@example.com").remarks == ()


def test_a_list_that_writes_last_names_in_capitals_does_so_with_short_ones():
    lines = ("BAKKER Jan;a@example.com", "SMIT Eva;b@example.com", "AJ Wei;c@example.com")
    attendee_file = csv_list("Name;E-mail", *lines)
    assert [row.last_name for row in attendee_file.rows] == ["BAKKER", "SMIT", "AJ"]
    assert attendee_file.remarks == ()
