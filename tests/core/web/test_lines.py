"""Lines in which those wait who are over a budget."""

import asyncio

import pytest

from netevent.core.errors import TooMany
from netevent.core.web.lines import Lines


async def test_a_line_goes_on_one_by_one():
    lines, order = Lines(), []

    async def wait(number: int) -> None:
        await lines.wait(0, 10, "x")
        order.append(number)

    await asyncio.gather(*(wait(number) for number in range(10)))
    assert order == list(range(10))


async def test_a_line_that_is_full_refuses_the_next_and_no_other_line():
    lines = Lines()
    waiting = [asyncio.create_task(lines.wait(0.01, 2, "x")) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(TooMany):
        await lines.wait(0, 2, "x")
    await lines.wait(0, 2, "y")
    await asyncio.gather(*waiting)
    await lines.wait(0, 1, "x")
