"""What attackers and faults do to the server, as two tables: `make attack` and `make faults` print them.

A test is a row of a table by its mark, which says what is done to the server and what is expected of it; what
it observed it says itself, else the table says only that it held:

    @pytest.mark.fault("kill -9 of a worker", "nothing acknowledged is lost")
    async def test_every_scan_that_was_answered_outlives_kill_9(observe): ...
        observe(f"{count} answered, all there")

Tests marked `long` too are left out of the usual run. tests/conftest.py registers this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from textwrap import wrap

import pytest

TABLES = ("attack", "fault")
EXPECTED, OBSERVED = "proof-expected", "proof-observed"
WIDTHS = (44, 44, 44)

Observe = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; several tests of the same words are one."""

    done: str
    expected: str
    observed: str
    held: bool


def add_option(parser: pytest.Parser) -> None:
    parser.addoption("--proof", choices=TABLES, help="run the tests of this table, and print it")


class Proof:
    """Chooses the tests of the table that was asked for, and prints it at the end."""

    def __init__(self, config: pytest.Config) -> None:
        self._table: str | None = config.getoption("proof")
        config.addinivalue_line("markers", "attack(done, expected): a row of `make attack`")
        config.addinivalue_line("markers", "fault(done, expected): a row of `make faults`")
        config.addinivalue_line("markers", "long: only in `make attack` and `make faults`")

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        left = [item for item in items if not self._is_wanted(item)]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if self._is_wanted(item)]
        for item in items if self._table else ():
            if row := item.get_closest_marker(self._table or ""):
                item.user_properties.append((EXPECTED, row.args))

    @pytest.fixture
    def observe(self, request: pytest.FixtureRequest) -> Observe:
        """Says what a test of a table saw."""
        return lambda text: request.node.user_properties.append((OBSERVED, text))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._table:
            reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
            for line in table(rows(reports)):
                terminalreporter.write_line(line)

    def _is_wanted(self, item: pytest.Item) -> bool:
        if self._table is None:
            return item.get_closest_marker("long") is None
        return item.get_closest_marker(self._table) is not None


def rows(reports: Iterable[pytest.TestReport]) -> list[Row]:
    found: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    for report in reports:
        words = next((value for name, value in report.user_properties if name == EXPECTED), None)
        if not isinstance(words, tuple | list) or (report.when != "call" and report.passed):
            continue
        observed = ", ".join(str(value) for name, value in report.user_properties if name == OBSERVED)
        found.setdefault((str(words[0]), str(words[1])), []).append((observed, report.passed))
    return [Row(*words, *_together(seen)) for words, seen in found.items()]


def _together(seen: list[tuple[str, bool]]) -> tuple[str, bool]:
    """What several tests of one row observed."""
    said = list(dict.fromkeys(text for text, _ in seen if text))
    fell = sum(not held for _, held in seen)
    if fell:
        return "; ".join([f"{fell} of {len(seen)} fell", *said]), False
    return "; ".join(said) or ("held" if len(seen) == 1 else f"held, {len(seen)} times"), True


def table(found: list[Row]) -> Iterator[str]:
    yield ""
    yield _line("", *("what is done", "expected", "observed"))
    yield "-" * (6 + sum(WIDTHS) + 6)
    for row in found:
        cells = [wrap(text, WIDTHS[0]) for text in (row.done, row.expected, row.observed)]
        for number in range(max(len(cell) for cell in cells)):
            mark = "" if number else ("holds" if row.held else "FALLS")
            yield _line(mark, *(cell[number] if number < len(cell) else "" for cell in cells))
    yield f"{sum(row.held for row in found)} of {len(found)} hold"


def _line(mark: str, *cells: str) -> str:
    padded = [cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)]
    return "  ".join([mark.ljust(6), *padded]).rstrip()
