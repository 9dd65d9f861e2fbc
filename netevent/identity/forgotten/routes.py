"""The page that asks for a link to a new password, and the page behind it. Opening that one does nothing."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, current_app, request

from netevent.core.i18n import N_
from netevent.core.site import read, site, transact
from netevent.core.text.comparing import normalize_email
from netevent.core.web import networks
from netevent.core.web.forms import PageForm, answered, email_field, filled, new_password_field
from netevent.core.web.readers import speak_as_owner
from netevent.core.web.requests import page
from netevent.identity import guards
from netevent.identity.browser import enter
from netevent.identity.forgotten import service
from netevent.identity.links.secret_pages import over, private
from netevent.identity.links.service import LoginLinkOver
from netevent.identity.passwords import hashed

routes = Blueprint("forgotten", __name__)

LINKS_FOR_AN_ADDRESS = "3/hour"
LINKS_FROM_A_NETWORK = "60/15 minutes"


class AddressForm(PageForm):
    email = email_field()


class NewPasswordForm(PageForm):
    password = new_password_field(N_("New password"))


@routes.route("/login/forgotten", methods=["GET", "POST"])
@guards.public
async def ask() -> Any:
    """Mails the link. The answer is the same whether anybody has the address, and comes as fast."""
    reader = guards.maybe_viewer()
    form = await filled(AddressForm, email=reader.email if reader else "")

    async def act() -> str:
        email = form.email.data or ""
        await networks.spend(LINKS_FROM_A_NETWORK, "password-link-from")
        await site().limits.spend(LINKS_FOR_AN_ADDRESS, "password-link-for", normalize_email(email))
        current_app.add_background_task(_send, email)
        return page("identity/forgotten.html", form=None, problem="")

    async def show(problem: str) -> str:
        return page("identity/forgotten.html", form=form, problem=problem)

    return await answered(form, act, show)


@routes.route("/login/password/<token>", methods=["GET", "POST"])
@guards.public
async def open_link(token: str) -> Any:
    try:
        reset = await read(service.look, token)
        speak_as_owner(reset.accounts[0].language)
        form = await filled(NewPasswordForm)
        if request.method == "GET" or not form.validate():
            shown = page("identity/new_password.html", token=token, reset=reset, form=form)
            return private(shown, 422 if form.errors else 200)
        password_hash = await hashed(reset.email, form.password.data or "")
        accounts = await transact(service.use, token, password_hash)
    except LoginLinkOver:
        return await over("forgotten.ask")
    return await enter(accounts, accounts[0])


async def _send(email: str) -> None:
    await transact(service.send_link, email, site().settings.base_url)
