"""Where forms may lead: to this site, and to the payment pages of the services that there is a key for."""

import pytest

from netevent.core.web.policy import policy_of
from netevent.settings import read_settings


@pytest.mark.parametrize(
    ("keys", "targets"),
    [
        ({}, "'self'"),
        ({"stripe_key": "sk_1"}, "'self' https://checkout.stripe.com"),
        ({"mollie_key": "live_1"}, "'self' https://*.mollie.com"),
        (
            {"stripe_key": "sk_1", "mollie_key": "live_1"},
            "'self' https://checkout.stripe.com https://*.mollie.com",
        ),
        (
            {"stripe_key": "sk_1", "stripe_api": "http://127.0.0.1:4242/x"},
            "'self' http://127.0.0.1:4242",
        ),
        ({"stripe_api": "http://127.0.0.1:4242"}, "'self'"),
    ],
)
def test_forms_lead_to_what_there_is_a_key_for(keys: dict[str, str], targets: str):
    policy = policy_of(read_settings(_env_file=None, **keys))
    assert f"form-action {targets};" in policy
    assert "unsafe" not in policy
