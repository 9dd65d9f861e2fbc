"""The job that makes a file of invoices. Ordered by the routes; what is kept of it is `documents.made`."""

from __future__ import annotations

from datetime import timedelta

from netevent.core.database import Database
from netevent.core.i18n import speaking
from netevent.core.jobs import Codec, GivenUp, Job, JobKind
from netevent.core.sandbox import ChildDied, OutOfBounds
from netevent.documents.made.folder import Folder
from netevent.documents.made.making import Making
from netevent.reports.invoices.files import InvoiceFile, file_of

INVOICES = JobKind("invoices", Codec(InvoiceFile), delays=(timedelta(seconds=10),))


async def run_invoices(database: Database, folder: Folder, job: Job, wanted: InvoiceFile) -> None:
    """
    Raises:
        GivenUp: the process that writes a table died, or was not done in time.
        LeaseLost: it was cancelled, or another worker has it.
    """
    making = Making(database, folder, job)
    await making.begin()
    with speaking(wanted.language):
        try:
            made = await file_of(database, wanted, making.tell)
        except (ChildDied, OutOfBounds) as error:
            raise GivenUp(type(error).__name__) from error
    await making.deliver(made)
