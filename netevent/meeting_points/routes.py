"""The organizer's meeting points: a page that lists, adds and renames, and one that asks before one goes."""

from __future__ import annotations

from typing import Any

from quart import Blueprint, request
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from netevent.appointments.slots.queries import Point, select_points
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.i18n import N_, gettext
from netevent.core.site import read, transact
from netevent.core.text.cleaning import clean_line, clean_lines
from netevent.core.web.forms import PageForm, answered, filled
from netevent.core.web.requests import go_to
from netevent.events.office_page import office_page
from netevent.identity import guards
from netevent.meeting_points import queries as point_queries
from netevent.meeting_points import service as point_service
from netevent.meeting_points.service import MOST_POINTS

routes = Blueprint("meeting_points", __name__)

LONGEST_NAME = 100


def _fit(form: PageForm, field: TextAreaField) -> None:
    if any(len(line) > LONGEST_NAME for line in (field.data or "").splitlines()):
        raise ValidationError(gettext("The name of a meeting point has at most 100 characters."))


class PointsForm(PageForm):
    names = TextAreaField(
        N_("Meeting points"),
        [DataRequired(), Length(max=MOST_POINTS * LONGEST_NAME), _fit],
        filters=[clean_lines],
        render_kw={"rows": 6, "autocomplete": "off"},
    )

    @property
    def lines(self) -> list[str]:
        return [line for line in (self.names.data or "").splitlines() if line]


class NameForm(PageForm):
    name = StringField(
        N_("Meeting point"),
        [DataRequired(), Length(max=LONGEST_NAME)],
        filters=[clean_line],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_NAME},
    )


@routes.route("/organizer/event/<int:event_id>/meeting-points", methods=["GET", "POST"])
@guards.organizer
async def points(event_id: int) -> Any:
    """The list, and the form that adds."""
    form = await filled(PointsForm)

    async def act() -> Response:
        await transact(point_service.add, event_id=event_id, names=form.lines)
        return go_to("meeting_points.points", event_id=event_id)

    return await answered(form, act, lambda problem: _list(event_id, form, problem))


@routes.post("/organizer/event/<int:event_id>/meeting-points/<int:point_id>")
@guards.organizer
async def rename(event_id: int, point_id: int) -> Any:
    form = await filled(NameForm)
    name = form.name.data or ""

    async def act() -> Response:
        await transact(point_service.rename, event_id=event_id, point_id=point_id, name=name)
        return go_to("meeting_points.points", event_id=event_id)

    async def show(problem: str) -> str:
        said = problem or gettext("Give the meeting point a name of at most 100 characters.")
        return await _list(event_id, PointsForm(), said, (point_id, name))

    return await answered(form, act, show)


@routes.route("/organizer/event/<int:event_id>/meeting-points/<int:point_id>/remove", methods=["GET", "POST"])
@guards.event_editor
async def remove(event_id: int, point_id: int) -> Any:
    """Asks first; a POST is the answer."""
    if request.method == "POST":
        await transact(point_service.remove, event_id=event_id, point_id=point_id)
        return go_to("meeting_points.points", event_id=event_id)
    point, agreed = await read(_removal, event_id, point_id)
    return await office_page("meeting_points/remove.html", event_id, point=point, agreed=agreed)


async def _list(
    event_id: int, form: PointsForm, problem: str = "", renamed: tuple[int, str] | None = None
) -> str:
    found = await read(select_points, event_id)
    return await office_page(
        "meeting_points/list.html", event_id, points=found, form=form, problem=problem, renamed=renamed
    )


def _removal(tx: Transaction, event_id: int, point_id: int) -> tuple[Point, int]:
    point = point_service.find(tx, event_id, point_id)
    return point, point_queries.count_agreed(tx, event_id, point_id, clock.now())
