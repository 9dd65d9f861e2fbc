"""The form of an event. Its times are those of the clock on the wall where the event takes place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from wtforms import (
    BooleanField,
    DateTimeLocalField,
    Field,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from netevent.core import clock
from netevent.core.i18n import N_, Language, Languages, gettext
from netevent.core.text.cleaning import clean_line, clean_lines
from netevent.core.web.forms import PageForm, no_link
from netevent.events.details import Details, EventText
from netevent.events.place.maps import LONGEST, is_map_address
from netevent.events.service import distinct_gates
from netevent.events.zones.field import ZoneField

FIRST_YEAR, LAST_YEAR = 2000, 2100
SEATS_AT_MOST = 1_000_000
MAIN_ENTRANCE = N_("Main entrance")
GATE_LENGTH = 100
SKIPPED = N_("The clock skips this time that night. Choose an earlier or a later one.")
TWICE = N_("The clock shows this time twice that night. Choose which one you mean.")
# Asked where the clock shows a time twice, in the night in which it is put back.
WHICH = (
    ("", "–"),
    ("0", N_("The first, before the clocks go back")),
    ("1", N_("The second, after the clocks go back")),
)
# As browsers send it; then as people type it where a browser has no picker: the day before the month, as all
# of our languages write it.
FORMATS = [
    "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M", "%d-%m-%Y %H:%M", "%d/%m/%Y %H:%M", "%d %m %Y %H:%M",
]  # fmt: skip
UNKNOWN_CITY = N_(
    "We do not know this city. Type a larger one in the same time zone, or a zone such as Europe/Paris."
)


def believable(form: BaseForm, field: DateTimeLocalField) -> None:
    if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
        raise ValidationError(gettext("Check the year."))


def no_long_lines(form: BaseForm, field: TextAreaField) -> None:
    if any(len(line) > GATE_LENGTH for line in (field.data or "").splitlines()):
        raise ValidationError(gettext("The name of a gate has at most 100 characters."))


def map_address(form: BaseForm, field: StringField) -> None:
    if field.data and not is_map_address(field.data):
        raise ValidationError(gettext("Copy the whole address of the map. It begins with https://."))


class EventForm(PageForm):
    """`other_languages` are those that it has further fields for (`event_form`)."""

    other_languages: tuple[Language, ...] = ()
    name = StringField(N_("Event name"), [InputRequired(), Length(max=255), no_link], filters=[clean_line])
    description = TextAreaField(
        N_("Description"), [Optional(), Length(max=5000)], filters=[clean_lines], render_kw={"rows": 4}
    )
    start = DateTimeLocalField(N_("Starts"), [InputRequired(), believable], format=FORMATS)
    end = DateTimeLocalField(N_("Ends"), [InputRequired(), believable], format=FORMATS)
    start_which = SelectField(N_("Which start time"), default="")
    end_which = SelectField(N_("Which end time"), default="")
    zone = ZoneField(N_("Time zone"), [InputRequired()])
    location = StringField(N_("Location"), [Optional(), Length(max=255)], filters=[clean_line])
    map_url = StringField(
        N_("Link to a map"),
        [Optional(), Length(max=LONGEST), map_address],
        filters=[clean_line],
        render_kw={"type": "url", "inputmode": "url"},
    )
    max_attendees = IntegerField(
        N_("Capacity"),
        [Optional(), NumberRange(1, SEATS_AT_MOST)],
        render_kw={"inputmode": "numeric", "min": 1, "class": "short"},
    )
    is_open = BooleanField(N_("People can register themselves"), default=True)
    entry_word = StringField(N_("Invitation word"), [Optional(), Length(max=100)], filters=[clean_line])
    opens = DateTimeLocalField(N_("Registration opens"), [Optional(), believable], format=FORMATS)
    closes = DateTimeLocalField(N_("Registration closes"), [Optional(), believable], format=FORMATS)
    by_link = BooleanField(N_("By link only"))
    gates = TextAreaField(
        N_("Gates"),
        [Optional(), Length(max=5000), no_long_lines],
        filters=[clean_lines],
        render_kw={"rows": 4},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for which in (self.start_which, self.end_which):
            which.choices = [(value, gettext(text)) for value, text in WHICH]
        for language in self.other_languages:
            for field in self.in_language(language):
                field.label.text %= {"language": language.native_name}

    def in_language(self, language: Language) -> tuple[Field, Field]:
        """The fields of one of the other languages: name and description."""
        return self[f"name_{language.code}"], self[f"description_{language.code}"]

    @property
    def has_texts(self) -> bool:
        """Whether something is filled in, or wrong, in another language."""
        fields = [field for language in self.other_languages for field in self.in_language(language)]
        return any(field.data or field.errors for field in fields)

    @property
    def has_more(self) -> bool:
        """Whether something is filled in, or wrong, that a new event has no need of."""
        fields = (
            self.map_url,
            self.opens,
            self.closes,
            self.entry_word,
            self.by_link,
            self.gates,
            self.is_open,
        )
        is_plain = self.is_open.data and self.gates.data in (None, "", gettext(MAIN_ENTRANCE))
        told = any(field.data for field in fields[:5])
        return told or not is_plain or any(field.errors for field in fields)

    def moments(self, wall: DateTimeLocalField) -> list[datetime]:
        """When the clock shows what was typed: never, once or twice. Empty while it cannot be known."""
        if wall.data is None or not self._is_readable(wall):
            return []
        return clock.readings(wall.data.replace(tzinfo=None), self.zone.data or "UTC")

    def _is_readable(self, wall: DateTimeLocalField) -> bool:
        is_believable = wall.data is not None and FIRST_YEAR <= wall.data.year <= LAST_YEAR
        return is_believable and bool(self.zone.data)

    def validate_zone(self, field: ZoneField) -> None:
        if not field.data:
            raise ValidationError(gettext(UNKNOWN_CITY))

    def validate_start(self, field: DateTimeLocalField) -> None:
        self._require_one_moment(field, self.start_which)

    def validate_end(self, field: DateTimeLocalField) -> None:
        self._require_one_moment(field, self.end_which)

    def validate_opens(self, field: DateTimeLocalField) -> None:
        self._require_a_moment(field)

    def validate_closes(self, field: DateTimeLocalField) -> None:
        self._require_a_moment(field)

    def _require_a_moment(self, wall: DateTimeLocalField) -> None:
        """Of one that the clock shows twice the first counts."""
        if self._is_readable(wall) and not self.moments(wall):
            raise ValidationError(gettext(SKIPPED))

    def _require_one_moment(self, wall: DateTimeLocalField, which: SelectField) -> None:
        if not self._is_readable(wall):
            return
        moments = self.moments(wall)
        if not moments:
            raise ValidationError(gettext(SKIPPED))
        if len(moments) > 1 and not which.data:
            raise ValidationError(gettext(TWICE))

    def _moment(self, wall: DateTimeLocalField, which: SelectField) -> datetime:
        moments = self.moments(wall)
        return moments[-1] if which.data == "1" else moments[0]

    @property
    def details(self) -> Details:
        """What a valid form says."""
        gates = distinct_gates((self.gates.data or "").splitlines())
        return Details(
            name=self.name.data or "",
            description=self.description.data or "",
            start=self._moment(self.start, self.start_which),
            end=self._moment(self.end, self.end_which),
            zone=self.zone.data or "UTC",
            location=self.location.data or "",
            map_url=self.map_url.data or "",
            max_attendees=self.max_attendees.data,
            gates=gates or (gettext(MAIN_ENTRANCE),),
            is_open=self.is_open.data,
            entry_word=self.entry_word.data or "",
            opens=next(iter(self.moments(self.opens)), None),
            closes=next(iter(self.moments(self.closes)), None),
            by_link=self.by_link.data,
            texts=tuple(self._text(language) for language in self.other_languages),
        )

    def _text(self, language: Language) -> EventText:
        name, description = self.in_language(language)
        return EventText(language.code, name.data or "", description.data or "")


@cache
def event_form(others: tuple[Language, ...]) -> type[EventForm]:
    """The form with fields for the texts in these languages; the rules are those of the fields at the top."""
    members: dict[str, Any] = {"other_languages": others}
    for language in others:
        spoken = {"lang": language.code}
        members[f"name_{language.code}"] = StringField(
            N_("Event name (%(language)s)"),
            [Optional(), Length(max=255), no_link],
            filters=[clean_line],
            render_kw=spoken,
        )
        members[f"description_{language.code}"] = TextAreaField(
            N_("Description (%(language)s)"),
            [Optional(), Length(max=5000)],
            filters=[clean_lines],
            render_kw={"rows": 4} | spoken,
        )
    kind: type[EventForm] = type("EventForm", (EventForm,), members)
    return kind


def further_languages(languages: Languages, texts: Sequence[EventText] = ()) -> tuple[Language, ...]:
    """All active ones but the default, which has the fields at the top; that one too if it has a text."""
    told = {text.language for text in texts}
    return tuple(one for one in languages.active if one.code != languages.default or one.code in told)


def text_values(texts: Sequence[EventText]) -> dict[str, object]:
    """The texts in other languages as the form shows them before anything was typed."""
    names: dict[str, object] = {f"name_{one.language}": one.name for one in texts}
    return names | {f"description_{one.language}": one.description for one in texts}


def form_values(details: Details) -> dict[str, object]:
    """The details as the form shows them before anything was typed."""
    start = clock.local(details.start, details.zone)
    end = clock.local(details.end, details.zone) if details.end else None
    return {
        "name": details.name,
        "description": details.description,
        "start": start,
        "start_which": str(start.fold),
        "end": end,
        "end_which": str(end.fold) if end else "",
        "zone": details.zone,
        "location": details.location,
        "map_url": details.map_url,
        "max_attendees": details.max_attendees,
        "gates": "\n".join(details.gates),
        "is_open": details.is_open,
        "entry_word": details.entry_word,
        "opens": details.opens and clock.local(details.opens, details.zone),
        "closes": details.closes and clock.local(details.closes, details.zone),
        "by_link": details.by_link,
    }
