"""The form of an order: who registers, for which type, and who comes along.

Prices, amounts and states are no fields of it: what somebody posts under such names is read by nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wtforms import Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Length, Optional, ValidationError

from netevent.attendees.questions.asking import AskedForm, ask
from netevent.attendees.questions.question import Question, encode
from netevent.attendees.writing import Details
from netevent.core.i18n import N_, current_language, gettext
from netevent.core.text.cleaning import clean_line, clean_lines
from netevent.core.text.comparing import normalize_email
from netevent.core.web.forms import PageForm, email_field, line_field, no_link
from netevent.registration.form.reading import Choice
from netevent.registration.orders.order import MOST_OTHERS, Asked, Buyer

EMAIL_KEY_LENGTH = 255
LONGEST_CODE = 100
CHOOSE = N_("Choose one.")


def number_chosen(value: Any) -> int:
    """Of something that is no number nothing is chosen."""
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class Person(PageForm):
    """Somebody who gets a seat."""

    questions: AskedForm
    first_name = line_field(N_("First name"), 100, "given-name", also=[no_link])
    last_name = line_field(N_("Last name"), 100, "family-name", also=[no_link])
    email = email_field(autocomplete="email")

    def validate_email(self, field: StringField) -> None:
        # Compared, some letters become several.
        if len(normalize_email(field.data or "")) > EMAIL_KEY_LENGTH:
            raise ValidationError(gettext("This email address is too long."))

    @property
    def is_asked_for(self) -> str:
        return normalize_email(self.email.data or "")

    @property
    def type_id(self) -> int:
        return self["type"].data or 0

    def ask(self, questions: Sequence[Question], posted: Any, prefix: str) -> None:
        """The event's own questions, as a form within this one. Those for the type that is chosen count."""
        self.questions = ask(questions, posted, prefix=prefix, type_id=self.type_id or None)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """All of it is checked, whatever is wrong first."""
        are_valid = (super().validate(extra_validators), self.questions.validate_for(self.type_id or None))
        return all(are_valid)

    def asked(self) -> Asked:
        return Asked(self.type_id, self._details(), encode(self.questions.answers))

    def _details(self) -> Details:
        return Details(
            email=self.email.data or "",
            first_name=self.first_name.data or "",
            last_name=self.last_name.data or "",
            language=current_language(),
        )


class OtherForm(Person):
    """Somebody who is registered by somebody else: no browser fills that in."""

    first_name = line_field(N_("First name"), 100, "off", also=[no_link])
    last_name = line_field(N_("Last name"), 100, "off", also=[no_link])
    email = email_field(autocomplete="off")
    type = SelectField(N_("Type"), coerce=number_chosen, validate_choice=False)

    def __init__(self, posted: Any, number: int) -> None:
        super().__init__(posted, prefix=f"p{number}-")
        self.number = number
        self.type.flags.required = True


def _code_field(label: str) -> StringField:
    return StringField(
        label,
        [Optional(), Length(max=LONGEST_CODE)],
        filters=[clean_line],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_CODE, "autocapitalize": "characters"},
    )


class OrderForm(Person):
    """The one who fills it in, and `others`, a form each."""

    type = RadioField(N_("Type"), coerce=number_chosen, validate_choice=False)
    organisation = line_field(N_("Organisation"), 255, "organization", required=False)
    role = line_field(N_("Role"), 255, "organization-title", required=False)
    company = line_field(N_("Company"), 255, "organization", required=False)
    address = TextAreaField(
        N_("Address"),
        [Optional(), Length(max=500)],
        filters=[clean_lines],
        render_kw={"autocomplete": "street-address", "rows": 2, "maxlength": 500},
    )
    vat_id = line_field(N_("VAT number"), 30, "off", required=False)
    voucher = _code_field(N_("Voucher"))
    unlock = _code_field(N_("Code"))
    word = line_field(N_("Invitation word"), 100, "off", required=False)

    def __init__(self, posted: Any = None, **defaults: Any) -> None:
        super().__init__(posted, **defaults)
        self.others: list[OtherForm] = []

    def offer(
        self, choices: Sequence[Choice], questions: Sequence[Question], numbers: Sequence[int], posted: Any
    ) -> None:
        """What can be chosen, and a form for each of the others by its number in the names of its fields."""
        self.type.choices = [SelectChoice(one.id, one.name) for one in choices]
        if not self.type.data and len(choices) == 1:
            self.type.data = choices[0].id
        self.ask(questions, posted, "p0")
        for number in numbers:
            other = OtherForm(posted, number)
            other.type.choices = self.type.choices
            if other.type.name not in (posted or {}):
                other.type.data = self.type.data
            other.ask(questions, posted, f"p{number}")
            self.others.append(other)

    def validate_type(self, field: RadioField) -> None:
        if not field.data:
            raise ValidationError(gettext(CHOOSE))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Everybody's is checked, whosever is wrong first."""
        are_valid = [super().validate(extra_validators), *(one.validate() for one in self.others)]
        return all(are_valid)

    @property
    def people(self) -> list[Person]:
        return [self, *self.others]

    @property
    def emails(self) -> list[str]:
        return [one.is_asked_for for one in self.people]

    @property
    def wrong(self) -> list[Field]:
        """The fields with something to check, as they stand on the page."""
        return list(self._wrong())

    @property
    def first_wrong(self) -> str:
        """The id of the first, or ''."""
        return next((one.id for one in self.wrong), "")

    def place_of(self, field: Field) -> int:
        """Whose it is: 2 is the first of the others; 0 the one who fills the form in."""
        its = (place for place, one in enumerate(self.others, 2) if field in [*one, *one.questions])
        return next(its, 0)

    def _wrong(self) -> Iterator[Field]:
        ahead = ("type", "unlock", "first_name", "last_name", "email", "organisation", "role", "word")
        own = [self[name] for name in ahead if name in self]
        after = [self[name] for name in ("voucher", "company", "address", "vat_id")]
        theirs = [field for one in self.others for field in (*one, *one.questions)]
        yield from (field for field in (*own, *self.questions, *theirs, *after) if field.errors)

    def mark(self, email: str, text: str) -> None:
        """Say it at the last one with this address: there the second of two was typed."""
        for one in reversed(self.people):
            if one.is_asked_for == normalize_email(email):
                one.email.errors = [*one.email.errors, text]
                return

    @property
    def buyer(self) -> Buyer:
        name = f"{self.first_name.data} {self.last_name.data}".strip()
        return Buyer(
            name=name,
            email=self.email.data or "",
            language=current_language(),
            company=self.company.data or "",
            address=self.address.data or "",
            vat_id=self.vat_id.data or "",
        )

    def _details(self) -> Details:
        return Details(
            email=self.email.data or "",
            first_name=self.first_name.data or "",
            last_name=self.last_name.data or "",
            organisation=self.organisation.data or "",
            role=self.role.data or "",
            language=current_language(),
        )


def numbers_in(posted: Mapping[str, str]) -> list[int]:
    """Of the others that were posted, in their order on the page."""
    return [number for number in range(1, MOST_OTHERS + 1) if f"p{number}-email" in posted]


def with_one_more(numbers: Sequence[int]) -> list[int]:
    """The next number that is free; nobody more than there may be."""
    free = [number for number in range(1, MOST_OTHERS + 1) if number not in numbers]
    later = [number for number in free if not numbers or number > max(numbers)]
    return [*numbers, *(later or free)[:1]]
