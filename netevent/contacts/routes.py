"""The own connections: the list, and what one keeps about each of them."""

from __future__ import annotations

from typing import Any

from quart import request

from netevent.attendees.attendee_page import attendee_page
from netevent.contacts import service as people_service
from netevent.contacts.blueprint import routes as routes
from netevent.contacts.forms import NoteForm, written
from netevent.contacts.queries import Person
from netevent.contacts.reading import PeopleFilter, people_list
from netevent.core.site import read, transact
from netevent.core.web.forms import asked, filled
from netevent.core.web.requests import fragment, go_to, wants_fragment
from netevent.identity import guards
from netevent.identity.guards import viewer


@routes.get("/attendee/people")
@guards.attendee
async def people() -> Any:
    """The list; htmx gets it alone."""
    shown = PeopleFilter(asked("q"), asked("tag"))
    listed = await read(people_list, viewer_id=viewer().id, shown=shown)
    if wants_fragment():
        return fragment("contacts/_people.html", listed=listed)
    return await attendee_page("contacts/people.html", listed=listed)


@routes.route("/attendee/people/<person:person_id>/note", methods=["GET", "POST"])
@guards.attendee
async def note(person_id: int) -> Any:
    """What the viewer keeps about a connection. htmx gets the fields alone, saved or with their faults."""
    person = await read(people_service.find_person, viewer_id=viewer().id, person_id=person_id)
    form = await filled(NoteForm, **written(person))
    is_saved = request.method == "POST" and form.validate()
    if is_saved:
        person = await transact(
            people_service.save_note, viewer_id=viewer().id, person_id=person_id, note=form.typed
        )
        form = NoteForm(**written(person))
    return await _answer(person, form, is_saved)


async def _answer(person: Person, form: NoteForm, is_saved: bool) -> Any:
    status = 422 if request.method == "POST" and not is_saved else 200
    if wants_fragment():
        return fragment("contacts/_note.html", person=person, form=form, is_saved=is_saved), status
    if is_saved:
        return go_to("contacts.person", person_id=person.card.id)
    return await attendee_page("contacts/note.html", person=person, form=form, is_saved=False), status
