"""Descriptions in Markdown: what they may hold, and what never comes through."""

from __future__ import annotations

import re

import pytest

from netevent.core.text.markdown import markdown, plain_markdown

LONGEST = 16_000
ALLOWED = re.compile(
    r"</?(?:p|em|strong|s|code|pre|blockquote|ul|li|h[4-6])>|<br>|<hr>|</?ol(?: start=\"\d+\")?>"
    r"|</a>|<a href=\"(?:https?://|mailto:)[^\"<>]*\" rel=\"nofollow noopener\">"
)


def test_words_lists_and_links_are_marked_up():
    written = markdown("# Title\n\n**bold** *leaning*\nnext\n\n- one\n- two\n\n[here](https://example.org)")
    assert written == (
        "<h4>Title</h4>\n<p><strong>bold</strong> <em>leaning</em><br>\nnext</p>\n"
        "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
        '<p><a href="https://example.org" rel="nofollow noopener">here</a></p>\n'
    )


@pytest.mark.parametrize(("typed", "tag"), [("#", "h4"), ("##", "h5"), ("###", "h6"), ("######", "h6")])
def test_headings_stay_below_those_of_the_page(typed: str, tag: str):
    assert markdown(f"{typed} Title") == f"<{tag}>Title</{tag}>\n"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](https://example.org/x.png)",
        "![x](javascript:alert(1))",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](<javascript:alert(1)>)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x) [y](file:///etc/passwd) [z](//example.org) [w](/logout)",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        '[x](https://example.org "\\" onmouseover=alert(1) x=\\"")',
        '[x](https://example.org"onmouseover="alert(1))',
        "`<b>` <svg/onload=alert(1)> <a href='javascript:1'>k</a>",
        "```<script>\nalert(1)\n```",
        "<!-- --><style>p{}</style><iframe src=//x></iframe>",
        '<https://example.org/"><script>alert(1)</script>>',
        "\x00<scr\x00ipt>",
    ],
)
def test_nothing_hostile_comes_through(hostile: str):
    assert re.findall("[<>]", ALLOWED.sub("", str(markdown(hostile)))) == []


@pytest.mark.parametrize(
    "part", ["[", "*a ", "> ", "![[](", "<", "[a](", "- ", "&", "***", "a**b", "~~a", "[x]: <", "`", "_a__b"]
)
def test_no_text_takes_long(part: str):
    text = part * (LONGEST // len(part))
    assert len(markdown(text)) < 20 * LONGEST
    assert len(plain_markdown(text)) < 20 * LONGEST


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("# Title\n\n**bold** `code` ~~gone~~", "Title\n\nbold code gone"),
        ("- one\n- two\n\nend", "- one\n- two\n\nend"),
        ("7. seven\n8. eight", "7. seven\n8. eight"),
        (
            "[here](https://example.org) <https://example.org>",
            "here (https://example.org) https://example.org",
        ),
        ("> said\n> twice", "said\ntwice"),
        ("![a crane](https://example.org/c.png)", "a crane"),
        ("```\na = b * c * d\n```", "a = b * c * d"),
        ("plain <T> & text", "plain <T> & text"),
        ("", ""),
    ],
)
def test_plain_text_keeps_the_words_and_loses_the_signs(typed: str, plain: str):
    assert plain_markdown(typed) == plain
