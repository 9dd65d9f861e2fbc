"""A hall with a server of its own."""

import pytest

from netevent.printing_agent.link import Link
from tests.badges.printers import Printers, printers_at
from tests.conftest import StartServer
from tests.door import Door
from tests.printing_agent.beside import Hall
from tests.visitors import visit


@pytest.fixture
def printers(door: Door) -> Printers:
    return printers_at(door)


@pytest.fixture
async def hall(printers: Printers, database_url: str, start_server: StartServer) -> Hall:
    server = start_server(database_url)
    station, token = await printers.station()
    desk = await visit(server.base_url, "marta")
    return Hall(server, printers, desk, Link(server.base_url, token), station.id)
