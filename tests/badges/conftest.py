"""Printers at the door."""

import pytest

from tests.badges.printers import Printers, printers_at
from tests.door import Door


@pytest.fixture
def printers(door: Door) -> Printers:
    return printers_at(door)
