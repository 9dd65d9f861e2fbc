"""Who presents what, read for a whole programme at once."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from netevent.breakouts.presenters.queries import select_presenter_names, shown_names
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import breakout_sessions
from tests.breakouts.presenters.people import assign, insert_presenter
from tests.door import Door
from tests.factories import insert_session


class Counted:
    """A transaction that counts its statements."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self.statements = 0

    def execute(self, *given: Any) -> Any:
        self.statements += 1
        return self._tx.execute(*given)


async def test_a_whole_programme_is_one_statement(door: Door):
    first, second, third, elsewhere = [
        await insert_session(door.database, event_id, clock.now()) for event_id in (1, 1, 1, 2)
    ]
    petra = await insert_presenter(door.database, second)
    await insert_presenter(door.database, second, "Quinn")
    await assign(door.database, elsewhere, petra)
    named = (
        update(breakout_sessions).where(breakout_sessions.c.id == third).values(presenter_names="Ravi Rao")
    )
    await door.database.transact(lambda tx: tx.execute(named))

    def work(tx: Transaction) -> tuple[Any, int]:
        counted = Counted(tx)
        names = select_presenter_names(counted, 1)  # type: ignore[arg-type]  # it only executes
        return names, counted.statements

    names, statements = await door.database.read(work)
    assert names == {second: ("Petra", "Quinn"), third: ("Ravi Rao",)}
    assert first not in names
    assert statements == 1


@pytest.mark.parametrize(
    ("accounts", "imported", "shown"),
    [
        ([], "", ()),
        ([], "\n \n", ()),
        (["Zoë Zett"], "zoe zett\nRavi Rao\r\nRavi Rao", ("Zoë Zett", "Ravi Rao")),
        (["B", "A"], "C", ("B", "A", "C")),
    ],
)
def test_each_name_shows_once_accounts_first(accounts: list[str], imported: str, shown: tuple[str, ...]):
    assert shown_names(accounts, imported) == shown
