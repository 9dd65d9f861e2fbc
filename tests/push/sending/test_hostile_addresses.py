"""An address that some browser told spoils nothing for the others of its job."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from netevent.core.database.tables import push_subscriptions
from netevent.push.subscriptions.endpoints import PushServices
from tests.agenda.agendas import ANNA
from tests.push.devices import Pushing
from tests.push.sending.test_jobs import ask
from tests.push.service import PushService


@pytest.mark.attack("an address whose host no network can be asked for", "the others get theirs, once")
async def test_an_address_that_cannot_be_asked_for_keeps_nobody_waiting(
    pushing: Pushing, service: PushService, monkeypatch: pytest.MonkeyPatch
):
    await pushing.device_of(ANNA)
    impossible = "https://xn--a.push.apple.com/x"
    await pushing.database.transact(
        lambda tx: tx.execute(update(push_subscriptions).values(endpoint=impossible))
    )
    good = await pushing.device_of(ANNA)
    monkeypatch.setattr(PushServices, "knows", lambda self, endpoint: True)
    await ask(pushing)
    await pushing.run()
    [arrived] = await service.arrived(1)
    assert arrived.browser is good
    assert [due.failures for due, _ in await pushing.waiting()] == [1]
