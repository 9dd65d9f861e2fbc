"""How people can pay today: what was turned on, and works."""

from __future__ import annotations

from netevent.payments.payment import Method
from netevent.payments.settings.payment_settings import Account, PaymentSettings

ALL = tuple(Method)
COMPLETE = Account("Summit", "DE89370400440532013000")


def test_a_provider_works_where_the_server_has_its_key():
    settings = PaymentSettings(methods=ALL, account=COMPLETE)
    assert settings.ways(frozenset({Method.mollie})) == (Method.mollie, Method.transfer, Method.desk)


def test_a_transfer_needs_a_holder_and_an_iban():
    for account in (Account(), Account("Summit"), Account(iban="DE89370400440532013000")):
        assert PaymentSettings(methods=(Method.transfer,), account=account).ways(frozenset()) == ()


def test_what_was_not_turned_on_is_no_way():
    assert PaymentSettings(account=COMPLETE).ways(frozenset(Method)) == ()
