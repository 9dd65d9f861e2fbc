"""What rules refuse is said in the reader's language: each sentence of a refusal is marked."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

import netevent
from netevent.core.errors import Refusal
from netevent.resources import resource_path

PACKAGE = Path(netevent.__file__).parent


def test_the_sentence_of_every_refusal_is_in_the_catalogues():
    with (resource_path("translations") / "messages.pot").open("rb") as file:
        catalogue = read_po(file)
    assert {kind.message for kind in kinds(Refusal) if kind.message not in catalogue} == set()


def test_no_refusal_is_raised_with_an_unmarked_sentence():
    names = {kind.__name__ for kind in kinds(Refusal)}
    assert [(str(file), call.lineno) for file, call in calls() if _is_unmarked(call, names)] == []


def kinds(kind: type[Refusal]) -> set[type[Refusal]]:
    return {kind}.union(*(kinds(one) for one in kind.__subclasses__()))


def calls() -> Iterator[tuple[Path, ast.Call]]:
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call):
                yield file, node


def _is_unmarked(call: ast.Call, names: set[str]) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id in names and _is_a_sentence(call.args[:1])


def _is_a_sentence(arguments: list[ast.expr]) -> bool:
    return any(isinstance(one, ast.Constant | ast.JoinedStr) for one in arguments)
