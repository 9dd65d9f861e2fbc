"""Laws over all routes: each says who may come, and each unsafe one needs its token."""

import re
from typing import Any

import pytest
from quart import Quart
from werkzeug.routing import Rule

from netevent.core import clock
from netevent.identity.archive import is_for_archive
from tests.agenda.agendas import at
from tests.breakouts.presenters.people import insert_presenter
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_session
from tests.team.people import insert_team

GUARDS = {
    "public",
    "logged_in",
    "organizer",
    "event_team",
    "event_editor",
    "event_owner",
    "event_maker",
    "operator",
    "staff",
    "attendee",
    "door",
    "walk_in",
    "till",
    "presenter",
    "room",
    "socket",
    "live",
    "kiosk",
}
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
ROLES = {"organizer": "olga", "staff": "marta", "attendee": "guest1"}
ROLE_OF = {name: role for role, name in ROLES.items()}
OF_EVENT = {"organizer", "event_team", "event_editor", "event_owner", "door", "walk_in", "till"}
# What of the event changes by them is refused once it is archived.
CHANGES_EVENT = OF_EVENT - {"event_team"} | {"presenter", "room"}
# Other servers call these: they have no token, and say by themselves who they are.
FOR_PROGRAMS = {
    "announcements_off.turn_off",
    "brevo.webhook",
    "digest.switch_off",
    "payment_webhooks.webhook",
    "print_programs.arrive",
    "print_programs.badge",
    "print_programs.end",
    "print_programs.leave",
    "print_programs.state",
    "print_programs.take",
    "push.renewed",
}
FOR_ARCHIVE = {"archiving.bring_back", "archiving.put_away", "copying.copy", "deleting.delete"}
# Which roles pass a guard when the event in the path is theirs.
WELCOME = {
    "organizer": {"organizer"},
    "event_team": {"organizer"},
    "event_editor": {"organizer"},
    "event_owner": {"organizer"},
    "event_maker": {"organizer"},
    "operator": {"organizer"},
    "staff": {"staff"},
    "attendee": {"attendee"},
    "door": {"organizer", "staff"},
    # Marta scans and searches, and no more: she takes no money, too.
    "walk_in": {"organizer"},
    "till": {"organizer"},
    "presenter": {"organizer"},
    "room": {"organizer", "staff"},
    # A device, and nobody who is logged in.
    "kiosk": set(),
}


@pytest.fixture(autouse=True)
async def session(door: Door) -> None:
    """Number 1, of event 1, as each number in a path is."""
    await insert_session(door.database, 1, at(120), 45, id=1)


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


@pytest.mark.attack("every route, from another site", "403 without its token")
async def test_every_unsafe_route_needs_its_token(app: Quart, log_in_as: LogIn):
    client, _ = await log_in_as("olga")
    for rule in rules(app):
        for method in (rule.methods or set()) & UNSAFE:
            answer = await ask(client, app, rule, method)
            assert (answer.status_code == 403) is (rule.endpoint not in FOR_PROGRAMS), rule.rule


def test_what_needs_no_token_is_known(app: Quart):
    """Declared at the route, and public: whatever cookie comes along, nobody is logged in there."""
    found = [rule for rule in rules(app) if hasattr(app.view_functions[rule.endpoint], "is_for_programs")]
    assert {rule.endpoint for rule in found} == FOR_PROGRAMS
    assert {guard_of(app, rule) for rule in found} == {"public"}


@pytest.mark.attack("every route, by each wrong role", "403")
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


@pytest.mark.attack("every route, by nobody", "401")
async def test_a_guest_is_refused_wherever_a_guard_stands(app: Quart):
    for rule in rules(app):
        # Of a page that is live its screen says who may come: `test_screens`.
        if guard_of(app, rule) in ("public", "socket", "live") or "GET" not in (rule.methods or set()):
            continue
        answer = await app.test_client().get(path_of(app, rule), headers={"Accept": "application/json"})
        # Nobody can log in as a device.
        assert answer.status_code == (403 if guard_of(app, rule) == "kiosk" else 401), rule.rule


@pytest.mark.attack("every route, by another organizer", "404")
async def test_another_organizers_event_is_not_there(app: Quart, log_in_as: LogIn):
    client, token = await log_in_as("otto")
    for rule in rules(app):
        of_session = guard_of(app, rule) in ("presenter", "room")
        of_event = guard_of(app, rule) in OF_EVENT and "event_id" in rule.arguments
        if not of_session and not of_event:
            continue
        for method in (rule.methods or set()) & (UNSAFE | {"GET"}):
            answer = await ask(client, app, rule, method, token)
            assert answer.status_code == 404, (rule.rule, method, answer.status_code)


@pytest.mark.attack("every route, by a presenter", "404: nothing of the event but the own session")
async def test_a_presenter_finds_nothing_else_of_the_event(app: Quart, door: Door, log_in_as: LogIn):
    session_id = await insert_session(door.database, 1, clock.now())
    await insert_presenter(door.database, session_id)
    client, token = await log_in_as("petra")
    for rule in rules(app):
        if guard_of(app, rule) not in OF_EVENT or "event_id" not in rule.arguments:
            continue
        for method in (rule.methods or set()) & (UNSAFE | {"GET"}):
            answer = await ask(client, app, rule, method, token)
            assert answer.status_code == 404, (rule.rule, method, answer.status_code)


