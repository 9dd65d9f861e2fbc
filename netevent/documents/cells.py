"""Text that stays text in spreadsheet programs. Called by `documents.workbook` and by exports as CSV."""

from __future__ import annotations

import re

# What a spreadsheet program would take for a formula. Where the comma is for decimals, as in most of Europe,
# Excel cuts at semicolons and line ends, quoted or not: a cell may begin amid a text.
FORMULA = re.compile(r"""(^|[;\t\r\n])(["' ]*)(?=[=+@\uff1d\uff0b\uff0d\uff20-]|[\t\r])""")


def as_text(text: str) -> str:
    """The text, with an apostrophe before whatever would be a formula."""
    return FORMULA.sub(r"\1\2'", text)
