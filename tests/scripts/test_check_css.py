"""The guard of the styles: what tells left from right is a fault, what is said of start and end is none."""

from pathlib import Path

import pytest

from tests.scripts.loading import script

check_css = script("check_css")


def faults_of(tmp_path: Path, styles: str) -> list[str]:
    file = tmp_path / "a.css"
    file.write_text(styles)
    return list(check_css.faults_of(file))


def test_the_real_styles_tell_no_left_from_right():
    assert check_css.main() == 0


@pytest.mark.parametrize(
    "declaration",
    [
        "margin-left: 1rem",
        "padding-right: 0",
        "scroll-margin-left: 1px",
        "left: 0",
        "right: auto",
        "border-left: 1px solid",
        "border-right-color: red",
        "border-top-left-radius: 4px",
        "text-align: left",
        "float: right",
        "clear: left",
        "background: url(a.svg) no-repeat right center",
        "background-image: linear-gradient(to right, red, blue)",
        "transform-origin: left top",
        "margin: 0 1rem 0 2rem",
        "padding: calc(1px + 2px) 1rem 0 0",
        "inset: 0 0 0 auto",
        "border-width: 0 1px 0 3px",
        "border-radius: 4px 0",
        "border-radius: 4px 4px 0",
        "border-radius: 4px 0 0 4px",
        "transform: translateX(-50%)",
        "transform: rotate(3deg) translate(1rem, 0)",
        "translate: 1rem",
    ],
)
def test_what_tells_left_from_right_is_named_with_its_line(tmp_path: Path, declaration: str):
    (fault,) = faults_of(tmp_path, f"@layer one {{\n  .a:hover {{ color: red; {declaration} }}\n}}")
    assert fault.startswith(f"a.css:2: {declaration} (")


@pytest.mark.parametrize(
    "declaration",
    [
        "margin-inline-start: 1rem",
        "inset-inline-end: 0",
        "inset: 0",
        "border-start-start-radius: 4px",
        "text-align: start",
        "margin: 0 1rem 2rem 1rem",
        "margin: 0 1rem 2rem",
        "padding: env(safe-area-inset-left) 1rem",
        "border-radius: 4px 4px 0 0",
        "border-radius: 4px",
        "transform: translateY(-50%)",
        "transform: translate(0, 2px)",
        "translate: 0 2px",
        "transition: left-over .2s",
        "grid-area: left",
    ],
)
def test_what_holds_for_both_directions_is_no_fault(tmp_path: Path, declaration: str):
    assert faults_of(tmp_path, f".a {{ {declaration}; }}") == []


def test_a_comment_a_quoted_text_and_a_selector_are_no_declarations(tmp_path: Path):
    styles = '/* left: 0; */\n.left:hover { content: "left: 0;"; }\n[data-side="right"] { color: red }'
    assert faults_of(tmp_path, styles) == []


def test_a_reason_of_two_words_exempts_its_line_and_no_other(tmp_path: Path):
    styles = (
        ".map { left: 0; /* physical: a compass points west */ }\n"
        ".a { left: 0; /* physical: x */ }\n"
        ".b { left: 0; }"
    )
    assert [fault.split(":")[1] for fault in faults_of(tmp_path, styles)] == ["2", "3"]
