"""The doctor asks the payment services whether they take the keys, and says which webhook to enter there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from netevent.core.web.paths import url
from tests.cli.commands import KEY, Done, netevent
from tests.cli.test_doctor import NOBODY, broken
from tests.servers import mollie, stripe
from tests.servers.mollie import MollieServer
from tests.servers.stripe import StripeServer

BASE_URL = "https://tickets.example.org"


@pytest.fixture
def services() -> Iterator[tuple[StripeServer, MollieServer]]:
    both = StripeServer(), MollieServer()
    yield both
    for one in both:
        one.close()


def examined(folder: Path, **settings: str) -> Done:
    return netevent("doctor", folder=folder, **{"secret_key": KEY, "base_url": BASE_URL} | settings)


def with_keys(services: tuple[StripeServer, MollieServer]) -> dict[str, str]:
    return {
        "stripe_key": stripe.KEY,
        "stripe_webhook_secret": stripe.WEBHOOK_SECRET,
        "stripe_api": services[0].url,
        "mollie_key": mollie.KEY,
        "mollie_api": services[1].url,
    }


def test_keys_that_are_taken_are_told_with_the_webhook(
    tmp_path: Path, services: tuple[StripeServer, MollieServer]
):
    done = examined(tmp_path, **with_keys(services))
    assert broken(done) == []
    for name in ("stripe", "mollie"):
        assert url(BASE_URL, "payment_webhooks.webhook", method=name) in done.out
    assert done.out.count("test mode") == 2
    for said in (stripe.KEY, stripe.WEBHOOK_SECRET, mollie.KEY):
        assert said not in done.out + done.err
    assert services[0].keys() == services[1].keys() == []


def test_keys_that_are_not_taken_are_broken(tmp_path: Path, services: tuple[StripeServer, MollieServer]):
    wrong = {"stripe_key": "sk_live_wrong", "mollie_key": "live_wrong"}
    done = examined(tmp_path, **with_keys(services) | wrong)
    assert broken(done) == ["Stripe", "Mollie"]
    assert "NETEVENT_MOLLIE_KEY" in done.out
    assert "live_wrong" not in done.out


def test_a_service_that_does_not_answer_is_broken(
    tmp_path: Path, services: tuple[StripeServer, MollieServer]
):
    nowhere = {"stripe_api": f"http://{NOBODY}", "mollie_api": f"http://{NOBODY}"}
    assert broken(examined(tmp_path, **with_keys(services) | nowhere)) == ["Stripe", "Mollie"]


def test_stripe_without_its_webhooks_secret_is_broken(
    tmp_path: Path, services: tuple[StripeServer, MollieServer]
):
    done = examined(tmp_path, **with_keys(services) | {"stripe_webhook_secret": ""})
    assert broken(done) == ["Stripe"]
    assert f"{BASE_URL}/payments/stripe/webhook" in done.out


def test_a_server_that_they_cannot_reach_is_told(tmp_path: Path, services: tuple[StripeServer, MollieServer]):
    done = examined(tmp_path, **with_keys(services) | {"base_url": "http://localhost:8000"})
    assert broken(done) == []
    assert done.out.count("payments are noticed late") == 2
