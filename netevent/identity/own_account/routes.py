"""The page of the own account. Its forms post to addresses of their own, which show the whole page again."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request, session
from werkzeug.wrappers import Response

from netevent.core.i18n import gettext
from netevent.core.site import read, site, transact
from netevent.core.text.comparing import normalize_email
from netevent.core.web.forms import answered, filled
from netevent.core.web.readers import speak_as_owner
from netevent.core.web.requests import go_to, page
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.identity.links.secret_pages import over, private
from netevent.identity.links.service import LoginLinkOver
from netevent.identity.mail_budget import spend_a_mail
from netevent.identity.own_account import service
from netevent.identity.own_account.forms import AddressForm, NameForm, PasswordForm
from netevent.identity.own_account.proving import NotYourPassword, WrongProof, opened_by
from netevent.identity.passwords import hashed
from netevent.identity.service import AddressTaken

routes = Blueprint("own_account", __name__)

NEWS = "account_news"
# Whoever types an address mails something to it.
MAILS_TO_AN_ADDRESS = "5/hour"


class WrongPresentPassword(NotYourPassword):
    field = "present"


@routes.get("/account")
@guards.logged_in
async def account() -> str:
    return await _page()


@routes.route("/account/password", methods=["GET", "POST"])
@guards.logged_in
async def password() -> Any:
    """A new one for all accounts that the present one opens; wrong ones are limited as at the login."""
    form = await filled(PasswordForm)

    async def act() -> Response:
        opened = await opened_by(form.present.data or "", WrongPresentPassword)
        password_hash = await hashed(viewer().email, form.password.data or "")
        await transact(service.set_password, opened, password_hash, viewer().login_id)
        return _back(gettext("Your new password counts from now on. You are logged out everywhere else."))

    return await answered(form, act, lambda problem: _page(problem, password_form=form))


@routes.route("/account/name", methods=["GET", "POST"])
@guards.organizer
async def name() -> Any:
    form = await filled(NameForm, name=viewer().name)

    async def act() -> Response:
        await transact(service.rename, viewer(), form.name.data or "")
        return _back(gettext("Your name has been saved."))

    return await answered(form, act, lambda problem: _page(problem, name_form=form))


@routes.route("/account/address", methods=["GET", "POST"])
@guards.organizer
async def address() -> Any:
    """Mails a link to the new address. The answer is the same whether somebody has it."""
    form = await filled(AddressForm)

    async def act() -> Response:
        email = form.email.data or ""
        await opened_by(form.proof.data or "", WrongProof)
        await spend_a_mail(viewer().id)
        await site().limits.spend(MAILS_TO_AN_ADDRESS, "new-address", normalize_email(email))
        await transact(service.ask_for_address, viewer().account, email, site().settings.base_url)
        said = gettext("A link is on its way to %(email)s. Until you open it, your address stays as it is.")
        return _back(said % {"email": email})

    return await answered(form, act, lambda problem: _page(problem, address_form=form))


@routes.route("/account/address/<token>", methods=["GET", "POST"])
@guards.public
async def confirm_address(token: str) -> Any:
    """The link in the mail to the new address. Opening it does nothing, and it logs nobody in."""
    try:
        new = await read(service.look_at_address, token)
        speak_as_owner(new.account.language)
        if request.method == "GET":
            return _confirming(new, token)
        return _confirming(await transact(service.confirm_address, token), token, is_done=True)
    except AddressTaken as taken:
        return _confirming(new, token, problem=taken.text)
    except LoginLinkOver:
        return await over("own_account.account")


@routes.post("/account/logins/end")
@guards.logged_in
async def log_out_there() -> Response:
    login_id = (await request.form).get("login", "")
    await transact(service.log_out_there, viewer(), login_id)
    return _back(gettext("Logged out there."))


@routes.post("/account/logins/end-others")
@guards.logged_in
async def log_out_elsewhere() -> Response:
    await transact(service.log_out_elsewhere, viewer())
    return _back(gettext("You are logged out everywhere else."))


def _confirming(new: service.NewAddress, token: str, problem: str = "", is_done: bool = False) -> Any:
    shown = page("identity/new_address.html", new=new, token=token, problem=problem, is_done=is_done)
    return private(shown, 422 if problem else 200)


def _back(said: str) -> Response:
    session[NEWS] = said
    return go_to("own_account.account")


async def _page(
    problem: str = "",
    password_form: PasswordForm | None = None,
    name_form: NameForm | None = None,
    address_form: AddressForm | None = None,
) -> str:
    """The page says once what was done."""
    said = session.pop(NEWS, "")
    return page(
        "identity/own_account.html",
        shown=await read(service.show, viewer()),
        login_id=viewer().login_id,
        problem=problem,
        password_form=password_form or PasswordForm(),
        name_form=name_form or NameForm(name=viewer().name),
        address_form=address_form or AddressForm(),
        flashes=[("good", said)] if said else [],
    )
