"""The form of what is written on a badge: the same for the attendee, the desk and the organizer."""

from __future__ import annotations

from quart import request

from netevent.badges.texts.reading import TextPage
from netevent.badges.texts.text import AS_REGISTERED, BadgeText
from netevent.core.i18n import N_
from netevent.core.web.forms import PageForm, filled, line_field

RESET = "as_registered"


class BadgeTextForm(PageForm):
    name = line_field(N_("Name"), 201, "off")
    organisation = line_field(N_("Organisation"), 255, "off", required=False)
    role = line_field(N_("Role"), 255, "off", required=False)

    def text(self, standing: BadgeText) -> BadgeText:
        """What was typed; of what is not asked for, as it stands."""
        organisation, role = standing.organisation, standing.role
        if "organisation" in self:
            organisation = self["organisation"].data or ""
        if "role" in self:
            role = self["role"].data or ""
        return BadgeText(self.name.data, organisation, role)


async def text_form(page: TextPage) -> BadgeTextForm:
    """With what stands on the badge now, and nothing of what the organizer does not print."""
    form = await filled(BadgeTextForm, **page.printed_texts)
    if not page.settings.shows_organisation:
        del form.organisation
    if not page.settings.shows_role:
        del form.role
    if await wants_reset():
        for field in form:
            field.data = getattr(page.registered, field.name)
    return form


async def asked_text(form: BadgeTextForm, page: TextPage) -> BadgeText:
    """What the badge shall say, without what the registration says, too."""
    text = AS_REGISTERED if await wants_reset() else form.text(page.text)
    return text.beside(page.registered)


async def wants_reset() -> bool:
    return request.method == "POST" and RESET in await request.form
