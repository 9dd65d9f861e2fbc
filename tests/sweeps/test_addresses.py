"""Whatever address a page of any role shows leads somewhere, and nobody writes an address by hand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from quart import Quart

import netevent
from netevent.core.i18n import SEVEN
from netevent.core.web.paths import in_language, path
from netevent.resources import resource_path
from tests.conftest import LogIn
from tests.marked_languages import forms_in, links_in
from tests.sweeps.crawler import STARTS, Page, endpoint_of, walk

CODES = [language.code for language in SEVEN]
BROKEN = {404, 405, 500}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Which addresses a page shows does not depend on the database."""
    return sqlite_url


@pytest.mark.usefixtures("lively_event")
@pytest.mark.parametrize("name", STARTS)
async def test_every_address_that_a_page_shows_leads_somewhere(app: Quart, log_in_as: LogIn, name: str):
    client = app.test_client() if name == "nobody" else (await log_in_as(name))[0]
    pages = [page async for page in walk(client, app, STARTS[name])]
    assert {page.path: page.status for page in pages if page.status in BROKEN} == {}
    assert {(page.path, *dead) for page in pages for dead in _dead(app, page)} == set()


def _dead(app: Quart, page: Page) -> list[tuple[str, str]]:
    """What no route of the application answers."""
    urls = app.url_map.bind("localhost")
    return [(one.method, one.path) for one in page.addresses if not endpoint_of(urls, one)]


@pytest.mark.usefixtures("lively_event")
@pytest.mark.parametrize("name", STARTS)
async def test_every_page_has_a_switcher_that_stays_on_it(app: Quart, log_in_as: LogIn, name: str):
    client = app.test_client() if name == "nobody" else (await log_in_as(name))[0]
    pages = [page async for page in walk(client, app, STARTS[name]) if 'name="csrf-token"' in page.text]
    assert pages
    for page in pages:
        leads = links_in(page.text) if name == "nobody" else forms_in(page.text)
        assert leads == {code: _switched(page.path, code, name) for code in CODES}, page.path


def _switched(address: str, code: str, name: str) -> str:
    if name == "nobody":
        return in_language(address, code)
    return path("identity.language", code=code, next=address)


# Where an address stands as text, and why.
BY_HAND = {
    "announcements/office/sending/routes.py": "how the addresses of its own routes begin",
    "doctor/returns.py": "prints the webhook's address: a command has no application",
    "app.py": "asks whether a request is for a static file or a health check, before there is a route",
    "cli/people.py": "prints where to log in: a command has no application",
    "core/web/pages.py": "static files are served by Quart itself",
    "core/web/requests.py": "static files and the camera's worker have headers of their own",
    "doctor/payments.py": "prints the webhook's address: a command has no application",
    "demo/facts.py": "prints where to begin, before the server has an application",
    "printing_agent/addresses.py": "it asks a server on another machine, and has no routes of its own",
    "core/badge_codes.py": "a badge's link is in capitals, and belongs to a route that takes both",
}
IN_A_TEMPLATE = re.compile(r"""[="'(}]/[a-z{]""")
TEMPLATES, PACKAGE = resource_path("templates"), Path(netevent.__file__).parent


def test_no_template_writes_an_address_by_hand():
    files = [*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")]
    lines = ((file, line) for file in files for line in file.read_text(encoding="utf-8").splitlines())
    assert [(str(file), line) for file, line in lines if IN_A_TEMPLATE.search(line)] == []


def test_no_module_writes_an_address_by_hand(app: Quart):
    first_words = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()} - {""}
    address = re.compile(rf"/({'|'.join(sorted(first_words))})(/|\?|\.|$)")
    written = {
        str(file.relative_to(PACKAGE))
        for file in PACKAGE.rglob("*.py")
        for text in _texts(file)
        if address.match(text)
    }
    assert written == set(BY_HAND)


def _texts(file: Path) -> Iterator[str]:
    """Every piece of text in a module but docstrings and decorators, where routes have their rules."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.decorator_list = []
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value
