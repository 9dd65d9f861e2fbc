"""Logging in and out, choosing among one's accounts, an organizer's registration."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, redirect, request
from quart_auth import logout_user
from werkzeug.wrappers import Response
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length

from netevent.core.credentials import NO_PASSWORD
from netevent.core.errors import Malformed, NotFound
from netevent.core.i18n import N_, current_language
from netevent.core.site import site, transact
from netevent.core.text.cleaning import clean_line
from netevent.core.text.comparing import normalize_email
from netevent.core.web import networks
from netevent.core.web.forms import (
    PageForm,
    answered,
    email_field,
    filled,
    new_password_field,
    no_link,
    number_in,
    password_field,
)
from netevent.core.web.paths import path
from netevent.core.web.readers import keep_language
from netevent.core.web.requests import go_to, page
from netevent.identity import guards, own_password, service, tries
from netevent.identity.accounts import Kind
from netevent.identity.browser import enter, home_of, wanted_page
from netevent.identity.guards import viewer
from netevent.identity.links import service as links
from netevent.identity.mail_budget import spend_a_mail
from netevent.identity.passkeys.ceremony import site_of
from netevent.identity.passwords import hashed

routes = Blueprint("identity", __name__)

REGISTRATIONS_FROM_A_NETWORK = "20/hour"
# Each of them mails something to the address, whoever typed it.
REGISTRATIONS_OF_AN_ADDRESS = "5/hour"


class WrongPassword(Malformed):
    code = "wrong_password"
    message = N_("The email address or the password is not right. Check both, then try again.")


class LoginForm(PageForm):
    email = email_field()
    password = password_field()
    stays = BooleanField(N_("Stay logged in on this device"))


def name_field(label: str, autocomplete: str) -> StringField:
    return StringField(
        label,
        [InputRequired(), Length(max=255), no_link],
        filters=[clean_line],
        render_kw={"autocomplete": autocomplete},
    )


class InvitationForm(PageForm):
    name = name_field(N_("Name"), "off")
    email = email_field(autocomplete="off")


class OrganizerForm(PageForm):
    name = name_field(N_("Your name"), "name")
    email = email_field()
    password = new_password_field()


@routes.route("/login", methods=["GET", "POST"])
@guards.public
async def login() -> Any:
    form = await filled(LoginForm)

    async def act() -> Response:
        accounts = await tries.accounts_opened(form.email.data or "", form.password.data or "")
        if not accounts:
            raise WrongPassword
        return await enter(accounts, accounts[0], form.stays.data, wanted_page())

    async def show(problem: str) -> str:
        passkeys = site_of(site().settings)
        return page("identity/login.html", form=form, problem=problem, next=wanted_page(), site=passkeys)

    return await answered(form, act, show)


@routes.post("/logout")
@guards.logged_in
async def logout() -> Response:
    login_id = viewer().login_id
    await transact(service.end_login, login_id)
    logout_user()
    response = go_to("identity.login")
    # Not the desk's own storage: a scan that is not sent yet waits there.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@routes.get("/accounts")
@guards.logged_in
async def accounts() -> str:
    """Which of the accounts that the password opened to use."""
    return page("identity/accounts.html", accounts=viewer().others, current=viewer().account)


@routes.post("/accounts/switch")
@guards.logged_in
async def switch() -> Response:
    form = await request.form
    kind, _, account_id = form.get("account", "").partition(":")
    number = number_in(account_id)
    if kind not in tuple(Kind) or number is None:
        raise NotFound
    account = await transact(service.switch_account, viewer(), Kind(kind), number)
    return _to(home_of(account))


@routes.route("/language/<code>", methods=["GET", "POST"])
@guards.public
async def language(code: str) -> Response:
    """Keep a language for the browser; posted, also as the preference of who is logged in.

    A link that somebody else's page has opened changes no account.
    """
    if code not in site().languages.codes:
        raise NotFound
    reader = guards.maybe_viewer()
    if reader is not None and request.method == "POST":
        await transact(service.choose_language, reader, code)
    response = _to(wanted_page() or path("home.landing"))
    keep_language(response, code)
    return response


@routes.route("/register/organizer", methods=["GET", "POST"])
@guards.public
async def register_organizer() -> Any:
    if site().settings.organizers != "open":
        return page("identity/invited_only.html"), 403
    form = await filled(OrganizerForm)

    async def show(problem: str) -> str:
        return page("identity/register_organizer.html", form=form, problem=problem)

    return await answered(form, lambda: _registered(form), show)


@routes.route("/organizer/invite", methods=["GET", "POST"])
@guards.event_maker
async def invite_organizer() -> Any:
    """An organizer lets another one in."""
    if site().settings.organizers == "closed":
        raise NotFound
    form = await filled(InvitationForm)

    async def act() -> str:
        await spend_a_mail(viewer().id)
        new = _new_organizer(form, NO_PASSWORD)
        await transact(links.register, new, site().settings.base_url, viewer().name)
        return page("identity/invite_organizer.html", form=InvitationForm(), problem="", sent_to=new.email)

    async def show(problem: str) -> str:
        return page("identity/invite_organizer.html", form=form, problem=problem, sent_to="")

    return await answered(form, act, show)


async def _registered(form: OrganizerForm) -> str:
    """The same answer whether the address has an account already; in about the same time."""
    email_key = normalize_email(form.email.data or "")
    await networks.spend(REGISTRATIONS_FROM_A_NETWORK, "register")
    await site().limits.spend(REGISTRATIONS_OF_AN_ADDRESS, "register-organizer", email_key)
    new = _new_organizer(form, await hashed(email_key, form.password.data or ""))
    await transact(links.register, new, site().settings.base_url)
    own_password.remember(email_key, new.password_hash)
    return page("identity/registered.html", email=new.email, can_mail=site().settings.can_mail)


def _new_organizer(form: InvitationForm | OrganizerForm, password_hash: str) -> service.NewOrganizer:
    return service.NewOrganizer(
        form.email.data or "", form.name.data or "", password_hash, current_language()
    )


def _to(address: str) -> Response:
    return redirect(address, 303)
