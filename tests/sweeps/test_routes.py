"""Laws over all routes: each says who may come, and each unsafe one needs its token."""

from typing import Any

import pytest
from quart import Quart
from werkzeug.routing import Rule

from tests.conftest import LogIn

GUARDS = {"public", "logged_in", "organizer", "staff", "attendee", "door", "socket"}
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
ROLES = {"organizer": "olga", "staff": "marta", "attendee": "guest1"}
# Which roles pass a guard when the event in the path is theirs.
WELCOME = {
    "organizer": {"organizer"},
    "staff": {"staff"},
    "attendee": {"attendee"},
    "door": {"organizer", "staff"},
}


def rules(app: Quart) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def guard_of(app: Quart, rule: Rule) -> str:
    return str(getattr(app.view_functions[rule.endpoint], "guard", ""))


def path_of(app: Quart, rule: Rule) -> str:
    values = {
        name: 1 if "event" in name or name.endswith("_id") or name == "key" else "x"
        for name in rule.arguments
    }
    return str(app.url_map.bind("localhost").build(rule.endpoint, values, append_unknown=False))


async def ask(client: Any, app: Quart, rule: Rule, method: str, headers: dict[str, str] | None = None) -> Any:
    return await client.open(path_of(app, rule), method=method, headers=headers)


def test_every_route_says_who_may_come(app: Quart):
    assert {rule.rule for rule in rules(app) if guard_of(app, rule) not in GUARDS} == set()


async def test_every_unsafe_route_needs_its_token(app: Quart, log_in_as: LogIn):
    client, _ = await log_in_as("olga")
    for rule in rules(app):
        for method in (rule.methods or set()) & UNSAFE:
            answer = await ask(client, app, rule, method)
            assert answer.status_code == 403, rule.rule


@pytest.mark.parametrize("role", ROLES)
async def test_a_wrong_role_is_refused_everywhere(app: Quart, log_in_as: LogIn, role: str):
    client, token = await log_in_as(ROLES[role])
    for rule in rules(app):
        guard = guard_of(app, rule)
        if role in WELCOME.get(guard, {role}):
            continue
        for method in (rule.methods or set()) & (UNSAFE | {"GET"}):
            answer = await ask(client, app, rule, method, token)
            assert answer.status_code == 403, (rule.rule, method, answer.status_code)


async def test_a_guest_is_refused_wherever_a_guard_stands(app: Quart):
    for rule in rules(app):
        if guard_of(app, rule) in ("public", "socket") or "GET" not in (rule.methods or set()):
            continue
        answer = await app.test_client().get(path_of(app, rule), headers={"Accept": "application/json"})
        assert answer.status_code == 401, rule.rule


async def test_another_organizers_event_is_not_there(app: Quart, log_in_as: LogIn):
    client, token = await log_in_as("otto")
    for rule in rules(app):
        if guard_of(app, rule) not in ("organizer", "door") or "event_id" not in rule.arguments:
            continue
        for method in (rule.methods or set()) & (UNSAFE | {"GET"}):
            answer = await ask(client, app, rule, method, token)
            assert answer.status_code == 404, (rule.rule, method, answer.status_code)