@pytest.mark.attack("every route that changes an event, by its viewer", "403")
async def test_a_viewer_looks_and_changes_nothing(app: Quart, door: Door, log_in_as: LogIn):
    """But that she may leave, which she does not do here."""
    await insert_team(door.database)
    vera, token = await log_in_as("vera")
    for rule in rules(app):
        guard = guard_of(app, rule)
        of_event = guard in OF_EVENT and "event_id" in rule.arguments
        if not of_event and guard not in ("presenter", "room"):
            continue
        for method in (rule.methods or set()) & (UNSAFE | {"GET"}):
            if guard == "event_team" and method in UNSAFE:
                continue
            answer = await ask(vera, app, rule, method, token)
            looks = guard in ("organizer", "event_team") and method == "GET"
            assert (answer.status_code == 403) is not looks, (rule.rule, method, answer.status_code)


@pytest.mark.attack("every route of an event, by its editor", "as its owner; 403 on what is the owner's")
async def test_an_editor_does_all_but_what_is_the_owners(app: Quart, door: Door, log_in_as: LogIn):
    await insert_team(door.database)
    edda, token = await log_in_as("edda")
    for rule in rules(app):
        guard = guard_of(app, rule)
        of_event = guard in OF_EVENT and "event_id" in rule.arguments
        if not of_event and guard not in ("presenter", "room"):
            continue
        for method in (rule.methods or set()) & (UNSAFE | {"GET"}):
            if guard == "event_team" and method in UNSAFE:  # it is how one leaves
                continue
            answer = await ask(edda, app, rule, method, token)
            is_refused = answer.status_code == 403
            assert is_refused is (guard == "event_owner"), (rule.rule, method, answer.status_code)


def test_what_is_the_owners_alone_is_known(app: Quart):
    found = {rule.endpoint for rule in rules(app) if guard_of(app, rule) == "event_owner"}
    assert found == {
        "archiving.bring_back",
        "archiving.put_away",
        "calling_off.call_off",
        "calling_off.left",
        "deleting.delete",
        "team.add",
        "team.change_role",
        "team.hand_over",
        "team.remove",
        "team.resend",
    }


@pytest.mark.parametrize("name", ["olga", "marta"])
async def test_an_archived_event_is_not_changed(app: Quart, log_in_as: LogIn, name: str):
    """But that one leaves it, and orders files of it, which changes nothing."""
    client, token = await log_in_as(name)
    olga, her_token = await log_in_as("olga")
    await olga.post("/organizer/event/1/archive", headers=her_token)
    for rule in rules(app):
        guard = guard_of(app, rule)
        if guard not in CHANGES_EVENT or ROLE_OF[name] not in WELCOME[guard] or rule.endpoint in FOR_ARCHIVE:
            continue
        if not {"event_id", "session_id"} & rule.arguments:
            continue
        for method in (rule.methods or set()) & UNSAFE:
            answer = await ask(client, app, rule, method, token)
            assert answer.status_code == 409, (rule.rule, method, answer.status_code)


def test_what_works_in_the_archive_is_known(app: Quart):
    found = {rule.endpoint for rule in rules(app) if is_for_archive(app.view_functions[rule.endpoint])}
    assert found == FOR_ARCHIVE


@pytest.mark.attack("every route, by the staff of another event", "404")
async def test_another_events_door_is_not_there(app: Quart, log_in_as: LogIn):
    client, token = await log_in_as("piet")
    for rule in rules(app):
        if guard_of(app, rule) not in ("door", "walk_in", "till", "room"):
            continue
        for method in (rule.methods or set()) & (UNSAFE | {"GET"}):
            answer = await ask(client, app, rule, method, token)
            assert answer.status_code == 404, (rule.rule, method, answer.status_code)


@pytest.mark.attack("every route, by an attendee of another event", "nothing of anybody")
async def test_another_events_attendee_finds_nobody(app: Quart, log_in_as: LogIn):
    """Each number in a path is that of the first one of event 1."""
    client, token = await log_in_as("guest13")
    for rule in rules(app):
        if guard_of(app, rule) not in ("attendee", "logged_in", "public") or not rule.arguments:
            continue
        for method in (rule.methods or set()) & (UNSAFE | {"GET"}):
            answer = await ask(client, app, rule, method, token)
            assert answer.status_code < 500, (rule.rule, method)
            assert "Guest1 " not in await answer.get_data(as_text=True), (rule.rule, method)


@pytest.mark.attack("every route, by another attendee of the event", "nothing private")
async def test_another_attendee_reads_nothing_private(app: Quart, log_in_as: LogIn):
    client, token = await log_in_as("guest2")
    for rule in rules(app):
        if guard_of(app, rule) != "attendee" or not rule.arguments:
            continue
        for method in (rule.methods or set()) & (UNSAFE | {"GET"}):
            answer = await ask(client, app, rule, method, token)
            assert answer.status_code < 500, (rule.rule, method)
            assert "guest1@example.com" not in await answer.get_data(as_text=True), (rule.rule, method)


@pytest.mark.attack("every route, with hostile paths", "no fault")
async def test_hostile_paths_break_nothing(app: Quart, log_in_as: LogIn):
    """Each text in a path is hostile, each number as large as a path can say it."""
    client, _ = await log_in_as("olga")
    for rule in rules(app):
        for text in ("%00", "%2e%2e%2f", "%F0%9F%8E%AB" * 30, "9" * 40, "-1", "'%20OR%201=1"):
            path = re.sub("<[^>]+>", text, rule.rule)
            if "<" in rule.rule:
                assert (await client.get(path)).status_code < 500, path
