"""What the clock does, without anybody asking. Kept by `background`."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import structlog

from netevent.announcements.due import begin_one
from netevent.announcements.service import find_due
from netevent.appointments.reminders.service import remind_due
from netevent.appointments.service import expire_due
from netevent.attendees.importing.undoing.service import forget_old
from netevent.badges.print_jobs.service import lapse_silent
from netevent.bounces.imap.collecting import collect
from netevent.breakouts.attendance.service import absent, release
from netevent.checkin.desks.open_desks import OpenDesks
from netevent.core import clock
from netevent.core.errors import TooMany
from netevent.core.i18n import refreshing
from netevent.core.i18n.refreshing import LanguagesOfTable
from netevent.core.jobs.periodic import PeriodicJob
from netevent.core.jobs.queries import select_waits
from netevent.core.mail.queries import delete_unowned
from netevent.core.site import Site
from netevent.digest.service import send_digests
from netevent.documents.made.keeping import MadeFiles
from netevent.identity.service import ended_logins
from netevent.live.admission import Admission
from netevent.live.hub import Hub
from netevent.live.publisher import Publisher
from netevent.notifications.inbox import Inbox
from netevent.office.batches.batch import PART
from netevent.payments.checking.service import check_due
from netevent.payments.providers.all import Providers
from netevent.profiles.photos.keeping import Photos
from netevent.push.subscriptions.service import forget_ended as forget_ended_subscriptions
from netevent.registration.holding import release_due
from netevent.registration.orders.leaving.service import forget_ended
from netevent.registration.orders.service import due, lapse, lapse_unconfirmed, unconfirmed
from netevent.registration.vouchers.service import release_expired

log = structlog.get_logger()

MAILS_KEPT_FOR = timedelta(days=90)


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
