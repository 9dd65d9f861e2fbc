"""The pages of all features. The only module that imports their routes; `app` has them registered."""

from __future__ import annotations

from quart import Quart

import netevent.attendees.importing.routes
import netevent.contacts.person.routes
import netevent.home.attendee.routes
import netevent.home.badge.routes
import netevent.home.event.routes
import netevent.home.personal.routes  # noqa: F401 - these add their pages to their feature's blueprint
from netevent.agenda.calendar.routes import routes as calendar_routes
from netevent.agenda.programme.routes import routes as programme_routes
from netevent.agenda.public.routes import routes as public_programme_routes
from netevent.agenda.routes import routes as agenda_routes
from netevent.announcements.off.routes import routes as announcements_off_routes
from netevent.announcements.office.routes import routes as announcements_routes
from netevent.announcements.office.sending.routes import routes as announcement_acts_routes
from netevent.announcements.office.writing.routes import routes as announcement_texts_routes
from netevent.announcements.told.routes import routes as own_announcements_routes
from netevent.appointments.proposals.routes import routes as proposal_routes
from netevent.appointments.routes import routes as appointments_routes
from netevent.attendees.listing.routes import routes as attendees_routes
from netevent.attendees.questions.answers.routes import routes as answers_routes
from netevent.attendees.questions.routes import routes as questions_routes
from netevent.attendees.types.routes import routes as types_routes
from netevent.badges.desks.routes import routes as desk_printing_routes
from netevent.badges.kiosks.page.routes import routes as kiosk_page_routes
from netevent.badges.kiosks.routes import routes as kiosks_routes
from netevent.badges.own.routes import routes as own_badge_routes
from netevent.badges.settings.routes import routes as badge_settings_routes
from netevent.badges.sheets.routes import routes as badge_sheets_routes
from netevent.badges.stations.page.routes import routes as print_page_routes
from netevent.badges.stations.programs.routes import routes as print_programs_routes
from netevent.badges.stations.routes import routes as print_stations_routes
from netevent.badges.texts.routes import routes as badge_texts_routes
from netevent.bounces.brevo.routes import routes as brevo_routes
from netevent.breakouts.exporting.routes import routes as timetable_files_routes
from netevent.breakouts.importing.routes import routes as timetables_routes
from netevent.breakouts.presenters.routes import routes as session_presenters_routes
from netevent.breakouts.routes import routes as breakouts_routes
from netevent.breakouts.rsvps.routes import routes as session_people_routes
from netevent.breakouts.settings.routes import routes as session_settings_routes
from netevent.checkin.dashboard.routes import routes as wall_routes
from netevent.checkin.letters.routes import routes as letters_routes
from netevent.checkin.replay.routes import routes as replay_routes
from netevent.checkin.routes import routes as checkin_routes
from netevent.checkin.walk_ins.routes import routes as walk_ins_routes
from netevent.connections.requests.routes import routes as connections_routes
from netevent.connections.scanning.routes import routes as scan_routes
from netevent.contacts.exports.routes import routes as export_routes
from netevent.contacts.routes import routes as contacts_routes
from netevent.core.web import paths
from netevent.core.web.opaque import PersonNumber
from netevent.digest.routes import routes as digest_routes
from netevent.directory.routes import routes as directory_routes
from netevent.documents.made.routes import routes as made_files_routes
from netevent.events.archiving.routes import routes as archiving_routes
from netevent.events.look.routes import routes as look_routes
from netevent.events.routes import routes as events_routes
from netevent.events.zones.routes import routes as zones_routes
from netevent.handbook.routes import routes as handbook_routes
from netevent.home.routes import routes as home_routes
from netevent.identity.forgotten.routes import routes as forgotten_routes
from netevent.identity.links.routes import routes as links_routes
from netevent.identity.own_account.routes import routes as own_account_routes
from netevent.identity.passkeys.routes import routes as passkey_routes
from netevent.identity.routes import routes as identity_routes
from netevent.identity.second_step.routes import routes as second_step_routes
from netevent.languages.routes import routes as languages_routes
from netevent.live.health import routes as health_routes
from netevent.live.routes import routes as live_routes
from netevent.meeting_points.routes import routes as point_routes
from netevent.notifications.routes import routes as notifications_routes
from netevent.office.attendees.routes import routes as office_attendees_routes
from netevent.office.batches.routes import routes as batches_routes
from netevent.office.calling_off.routes import routes as calling_off_routes
from netevent.office.copying.routes import routes as copying_routes
from netevent.office.deleting.routes import routes as deleting_routes
from netevent.office.doubles.routes import routes as doubles_routes
from netevent.office.log_in_codes.routes import routes as staff_codes_routes
from netevent.office.mail_previews.routes import routes as office_mails_routes
from netevent.office.payments.cancelling.routes import routes as cancelling_routes
from netevent.office.payments.exporting.routes import routes as payment_files_routes
from netevent.office.payments.routes import routes as office_payments_routes
from netevent.office.undeliverable.routes import routes as undeliverable_routes
from netevent.outbox.routes import routes as outbox_routes
from netevent.papers.certificates.routes import routes as certificates_routes
from netevent.papers.routes import routes as papers_routes
from netevent.payments.demo_page.routes import routes as demo_payment_routes
from netevent.payments.settings.routes import routes as payment_settings_routes
from netevent.payments.statements.routes import routes as bank_statements_routes
from netevent.payments.webhooks.routes import routes as payment_webhook_routes
from netevent.presenters.messages.routes import routes as session_messages_routes
from netevent.presenters.routes import routes as presenters_routes
from netevent.privacy.routes import routes as privacy_routes
from netevent.profiles.photos.routes import routes as photo_routes
from netevent.profiles.routes import routes as profiles_routes
from netevent.push.choices.routes import routes as push_choices_routes
from netevent.push.subscriptions.routes import routes as push_routes
from netevent.registration.attendance.routes import routes as attendance_routes
from netevent.registration.form.routes import routes as registration_form_routes
from netevent.registration.orders.handing_over.routes import routes as handing_over_routes
from netevent.registration.orders.office.routes import routes as orders_routes
from netevent.registration.orders.paying.routes import routes as payment_routes
from netevent.registration.routes import routes as registration_routes
from netevent.registration.settings.routes import routes as registration_settings_routes
from netevent.registration.vouchers.routes import routes as voucher_routes
from netevent.reports.invoices.own.routes import routes as own_invoices_routes
from netevent.reports.invoices.routes import routes as invoices_routes
from netevent.reports.routes import routes as report_routes
from netevent.reports.vouchers.routes import routes as voucher_file_routes
from netevent.rooms.routes import routes as rooms_routes
from netevent.staff.many.routes import routes as staff_many_routes
from netevent.staff.routes import routes as staff_routes
from netevent.team.routes import routes as team_routes
from netevent.till.routes import routes as till_routes
from netevent.webapp.routes import routes as webapp_routes

