"""Plain text as paragraphs: escaped, with links to the web and to nothing else."""

from __future__ import annotations

import pytest

from netevent.core.text.paragraphs import paragraphs

REL = 'rel="nofollow noopener"'


def test_an_empty_line_begins_a_paragraph_and_other_ends_of_lines_stay():
    assert paragraphs("One\nTwo\n\n \nThree\r\n") == "<p>One<br>\nTwo</p>\n<p>Three</p>"
    assert paragraphs("") == ""


def test_markup_is_shown_as_it_was_typed():
    assert paragraphs("<b>&</b>") == "<p>&lt;b&gt;&amp;&lt;/b&gt;</p>"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See https://example.org/a.", "https://example.org/a"),
        ("(https://example.org/a)", "https://example.org/a"),
        ("https://example.org/a_(b)", "https://example.org/a_(b)"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("“https://example.org/ü”", "https://example.org/ü"),
    ],
)
def test_addresses_are_links_without_what_ends_the_sentence(text: str, address: str):
    assert f'<a href="{address}" {REL}>{address}</a>' in paragraphs(text)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "www.example.org",
        "example.org",
        "ftp://example.org",
        "mailto:a@b.example",
        "http:// x",
    ],
)
def test_nothing_else_is_a_link(text: str):
    assert "<a " not in paragraphs(text)


def test_an_address_cannot_leave_its_attribute():
    assert '"onclick' not in paragraphs('https://example.org/"onclick="x')
    assert "&amp;quot;" not in paragraphs("https://example.org/?a=1&b=2")
