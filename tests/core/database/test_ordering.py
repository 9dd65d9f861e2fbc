"""Names in the reader's order, the same from each database and from Python."""

import pytest
from sqlalchemy import insert, select

from netevent.core.database import Database, Transaction
from netevent.core.database.ordering import in_order, order_key
from netevent.core.database.tables import gates
from tests.factories import insert_event, insert_organizer

NAMES = (
    "Zebra",
    "żak",
    "Źrebak",
    "Łuk",
    "lux",
    "Luk",
    "Nunez",
    "Ñandu",
    "Nzo",
    "Oz",
    "ostrów",
    "Ósmy",
    "Émile",
)
ORDERS = {
    "en": "Émile Luk lux Łuk Ñandu Nunez Nzo Ósmy ostrów Oz żak Zebra Źrebak",
    "es": "Émile Luk lux Łuk Nunez Nzo Ñandu Ósmy ostrów Oz żak Zebra Źrebak",
    "pl": "Émile Luk lux Łuk Ñandu Nunez Nzo ostrów Oz Ósmy Zebra Źrebak żak",
}


@pytest.mark.parametrize("language", ORDERS)
def test_lists_made_in_python_are_in_the_readers_order(language: str):
    assert " ".join(sorted(NAMES, key=lambda name: order_key(language, name))) == ORDERS[language]


@pytest.mark.parametrize("language", ORDERS)
async def test_lists_of_the_database_are_in_the_readers_order(database: Database, language: str):
    event_id = await insert_event(database, await insert_organizer(database))
    rows = [{"event_id": event_id, "name": name} for name in NAMES]
    statement = select(gates.c.name).order_by(*in_order(language, gates.c.name), gates.c.id)

    def names(tx: Transaction) -> list[str]:
        tx.execute(insert(gates), rows)
        return list(tx.execute(statement).scalars())

    assert " ".join(await database.transact(names)) == ORDERS[language]
