"""As who the agent works."""

from __future__ import annotations

import sys

import pytest

from netevent.printing_agent.link import Link
from netevent.printing_agent.runner import runner_of

HALL, DOOR = Link("https://tickets.example.org", "hall"), Link("https://tickets.example.org", "door")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no name can be held")


@on_linux
def test_it_is_the_same_again_after_it_has_ended():
    first = runner_of(HALL)
    first.let_go()
    again = runner_of(HALL)
    again.let_go()
    assert again.id == first.id


@on_linux
def test_two_at_once_are_two():
    first, second = runner_of(HALL), runner_of(HALL)
    first.let_go()
    assert first.id != second.id


def test_each_station_has_its_own():
    hall, door = runner_of(HALL), runner_of(DOOR)
    hall.let_go()
    door.let_go()
    assert hall.id != door.id
