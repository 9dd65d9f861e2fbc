"""The page that asks for the second step of a log-in, and the pages of the own account that set it up."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, session
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from netevent.core.credentials import new_token
from netevent.core.errors import Malformed
from netevent.core.i18n import N_, gettext
from netevent.core.qr import qr_svg
from netevent.core.site import read, site, transact
from netevent.core.text.cleaning import clean_line
from netevent.core.web.forms import PageForm, answered, filled, password_field
from netevent.core.web.paths import path
from netevent.core.web.requests import go_to, page
from netevent.identity import guards
from netevent.identity.accounts import Account
from netevent.identity.browser import enter_after
from netevent.identity.guards import viewer
from netevent.identity.own_account.proving import opened_by, worker
from netevent.identity.own_account.service import has_password
from netevent.identity.passkeys.ceremony import site_of
from netevent.identity.second_step import authenticator, service, tries, waiting
from netevent.identity.second_step.service import Waiting
from netevent.identity.second_step.waiting import Kept

routes = Blueprint("second_step", __name__)

NEWS = "second_step_news"
SETUP = "second_step_setup"
LONGEST_CODE = 20


class SetupOver(Malformed):
    code = "setup_over"
    message = N_("Scan the new QR code, then try again.")


def code_field(label: str, inputmode: str = "text") -> StringField:
    return StringField(
        label,
        [InputRequired(), Length(max=LONGEST_CODE)],
        filters=[clean_line],
        render_kw={"autocomplete": "one-time-code", "inputmode": inputmode, "spellcheck": "false"},
    )


class CodeForm(PageForm):
    code = code_field(N_("Code"))


class SetupForm(PageForm):
    code = code_field(N_("Code from the app"), "numeric")
    proof = password_field(N_("Your password"))


class ChangeForm(PageForm):
    code = code_field(N_("Code"))
    proof = password_field(N_("Your password"))


@routes.route("/login/code", methods=["GET", "POST"])
@guards.public
async def ask() -> Any:
    kept = waiting.kept()
    found = await read(service.look, kept.token) if kept else None
    if kept is None or found is None:
        return _over()
    form = await filled(CodeForm)

    async def show(problem: str) -> str:
        passkeys = site_of(site().settings)
        return page("identity/code.html", form=form, problem=problem, waiting=found, site=passkeys)

    return await answered(form, lambda: _opened(kept, found, form.code.data or ""), show)


@routes.post("/login/code/others")
@guards.public
async def open_others() -> Response:
    """The accounts that ask for no code, without one."""
    kept = waiting.kept()
    found = await read(service.look, kept.token) if kept else None
    opened = await transact(service.open_others, found) if found else []
    if kept is None or found is None or not opened:
        return _over()
    return await enter_after(kept, opened, found.first_of(opened))


@routes.route("/account/second-step", methods=["GET", "POST"])
@guards.logged_in
async def second_step() -> Any:
    """Sets it up; or shows that it is on."""
    account, form = worker(), await filled(SetupForm)

    async def act() -> str:
        number = session.get(SETUP, "")
        if not number:
            raise SetupOver
        await tries.begin([account])
        await opened_by(form.proof.data or "")
        secret = authenticator.secret_from(site().secret, number, account)
        codes = await transact(
            service.turn_on, account, secret, form.code.data or "", site().secret, viewer().login_id
        )
        session.pop(SETUP)
        return await _done(account, codes)

    return await answered(form, act, lambda problem: _page(problem, setup_form=form))


@routes.route("/account/second-step/off", methods=["GET", "POST"])
@guards.logged_in
async def turn_off() -> Any:
    account, form = worker(), await filled(ChangeForm, prefix="off-")

    async def act() -> Response:
        await _prove(account, form)
        await transact(service.turn_off, account, form.code.data or "", site().secret, viewer().login_id)
        await tries.succeed([account])
        session[NEWS] = gettext("Two-step log-in is off. You are logged out everywhere else.")
        return go_to("second_step.second_step")

    return await answered(form, act, lambda problem: _page(problem, off_form=form))


@routes.route("/account/second-step/codes", methods=["GET", "POST"])
@guards.logged_in
async def renew_codes() -> Any:
    account, form = worker(), await filled(ChangeForm)

    async def act() -> str:
        await _prove(account, form)
        codes = await transact(service.renew_codes, account, form.code.data or "", site().secret)
        return await _done(account, codes)

    return await answered(form, act, lambda problem: _page(problem, codes_form=form))


async def _opened(kept: Kept, found: Waiting, code: str) -> Response:
    await tries.begin(found.asking)
    opened = await transact(service.open_by_code, found, code, site().secret)
    await tries.succeed(one for one in found.asking if one in opened)
    return await enter_after(kept, opened, found.first_of(opened))


async def _prove(account: Account, form: ChangeForm) -> None:
    """The password; the code is used up with what it is for."""
    await tries.begin([account])
    await opened_by(form.proof.data or "")


async def _done(account: Account, codes: tuple[str, ...]) -> str:
    """The only time at which the codes are shown."""
    await tries.succeed([account])
    return page("identity/recovery_codes.html", codes=codes, page_address=path("second_step.second_step"))


def _over() -> Response:
    waiting.forget()
    return go_to("identity.login")


async def _page(
    problem: str = "",
    setup_form: SetupForm | None = None,
    off_form: ChangeForm | None = None,
    codes_form: ChangeForm | None = None,
) -> str:
    account, said = worker(), session.pop(NEWS, "")
    shown = await read(service.show, account)
    given: dict[str, Any] = {} if shown.is_on else _setup(account)
    return page(
        "identity/second_step.html",
        shown=shown,
        has_password=await read(has_password, account),
        problem=problem,
        setup_form=setup_form or SetupForm(),
        off_form=off_form or ChangeForm(prefix="off-"),
        codes_form=codes_form or ChangeForm(),
        flashes=[("good", said)] if said else [],
        **given,
    )


def _setup(account: Account) -> dict[str, Any]:
    """The same secret until it is on, so that what was scanned stays right."""
    session[SETUP] = session.get(SETUP) or new_token()
    secret = authenticator.secret_from(site().secret, session[SETUP], account)
    link = authenticator.address(secret, account, site().settings.origin.partition("://")[2])
    return {"secret": authenticator.in_groups(secret), "qr": qr_svg(link, gettext("QR code for the app"))}
