"""Which jobs there are, and who does each: one worker a kind. Made by `app`, kept by `background`."""

from __future__ import annotations

from functools import partial

from netevent.agenda.programme.jobs import SEAT_MAIL, run_seat_mail
from netevent.announcements.jobs import run_announcement
from netevent.announcements.sending import SEND
from netevent.attendees.importing.jobs import IMPORT, discard_import, run_import
from netevent.attendees.importing.previews.jobs import UPLOAD, discard_upload
from netevent.attendees.importing.previews.jobs import let_go as let_upload_go
from netevent.attendees.importing.undoing.jobs import run_undo as run_import_undo
from netevent.attendees.importing.undoing.kind import UNDO as IMPORT_UNDO
from netevent.badges.making.sources import sources_of
from netevent.badges.sheets.jobs import BADGES, run_sheets
from netevent.breakouts.importing.jobs import TIMETABLE, let_go
from netevent.core.database import Database
from netevent.core.jobs.worker import Worker
from netevent.core.mail.delivery import Delivery
from netevent.core.mail.jobs import send_mail, tell_outcome
from netevent.core.mail.outbox import MAIL
from netevent.core.mail.rate import Rate
from netevent.core.pace import Pace
from netevent.core.site import Limits
from netevent.documents.made.keeping import folder_of
from netevent.documents.made.service import end as end_file
from netevent.events.mail_sender.service import find_sender
from netevent.notifications.inbox import Inbox
from netevent.office.batches.batch import BATCH, PART, UNDO
from netevent.office.batches.jobs import discard_batch, run_batch, run_undo
from netevent.office.batches.jobs import let_go as let_part_go
from netevent.office.calling_off.call_off import CALL_OFF
from netevent.office.calling_off.jobs import run_call_off
from netevent.office.doubles.jobs import MERGE
from netevent.office.doubles.jobs import let_go as let_merge_go
from netevent.payments.providers.all import Providers
from netevent.payments.refunds.asking.jobs import discard_refund, run_refund
from netevent.payments.refunds.asking.kind import REFUND
from netevent.profiles.photos.files import PhotoFiles
from netevent.push.sending.due import PUSH
from netevent.push.sending.jobs import run_push
from netevent.push.sending.sender import Sender
from netevent.registration.orders.mailing.jobs import ORDER_MAIL
from netevent.registration.orders.mailing.service import run_order_mail
from netevent.registration.personal_link.service import Links
from netevent.reports.invoices.jobs import INVOICES, run_invoices
from netevent.reports.jobs import EXPORT, run_export
from netevent.settings import Settings


def job_workers(
    settings: Settings,
    database: Database,
    providers: Providers,
    limits: Limits,
    inbox: Inbox,
    sender: Sender,
    pace: Pace,
) -> tuple[Worker, ...]:
    """One for each kind of job. Mail waits where nobody knows where it goes."""
    delivery = Delivery(settings)
    mail = Worker(
        database,
        MAIL,
        partial(send_mail, database, delivery, find_sender=find_sender),
        delivery.hang_up,
        tell=tell_outcome,
        rate=Rate(limits, settings.mail_per_minute),
        pace=pace,
    )
    imports = Worker(database, IMPORT, partial(run_import, database), discard=discard_import)
    uploads = Worker(database, UPLOAD, partial(let_upload_go, database), discard=discard_upload)
    import_undos = Worker(database, IMPORT_UNDO, partial(run_import_undo, database))
    timetables = Worker(database, TIMETABLE, let_go)
    merges = Worker(database, MERGE, let_merge_go)
    secret = settings.secret_key.get_secret_value()
    links = Links(settings.base_url, secret, settings.can_mail)
    batches = Worker(database, BATCH, partial(run_batch, database, links), discard=discard_batch)
    undos = Worker(database, UNDO, partial(run_undo, database))
    parts = Worker(database, PART, partial(let_part_go, PhotoFiles(settings.var_dir / "photos")))
    seats = Worker(database, SEAT_MAIL, partial(run_seat_mail, database, settings.base_url))
    order_mails = Worker(database, ORDER_MAIL, partial(run_order_mail, database, links))
    pushes = Worker(database, PUSH, partial(run_push, database, inbox, secret, sender))
    exports = Worker(database, EXPORT, partial(run_export, database, folder_of(settings)), tell=end_file)
    invoices = Worker(database, INVOICES, partial(run_invoices, database, folder_of(settings)), tell=end_file)
    sheets = partial(run_sheets, database, folder_of(settings), sources_of(settings))
    badges = Worker(database, BADGES, sheets, tell=end_file)
    refunds = Worker(database, REFUND, partial(run_refund, database, providers), discard=discard_refund)
    call_offs = Worker(database, CALL_OFF, partial(run_call_off, database, links.can_mail))
    announcements = Worker(database, SEND, partial(run_announcement, database, links, pace))
    own = (
        refunds,
        call_offs,
        announcements,
        imports,
        uploads,
        import_undos,
        timetables,
        merges,
        batches,
        undos,
        parts,
        exports,
        pushes,
        invoices,
        badges,
    )
    return (*own, seats, order_mails, mail) if delivery.possible else own
