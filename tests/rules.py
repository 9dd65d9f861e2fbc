"""Compiles each rule of an address once for the run; tests/conftest.py switches it on.

Every test builds the whole application anew, and three quarters of that went into compiling the same hundred
rules. What comes out depends on the rule's text alone, so it is no state that one test hands to the next.
"""

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


def compile_once(patch: pytest.MonkeyPatch) -> None:
    compile_anew = Rule._compile_builder
    compiled: dict[tuple[Any, ...], Builder] = {}

    def compile_builder(rule: Rule, append_unknown: bool = True) -> Builder:
        key = (rule.rule, *rule._trace, repr(rule.defaults), append_unknown)
        if key not in compiled:
            compiled[key] = compile_anew(rule, append_unknown)
        return compiled[key]

    patch.setattr(Rule, "_compile_builder", compile_builder)
