"""What a browser has been let see: the last of each kind, by its session."""

from __future__ import annotations

import pytest
from quart import Quart, session

from netevent.core.errors import NotFound
from netevent.core.web.browsers import MOST, browser_name, name_browser, remember, require_known


@pytest.fixture
def app() -> Quart:
    app = Quart("netevent")
    app.secret_key = "k" * 40
    return app


async def test_what_was_remembered_is_known_and_nothing_else(app: Quart):
    async with app.test_request_context("/"):
        remember("orders", 7)
        require_known("orders", 7)
        for what, key in (("orders", 8), ("forms", 7)):
            with pytest.raises(NotFound):
                require_known(what, key)


async def test_only_the_last_ones_are_kept_and_who_came_again_is_one_of_them(app: Quart):
    async with app.test_request_context("/"):
        for key in (*range(MOST), 0, MOST):
            remember("orders", key)
        assert session["orders"] == [*range(2, MOST), 0, MOST]


async def test_what_stands_there_is_written_no_second_time(app: Quart):
    """Else every look at the page would send the cookie anew."""
    async with app.test_request_context("/"):
        remember("orders", 7)
        name_browser()
        session.modified = False
        remember("orders", 7)
        name_browser()
        assert not session.modified


async def test_a_browser_keeps_its_name_and_one_without_cookies_has_none(app: Quart):
    async with app.test_request_context("/"):
        assert browser_name() != browser_name()
        name_browser()
        assert browser_name() == browser_name()
