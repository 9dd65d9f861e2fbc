"""Fails on a visible text that goes past gettext, in a template or a script; `make check` runs it.

In templates/: text between the tags, the attributes that people see or hear, and sentences handed to a macro.
In static/js: a literal that a script shows. The texts of scripts come from their page, which is translated.
What Python says is found by the walk through all pages (tests/sweeps/test_pseudo_language.py).
"""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parent.parent
VISIBLE_ATTRIBUTES = {"title", "alt", "placeholder", "aria-label", "aria-description", "aria-roledescription"}
# The label of a button, where an input is one.
BUTTONS = {"submit", "button", "reset"}
SILENT = {"script", "style"}
GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext"}

# Words that are the same in every language.
SAME_EVERYWHERE = {
    "NetEvent": "the name of the product",
    "LinkedIn": "a name",
    "QR": "the name of the code",
    "CSV": "the name of a kind of file",
    "JSON": "the name of a kind of file",
    "vCard": "the name of a kind of file",
    "UTC": "the name of a time zone",
    "nbsp": "a space as HTML writes it",
    "middot": "a dot as HTML writes it",
}

JINJA = re.compile(
    r"(?P<comment>\{#.*?#\})"
    r"|(?P<trans>\{%[-+]?\s*trans\b.*?\{%[-+]?\s*endtrans\s*[-+]?%\})"
    r"|(?P<expression>\{\{.*?\}\})"
    r"|(?P<statement>\{%.*?%\})",
    re.DOTALL,
)
WORD = re.compile(r"[^\W\d_]+")
# A sentence, or a word that begins like one; names of icons, ids and classes are neither.
SENTENCE = re.compile(r"[A-ZÀ-Ž][^\W\d_A-Z]|\w+[ ]\w+[ ]\w+[ ]\w+|\s\S*[a-z] ?[.!?:…]$")
# Attributes that a block or a macro writes for its caller's tag.
ATTRIBUTE = re.compile(r"[\w:-]+=(\"[^\"]*\"|'[^']*')")

SHOWS = re.compile(
    r"(?:\.(?:textContent|innerText|innerHTML|outerHTML|title|alt|placeholder|ariaLabel)\s*\+?=(?!=)"
    r"|\b(?:alert|confirm|prompt|setCustomValidity|createTextNode|insertAdjacentText|insertAdjacentHTML|Notification)\("
    r"|setAttribute\(\s*[\"'](?:title|alt|placeholder|aria-label)[\"']\s*,)"
    r"(?P<shown>[^;\n]*)"
)
LITERAL = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`")
# What a script looks for in its page, and the places that it fills in a text of the page.
LOOKED_UP = re.compile(r"\b(?:querySelector(?:All)?|closest|matches|getElementById|getAttribute)\([^)]*\)")
FILLED_IN = re.compile(r"\$\{[^}]*\}|\{\w+\}|<[^>]*>")
# How insertAdjacentHTML names its places.
PLACES = {"beforebegin", "afterbegin", "beforeend", "afterend"}


def main() -> None:
    faults = list(faults_of_tree(ROOT))
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        sys.exit(1)
    print("bare texts: none, each visible text goes through gettext")


def faults_of_tree(root: Path) -> Iterator[str]:
    templates = root / "templates"
    for file in sorted(file for file in templates.rglob("*") if file.suffix in (".html", ".txt")):
        yield from (f"{file.relative_to(root)}:{fault}" for fault in faults_of_template(file))
    for file in sorted((root / "static" / "js").rglob("*.js")):
        yield from (f"{file.relative_to(root)}:{fault}" for fault in faults_of_script(file.read_text()))


def faults_of_template(file: Path) -> Iterator[str]:
    source = file.read_text()
    yield from faults_of_expressions(source)
    if file.suffix == ".txt":
        yield from faults_of_plain_text(without_jinja(source))
    else:
        yield from faults_of_html(without_jinja(source))


def without_jinja(source: str) -> str:
    """The template with its lines as they were, and blanks or a 0 where Jinja writes something."""
    return JINJA.sub(_filler, source)


def _filler(found: re.Match[str]) -> str:
    value = "0" if found.lastgroup in ("expression", "trans") else " "
    return value + "\n" * found[0].count("\n")


def faults_of_plain_text(text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        if is_bare(line):
            yield f"{number}: bare text {line.strip()!r}"


def faults_of_html(text: str) -> Iterator[str]:
    reader = BareTexts()
    reader.feed(text)
    reader.close()
    yield from reader.faults


class BareTexts(HTMLParser):
    """Collects what a page would show as it stands in the template."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        given = dict(attrs)
        visible = [name for name in given if name in VISIBLE_ATTRIBUTES]
        if tag == "meta" and given.get("name") == "description":
            visible.append("content")
        if tag == "input" and given.get("type") in BUTTONS:
            visible.append("value")
        for name in visible:
            if is_bare(given[name] or ""):
                self.faults.append(f"{self.getpos()[0]}: bare text in {name}: {given[name]!r}")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        for number, line in enumerate(ATTRIBUTE.sub("", data).split("\n"), start=self.getpos()[0]):
            if is_bare(line):
                self.faults.append(f"{number}: bare text {line.strip()!r}")


def is_bare(text: str) -> bool:
    """Whether it has a word that not every language writes like this."""
    return any(word not in SAME_EVERYWHERE for word in WORD.findall(text))


def faults_of_expressions(source: str) -> Iterator[str]:
    """Sentences in Jinja's own strings, such as the arguments of macros."""
    tree = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True).parse(source)
    others: list[nodes.Node] = [call for call in tree.find_all(nodes.Call) if _translates(call)]
    others += tree.find_all(nodes.Compare)
    harmless = {id(const) for node in others for const in _consts(node)}
    for const in _consts(tree):
        if id(const) not in harmless and SENTENCE.search(const.value) and is_bare(const.value):
            yield f"{const.lineno}: bare text {const.value!r}"


def _translates(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name in GETTEXT


def _consts(node: nodes.Node) -> Iterator[nodes.Const]:
    return (one for one in node.find_all(nodes.Const) if isinstance(one.value, str))


def faults_of_script(source: str) -> Iterator[str]:
    for number, line in enumerate(source.splitlines(), start=1):
        if line.lstrip().startswith(("//", "*")):
            continue
        for found in SHOWS.finditer(line):
            for text in literals(found["shown"]):
                yield f"{number}: bare text {text!r}: give it with the page"


def literals(expression: str) -> Iterator[str]:
    """The texts in it that somebody would read, without HTML tags and what is filled in."""
    for groups in LITERAL.findall(LOOKED_UP.sub("", expression)):
        text = FILLED_IN.sub(" ", "".join(groups))
        if text not in PLACES and is_bare(text):
            yield text


if __name__ == "__main__":
    main()
