"""Addresses by the names of routes: in requests and outside, in templates, with the site in front."""

import pytest
from werkzeug.routing import BuildError

from netevent.core.web import pages
from netevent.core.web.paths import path, url


def test_values_fill_the_route_and_the_others_become_its_query():
    assert path("meeting_points.points", event_id=7) == "/organizer/event/7/meeting-points"
    assert (
        path("directory.find", q="Żółć & co", after=None)
        == "/attendee/people/find?q=%C5%BB%C3%B3%C5%82%C4%87+%26+co"
    )


def test_a_socket_has_an_address_without_scheme_and_host():
    assert path("live.listen", kind="door", key=1, lang="nl") == "/live/door/1?lang=nl"


def test_with_the_site_in_front_it_can_be_read_elsewhere():
    assert url("https://tickets.example.org", "home.landing") == "https://tickets.example.org/"


def test_an_unknown_route_and_a_missing_part_are_faults():
    with pytest.raises(BuildError):
        path("people.nobody")
    with pytest.raises(BuildError):
        path("contacts.person")


def test_templates_know_it_without_a_request():
    template = pages.environment().from_string("{{ path('proposals.new', with=3) }}")
    assert template.render() == "/appointments/new?with=3"
