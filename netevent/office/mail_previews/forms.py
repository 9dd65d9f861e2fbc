"""The form of whom the event's mails come from."""

from __future__ import annotations

from wtforms import EmailField, StringField
from wtforms.form import BaseForm
from wtforms.validators import Email, Length, Optional, ValidationError

from netevent.core.i18n import N_, gettext
from netevent.core.mail.message import NAME_LENGTH, MailSender, shown_name
from netevent.core.text.addresses import clean_email
from netevent.core.text.cleaning import clean_line
from netevent.core.web.forms import PageForm, no_link


def as_it_stands(form: BaseForm, field: StringField) -> None:
    """What would be left out in the mail is said here."""
    if shown_name(field.data or "") != (field.data or ""):
        raise ValidationError(gettext("A name cannot contain @, angle brackets or quotation marks."))


class SenderForm(PageForm):
    name = StringField(
        N_("Name of the sender"),
        [Optional(), Length(max=NAME_LENGTH), no_link, as_it_stands],
        filters=[clean_line],
        render_kw={"autocomplete": "organization"},
    )
    reply_to = EmailField(
        N_("Replies go to"),
        [Optional(), Length(max=255), Email()],
        filters=[clean_line, clean_email],
        render_kw={"autocomplete": "email", "inputmode": "email"},
    )

    @property
    def chosen(self) -> MailSender:
        """What a valid form says."""
        return MailSender(self.name.data or "", self.reply_to.data or "")
