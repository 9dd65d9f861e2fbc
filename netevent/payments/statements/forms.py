"""What the forms of bank statements say. Called by `statements.routes`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from netevent.core.errors import Malformed
from netevent.core.web.forms import number_in
from netevent.payments.statements.matching import Mark
from netevent.payments.statements.service import Ticked


class Posted(Protocol):
    def getlist(self, key: str) -> list[str]: ...


def ticked_in(form: Posted) -> list[Ticked]:
    """
    Raises:
        Malformed: a value is not one that the page has.
    """
    return [_ticked(value) for value in form.getlist("line")]


def lines_in(form: Posted) -> list[int]:
    return [_number(value.partition(":")[0]) for value in form.getlist("line")]


def payment_in(form: Mapping[str, str]) -> int:
    return _number(form.get("payment", ""))


def _ticked(value: str) -> Ticked:
    number, _, mark = value.partition(":")
    if mark not in set(Mark):
        raise Malformed
    return Ticked(_number(number), Mark(mark))


def _number(text: str) -> int:
    number = number_in(text)
    if number is None:
        raise Malformed
    return number
