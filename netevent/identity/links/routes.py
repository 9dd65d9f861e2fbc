"""The page behind a link that logs in. Opening it does nothing: mail programs and scanners open links too."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request
from wtforms.validators import Optional

from netevent.core.i18n import N_
from netevent.core.site import read, transact
from netevent.core.web.forms import PageForm, filled, line_field, new_password_field, no_link
from netevent.core.web.readers import speak_as_owner
from netevent.core.web.requests import page
from netevent.identity import guards, own_password
from netevent.identity.accounts import Kind
from netevent.identity.browser import welcome
from netevent.identity.links import service
from netevent.identity.links.secret_pages import over, private
from netevent.identity.links.service import LoginLinkOver, Opened
from netevent.identity.passwords import hashed

routes = Blueprint("links", __name__)


class LinkForm(PageForm):
    name = line_field(N_("Your name"), 255, "name", also=(no_link,))
    password = new_password_field()


@routes.route("/login/link/<token>", methods=["GET", "POST"])
@guards.public
async def open_link(token: str) -> Any:
    try:
        opened = await read(service.look, token, own_password.is_own)
        speak_as_owner(opened.account.language)
        form = await filled(LinkForm, name=opened.account.name)
        is_wanted = opened.needs_password or (opened.account.kind is Kind.organizer and form.password.data)
        if not is_wanted:
            form.password.validators = [Optional()]
        if not opened.needs_name:
            del form.name
        if request.method == "GET" or not form.validate():
            return private(_page(token, opened, form), 422 if form.errors else 200)
        chosen = await hashed(opened.account.email, form.password.data or "") if is_wanted else None
        name = (form.name.data or "") if opened.needs_name else ""
        account = await transact(service.use, token, own_password.is_own, chosen, name)
    except LoginLinkOver:
        return await over("home.request_link")
    return await welcome(account)


def _page(token: str, opened: Opened, form: LinkForm) -> str:
    return page("identity/link.html", token=token, opened=opened, form=form)
