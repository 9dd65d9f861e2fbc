"""The page on which an organizer invites many staff members from a pasted list."""

from __future__ import annotations

from typing import Any

from quart import Blueprint

from netevent.core.i18n import current_language
from netevent.core.site import read, site, transact
from netevent.core.web.forms import answered, filled
from netevent.events.gates.queries import select_gates
from netevent.events.office_page import office_page
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.identity.mail_budget import spend_mails
from netevent.staff.forms import ManyForm
from netevent.staff.many import service
from netevent.staff.many.lines import Line, read_lines
from netevent.staff.many.service import Outcome

routes = Blueprint("staff_many", __name__)


@routes.route("/organizer/event/<int:event_id>/staff/many", methods=["GET", "POST"])
@guards.event_editor
async def invite(event_id: int) -> Any:
    """What is right is invited; what is wrong stays in the field, with the reason."""
    form = await filled(ManyForm, language=current_language())
    form.offer(await read(select_gates, event_id))

    async def show(problem: str) -> str:
        return await _page(event_id, form, problem=problem)

    return await answered(form, lambda: _invited(event_id, form), show)


async def _invited(event_id: int, form: ManyForm) -> tuple[str, int]:
    lines = read_lines(form.people.data or "")
    wrong = [line for line in lines if line.fault]
    people = await read(service.sort, event_id, lines)
    await spend_mails(viewer().id, len(people.new))
    post = form.details("", "", "")
    outcomes = await transact(service.invite_many, event_id, lines, post, site().settings.base_url)
    form.people.data = "\n".join(line.text for line in wrong)
    return await _page(event_id, form, outcomes, wrong), 422 if wrong else 200


async def _page(
    event_id: int,
    form: ManyForm,
    outcomes: list[Outcome] | None = None,
    wrong: list[Line] | None = None,
    problem: str = "",
) -> str:
    return await office_page(
        "staff/many.html",
        event_id,
        form=form,
        problem=problem,
        outcomes=outcomes or [],
        wrong=wrong or [],
        is_mailed=are_mailed(),
    )


def are_mailed() -> bool:
    """Else each link is shown: it must go another way."""
    return bool(site().settings.smtp_url or site().settings.demo)