BLUEPRINTS = (
    health_routes,
    live_routes,
    identity_routes,
    links_routes,
    forgotten_routes,
    own_account_routes,
    second_step_routes,
    passkey_routes,
    checkin_routes,
    walk_ins_routes,
    desk_printing_routes,
    print_stations_routes,
    print_page_routes,
    print_programs_routes,
    events_routes,
    zones_routes,
    look_routes,
    archiving_routes,
    copying_routes,
    deleting_routes,
    office_mails_routes,
    office_payments_routes,
    payment_files_routes,
    calling_off_routes,
    cancelling_routes,
    home_routes,
    attendees_routes,
    office_attendees_routes,
    doubles_routes,
    undeliverable_routes,
    types_routes,
    questions_routes,
    answers_routes,
    payment_settings_routes,
    bank_statements_routes,
    batches_routes,
    announcements_routes,
    announcement_texts_routes,
    announcement_acts_routes,
    registration_routes,
    payment_routes,
    handing_over_routes,
    till_routes,
    voucher_routes,
    registration_form_routes,
    registration_settings_routes,
    orders_routes,
    profiles_routes,
    connections_routes,
    attendance_routes,
    privacy_routes,
    photo_routes,
    scan_routes,
    staff_routes,
    team_routes,
    staff_codes_routes,
    staff_many_routes,
    outbox_routes,
    languages_routes,
    handbook_routes,
    own_announcements_routes,
    webapp_routes,
    agenda_routes,
    programme_routes,
    public_programme_routes,
    badge_settings_routes,
    badge_sheets_routes,
    badge_texts_routes,
    own_badge_routes,
    kiosks_routes,
    kiosk_page_routes,
    breakouts_routes,
    rooms_routes,
    timetables_routes,
    timetable_files_routes,
    session_presenters_routes,
    presenters_routes,
    session_settings_routes,
    session_messages_routes,
    session_people_routes,
    proposal_routes,
    appointments_routes,
    point_routes,
    calendar_routes,
    notifications_routes,
    digest_routes,
    announcements_off_routes,
    push_routes,
    push_choices_routes,
    directory_routes,
    contacts_routes,
    export_routes,
    invoices_routes,
    own_invoices_routes,
    report_routes,
    voucher_file_routes,
    made_files_routes,
    wall_routes,
    replay_routes,
    letters_routes,
    papers_routes,
    certificates_routes,
    payment_webhook_routes,
    brevo_routes,
    demo_payment_routes,
)


def register(app: Quart) -> None:
    """Give the application its routes, and `path` their addresses."""
    app.url_map.converters["person"] = PersonNumber
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    paths.use(app.url_map)
