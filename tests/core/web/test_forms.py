"""Numbers in posted text, and the three answers of a page with a form."""

from __future__ import annotations

import pytest
from quart import Quart, request

from netevent.core.errors import NotFound, Refusal, TooMany
from netevent.core.site import Application
from netevent.core.web.forms import PageForm, answered, filled, line_field, number_in


class NameForm(PageForm):
    name = line_field("Name", 20, "off")


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("007", 7), (str(2**31 - 1), 2**31 - 1)]
    + [(text, None) for text in ("", None, "-1", "+1", "1.5", " 1", "x", "²", "٣", str(2**31), "9" * 5000)],
)
def test_a_number_is_what_an_id_can_be(text: str | None, number: int | None):
    assert number_in(text) == number


async def answer_to(
    app: Quart, act: Refusal | str, method: str = "POST", name: str = "Anna", accept: str = "text/html"
) -> object:
    async def show(problem: str) -> str:
        return f"shown: {problem}"

    async def do() -> str:
        if isinstance(act, Refusal):
            raise act
        return act

    headers = {"Accept": accept}
    async with app.test_request_context("/", method=method, form={"name": name}, headers=headers):
        assert request.method == method
        return await answered(await filled(NameForm), do, show)


async def test_a_page_with_a_form_is_shown_until_it_is_posted(app: Application):
    assert await answer_to(app, "done", method="GET") == ("shown: ", 200)
    assert await answer_to(app, "done") == "done"


async def test_what_the_form_or_a_rule_refuses_is_shown_again(app: Application):
    assert await answer_to(app, "done", name="") == ("shown: ", 422)
    assert await answer_to(app, Refusal("No seat is left.")) == ("shown: No seat is left.", 422)
    assert await answer_to(app, TooMany("Wait.")) == ("shown: Wait.", 429)


async def test_what_is_not_there_has_no_form_to_show(app: Application):
    with pytest.raises(NotFound):
        await answer_to(app, NotFound())


async def test_a_program_gets_the_refusal_itself(app: Application):
    with pytest.raises(TooMany):
        await answer_to(app, TooMany(), accept="application/json")
