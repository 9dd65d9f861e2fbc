"""Templates: pages and fragments, rendered by one synchronous Jinja environment.

A page includes the very fragment that is later pushed. `render` takes the language, so that it works
outside a request too; what a page knows of its reader is added by `core.web.requests.page` alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar
from uuid import uuid4

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from netevent.core import i18n
from netevent.core.database.ordering import order_key
from netevent.core.i18n import writing
from netevent.core.qr import qr_svg
from netevent.core.text.markdown import markdown
from netevent.core.text.paragraphs import paragraphs
from netevent.core.web.paths import in_language, path, url
from netevent.resources import resource_path

TINTS = 12
Named = TypeVar("Named", bound="HasNames")
# Icons that point on or back: the other way where one reads from the right.
TURNING = ("-left", "-right")


class HasNames(Protocol):
    """What a list of people is ordered by."""

    @property
    def first_name(self) -> str: ...

    @property
    def last_name(self) -> str: ...


def render(template: str, language: str, **context: Any) -> str:
    with i18n.speaking(language):
        return environment().get_template(template).render(language=i18n.current_language(), **context)


def compile_all() -> None:
    """Compile every template, so that no request has to wait for it."""
    for name in environment().list_templates():
        environment().get_template(name)


@cache
def environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(resource_path("templates")),
        # Everything but the plain texts of mails, where `&amp;` would stand as it is written.
        autoescape=select_autoescape(disabled_extensions=("txt",), default_for_string=True, default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # All of them stay: beyond Jinja's own 400 each request would compile one that another threw out.
        cache_size=-1,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        auto_reload=False,
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        i18n.gettext, i18n.ngettext, newstyle=True, pgettext=i18n.pgettext
    )
    env.filters |= {
        "by_name": by_name,
        "clock": writing.clock_time,
        "short_time": writing.short_time,
        "day": writing.day,
        "short_day": writing.short_day,
        "short_date": writing.short_date,
        "lately": writing.lately,
        "moment": writing.moment,
        "number": writing.number,
        "amount": writing.amount,
        "plain_amount": writing.plain_amount,
        "price": writing.price,
        "long_date": writing.long_date,
        "medium_date": writing.medium_date,
        "month_name": writing.month_name,
        "percent": writing.percent,
        "exact_percent": writing.exact_percent,
        "listed": writing.listed,
        "quoted": i18n.quoted,
        "markdown": markdown,
        "paragraphs": paragraphs,
        "qr_code": qr_svg,
    }
    env.globals |= {
        "icon": icon,
        "static": static,
        "dom_id": dom_id,
        "initials": initials,
        "tint": tint,
        "period": writing.period,
        "direction": i18n.direction,
        "has_twelve_hours": writing.has_twelve_hours,
        "in_language": in_language,
        "new_uuid": new_uuid,
        "url": url,
        "path": path,
    }
    return env


def icon(name: str) -> Markup:
    """An icon of the sprite, for the eye only: words stand beside it."""
    kind = "i turns" if name.endswith(TURNING) else "i"
    return Markup('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>').format(
        kind, static("icons.svg"), name
    )


@cache
def static(file: str) -> str:
    """The address of a static file; its content's hash lets browsers keep it for ever."""
    content = (Path(resource_path("static")) / file).read_bytes()
    return f"/static/{file}?v={hashlib.sha256(content).hexdigest()[:12]}"


def dom_id(noun: str, key: object, part: str = "") -> str:
    """``attendee-12-row``: ids are made here alone, so that page and push mean the same element."""
    return "-".join(str(piece) for piece in (noun, key, part) if piece != "")


def new_uuid() -> str:
    """For a form that is a scan: sent twice, it counts once."""
    return str(uuid4())


def by_name(people: Iterable[Named]) -> list[Named]:
    """As the language in use orders names: for lists that are rendered once for each language."""
    language = i18n.current_language()
    return sorted(people, key=lambda one: order_key(language, one.last_name, one.first_name))


def initials(first: str, last: str) -> str:
    return "".join(name[:1].upper() for name in (first, last) if name)


def tint(key: int) -> int:
    """The number of a calm colour that stays this person's."""
    return key * 7 % TINTS
