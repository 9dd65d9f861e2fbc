"""What Brevo's events mean."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netevent.bounces.brevo.events import NotJson, read_events
from netevent.bounces.report import Report, What
from tests.bounces.returns import ID


def event(kind: Any = "hard_bounce", **changed: Any) -> dict[str, Any]:
    """As Brevo's documentation shows it."""
    return {
        "event": kind,
        "email": "ada@example.com",
        "id": 4711,
        "date": "2026-11-28 01:00:00",
        "ts": 1795827600,
        "message-id": "<202611280100.1@smtp-relay.mailin.fr>",
        "ts_event": 1795827600,
        "subject": "Your ticket",
        "X-Mailin-custom": ID,
        "reason": "550 5.1.1 User unknown",
        "tags": ["x"],
    } | changed


@pytest.mark.parametrize(
    ("kind", "what", "is_permanent"),
    [
        ("delivered", What.delivered, False),
        ("hard_bounce", What.failed, True),
        ("hardBounce", What.failed, True),
        ("invalid_email", What.failed, True),
        ("soft_bounce", What.failed, False),
        ("blocked", What.failed, False),
        ("error", What.failed, False),
        ("deferred", What.delayed, False),
        ("spam", What.complained, False),
        ("unsubscribed", What.complained, False),
    ],
)
def test_each_event_has_its_meaning(kind: str, what: What, is_permanent: bool):
    told = read_events(json.dumps(event(kind)).encode())
    assert told == [Report(ID, what, is_permanent, "550 5.1.1 User unknown")]


@pytest.mark.parametrize(
    "kind", ["request", "sent", "opened", "unique_opened", "click", "", None, 7, ["spam"]]
)
def test_what_says_nothing_about_arriving_is_left_out(kind: Any):
    assert read_events(json.dumps(event(kind)).encode()) == []


def test_a_batch_is_several_events():
    several = [event("delivered"), event("click"), 4711, None, event("spam")]
    assert [one.what for one in read_events(json.dumps(several).encode())] == [
        What.delivered,
        What.complained,
    ]


def test_our_own_message_id_names_the_mail_too():
    kept = event(**{"X-Mailin-custom": "", "message-id": f"<{ID}@tickets.example.org>"})
    assert read_events(json.dumps(kept).encode())[0].message_id == ID


@pytest.mark.attack("events that name no mail of ours", "left out")
def test_an_event_without_our_number_is_left_out():
    assert read_events(json.dumps(event(**{"X-Mailin-custom": "ada@example.com"})).encode()) == []


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 50_000, b"event=spam"])
def test_what_is_no_json_is_told(body: bytes):
    with pytest.raises(NotJson):
        read_events(body)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*event()]) | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(JSON)
def test_no_json_makes_it_fail(value: Any):
    assert all(one.message_id for one in read_events(json.dumps(value).encode()))
