"""Who is proposed as the same person, and who is not."""

from __future__ import annotations

import pytest

from netevent.attendees.search_keys import order_keys
from netevent.office.doubles.pairs import Listed, pairs


def listed(number: int, first: str = "", last: str = "", *, phone: str = "", linkedin: str = "") -> Listed:
    first, last = first or f"First{number}", last or f"Last{number}"
    key = order_keys(first, last, "")["name_order"]
    return Listed(number, f"{first} {last}", f"{number}@example.com", "", key, phone, linkedin)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Anna", "Müller"), ("anna", "MULLER")),
        (("Anna", "Müller"), ("Müller", "Anna")),
        (("Łukasz", "Żółć"), ("Lukasz", "Zolc")),
        (("Anne-Marie", "O’Brien"), ("Anne Marie", "OBrien")),
        (("Anna Maria", "Rossi"), ("Maria", "Rossi Anna")),
    ],
)
def test_the_same_name_in_whatever_spelling_is_proposed(one: tuple[str, str], other: tuple[str, str]):
    (found,) = pairs([listed(1, *one), listed(2, *other)], set())
    assert (found.one.id, found.other.id, found.same) == (1, 2, ("name",))


@pytest.mark.parametrize(
    ("one", "other"), [(("Anna", "Müller"), ("Hanna", "Müller")), (("Bo", "–"), ("Bo", "Ek"))]
)
def test_another_name_is_not_proposed(one: tuple[str, str], other: tuple[str, str]):
    assert pairs([listed(1, *one), listed(2, *other)], set()) == []


def test_the_same_phone_with_and_without_its_country_is_proposed():
    found = pairs([listed(1, phone="+31 6 1234 5678"), listed(2, phone="06-12345678")], set())
    assert [one.same for one in found] == [("phone",)]
    assert pairs([listed(1, phone="1234"), listed(2, phone="1234")], set()) == [], "too short to tell"


def test_the_same_profile_is_proposed():
    addresses = ("https://www.linkedin.com/in/Anna/", "https://nl.linkedin.com/in/anna?x=1")
    found = pairs([listed(1, linkedin=addresses[0]), listed(2, linkedin=addresses[1])], set())
    assert [one.same for one in found] == [("linkedin",)]


def test_two_people_are_not_proposed_again():
    people = [listed(number, "Anna", "Ek") for number in (3, 1, 2)]
    assert [(one.one.id, one.other.id) for one in pairs(people, {(1, 2)})] == [(1, 3), (2, 3)]


def test_of_many_with_one_name_each_is_proposed_once():
    people = [listed(number, "Anna", "Ek") for number in range(1, 101)]
    assert len(pairs(people, set())) == 99
