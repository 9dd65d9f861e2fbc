"""The papers hold together: links and pictures lead somewhere, and every picture and decision is shown."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
DOCS = ROOT / "docs"
PAPERS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")])


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_every_link_and_picture_of_a_paper_leads_somewhere(paper: Path):
    for target in links(paper):
        path, _, anchor = target.partition("#")
        file = (paper.parent / path).resolve() if path else paper
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file), target


def test_every_screenshot_is_shown_somewhere():
    shown = {(paper.parent / target).resolve() for paper in PAPERS for target in links(paper)}
    assert set((DOCS / "screenshots").glob("*.png")) <= shown


def test_every_decision_stands_in_the_list():
    listed = set(links(DOCS / "decisions" / "README.md"))
    assert listed == {file.name for file in (DOCS / "decisions").glob("0*.md")}


def links(paper: Path) -> list[str]:
    """Of this repository: other sites are not asked."""
    text = re.sub(r"```.*?```", "", paper.read_text(encoding="utf-8"), flags=re.DOTALL)
    found: list[str] = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'<img src="([^"]+)"', text)
    return [target for target in found if "://" not in target]


def anchors(paper: Path) -> set[str]:
    """What the headings are called in addresses."""
    headings = re.findall(r"^#+ (.+)$", paper.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
