"""What a server does without being asked: the jobs that wait, what the clock does. Kept by `background`."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from functools import partial

import structlog

from netevent.agenda.programme.jobs import SEAT_MAIL, run_seat_mail
from netevent.announcements.due import begin_one
from netevent.announcements.jobs import run_announcement
from netevent.announcements.sending import SEND
from netevent.announcements.service import find_due
from netevent.appointments.reminders.service import remind_due
from netevent.appointments.service import expire_due
from netevent.attendees.importing.jobs import IMPORT, discard_import, run_import
from netevent.attendees.importing.previews.jobs import UPLOAD, discard_upload
from netevent.attendees.importing.previews.jobs import let_go as let_upload_go
from netevent.attendees.importing.undoing.jobs import run_undo as run_import_undo
from netevent.attendees.importing.undoing.kind import UNDO as IMPORT_UNDO
from netevent.attendees.importing.undoing.service import forget_old
from netevent.badges.making.sources import sources_of
from netevent.badges.print_jobs.service import lapse_silent
from netevent.badges.sheets.jobs import BADGES, run_sheets
from netevent.bounces.imap.collecting import collect
from netevent.breakouts.attendance.service import absent, release
from netevent.breakouts.importing.jobs import TIMETABLE, let_go
from netevent.checkin.desks.open_desks import OpenDesks
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.errors import TooMany
from netevent.core.i18n import refreshing
from netevent.core.i18n.refreshing import LanguagesOfTable
from netevent.core.jobs.periodic import PeriodicJob
from netevent.core.jobs.queries import select_waits
from netevent.core.jobs.worker import Worker
from netevent.core.mail.delivery import Delivery
from netevent.core.mail.jobs import send_mail, tell_outcome
from netevent.core.mail.outbox import MAIL
from netevent.core.mail.queries import delete_unowned
from netevent.core.mail.rate import Rate
from netevent.core.site import Limits, Site
from netevent.digest.service import send_digests
from netevent.documents.made.keeping import MadeFiles, folder_of
from netevent.events.mail_sender.service import find_sender
from netevent.identity.service import ended_logins
from netevent.live.admission import Admission
from netevent.live.hub import Hub
from netevent.live.publisher import Publisher
from netevent.notifications.inbox import Inbox
from netevent.office.batches.batch import BATCH, PART, UNDO
from netevent.office.batches.jobs import discard_batch, run_batch, run_undo
from netevent.office.batches.jobs import let_go as let_part_go
from netevent.office.calling_off.call_off import CALL_OFF
from netevent.office.calling_off.jobs import run_call_off
from netevent.office.doubles.jobs import MERGE
from netevent.office.doubles.jobs import let_go as let_merge_go
from netevent.payments.checking.service import check_due
from netevent.payments.providers.all import Providers
from netevent.payments.refunds.asking.jobs import discard_refund, run_refund
from netevent.payments.refunds.asking.kind import REFUND
from netevent.profiles.photos.files import PhotoFiles
from netevent.profiles.photos.keeping import Photos
from netevent.push.sending.due import PUSH
from netevent.push.sending.jobs import run_push
from netevent.push.sending.sender import Sender
from netevent.push.subscriptions.service import forget_ended as forget_ended_subscriptions
from netevent.registration.holding import release_due
from netevent.registration.orders.leaving.service import forget_ended
from netevent.registration.orders.mailing.jobs import ORDER_MAIL
from netevent.registration.orders.mailing.service import run_order_mail
from netevent.registration.orders.service import due, lapse, lapse_unconfirmed, unconfirmed
from netevent.registration.personal_link.service import Links
from netevent.registration.vouchers.service import release_expired
from netevent.reports.invoices.jobs import INVOICES, run_invoices
from netevent.reports.jobs import EXPORT, run_export
from netevent.settings import Settings

log = structlog.get_logger()

MAILS_KEPT_FOR = timedelta(days=90)


def job_workers(
    settings: Settings,
    database: Database,
    providers: Providers,
    limits: Limits,
    inbox: Inbox,
    sender: Sender,
) -> tuple[Worker, ...]:
    """One for each kind of job. Mail waits where nobody knows where it goes."""
    delivery = Delivery(settings)
    mail = Worker(
        database,
        MAIL,
        partial(send_mail, database, delivery, find_sender=partial(find_sender, database)),
        delivery.hang_up,
        tell=tell_outcome,
        rate=Rate(limits, settings.mail_per_minute),
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
    exports = Worker(database, EXPORT, partial(run_export, database, folder_of(settings)))
    invoices = Worker(database, INVOICES, partial(run_invoices, database, folder_of(settings)))
    sheets = partial(run_sheets, database, folder_of(settings), sources_of(settings))
    badges = Worker(database, BADGES, sheets)
    refunds = Worker(database, REFUND, partial(run_refund, database, providers), discard=discard_refund)
    call_offs = Worker(database, CALL_OFF, partial(run_call_off, database, links.can_mail))
    announcements = Worker(database, SEND, partial(run_announcement, database, links))
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


async def refresh_pages(site: Site) -> None:
    site.part(Publisher).refresh()


async def close_ended_logins(site: Site) -> None:
    """Close the pages of logins that ended without a `LoginChanged`: expired, or while Redis was down."""
    hub = site.part(Hub)
    present = hub.login_ids()
    if not present:
        return
    for login_id in await site.database.read(ended_logins, present):
        hub.close_login(login_id)


async def close_refused_pages(site: Site) -> None:
    """The same of a session's pages, whose readers may no longer be there."""
    site.part(Admission).ask_all()


