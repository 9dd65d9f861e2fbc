"""Reading a stranger's file in a process of its own (`core.sandbox`), and bringing back what was read of it.

The parent calls `read_apart`; the child is a module run as a program that calls `answer_read`: its arguments
are those of the reading, its answer the pickled result, or the refusal. Called by the readings of lists and
of timetables.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from typing import TypeVar

from netevent.core.sandbox import answer_parent, ask_child

Result = TypeVar("Result")


async def read_apart(
    program: str, content: bytes, *arguments: str, seconds: float, result: type[Result]
) -> Result:
    """What the module `program` reads of the content.

    Raises:
        OutOfBounds, ChildDied: as `ask_child`.
        Exception: the refusal with which the reading ended.
    """
    output = await ask_child(program, content, *arguments, seconds=seconds)
    answer = pickle.loads(output)  # noqa: S301 - our own child wrote it
    if isinstance(answer, Exception):
        raise answer
    assert isinstance(answer, result)
    return answer


def answer_read(read: Callable[..., object], refusal: type[Exception], *, seconds: int, memory: int) -> None:
    """The child's side; bounds as of `answer_parent`."""

    def work(content: bytes) -> bytes:
        answer: object
        try:
            answer = read(content, *sys.argv[1:])
        except refusal as refused:
            answer = refused
        return pickle.dumps(answer)

    answer_parent(work, seconds=seconds, memory=memory)


def filename_of(path: str) -> str:
    """The last part of what a browser or a user calls the file; a program's argument has no NUL."""
    return path.replace("\\", "/").rsplit("/", 1)[-1].replace("\0", "")[-200:] or "list"
