"""A folder of catalogues: Portuguese has two of four visible texts."""

from __future__ import annotations

from pathlib import Path

HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
TEMPLATE = """msgid "Save"
msgstr ""

msgid "Language"
msgstr ""

msgid "One day"
msgid_plural "%(num)s days"
msgstr[0] ""
msgstr[1] ""

msgctxt "verb"
msgid "Save"
msgstr ""
"""
PORTUGUESE = """msgid "Save"
msgstr "Salvar"

#, fuzzy
msgid "Language"
msgstr "Idioma"

msgid "One day"
msgid_plural "%(num)s days"
msgstr[0] "Um dia"
msgstr[1] "%(num)s dias"
"""


def write_catalogues(place: Path) -> Path:
    folder = place / "translations"
    (folder / "pt" / "LC_MESSAGES").mkdir(parents=True)
    (folder / "messages.pot").write_text(HEAD + TEMPLATE, encoding="utf-8")
    (folder / "pt" / "LC_MESSAGES" / "messages.po").write_text(HEAD + PORTUGUESE, encoding="utf-8")
    return folder
