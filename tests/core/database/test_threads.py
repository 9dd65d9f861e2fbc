"""The threads in which SQLite is asked: who waits for an answer goes first."""

from threading import Event
from typing import Any

import pytest

from netevent.core.database.threads import Threads


class Held:
    """One thread that is busy until it is let go."""

    def __init__(self) -> None:
        self.threads = Threads(1, "test")
        self.may_end = Event()
        self.done: list[str] = []
        self.threads.submit(self.may_end.wait, is_urgent=False)

    def submit(self, name: str, *, is_urgent: bool) -> Any:
        return self.threads.submit(lambda: self.done.append(name), is_urgent=is_urgent)

    def let_go(self) -> list[str]:
        self.may_end.set()
        self.threads.shutdown()
        return self.done


@pytest.fixture
def held() -> Held:
    return Held()


def test_what_people_wait_for_goes_before_what_came_earlier(held: Held):
    held.submit("mail 1", is_urgent=False)
    held.submit("mail 2", is_urgent=False)
    held.submit("scan 1", is_urgent=True)
    held.submit("scan 2", is_urgent=True)
    assert held.let_go() == ["scan 1", "scan 2", "mail 1", "mail 2"]


def test_who_gave_up_is_passed_over(held: Held):
    gone = held.submit("gone", is_urgent=True)
    held.submit("mail", is_urgent=False)
    gone.cancel()
    assert held.let_go() == ["mail"]


def test_a_fault_is_told_to_who_waits_and_hurts_no_other(held: Held):
    faulty = held.threads.submit(lambda: 1 // 0, is_urgent=True)
    held.submit("mail", is_urgent=False)
    assert held.let_go() == ["mail"]
    with pytest.raises(ZeroDivisionError):
        faulty.result()
