"""A mail is rendered by a job, long after its service: what its templates read must be there."""

import re
from pathlib import Path

import pytest
from jinja2 import meta, nodes

import netevent.app  # noqa: F401 - with it comes every feature, and its mails
from netevent.core.mail import Mail
from netevent.core.web.pages import environment
from netevent.events.look.colours import ENOUGH, contrast
from netevent.resources import resource_path

FOLDER = Path(resource_path("templates")) / "emails"
PARTS = ("subject.txt", "body.txt", "body.html")
# The one is written by hand, and as it is: no feature sends it; the other includes that of announcements.
UNFRAMED = {"written", "important_announcement"}
FRAMED = sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and path.name not in UNFRAMED)
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


@pytest.mark.parametrize("template", FRAMED)
@pytest.mark.parametrize("kind", ["html", "txt"])
def test_every_mail_stands_in_the_frame_and_says_why_one_gets_it(template: str, kind: str):
    tree = environment().parse((FOLDER / template / f"body.{kind}").read_text(encoding="utf-8"))
    extended = [node.template for node in tree.find_all(nodes.Extends)]
    assert [one.value for one in extended if isinstance(one, nodes.Const)] == [f"emails/_frame.{kind}"]
    said = [
        node
        for node in tree.body
        if isinstance(node, nodes.Assign) and node.target == nodes.Name("reason", "store")
    ]
    assert {one.value for node in said for one in node.find_all(nodes.Const)} <= reasons()
    assert len(said) == 1


@pytest.mark.parametrize("template", FRAMED)
def test_both_parts_of_a_mail_have_the_same_frame(template: str):
    parts = [(FOLDER / template / f"body.{kind}").read_text(encoding="utf-8") for kind in ("html", "txt")]
    html, text = (re.findall(r"^{% set .* %}$", part, re.MULTILINE) for part in parts)
    assert html == text


def test_a_mail_can_be_read_in_the_dark_and_on_a_phone():
    frame = (
        environment()
        .get_template("emails/address_changed/body.html")
        .render(name="<b>Olga</b>", new_email="olga@example.com", language="en", event_id=None, off_link="")
    )
    assert '<meta name="color-scheme" content="light dark">' in frame
    assert "@media (prefers-color-scheme: dark)" in frame
    assert "max-width: 560px" in frame
    assert "<img" not in frame
    assert "Hello &lt;b&gt;Olga&lt;/b&gt;," in frame


def test_in_both_schemes_the_words_of_a_mail_have_contrast():
    style = (FOLDER / "_style.css").read_text(encoding="utf-8")
    light, dark = style.split("@media")
    for scheme in (light, dark):
        ground = colour_in(scheme, r"\.mail {[^}]*background")
        for words in (r"\.mail {[^}]*[ ;]color", r" a {[^}]*color", r"\.foot {[^}]*[ ;]color"):
            assert contrast(colour_in(scheme, words), ground) >= ENOUGH


def colour_in(style: str, what: str) -> str:
    found = re.search(what + ": (#[0-9a-f]{6})", style.replace("\n", " "))
    assert found is not None, what
    return found[1]


def reasons() -> set[str]:
    """Those that `_reason.txt` knows."""
    source = (FOLDER / "_reason.txt").read_text(encoding="utf-8")
    return set(re.findall(r'reason == "([a-z ]+)"', source))
