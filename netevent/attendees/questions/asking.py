"""The questions of an event as fields of a form: for registration, the profile and the organizer.

`ask` makes a form of its own for one person, which stands inside another one's `<form>`: with a prefix, for
one of several people, its fields are called `p0-q17`. `templates/attendees/questions/_fields.html` draws
them. What is posted beside the fields asked for, other questions' and other events', is never read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, cast

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from netevent.attendees.questions.question import (
    LONGEST_LINE,
    LONGEST_TEXT,
    NO,
    YES,
    Answer,
    Kind,
    Question,
    chosen,
    kept,
)
from netevent.core.i18n import gettext
from netevent.core.text.cleaning import clean_line, clean_lines
from netevent.core.web.forms import PageForm

Posted = MultiDict[str, str]
# More are a list to open.
MOST_RADIOS = 8


class AskedForm(PageForm):
    """Made by `ask`. After `validate`, `answers` has what was posted, '' for what was left empty."""

    questions: tuple[Question, ...] = ()
    demands = True
    may_withdraw = False
    type_id: int | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in self.questions:
            # What the organizer typed is no text of ours.
            self[question.name].label.text = question.label

    @property
    def rows(self) -> list[tuple[Question, Field]]:
        return [(one, self[one.name]) for one in self.questions]

    def validate(self, extra_validators: Any = None) -> bool:
        """Without a word about questions that people of the type are not asked."""
        super().validate(extra_validators)
        for question, field in self.rows:
            if not question.is_for(self.type_id):
                field.errors = ()
            elif self._is_demanded(question) and not field.data and not field.errors:
                field.errors = (_missing(question),)
        return not self.errors

    def _is_demanded(self, question: Question) -> bool:
        is_withdrawn = self.may_withdraw and question.kind is Kind.consent
        return self.demands and question.details.is_required and not is_withdrawn

    def validate_for(self, type_id: int | None) -> bool:
        """The same for somebody whose type only the posted form says."""
        self.type_id = type_id
        return self.validate()

    @property
    def answers(self) -> dict[int, Answer]:
        """Of a valid form: one for each question that the type is asked."""
        return {
            one.id: Answer(
                _value(one, field), one.details.text or one.label if one.kind is Kind.consent else ""
            )
            for one, field in self.rows
            if one.is_for(self.type_id)
        }


class ConsentField(BooleanField):
    """A box whose value is the fingerprint of what it says: a tick for an older wording is none."""

    def __init__(self, *args: Any, seal: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seal = seal

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = self.seal in valuelist
        if valuelist and not self.data:
            raise ValueError(
                gettext("The text has changed since you opened this page. Read it again, then tick the box.")
            )

    def _value(self) -> str:
        return self.seal


def ask(
    questions: Iterable[Question],
    posted: Posted | None = None,
    *,
    prefix: str = "",
    type_id: int | None = None,
    standing: Mapping[int, Answer] | None = None,
    demands: bool = True,
    may_withdraw: bool = False,
) -> AskedForm:
    """The form of one person; `standing` are the answers there are already, whose options stay on offer.

    `demands`: what is required must be answered, but for a consent where one `may_withdraw` it. Without
    `posted` the form shows what stands.
    """
    asked = tuple(questions)
    before = standing or {}
    fields: dict[str, Any] = {one.name: _field(one, before.get(one.id)) for one in asked}
    made = {"questions": asked, "demands": demands, "may_withdraw": may_withdraw, "type_id": type_id}
    kind = cast("type[AskedForm]", type("EventForm", (AskedForm,), made | fields))
    first = {one.name: _first(one, before[one.id]) for one in asked if one.id in before}
    return kind(posted, prefix=f"{prefix}-" if prefix else "", data=first)


def seal(question: Question) -> str:
    """What the box of a consent posts."""
    text = f"{question.label}\n{question.details.text}"
    return sha256(text.encode()).hexdigest()[:16]


def _field(question: Question, before: Answer | None) -> Any:
    label, options = question.label, _options(question, before)
    match question.kind:
        case Kind.text:
            attributes = {"autocomplete": "off", "maxlength": LONGEST_LINE}
            return StringField(label, [Length(max=LONGEST_LINE)], filters=[clean_line], render_kw=attributes)
        case Kind.long_text:
            attributes = {"rows": 4, "maxlength": LONGEST_TEXT}
            return TextAreaField(
                label, [Length(max=LONGEST_TEXT)], filters=[clean_lines], render_kw=attributes
            )
        case Kind.consent:
            return ConsentField(label, seal=seal(question))
        case Kind.several:
            return SelectMultipleField(
                label,
                [_is_offered],
                choices=options,
                validate_choice=False,
                option_widget=CheckboxInput(),
                widget=ListWidget(prefix_label=False),
            )
    kind = SelectField if len(options) > MOST_RADIOS else RadioField
    return kind(
        label, [_is_offered], choices=_with_none(question, options), default="", validate_choice=False
    )


def _options(question: Question, before: Answer | None) -> list[SelectChoice]:
    if question.kind is Kind.yes_no:
        return [SelectChoice(YES, gettext("yes")), SelectChoice(NO, gettext("no"))]
    there = chosen(before.value) if before and question.kind is Kind.several else ()
    there = (before.value,) if before and before.value and question.kind is Kind.choice else there
    return [SelectChoice(one, one) for one in dict.fromkeys((*question.details.options, *there))]


def _with_none(question: Question, options: list[SelectChoice]) -> list[SelectChoice]:
    """A radio button cannot be taken back, and a list begins with its first entry."""
    is_list = len(options) > MOST_RADIOS
    if question.details.is_required and not is_list:
        return options
    none = gettext("Choose") if question.details.is_required else gettext("No answer")
    return [SelectChoice("", none), *options]


def _is_offered(form: PageForm, field: Any) -> None:
    offered = {one.value for one in field.choices}
    given = field.data if isinstance(field.data, list) else [field.data or ""]
    if not offered.issuperset(one for one in given if one):
        raise ValidationError(gettext("Choose one of the options that are offered."))


def _first(question: Question, before: Answer) -> Any:
    if question.kind is Kind.several:
        return list(chosen(before.value))
    return before.value == YES if question.kind is Kind.consent else before.value


def _value(question: Question, field: Field) -> str:
    if question.kind is Kind.consent:
        return YES if field.data else NO
    if question.kind is Kind.several:
        given = set(field.data or ())
        return kept([one.value for one in cast(Any, field).choices if one.value in given])
    return field.data or ""


def _missing(question: Question) -> str:
    is_consent = question.kind is Kind.consent
    return gettext("Tick the box to agree.") if is_consent else gettext("This question needs an answer.")
