"""By what an attendee is found."""

from netevent.attendees.search_keys import LENGTH, Listing, attendee_search_key, directory_key

LUKASZ = ("Łukasz", "Wiśniewski", "Politechnika Łódzka")


def test_the_directory_sorts_by_last_name_and_knows_no_accents():
    assert directory_key(*LUKASZ, "Inżynier") == "wisniewski lukasz politechnika lodzka inzynier"


def test_what_is_not_shown_to_everyone_is_not_found():
    assert directory_key(*LUKASZ, "Inżynier", Listing(organisation=False)) == "wisniewski lukasz inzynier"
    assert directory_key(*LUKASZ, "Inżynier", Listing(role=False)) == "wisniewski lukasz politechnika lodzka"


def test_who_shows_no_name_is_not_listed():
    assert directory_key(*LUKASZ, "Inżynier", Listing(name=False)) == ""


def test_the_door_finds_by_the_address_too():
    assert attendee_search_key(*LUKASZ, "lukasz@example.org").endswith("lukasz@example.org")


def test_what_is_long_fits_its_column():
    assert len(directory_key("a" * 400, "b" * 400, "", "")) == LENGTH
