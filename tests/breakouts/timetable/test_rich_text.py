"""Descriptions lose the tags of HTML and nothing else, whatever mixture they are."""

import time

import pytest

from netevent.breakouts.timetable import read_schedule_xml
from netevent.breakouts.timetable.rich_text import marked_text, plain_text
from tests.breakouts.timetable.sources import BERLIN, CONGRESS

MIXTURES = {
    "": "",
    "Plain\n\ntext": "Plain\n\ntext",
    "**Markdown** [site](https://a.example) & 1 < 2": "**Markdown** [site](https://a.example) & 1 < 2",
    "<p>One</p>\n<p>Two<br/>lines</p>": "One\n\nTwo\nlines",
    "<p>A</p><ul>\n<li>b</li>\n<li>c</li></ul>d": "A\n\n- b\n- c\n\nd",
    "a <i>humanoid</i> robot\n\nnext": "a humanoid robot\n\nnext",
    '<a href="https://a.example/?x=1&amp;y=2">here</a>.': "here (https://a.example/?x=1&y=2).",
    '<a href="https://a.example">https://a.example</a>': "https://a.example",
    '<a href="javascript:alert(1)">here</a>': "here",
    "<script>alert(1)</script>after": "after",
    "Vector<T> and <censored>": "Vector<T> and <censored>",
    "Fish &amp; chips &copy; &lt;b&gt;": "Fish & chips © <b>",
    "https://a.example/?a=1&copy=2": "https://a.example/?a=1&copy=2",
    "a\r\nb\rc\n\n\n\n\nd": "a\nb\nc\n\nd",
    "<!-- unseen -->seen": "seen",
    "a\u200b\u202eb\x00": "ab",
    "a<br><br>b<br>c": "a\n\nb\nc",
    "<P CLASS='x'>Old</P>": "Old",
    "<p": "<p",
    "<p>never closed": "never closed",
}


@pytest.mark.parametrize("source", MIXTURES)
def test_text_is_what_one_reads(source: str):
    assert plain_text(source) == MIXTURES[source]


@pytest.mark.parametrize(
    "text", [*MIXTURES.values(), "<p>as text</p>", "&amp;", "&lt;p&gt;\n\n<b>", "<!-- x -->"]
)
def test_text_that_is_written_is_read_the_same(text: str):
    assert plain_text(marked_text(text)) == text


def test_text_without_markup_is_written_as_it_is():
    assert marked_text("1 < 2 & so on") == "1 < 2 & so on"


def test_no_tag_is_left_of_a_real_congress():
    texts = [one.description for one in read_schedule_xml(CONGRESS.read_bytes(), BERLIN).sessions]
    assert b"&lt;i&gt;" in CONGRESS.read_bytes()
    assert not [text for text in texts if "<i>" in text or "</a>" in text or "<br" in text]


@pytest.mark.parametrize(
    "part", ["<p>", "<!--", "<a href='", "<b ", "&#", "<script>", "<li><a href=x>y", "<p \n", "<br>"]
)
def test_hostile_text_takes_time_by_its_length(part: str):
    """A megabyte within seconds of the processor; by the square of the length it would be hours."""
    began = time.process_time()
    plain_text(part * (1_000_000 // len(part)))
    assert time.process_time() - began < 20