async def refresh_languages(site: Site) -> None:
    await site.part(LanguagesOfTable).refresh()


async def keep_open_desks(site: Site) -> None:
    await site.part(OpenDesks).keep()


async def give_up_stations(site: Site) -> None:
    await site.database.transact(lapse_silent)


async def remind(site: Site) -> None:
    await site.database.transact(remind_due, clock.now())


async def begin_announcements(site: Site) -> None:
    now = clock.now()
    for one in await site.database.read(find_due, now):
        try:
            await begin_one(site, one, now)
        except Exception:  # one that fails each time must not hold up all that are due with it
            log.exception("announcement_not_begun", announcement=one.id)


async def expire_proposals(site: Site) -> None:
    await site.database.transact(expire_due, clock.now())


async def release_no_shows(site: Site) -> None:
    now = clock.now()
    for one in await site.database.read(absent, now):
        await site.database.transact(release, one, now)


async def lapse_unconfirmed_orders(site: Site) -> None:
    """Where no mail can leave, nobody could have confirmed anything."""
    now = clock.now()
    if site.settings.can_mail:
        for event_id, order_id in await site.database.read(unconfirmed, now):
            await site.database.transact(lapse_unconfirmed, event_id, order_id, now)


async def lapse_orders(site: Site) -> None:
    now = clock.now()
    for event_id, order_id in await site.database.read(due, now):
        try:
            await site.database.transact(lapse, event_id, order_id, now)
        except Exception:  # one that fails each time must not keep the seats of all that come after it
            log.exception("order_not_lapsed", order=order_id)


async def forget_orders(site: Site) -> None:
    await site.database.transact(forget_ended, clock.now())


async def release_unconfirmed(site: Site) -> None:
    """Where no mail can leave, nobody could have confirmed anything."""
    if site.settings.can_mail:
        await site.database.transact(release_due, clock.now())


async def check_payments(site: Site) -> None:
    await check_due(site.database, site.part(Providers), clock.now())


async def release_vouchers(site: Site) -> None:
    await site.database.transact(release_expired, clock.now())


async def mail_digests(site: Site) -> None:
    inbox = site.part(Inbox)
    await send_digests(site.database, inbox, site.settings.base_url, site.secret, clock.now())


async def collect_bounces(site: Site) -> None:
    """Workers count together (`core.site.Limits`), so one of them a minute does it.

    The demo, which may find the settings of a real server, leaves that one's mailbox alone.
    """
    url = site.settings.bounces_imap_url
    if not url or site.settings.demo:
        return
    with suppress(TooMany):
        await site.limits.spend("1/minute", "bounces")
        await collect(site.database, url)


async def forget_subscriptions(site: Site) -> None:
    await site.database.transact(forget_ended_subscriptions)


async def forget_old_imports(site: Site) -> None:
    await site.database.transact(forget_old, clock.now())


async def forget_mails(site: Site) -> None:
    """Those of attendees go with them; what was mailed to others, and what servers said of it, ends here."""
    await site.database.transact(delete_unowned, clock.now() - MAILS_KEPT_FOR)


async def remove_left_photos(site: Site) -> None:
    """The demo shares the folder with the real server, and knows only its own photos.

    Who was removed by a batch may come back, with the photo.
    """
    if not site.settings.demo and not await site.database.read(select_waits, PART.name):
        await site.part(Photos).sweep()


async def remove_made_files(site: Site) -> None:
    await site.part(MadeFiles).sweep()


PERIODIC_JOBS = (
    PeriodicJob("refresh_pages", 10, refresh_pages),
    PeriodicJob("close_ended_logins", 10, close_ended_logins),
    PeriodicJob("close_refused_pages", 10, close_refused_pages),
    PeriodicJob("refresh_languages", refreshing.SECONDS, refresh_languages),
    PeriodicJob("remind", 20, remind),
    PeriodicJob("begin_announcements", 10, begin_announcements),
    PeriodicJob("expire_proposals", 30, expire_proposals),
    PeriodicJob("release_no_shows", 20, release_no_shows),
    PeriodicJob("keep_open_desks", 30, keep_open_desks),
    PeriodicJob("give_up_stations", 10, give_up_stations),
    PeriodicJob("lapse_orders", 10, lapse_orders),
    PeriodicJob("lapse_unconfirmed_orders", 60, lapse_unconfirmed_orders),
    PeriodicJob("release_unconfirmed", 60, release_unconfirmed),
    PeriodicJob("check_payments", 30, check_payments),
    PeriodicJob("release_vouchers", 60, release_vouchers),
    PeriodicJob("mail_digests", 60, mail_digests),
    PeriodicJob("collect_bounces", 60, collect_bounces),
    PeriodicJob("remove_made_files", 300, remove_made_files, at_start=True),
    PeriodicJob("forget_orders", 3600, forget_orders, at_start=True),
    PeriodicJob("forget_subscriptions", 3600, forget_subscriptions, at_start=True),
    PeriodicJob("forget_old_imports", 3600, forget_old_imports, at_start=True),
    PeriodicJob("forget_mails", 3600, forget_mails, at_start=True),
    PeriodicJob("remove_left_photos", 3600, remove_left_photos, at_start=True),
)
