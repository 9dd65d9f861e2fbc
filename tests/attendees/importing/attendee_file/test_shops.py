"""The column names of exports of which no sample is among the reported lists, as public programs read them.

Tito: “Ticket First Name”, “Ticket Email”, “Void Status”, “Order Email”, …. Meetup: “Name”, “RSVP”, “URL of
Member Profile”, …, and no addresses. pretalx: “Name” and “E-mail” of the speakers.
"""

from __future__ import annotations

from netevent.attendees.importing.attendee_file import Choice, FaultReason, ReadList, read_list

TITO = (
    "Number,Ticket,Ticket Full Name,Ticket First Name,Ticket Last Name,Ticket Email,Ticket Company Name,"
    "Ticket Reference,Price,Void Status,Order Reference,Order Name,Order Email,Order Company Name",
    "1,Team Pass,Ada Byron,Ada,Byron,ada@x.example,Engines,AB-1,10,,AB,Bob Buyer,bob@x.example,Buy",
    "2,Team Pass,Eve Ash,Eve,Ash,eve@x.example,Engines,AB-2,10,void,AB,Bob Buyer,bob@x.example,Buy",
)
MEETUP = (
    "Name,Attendance,User ID,Title,Event Host,RSVP,Guests,RSVPed on,Joined Group on,URL of Member Profile",
    "Ada B.,Yes,1,Member,No,Yes,0,2026-01-01,2025-01-01,https://meetup.example/members/1",
)
PRETALX = ("ID,Name,E-mail,Biography,Proposal IDs", "ABC,Ada Byron,ada@x.example,hello,XYZ")


def read(lines: tuple[str, ...]) -> ReadList:
    return read_list("\n".join(lines).encode(), "list.csv", Choice())


def test_of_titos_list_the_holder_of_the_ticket_comes_in_and_not_the_buyer():
    people = read(TITO).people
    assert people is not None
    (row,) = people.rows
    assert (row.first_name, row.last_name, row.email) == ("Ada", "Byron", "ada@x.example")
    assert (row.organisation, row.type_name) == ("Engines", "Team Pass")
    assert [(fault.number, fault.reason) for fault in people.faults] == [(3, FaultReason.STATE)]


def test_meetups_list_has_names_and_is_asked_for_its_addresses():
    found = read(MEETUP)
    assert found.people is None
    assert found.layout.fields[0] == "name"
    assert "email" not in found.layout.fields


def test_pretalxs_speakers_come_in():
    people = read(PRETALX).people
    assert people is not None
    assert [row.email for row in people.rows] == ["ada@x.example"]
