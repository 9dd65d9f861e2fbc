"""How a pasted list of people is read, line by line."""

from __future__ import annotations

import pytest

from netevent.staff.many.lines import Fault, read_lines


@pytest.mark.parametrize(
    ("text", "email", "name"),
    [
        ("Anna Visser <anna@example.com>", "anna@example.com", ("Anna", "Visser")),
        ('"Visser, Anna" <anna@example.com>', "anna@example.com", ("Anna", "Visser")),
        ("Anna de Vries <anna@example.com>,", "anna@example.com", ("Anna", "de Vries")),
        ("anna@example.com; Anna; Visser", "anna@example.com", ("Anna", "Visser")),
        ("Anna\tVisser\tanna@example.com\t06 1234 5678", "anna@example.com", ("Anna", "Visser")),
        ("Anna Visser, anna@example.com", "anna@example.com", ("Anna", "Visser")),
        ("Anna Visser anna@example.com", "anna@example.com", ("Anna", "Visser")),
        ("anna.visser@example.com", "anna.visser@example.com", ("Anna", "Visser")),
        ("<anna@example.com>", "anna@example.com", ("Anna", "")),
        ("mailto:anna@example.com", "anna@example.com", ("Anna", "")),
        ("Łukasz Żółć <lukasz@example.com>", "lukasz@example.com", ("Łukasz", "Żółć")),
    ],
)
def test_a_line_says_who_and_where(text: str, email: str, name: tuple[str, str]):
    (line,) = read_lines(text)
    assert (line.email, line.fault) == (email, None)
    assert (line.first_name, line.last_name) == name


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Anna Visser", Fault.no_address),
        ("anna@example.com or ben@example.com", Fault.several),
        ("anna@example..com", Fault.no_mailbox),
        ("anna@nowhere.invalid", Fault.no_mailbox),
        ("x" * 101 + " <anna@example.com>", Fault.name),
        ("Win at prizes.example.com <anna@example.com>", Fault.name),
    ],
)
def test_a_line_that_is_wrong_says_why(text: str, fault: Fault):
    (line,) = read_lines(text)
    assert (line.text, line.fault, line.email) == (text, fault, "")


def test_empty_lines_are_no_people_and_numbers_are_those_of_the_text():
    lines = read_lines("\n  \nanna@example.com\n;;\n\nben@example.com\n")
    assert [(line.number, line.email) for line in lines] == [(3, "anna@example.com"), (6, "ben@example.com")]


def test_an_address_that_comes_twice_counts_once():
    first, second = read_lines("anna@example.com\nAnna V <ANNA@example.com>")
    assert (first.fault, second.fault) == (None, Fault.twice)
