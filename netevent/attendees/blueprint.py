"""The blueprint that the pages of this package share."""

from __future__ import annotations

from quart import Blueprint

routes = Blueprint("attendees", __name__)
