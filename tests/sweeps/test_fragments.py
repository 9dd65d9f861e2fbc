"""A fragment is shared by page and socket: it never knows who reads it."""

from pathlib import Path

import pytest
from jinja2 import nodes

from netevent.core.web.pages import environment
from netevent.resources import resource_path

TEMPLATES = resource_path("templates")
# Of the reader or of the request; a push has neither.
READERS = {"viewer", "csrf_token", "request", "session", "g", "current_user", "url_for"}
# Parts of pages that are never pushed.
OF_PAGES = {"layouts/_menus.html", "layouts/_macros.html", "layouts/_flash.html"}


def fragments() -> list[str]:
    found = (str(path.relative_to(TEMPLATES)) for path in Path(TEMPLATES).rglob("_*.html"))
    return sorted(set(found) - OF_PAGES)


@pytest.mark.parametrize("template", fragments())
def test_a_fragment_does_not_know_its_reader(template: str):
    source = (TEMPLATES / template).read_text(encoding="utf-8")
    tree = environment().parse(source)
    names = list(tree.find_all(nodes.Name))
    own = {name.name for name in names if name.ctx != "load"}
    assert {name.name for name in names} & READERS - own == set()


def test_no_template_has_inline_scripts_or_styles():
    for path in Path(TEMPLATES).rglob("*.html"):
        if "emails" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        for forbidden in ("style=", "<style", "onclick=", "hx-on", "javascript:", "|safe"):
            assert forbidden not in text, (path.name, forbidden)
