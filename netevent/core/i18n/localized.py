"""A text that its writer gave in several languages. Read from rows by the `queries` that show it.

The choice is made when it is rendered: `{{ event.name }}` and `%(event)s` give the text in the language that
is spoken then, so what is read once can be shown to readers of several languages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from netevent.core.i18n import current_language, is_active


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """`default` is for everyone who has no other; `others` are pairs of language and text.

    JSON answers, logs, files and the command line take `default`.
    """

    default: str
    others: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.inside(current_language())

    def __bool__(self) -> bool:
        return bool(self.default)

    def inside(self, language: str) -> str:
        """The text in this language. One that the server no longer speaks reads the default."""
        return dict(self.others).get(language, self.default) if is_active(language) else self.default


def localized(default: str, others: str | None) -> LocalizedText:
    """From a column and the one beside it that `as_column` wrote."""
    return LocalizedText(default, tuple(json.loads(others).items()) if others else ())


def as_column(texts: Mapping[str, str]) -> str | None:
    """The texts by language, for the column; None where there is none."""
    told = {language: text for language, text in sorted(texts.items()) if text}
    return json.dumps(told, ensure_ascii=False) if told else None
