"""Registers the routes of all pages once for the run; tests/conftest.py switches it on.

Every test builds the whole application anew, and most of that went into registering the same three hundred
routes, in the same way each time. Each application gets its own tables of functions; the map of addresses is
shared and sealed: a test that wants a route more makes a small application of its own.
tests/test_routes_once.py compares an application that is made so with one that registers everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from quart import Quart
from werkzeug.routing import Map, RuleFactory

from netevent import blueprints
from netevent.core.web import paths

# Of each scope (the whole application or a blueprint) a list of functions.
TABLES = (
    "before_request_funcs",
    "after_request_funcs",
    "teardown_request_funcs",
    "before_websocket_funcs",
    "after_websocket_funcs",
    "teardown_websocket_funcs",
    "url_default_functions",
    "url_value_preprocessors",
    "template_context_processors",
)
Table = dict[Any, list[Any]]

register_anew = blueprints.register


@dataclass(frozen=True, slots=True)
class Registered:
    """What the routes added to the first application."""

    url_map: Map
    view_functions: dict[str, Any]
    blueprints: dict[str, Any]
    error_handlers: dict[Any, Any]
    tables: dict[str, Table]


def register_once(patch: pytest.MonkeyPatch) -> None:
    kept: dict[tuple[Any, ...], Registered] = {}

    def register(app: Quart) -> None:
        key = _all_that_it_depends_on(app)
        if key not in kept:
            kept[key] = _added_by(app)
            return
        _put(kept[key], app)
        paths.use(app.url_map)

    patch.setattr(blueprints, "register", register)


def _all_that_it_depends_on(app: Quart) -> tuple[Any, ...]:
    own = [(rule.rule, rule.endpoint) for rule in app.url_map.iter_rules()]
    return (*own, app.url_map.merge_slashes, app.url_map.host_matching, *app.url_map.converters.items())


def _added_by(app: Quart) -> Registered:
    views, before = dict(app.view_functions), _tables(app)
    handlers = set(app.error_handler_spec)
    register_anew(app)
    app.url_map.add = _refuse  # type: ignore[method-assign]  # sealed here
    return Registered(
        app.url_map,
        {name: view for name, view in app.view_functions.items() if name not in views},
        dict(app.blueprints),
        {scope: spec for scope, spec in app.error_handler_spec.items() if scope not in handlers},
        {name: _rest(table, before[name]) for name, table in _tables(app).items()},
    )


def _refuse(rulefactory: RuleFactory) -> None:
    raise RuntimeError(f"{rulefactory}: the addresses are shared by all tests; make an application for yours")


def _tables(app: Quart) -> dict[str, Table]:
    return {name: {scope: list(found) for scope, found in getattr(app, name).items()} for name in TABLES}


def _rest(table: Table, before: Table) -> Table:
    return {scope: found[len(before.get(scope, ())) :] for scope, found in table.items()}


def _put(registered: Registered, app: Quart) -> None:
    app.url_map = registered.url_map
    app.view_functions.update(registered.view_functions)
    app.blueprints.update(registered.blueprints)
    for scope, spec in registered.error_handlers.items():
        app.error_handler_spec[scope].update({code: dict(found) for code, found in spec.items()})
    for name, table in registered.tables.items():
        for scope, functions in table.items():
            getattr(app, name)[scope].extend(functions)
