"""An application whose routes were registered once for all tests is like one that registers its own."""

from __future__ import annotations

from typing import Any

import pytest
from quart import Quart

from netevent import blueprints
from tests.routes_once import register_anew


def test_it_has_all_that_one_of_its_own_has():
    own, shared = Quart("netevent"), Quart("netevent")
    register_anew(own)
    blueprints.register(shared)
    assert tables(shared) == tables(own)
    assert rules(shared) == rules(own)


def test_what_one_test_adds_to_its_tables_no_other_has():
    one, other = Quart("netevent"), Quart("netevent")
    for app in (one, other):
        blueprints.register(app)
    one.before_request(fail)
    one.register_error_handler(404, fail)
    one.view_functions["identity.login"] = fail
    assert tables(other) != tables(one)
    third = Quart("netevent")
    blueprints.register(third)
    assert tables(third) == tables(other)


def test_the_shared_addresses_take_no_more():
    app = Quart("netevent")
    blueprints.register(app)
    with pytest.raises(RuntimeError, match="shared by all tests"):
        app.add_url_rule("/more", view_func=fail)


async def fail(*given: object) -> str:
    raise RuntimeError


def tables(app: Quart) -> dict[str, Any]:
    """All that an application keeps; the route of its static files is bound to itself."""
    kept = {name: value for name, value in vars(app).items() if isinstance(value, dict | list)}
    views = {name: view for name, view in app.view_functions.items() if name != "static"}
    return kept | {"view_functions": views}


def rules(app: Quart) -> list[tuple[Any, ...]]:
    return [
        (rule.rule, rule.endpoint, rule.methods, rule.websocket, rule.defaults, rule.strict_slashes)
        for rule in app.url_map.iter_rules()
    ]
