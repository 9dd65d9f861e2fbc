"""The form of a question, as the organizer writes it."""

from __future__ import annotations

from typing import Any, cast

from wtforms import BooleanField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from netevent.attendees.questions.question import (
    LONGEST_LABEL,
    LONGEST_OPTION,
    LONGEST_WORDING,
    MOST_OPTIONS,
    Details,
    Kind,
    Question,
)
from netevent.attendees.types.queries import AttendeeType
from netevent.core.i18n import N_, gettext
from netevent.core.text.cleaning import clean_line, clean_lines
from netevent.core.text.comparing import plain_name
from netevent.core.web.forms import PageForm, number_in

LONGEST_OPTIONS = MOST_OPTIONS * (LONGEST_OPTION + 1)
LEAST_OPTIONS = 2

KINDS = {
    Kind.text: N_("One line of text"),
    Kind.long_text: N_("Several lines of text"),
    Kind.choice: N_("One of the options"),
    Kind.several: N_("Any of the options"),
    Kind.yes_no: N_("Yes or no"),
    Kind.consent: N_("Consent: a box to tick"),
}


class QuestionForm(PageForm):
    label = StringField(
        N_("Question"),
        [DataRequired(), Length(max=LONGEST_LABEL)],
        filters=[clean_line],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_LABEL},
    )
    kind = SelectField(
        N_("Kind of answer"), [InputRequired()], default=Kind.text.value, validate_choice=False
    )
    options = TextAreaField(
        N_("Options"),
        [Optional(), Length(max=LONGEST_OPTIONS)],
        filters=[clean_lines],
        render_kw={"rows": 4, "autocomplete": "off"},
    )
    text = TextAreaField(
        N_("Explanation"),
        [Length(max=LONGEST_WORDING)],
        filters=[clean_lines],
        render_kw={"rows": 3, "maxlength": LONGEST_WORDING},
    )
    is_required = BooleanField(N_("Must be answered"))
    types = SelectMultipleField(
        N_("Asked of"),
        coerce=lambda text: number_in(str(text)) or 0,
        validate_choice=False,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    at_the_door = BooleanField(N_("Show the answer when the badge is scanned"))
    in_lists = BooleanField(N_("Show the answer in the list of attendees and its files"))
    on_badges = BooleanField(N_("Print the answer on badges"))

    def offer(self, types: list[AttendeeType]) -> None:
        self.kind.choices = [(kind.value, gettext(text)) for kind, text in KINDS.items()]
        self.types.choices = [(one.id, one.name) for one in types]

    def _types(self) -> list[tuple[int, str]]:
        return cast("list[tuple[int, str]]", self.types.choices or [])

    def validate_kind(self, field: SelectField) -> None:
        if field.data not in KINDS:
            raise ValidationError(gettext("Choose one of the kinds of answers."))

    def validate_types(self, field: SelectMultipleField) -> None:
        known = {value for value, *_ in self._types()}
        if not known.issuperset(field.data or ()):
            raise ValidationError(gettext("One of these attendee types no longer exists. Check the others."))

    def validate_text(self, field: TextAreaField) -> None:
        if self.kind.data == Kind.consent and not field.data:
            raise ValidationError(gettext("Write what people agree to."))

    @property
    def lines(self) -> tuple[str, ...]:
        """The options, each once."""
        found: dict[str, str] = {}
        for line in (self.options.data or "").splitlines():
            if line:
                found.setdefault(plain_name(line), line)
        return tuple(found.values())

    def validate(self, extra_validators: Any = None) -> bool:
        """Options are looked at where the kind has them: of another kind they are left out."""
        is_valid = super().validate(extra_validators)
        problem = self._problem_of_options()
        if problem:
            self.options.errors = [*self.options.errors, problem]
        return is_valid and not problem

    def _problem_of_options(self) -> str:
        if self.kind.data not in (Kind.choice, Kind.several):
            return ""
        if not LEAST_OPTIONS <= len(self.lines) <= MOST_OPTIONS:
            return gettext("Write 2 to %(most)s options, each on its own line.") % {"most": MOST_OPTIONS}
        if any(len(one) > LONGEST_OPTION for one in self.lines):
            return gettext("An option can have at most %(most)s characters.") % {"most": LONGEST_OPTION}
        return ""

    @property
    def details(self) -> Details:
        """What a valid form says. All types together are all that there will be."""
        kind, types = Kind(self.kind.data), frozenset(self.types.data or ())
        return Details(
            kind,
            self.label.data or "",
            self.text.data or "",
            self.lines if kind.has_options else (),
            is_required=bool(self.is_required.data),
            at_the_door=bool(self.at_the_door.data),
            in_lists=bool(self.in_lists.data),
            on_badges=bool(self.on_badges.data),
            types=types if len(types) < len(self._types()) else frozenset(),
        )


def defaults(question: Question | None) -> dict[str, object]:
    """What the form shows of a question that exists, or of a new one."""
    if question is None:
        return {"in_lists": True}
    one = question.details
    return {
        "label": one.label,
        "kind": one.kind.value,
        "text": one.text,
        "options": "\n".join(one.options),
        "is_required": one.is_required,
        "at_the_door": one.at_the_door,
        "in_lists": one.in_lists,
        "on_badges": one.on_badges,
        "types": list(one.types),
    }
