"""What is posted by the page of the own account."""

from __future__ import annotations

from netevent.core.i18n import N_
from netevent.core.web.forms import (
    PageForm,
    email_field,
    line_field,
    new_password_field,
    no_link,
    password_field,
)


class PasswordForm(PageForm):
    present = password_field(N_("Present password"))
    password = new_password_field(N_("New password"))


class NameForm(PageForm):
    name = line_field(N_("Your name"), 255, "name", also=(no_link,))


class AddressForm(PageForm):
    email = email_field(N_("New email address"), "email")
    proof = password_field(N_("Your password"))
