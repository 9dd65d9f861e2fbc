"""Kiosks at the door."""

import pytest

from netevent.core.site import Application
from tests.badges.kiosks.kiosks import Kiosks
from tests.badges.printers import Printers
from tests.door import Door


@pytest.fixture
def kiosks(app: Application, door: Door, printers: Printers) -> Kiosks:
    return Kiosks(app, door, printers)
