"""Typed values as JSON text in a column: what jobs keep. Called by them and by their features."""

from __future__ import annotations

from functools import cached_property
from typing import Generic, TypeVar

from pydantic import TypeAdapter

Value = TypeVar("Value")


class Codec(Generic[Value]):
    """Writes and reads one type: plain values, times, enums, and dataclasses and lists of them."""

    def __init__(self, kind: type[Value]) -> None:
        self._kind = kind

    def write(self, value: Value) -> str:
        return self._adapter.dump_json(value).decode()

    def read(self, text: str) -> Value:
        """Raises `pydantic.ValidationError` where the text is of another type, or another release's."""
        return self._adapter.validate_json(text)

    @cached_property
    def _adapter(self) -> TypeAdapter[Value]:
        # Built at the first use: it takes milliseconds, and needs all names of the type's module.
        return TypeAdapter(self._kind)
