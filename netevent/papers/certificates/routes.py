"""The attendee's certificate as a file, and the page on which anybody checks one."""

from __future__ import annotations

import asyncio

from quart import Blueprint, Response

from netevent.core import clock
from netevent.core.errors import NotFound
from netevent.core.i18n import gettext
from netevent.core.site import read, site, transact
from netevent.core.web import networks
from netevent.core.web.paths import url
from netevent.core.web.requests import page
from netevent.documents.certificates import drawing
from netevent.documents.download import download, file_name
from netevent.identity import guards
from netevent.identity.guards import viewer
from netevent.papers.certificates import queries, service
from netevent.papers.certificates.paper import length, on_paper

routes = Blueprint("certificates", __name__)

UNKNOWN_FROM_A_NETWORK = "30/minute"


@routes.get("/attendee/certificate/download")
@guards.attendee
async def pdf() -> Response:
    issued = await transact(service.issue, viewer().id, clock.now())
    link = url(site().settings.base_url, "certificates.verify", code=issued.code)
    content = await asyncio.to_thread(drawing.certificate_pdf, on_paper(issued, link))
    name = file_name(f"{gettext('Certificate of attendance')} - {issued.content.event}", "certificate")
    return download(content, drawing.CONTENT_TYPE, f"{name}.pdf", "certificate.pdf")


@routes.get("/certificate/<code>")
@guards.public
async def verify(code: str) -> tuple[str, int]:
    """What was issued under the number: who has the paper knows no less."""
    found = await read(queries.select_by_code, code.upper()) if _may_be_one(code) else None
    if found is None:
        await networks.spend(UNKNOWN_FROM_A_NETWORK, "certificate")
    return page("papers/certificate.html", issued=found, length=length), 200 if found else NotFound.status


def _may_be_one(code: str) -> bool:
    return code.isascii() and code.isalnum() and len(code) == service.CODE_LENGTH
