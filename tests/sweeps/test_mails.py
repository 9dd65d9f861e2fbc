"""A mail is rendered by a job, long after its service: what its templates read must be there."""

from pathlib import Path

import pytest
from jinja2 import meta, nodes

import netevent.app  # noqa: F401 - with it comes every feature, and its mails
from netevent.core.mail import Mail
from netevent.core.web.pages import environment
from netevent.resources import resource_path

FOLDER = Path(resource_path("templates")) / "emails"
PARTS = ("subject.txt", "body.txt", "body.html")
MAILS = {kind.template: kind for kind in Mail.__subclasses__()}


def folders() -> list[str]:
    return sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


def test_every_folder_has_its_mail():
    assert sorted(MAILS) == folders()


@pytest.mark.parametrize("template", folders())
@pytest.mark.parametrize("part", PARTS)
def test_a_template_reads_only_fields_of_its_mail(template: str, part: str):
    source = (FOLDER / template / part).read_text(encoding="utf-8")
    tree = environment().parse(source)
    imported = {name for node in tree.find_all(nodes.FromImport) for name in node.names}
    known = {*MAILS[template].__dataclass_fields__, "language", *environment().globals, *imported}
    assert meta.find_undeclared_variables(tree) <= known
