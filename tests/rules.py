"""Compiles each rule of an address once for the run; tests/conftest.py switches it on.

Every test builds the whole application anew, and most of that went into compiling the same three hundred
rules. What comes out depends on the rule's text and its converters alone, so it is no state that one test
hands to the next.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Compiled:
    """What werkzeug finds in a rule, and never changes afterwards."""

    parts: list[Any]
    trace: list[tuple[bool, str]]
    converters: dict[str, Any]
    arguments: set[str]
    build: Builder
    build_unknown: Builder


def compile_once(patch: pytest.MonkeyPatch) -> None:
    compile_anew = Rule.compile
    compiled: dict[tuple[Any, ...], Compiled] = {}

    def compile_rule(rule: Rule) -> None:
        key = _all_that_it_depends_on(rule)
        if key not in compiled:
            compile_anew(rule)
            compiled[key] = _found_in(rule)
        _put(compiled[key], rule)

    patch.setattr(Rule, "compile", compile_rule)


def _all_that_it_depends_on(rule: Rule) -> tuple[Any, ...]:
    place = rule.host if rule.map.host_matching else rule.subdomain
    return (rule.rule, place, rule.merge_slashes, repr(rule.defaults), *rule.map.converters.values())


def _found_in(rule: Rule) -> Compiled:
    bound: tuple[Any, ...] = (rule._build, rule._build_unknown)
    builders: list[Builder] = [method.__func__ for method in bound]
    return Compiled(rule._parts, rule._trace, rule._converters, rule.arguments, *builders)


def _put(found: Compiled, rule: Rule) -> None:
    rule._parts = found.parts
    rule._trace = found.trace
    rule._converters = found.converters
    rule.arguments = found.arguments
    rule._build = found.build.__get__(rule, None)
    rule._build_unknown = found.build_unknown.__get__(rule, None)
