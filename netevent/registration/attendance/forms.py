"""The two buttons of "attending or not". Called by the routes of the pages that show them."""

from __future__ import annotations

from collections.abc import Mapping

from netevent.core.errors import Malformed


def is_attending_in(form: Mapping[str, str]) -> bool:
    """Whether the attendee wants to come.

    Raises:
        Malformed: none of the buttons was pressed.
    """
    if form.get("attending") not in ("yes", "no"):
        raise Malformed
    return form["attending"] == "yes"
