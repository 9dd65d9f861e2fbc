"""The form of what an attendee notes about a connection; the connection's card page shows it too."""

from __future__ import annotations

from wtforms import StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from netevent.contacts.queries import SEPARATOR, Note, Person
from netevent.core.i18n import N_, filled
from netevent.core.text.cleaning import clean_line, clean_lines
from netevent.core.text.comparing import plain
from netevent.core.web.forms import PageForm

TAGS = 10
TAG_LENGTH = 30
NOTE_LENGTH = 2000

TOO_MANY = N_("You can have at most %(most)s tags. Remove some.")
TOO_LONG = N_("“%(tag)s” is longer than %(most)s characters. Put a comma between tags, or shorten it.")


class NoteForm(PageForm):
    note = TextAreaField(
        N_("Private note"),
        [Length(max=NOTE_LENGTH)],
        filters=[clean_lines],
        render_kw={"rows": "4", "maxlength": NOTE_LENGTH},
    )
    tags = StringField(N_("Tags"), [Length(max=500)], filters=[clean_line], render_kw={"autocomplete": "off"})
    met_where = StringField(
        N_("Where we met"), [Length(max=255)], filters=[clean_line], render_kw={"autocomplete": "off"}
    )

    def validate_tags(self, field: StringField) -> None:
        tags = tags_in(field.data or "")
        if len(tags) > TAGS:
            raise ValidationError(filled(TOO_MANY, {"most": TAGS}))
        for tag in tags:
            if len(tag) > TAG_LENGTH:
                raise ValidationError(filled(TOO_LONG, {"tag": tag, "most": TAG_LENGTH}))

    @property
    def typed(self) -> Note:
        return Note(self.note.data or "", tags_in(self.tags.data or ""), self.met_where.data or "")


def written(person: Person) -> dict[str, str]:
    """What the form of this person holds before anything is typed: `filled(NoteForm, **written(person))`."""
    return {"note": person.note, "tags": SEPARATOR.join(person.tags), "met_where": person.met_where}


def tags_in(text: str) -> tuple[str, ...]:
    """The tags between the commas, each once."""
    tags = (" ".join(part.split()) for part in text.split(","))
    return tuple({plain(tag) or tag: tag for tag in tags if tag}.values())
