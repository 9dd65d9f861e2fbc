"""The registration page of an event: its types, the form, and what somebody sends."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from quart import Blueprint, Response, request

from netevent.core.errors import NotFound, Refusal, TooMany
from netevent.core.i18n import N_, gettext
from netevent.core.site import read, site, transact
from netevent.core.web import networks
from netevent.core.web.forms import answered
from netevent.core.web.paths import url
from netevent.core.web.requests import go_to, page
from netevent.events.codes import UNKNOWN_CODES, code_in
from netevent.events.details import Event
from netevent.events.queries import select_event_by_code
from netevent.identity import guards
from netevent.live.visitor_page import visitor_page
from netevent.registration.form.calendar import event_file
from netevent.registration.form.forms import OrderForm, numbers_in, with_one_more
from netevent.registration.form.reading import RegistrationPage, read_registration
from netevent.registration.form.screens import OFFERS
from netevent.registration.orders.order import MOST_OTHERS, NewOrder
from netevent.registration.orders.placing.service import place
from netevent.registration.orders.reading_rights import remember_order
from netevent.registration.orders.refusals import AddressTwice, AlreadyAsked, NotOffered
from netevent.registration.orders.turns import OrderTurns
from netevent.registration.personal_link.links import links
from netevent.registration.rates import spend_registration
from netevent.registration.screens import let_in

routes = Blueprint("event_registration", __name__)

# Wrong codes alone count. Behind a venue's network many type right ones.
WRONG_CODES = "30/15 minutes"
LONGEST = 100
FORM = "registration/event/register.html"
NOTHING_HIDDEN = N_("This code shows nothing more here. Check it and type it again.")


@routes.route("/event/register/<code>", methods=["GET", "POST"])
@guards.public
async def register(code: str) -> Any:
    posted: Mapping[str, str] = await request.form if request.method == "POST" else {}
    shown = await _read(code, posted)
    if shown is None:
        await networks.spend(UNKNOWN_CODES, "event-code")
        return page("registration/unknown.html"), 404
    form = _form(shown, posted)
    if not await _knows_code(shown, form) or _only_changes(posted):
        return await _page(shown, form, "", form.others[-1].first_name.id if "add" in posted else "")

    async def show(problem: str) -> str:
        """With the seats that are left now."""
        return await _page((await _read(code, posted) if problem else shown) or shown, form, problem)

    return await answered(form, lambda: _placed(shown, form), show)


@routes.get("/event/<code>/event.ics")
@guards.public
async def calendar(code: str) -> Response:
    """Shown, not saved: a phone then offers to put it into its calendar."""
    event = await _event(code)
    address = url(site().settings.base_url, "event_registration.register", code=event.code)
    content = await asyncio.to_thread(event_file, event, str(event.name), address)
    response = Response(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="event.ics"'
    return response


async def _event(code: str) -> Event:
    """Codes are not to be guessed: an address that is nobody's counts.

    Raises:
        NotFound: no event has this code.
    """
    event = await read(select_event_by_code, code=code_in(code))
    if event is None:
        await networks.spend(UNKNOWN_CODES, "event-code")
        raise NotFound
    return event


async def _read(code: str, posted: Mapping[str, str]) -> RegistrationPage | None:
    unlock = posted.get("unlock", request.args.get("unlock", ""))[:LONGEST].strip()
    if unlock and not await networks.has_budget(WRONG_CODES, "unlock"):
        raise TooMany
    return await read(read_registration, code_in(code), _link(), unlock)


def _link() -> str:
    """The secret that the address may have."""
    return request.args.get("link", "")[:LONGEST]


def _form(shown: RegistrationPage, posted: Mapping[str, str]) -> OrderForm:
    form = OrderForm(posted or None, unlock=request.args.get("unlock", "")[:LONGEST])
    if not shown.event.details.entry_word:
        del form.word
    form.offer(shown.open_choices, shown.questions, _numbers(posted), posted or None)
    return form


def _numbers(posted: Mapping[str, str]) -> list[int]:
    """Whose forms there are: those that were posted, one more, or one less."""
    numbers = [one for one in numbers_in(posted) if str(one) != posted.get("remove")]
    return with_one_more(numbers) if "add" in posted else numbers


def _only_changes(posted: Mapping[str, str]) -> bool:
    """Whether a button was pressed that only changes what the form shows."""
    return any(name in posted for name in ("add", "remove", "show"))


async def _knows_code(shown: RegistrationPage, form: OrderForm) -> bool:
    """Whether the code for hidden types is none, or right. A wrong one counts, and is said at its field."""
    if not form.unlock.data or shown.unlocks or not shown.is_open:
        return True
    await networks.spend(WRONG_CODES, "unlock")
    form.unlock.errors = [gettext(NOTHING_HIDDEN)]
    return False


async def _placed(shown: RegistrationPage, form: OrderForm) -> Any:
    """On to the page of the order, whatever its state."""
    if form.voucher.data and not await networks.has_budget(WRONG_CODES, "voucher"):
        raise TooMany
    await spend_registration(shown.event.id, form.emails)
    try:
        async with site().part(OrderTurns).turn(shown.event.id):
            order = await transact(place, shown.event.id, _new_order(form), links())
    except Refusal as refusal:
        await _say(form, refusal)
        raise
    remember_order(order.id)
    return go_to("payment.show", code=shown.event.code, order=order.reference)


def _new_order(form: OrderForm) -> NewOrder:
    return NewOrder(
        buyer=form.buyer,
        seats=tuple(one.asked() for one in form.people),
        voucher=form.voucher.data or "",
        word=(form.word.data or "") if "word" in form else "",
        link=_link(),
        unlock=form.unlock.data or "",
    )


async def _say(form: OrderForm, refusal: Refusal) -> None:
    """At the field that it is about; a wrong voucher counts."""
    if refusal.field == "voucher":
        await networks.spend(WRONG_CODES, "voucher")
    elif isinstance(refusal, AlreadyAsked | AddressTwice):
        form.mark(str(refusal.values["email"]), refusal.text)
    elif isinstance(refusal, NotOffered):
        form.type.errors = [*form.type.errors, refusal.text]


async def _page(shown: RegistrationPage, form: OrderForm, problem: str, adds: str = "") -> str:
    """What is said at a field is not said above the form again. `adds`: the first field of who was added.

    Live where it tells how many seats are left.
    """
    context = {
        "shown": shown,
        "event": shown.event,
        "state": shown.state,
        "form": form,
        "link": _link(),
        "focus": form.first_wrong or adds,
        "problem": "" if form.wrong else problem,
        "most_others": MOST_OTHERS,
    }
    if shown.tells_seats:
        let_in(shown.event.id)
        return await visitor_page(FORM, OFFERS, shown.event.id, **context)
    offered = tuple(one for one in shown.choices if not one.is_hidden)
    return page(FORM, event_id=shown.event.id, offered=offered, oob=False, **context)
