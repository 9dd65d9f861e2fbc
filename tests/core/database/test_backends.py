"""What a failing database leaves in the logs, and how it is answered."""

import pytest
from quart import Quart
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from netevent.core.database import Transaction
from netevent.core.database.tables import organizers
from tests.door import Door

SECRET = "$argon2id$the hash of somebody"


async def test_an_error_says_nothing_of_the_values(door: Door):
    def work(tx: Transaction) -> None:
        row = {"email": "x", "email_key": "x", "name": "X", "password_hash": SECRET, "staff_code": None}
        tx.execute(insert(organizers).values(id=1, **row))

    with pytest.raises(IntegrityError) as failed:
        await door.database.transact(work)
    assert SECRET not in str(failed.value)


@pytest.mark.parametrize("headers", [{}, {"Accept": "application/json"}, {"HX-Request": "true"}])
async def test_a_database_that_fails_is_a_503_with_a_sentence(
    app: Quart, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str]
):
    async def fail() -> str:
        raise gone()

    monkeypatch.setitem(app.view_functions, "identity.login", fail)
    answer = await app.test_client().get("/login", headers=headers)
    text = await answer.get_data(as_text=True)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "cannot reach its database" in text
    assert "SELECT" not in text


def gone() -> DBAPIError:
    return OperationalError("SELECT secret", {}, Exception(2013, "Lost connection to server during query"))
