"""Forms: WTForms in the reader's language, filled from the request.

Labels are given to `label` and translated when a form is made, which is inside a request.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from quart import request
from wtforms import EmailField, Form, PasswordField, StringField
from wtforms.i18n import get_translations
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional, ValidationError

from netevent.core.credentials import is_easily_guessed
from netevent.core.errors import NotFound, Refusal, TooMany
from netevent.core.i18n import N_, current_language, gettext
from netevent.core.text.addresses import clean_email
from netevent.core.text.cleaning import clean_line
from netevent.core.text.links import has_link
from netevent.core.web.requests import wants_json

FormType = TypeVar("FormType", bound="PageForm")
Answer = TypeVar("Answer")
PASSWORD_LENGTH = 10
LONGEST_ASKED = 100
LARGEST_NUMBER = 2**31 - 1
NUMBER = re.compile("[0-9]{1,10}")


class PageForm(Form):
    """A form in the reader's language. Labels and our own messages are marked with `N_`."""

    class Meta:
        def get_translations(self, form: Form) -> Any:
            # WTForms knows fewer languages than Babel.
            return get_translations([current_language(), "en"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:
            field.label.text = gettext(field.label.text)


async def filled(kind: type[FormType], /, **defaults: Any) -> FormType:
    """The form with what was posted, or with `defaults` where nothing was posted yet."""
    if request.method == "POST":
        return kind(await request.form, **defaults)
    return kind(**defaults)


async def answered(
    form: PageForm, act: Callable[[], Awaitable[Answer]], show: Callable[[str], Awaitable[str]]
) -> Answer | tuple[str, int]:
    """A page with a form: shown, acted on when it is posted and valid, or shown again with what is wrong.

    `show` gets what a rule refused. That comes with 422, or 429 for who tried too often; a program that
    asks for JSON gets the refusal itself.
    """
    if request.method != "POST":
        return await show(""), 200
    if not form.validate():
        return await show(""), 422
    try:
        return await act()
    except NotFound:
        raise
    except Refusal as refusal:
        if wants_json():
            raise
        said = "" if _is_marked(form, refusal) else refusal.text
        return await show(said), refusal.status if isinstance(refusal, TooMany) else 422


def _is_marked(form: PageForm, refusal: Refusal) -> bool:
    """Put the refusal to the field that it is about."""
    if refusal.field not in form:
        return False
    form[refusal.field].errors = [*form[refusal.field].errors, refusal.text]
    return True


def asked(name: str) -> str:
    """What the address asks for under `name`: words to search for, or the value of a filter."""
    return request.args.get(name, "")[:LONGEST_ASKED].strip()


def asked_number(name: str) -> int | None:
    return number_in(request.args.get(name))


def number_in(text: str | None) -> int | None:
    """The number in posted or asked text; None for anything else, and for what no column of an id holds."""
    digits = NUMBER.fullmatch(text or "")
    return int(digits[0]) if digits and int(digits[0]) <= LARGEST_NUMBER else None


def no_link(form: Form, field: StringField) -> None:
    """For names that stand in mails (`core.text.links`)."""
    if has_link(field.data or ""):
        raise ValidationError(
            gettext(
                "A name cannot contain a web address, because it appears in emails. Write it without the dot."
            )
        )


def line_field(
    label: str, most: int, autocomplete: str, required: bool = True, also: Sequence[Any] = ()
) -> StringField:
    return StringField(
        label,
        [DataRequired() if required else Optional(), Length(max=most), *also],
        filters=[clean_line],
        render_kw={"autocomplete": autocomplete},
    )


def email_field(label: str = N_("Email"), autocomplete: str = "username") -> EmailField:
    return EmailField(
        label,
        [InputRequired(), Length(max=255), Email()],
        filters=[clean_line, clean_email],
        render_kw={"autocomplete": autocomplete, "inputmode": "email"},
    )


def not_easily_guessed(form: Form, field: PasswordField) -> None:
    """By the lists of common passwords, names and keyboards that attackers begin with."""
    others = [one.data for one in form if one is not field and isinstance(one.data, str) and one.data]
    if is_easily_guessed(field.data or "", others):
        raise ValidationError(gettext("This password is easy to guess. Use a few words in a row."))


def new_password_field(label: str = N_("Password")) -> PasswordField:
    return PasswordField(
        label,
        [InputRequired(), Length(min=PASSWORD_LENGTH, max=200), not_easily_guessed],
        render_kw={"autocomplete": "new-password"},
    )


def password_field(label: str = N_("Password")) -> PasswordField:
    return PasswordField(
        label, [InputRequired(), Length(max=200)], render_kw={"autocomplete": "current-password"}
    )
