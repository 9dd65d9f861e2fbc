"""The passkeys of the own account, and logging in with one. `static/js/passkeys.js` speaks to the device."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request, session
from werkzeug.wrappers import Response
from wtforms import HiddenField
from wtforms.validators import Length

from netevent.core.credentials import new_token, token_hash
from netevent.core.errors import Malformed, NotFound
from netevent.core.i18n import N_, gettext
from netevent.core.site import read, site, transact
from netevent.core.web import networks
from netevent.core.web.forms import PageForm, answered, filled, line_field, number_in, password_field
from netevent.core.web.paths import path
from netevent.core.web.requests import go_to, page
from netevent.identity import guards
from netevent.identity.browser import enter_by_passkey, wanted_page
from netevent.identity.guards import viewer
from netevent.identity.own_account.proving import opened_by, worker
from netevent.identity.own_account.queries import select_zone
from netevent.identity.own_account.service import has_password
from netevent.identity.passkeys import service
from netevent.identity.passkeys.ceremony import PasskeyRefused, site_of
from netevent.identity.passkeys.queries import select_passkeys
from netevent.identity.passkeys.service import Asking
from netevent.identity.second_step import waiting

routes = Blueprint("passkeys", __name__)

NEWS = "passkey_news"
BROWSER = "passkey_browser"
LARGEST_CREDENTIAL = 20_000
CHALLENGES_FROM_A_NETWORK = "300/15 minutes"


class NoPasskeys(Malformed):
    code = "no_passkeys"
    message = N_(
        "This server cannot use passkeys: they need an address that begins with https and has a name."
    )


class PasskeyForm(PageForm):
    name = line_field(N_("A name for it"), 100, "off")
    proof = password_field(N_("Your password"))


class CredentialForm(PageForm):
    name = line_field(N_("A name for it"), 100, "off")
    credential = HiddenField("", [Length(max=LARGEST_CREDENTIAL)])


@routes.get("/account/passkeys")
@guards.logged_in
async def passkeys() -> str:
    return await _page()


@routes.post("/account/passkeys/options")
@guards.logged_in
async def options_to_add() -> Any:
    """What the browser is to do, for who knows the password."""
    account, form = worker(), await filled(PasskeyForm)
    if not form.validate():
        raise Malformed
    await opened_by(form.proof.data or "")
    return await transact(service.begin_adding, _asking(), account)


@routes.post("/account/passkeys")
@guards.logged_in
async def add() -> Any:
    account, form = worker(), await filled(CredentialForm)

    async def act() -> Response:
        sent, name = form.credential.data or "", form.name.data or ""
        asking = _asking()
        answer = await transact(service.answer, asking, sent, account)
        await transact(service.add, asking, account, answer, name)
        return _back(gettext("Your passkey has been added. From now on it logs you in without a password."))

    return await answered(form, act, _page)


@routes.post("/account/passkeys/remove")
@guards.logged_in
async def remove() -> Response:
    passkey_id = number_in((await request.form).get("passkey"))
    if passkey_id is None:
        raise NotFound
    await transact(service.remove, worker(), passkey_id, viewer().login_id)
    return _back(gettext("The passkey has been removed. You are logged out everywhere else."))


@routes.post("/login/passkey/options")
@guards.public
async def options_to_log_in() -> Any:
    await networks.spend(CHALLENGES_FROM_A_NETWORK, "passkey-challenge")
    return await transact(service.begin_login, _asking())


@routes.post("/login/passkey")
@guards.public
async def log_in() -> Any:
    """Both steps at once; of a login that waits, the second."""
    form = await request.form
    try:
        sent = form.get("credential", "")
        if not sent or len(sent) > LARGEST_CREDENTIAL:
            raise PasskeyRefused
        asking = _asking()
        answer = await transact(service.answer, asking, sent)
        account = await transact(service.log_in, asking, answer)
    except PasskeyRefused as refusal:
        return _refused(refusal)
    return await enter_by_passkey(account, "stays" in form, wanted_page())


def _refused(refusal: PasskeyRefused) -> tuple[str, int]:
    back = path("second_step.ask" if waiting.kept() else "identity.login")
    shown = page("identity/passkey_refused.html", problem=refusal.text, back=back, page_address=back)
    return shown, 422


def _asking() -> Asking:
    """Raises:
    NoPasskeys: browsers have none for this server's address.
    """
    known = site_of(site().settings)
    if known is None:
        raise NoPasskeys
    session[BROWSER] = session.get(BROWSER) or new_token()
    return Asking(known, token_hash(session[BROWSER]), site().secret)


def _back(said: str) -> Response:
    session[NEWS] = said
    return go_to("passkeys.passkeys")


async def _page(problem: str = "") -> str:
    account, said = worker(), session.pop(NEWS, "")
    return page(
        "identity/passkeys.html",
        passkeys=await read(select_passkeys, account),
        zone=await read(select_zone, account) or "UTC",
        has_password=await read(has_password, account),
        site=site_of(site().settings),
        form=PasskeyForm(),
        problem=problem,
        flashes=[("good", said)] if said else [],
    )
