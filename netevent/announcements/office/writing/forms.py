"""The form of an announcement: its words in each language, whom it is for, by which ways and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wtforms import (
    BooleanField,
    DateTimeLocalField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, Optional

from netevent.announcements.announcement import (
    BODY_LENGTH,
    SUBJECT_LENGTH,
    Audience,
    Draft,
    Kind,
    Starts,
    Words,
)
from netevent.announcements.audiences.queries import Choices
from netevent.announcements.office import words
from netevent.core.i18n import N_, gettext, language_choices
from netevent.core.i18n.writing import short_day, short_time
from netevent.core.text.cleaning import clean_line, clean_lines
from netevent.core.web.forms import number_in
from netevent.events.zones.moments import FormInZone, moment_field, wall_time

HOUR, DAY = 60, 24 * 60
MINUTES_BEFORE = (HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 3 * DAY, 7 * DAY, 14 * DAY)
STARTS = (
    (Starts.by_hand.value, N_("When I press the button")),
    (Starts.at.value, N_("At a certain time")),
    (Starts.before_event.value, N_("Some time before the event begins")),
)
# Reminders have it, and nobody chooses it.
NOT_CHOSEN = {Audience.unopened}
OF_SESSIONS = {Audience.session, Audience.line}


def _number(text: object) -> int | None:
    return number_in(str(text)) if text else None


class WriteForm(FormInZone):
    """`kind` is the announcement's, `language` its own, `further` the others; `named` are types and sessions.

    Made by `write_form`, with a subject and a body for each language.
    """

    kind = Kind.announcement
    language = "en"
    further: tuple[str, ...] = ()
    named = Choices((), ())
    reminds_id: int | None = None

    seen_at = HiddenField("")
    audience = RadioField(N_("Who gets it"))
    type_id = SelectField(N_("Attendee type"), coerce=_number)
    session_id = SelectField(N_("Session"), coerce=_number)
    by_mail = BooleanField(N_("By email"), default=True)
    on_pages = BooleanField(N_("On their open pages"), default=True)
    by_push = BooleanField(N_("As push to their phones"), default=True)
    is_important = BooleanField(N_("It is important"))
    starts = RadioField(N_("When it is sent"), default=Starts.by_hand.value)
    send_at = moment_field(N_("Moment"))
    minutes_before = SelectField(N_("How long before"), [Optional()], coerce=_number, default=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.audience.choices = [(one.value, gettext(words.AUDIENCES[one])) for one in self.audiences]
        self.type_id.choices = [("", gettext("Choose a type")), *self.named.types]
        self.session_id.choices = [
            ("", gettext("Choose a session")),
            *map(self._session, self.named.sessions),
        ]
        self.starts.choices = [(value, gettext(text)) for value, text in STARTS]
        # As long before as was chosen elsewhere stays possible.
        offered = {*MINUTES_BEFORE, *filter(None, (self.minutes_before.data,))}
        self.minutes_before.choices = [
            (one, words.before(one)) for one in sorted(offered) if one <= 365 * DAY
        ]
        # They show only with the choice that needs them, and then nothing about them is optional.
        for named in ("type_id", "session_id", "send_at", "minutes_before"):
            self[named].flags.required = True
        for code, name in language_choices(self.language):
            if code in self.spoken:
                for field in self.in_language(code):
                    field.label.text %= {"language": name}

    @property
    def spoken(self) -> tuple[str, ...]:
        return self.language, *self.further

    @property
    def audiences(self) -> list[Audience]:
        """Those that this event has."""
        if self.kind is Kind.reminder and self.reminds_id:
            return [Audience.unopened]
        missing = set() if self.named.types else {Audience.type}
        missing |= set() if self.named.sessions else OF_SESSIONS
        return [one for one in Audience if one not in missing | NOT_CHOSEN]

    @property
    def is_for_mail_alone(self) -> bool:
        """Whoever has not come in yet has no open page and no phone that we know."""
        return self.kind is not Kind.announcement

    def in_language(self, code: str) -> tuple[Field, Field]:
        """Subject and text."""
        return self[f"subject_{code}"], self[f"body_{code}"]

    @property
    def has_texts(self) -> bool:
        """Whether something is wrong in another language: then it must be seen."""
        return any(field.errors for code in self.further for field in self.in_language(code))

    def validate_type_id(self, field: SelectField) -> None:
        if self._audience() is Audience.type and field.data is None:
            raise ValidationError(gettext("Choose a type."))

    def validate_session_id(self, field: SelectField) -> None:
        if self._audience() in OF_SESSIONS and field.data is None:
            raise ValidationError(gettext("Choose a session."))

    def validate_by_mail(self, field: BooleanField) -> None:
        ways = (field.data, self.on_pages.data, self.by_push.data)
        if not self.is_for_mail_alone and not any(ways):
            raise ValidationError(gettext("Choose at least one way."))

    def validate_starts(self, field: RadioField) -> None:
        """An empty moment is allowed where another choice needs none."""
        if field.data == Starts.at.value and self.send_at.data is None:
            raise ValidationError(gettext("Write the day and the time."))

    def validate_send_at(self, field: DateTimeLocalField) -> None:
        self.require_moment(field)

    @property
    def draft(self) -> Draft:
        """What a valid form says; of one that is not, what can be counted."""
        audience = self._audience()
        starts = Starts(self.starts.data) if self.starts.data in list(Starts) else Starts.by_hand
        ways = self.is_for_mail_alone
        return Draft(
            kind=self.kind,
            audience=audience,
            audience_id=self._audience_id(audience),
            language=self.language,
            texts=self._texts(),
            by_mail=ways or bool(self.by_mail.data),
            on_pages=not ways and bool(self.on_pages.data),
            by_push=not ways and bool(self.by_push.data),
            starts=starts,
            send_at=self.moment(self.send_at) if starts is Starts.at else None,
            minutes_before=self.minutes_before.data if starts is Starts.before_event else None,
            reminds_id=self.reminds_id,
            is_important=bool(self.is_important.data),
        )

    def _audience(self) -> Audience:
        return _audience_in(self.audience.data)

    def _audience_id(self, audience: Audience) -> int | None:
        if audience is Audience.type:
            return _number(self.type_id.data)
        return _number(self.session_id.data) if audience in OF_SESSIONS else None

    def _texts(self) -> dict[str, Words]:
        typed = {code: Words(*(field.data or "" for field in self.in_language(code))) for code in self.spoken}
        return {code: one for code, one in typed.items() if code == self.language or one.subject or one.body}

    def _session(self, session: Any) -> tuple[int, str]:
        when = f"{short_day(session.start, self.zone)}, {short_time(session.start, self.zone)}"
        return session.id, f"{session.name} · {when}"


def write_form(
    kind: Kind, language: str, further: tuple[str, ...], zone: str, named: Choices, reminds_id: int | None
) -> type[WriteForm]:
    """The form with a subject and a text for each language; only those of its own must be there."""
    members: dict[str, Any] = {
        "kind": kind,
        "language": language,
        "further": further,
        "zone": zone,
        "named": named,
        "reminds_id": reminds_id,
    }
    for code in (language, *further):
        members |= _words_fields(code, code == language)
    made: type[WriteForm] = type("WriteForm", (WriteForm,), members)
    return made


def _words_fields(code: str, is_own: bool) -> dict[str, Field]:
    subject, body = f"subject_{code}", f"body_{code}"

    def not_alone(other: str) -> Any:
        def check(form: WriteForm, field: Field) -> None:
            if not field.data and form[other].data:
                raise ValidationError(gettext("Write both a subject and a text, or neither."))

        return check

    def rules(other: str, most: int) -> list[Any]:
        return [InputRequired() if is_own else not_alone(other), Length(max=most)]

    return {
        subject: StringField(
            N_("Subject (%(language)s)"),
            rules(body, SUBJECT_LENGTH),
            filters=[clean_line],
            render_kw={"lang": code, "maxlength": SUBJECT_LENGTH, "autocomplete": "off"},
        ),
        body: TextAreaField(
            N_("Text (%(language)s)"),
            rules(subject, BODY_LENGTH),
            filters=[clean_lines],
            render_kw={"lang": code, "maxlength": BODY_LENGTH, "rows": 12},
        ),
    }


def form_values(draft: Draft, zone: str) -> Mapping[str, object]:
    """A draft as the form shows it before anything was typed."""
    values: dict[str, object] = {
        "audience": draft.audience.value,
        "type_id": draft.audience_id if draft.audience is Audience.type else None,
        "session_id": draft.audience_id if draft.audience in OF_SESSIONS else None,
        "by_mail": draft.by_mail,
        "on_pages": draft.on_pages,
        "by_push": draft.by_push,
        "is_important": draft.is_important,
        "starts": draft.starts.value,
        "send_at": wall_time(draft.send_at, zone),
        "minutes_before": draft.minutes_before or DAY,
    }
    for code, one in draft.texts.items():
        values |= {f"subject_{code}": one.subject, f"body_{code}": one.body}
    return values


def choice_in(given: Mapping[str, str]) -> Draft:
    """Whom an announcement is for, as its form has it now: enough to count them."""
    audience = _audience_in(given.get("audience"))
    named = {Audience.type: "type_id"} | dict.fromkeys(OF_SESSIONS, "session_id")
    number = number_in(given.get(named.get(audience, "")))
    reminded = number_in(given.get("reminds"))
    return Draft(Kind.announcement, audience, number, "", {}, reminds_id=reminded)


def _audience_in(value: str | None) -> Audience:
    return Audience(value) if value in list(Audience) else Audience.everybody


def seen_at_of(form: WriteForm, default: datetime) -> datetime:
    """What its page was made of, by the moment of the last change."""
    try:
        return datetime.fromisoformat(form.seen_at.data or "")
    except ValueError:
        return default
