"""create_app: puts the parts together. The only module that knows them all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol, cast

import structlog
from quart import Quart, Response, g, request
from quart.typing import ResponseTypes
from werkzeug.routing import IntegerConverter, Map

import netevent.home.attendee_routes  # noqa: F401 - adds its pages to home's blueprint
from netevent.appointments.agenda_broadcasts import AgendaBroadcasts
from netevent.appointments.agenda_routes import routes as agenda_routes
from netevent.appointments.broadcasts import AppointmentBroadcasts
from netevent.appointments.calendar_routes import routes as calendar_routes
from netevent.appointments.clearing import AppointmentClearing
from netevent.appointments.point_routes import routes as point_routes
from netevent.appointments.reminder_service import remind_due
from netevent.appointments.routes import routes as appointments_routes
from netevent.appointments.wish_routes import routes as wish_routes
from netevent.attendees.broadcasts import AttendeeBroadcasts
from netevent.attendees.import_jobs import ImportJobs
from netevent.attendees.routes import routes as attendees_routes
from netevent.bundle import bundle_path
from netevent.changes import LoginChanged, MailQueued
from netevent.checkin.badge_routes import routes as badge_routes
from netevent.checkin.broadcasts import DashboardBroadcasts, DoorBroadcasts
from netevent.checkin.presence import DeskPresence
from netevent.checkin.routes import routes as checkin_routes
from netevent.connections.directory_routes import routes as directory_routes
from netevent.connections.export_routes import routes as export_routes
from netevent.connections.people_routes import routes as people_routes
from netevent.core import clock, i18n, pages, requests
from netevent.connections.broadcasts import ConnectionBroadcasts
from netevent.connections.person_routes import routes as person_routes
from netevent.connections.routes import routes as connections_routes
from netevent.core.cookies import LOGIN_COOKIE, LoginCookie, SessionCookie
from netevent.core.database import Database
from netevent.core.languages import select_languages
from netevent.core.mail.delivery import Delivery
from netevent.core.mail.sender import MailSender
from netevent.core.site import Limits, Site
from netevent.events.routes import routes as events_routes
from netevent.home.routes import routes as home_routes
from netevent.identity.logins import Logins
from netevent.identity.routes import routes as identity_routes
from netevent.identity.service import ended_logins
from netevent.live.bus import Bus, RedisBus
from netevent.live.health import routes as health_routes
from netevent.live.hub import Hub
from netevent.live.routes import routes as live_routes
from netevent.news.routes import routes as news_routes
from netevent.news.service import send_digests
from netevent.outbox.routes import routes as outbox_routes
from netevent.profiles.routes import routes as profiles_routes
from netevent.registration.routes import routes as registration_routes
from netevent.settings import Settings
from netevent.staff.broadcasts import StaffBroadcasts
from netevent.staff.routes import routes as staff_routes

log = structlog.get_logger()

REFRESH_SECONDS = 10
PRESENCE_SECONDS = 30
CLEARING_SECONDS = 30
REMINDER_SECONDS = 20
DIGEST_SECONDS = 60
LOGIN_DAYS = 30
LARGEST_REQUEST = 10 * 1024 * 1024

BLUEPRINTS = (
    health_routes,
    live_routes,
    identity_routes,
    checkin_routes,
    events_routes,
    home_routes,
    attendees_routes,
    registration_routes,
    badge_routes,
    profiles_routes,
    connections_routes,
    person_routes,
    staff_routes,
    outbox_routes,
    agenda_routes,
    wish_routes,
    appointments_routes,
    point_routes,
    calendar_routes,
    news_routes,
    directory_routes,
    people_routes,
    export_routes,
)


class RowNumber(IntegerConverter):
    """A number in a path that a database can hold; a larger one is no address of ours."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**31 - 1)


class Broadcasts(Protocol):
    """What each feature's `broadcasts.py` has."""

    def listen(self) -> None: ...

    def refresh(self) -> None: ...

    async def stop(self) -> None: ...


def create_app(settings: Settings) -> Quart:
    app = Quart("netevent", static_folder=str(bundle_path("static")), static_url_path="/static")
    _configure(app, settings)
    database = Database(settings.database)
    hub = Hub()
    bus = RedisBus(settings.redis_url) if settings.redis_url else Bus()
    logins = Logins(database)
    database.on_change = bus.publish
    app.extensions |= {
        "site": Site(settings, database, i18n.Languages(i18n.SEVEN), Limits(settings.redis_url)),
        "bus": bus,
        "live_hub": hub,
        "logins": logins,
        "presence": DeskPresence(database),
        "imports": ImportJobs(database),
        "clearing": AppointmentClearing(database, bus),
    }
    LoginCookie(app)
    app.session_interface = SessionCookie()
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    _set_up_requests(app, logins)
    sender = MailSender(database, Delivery(settings))
    bus.listen(MailQueued, sender.wake)
    _listen_to_logins(bus, hub, logins)
    broadcasts = _broadcasts(database, hub, bus)
    app.extensions["broadcasts"] = broadcasts
    life = Life(app, sender, broadcasts)
    app.before_serving(life.start)
    app.after_serving(life.stop)
    return app


def _configure(app: Quart, settings: Settings) -> None:
    app.url_map.converters["int"] = RowNumber
    app.secret_key = settings.secret_key.get_secret_value()
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        QUART_AUTH_COOKIE_SECURE=settings.secure,
        QUART_AUTH_COOKIE_SAMESITE="Lax",
        QUART_AUTH_COOKIE_NAME=LOGIN_COOKIE,
        QUART_AUTH_DURATION=LOGIN_DAYS * 24 * 3600,
    )


def _set_up_requests(app: Quart, logins: Logins) -> None:
    @app.before_request
    async def prepare() -> None:
        requests.start_clock()
        g.viewer = None if _is_plain() else await logins.viewer()
        i18n.set_language(requests.choose_language())
        await requests.check_token()

    @app.before_websocket
    async def prepare_socket() -> None:
        g.viewer = await logins.viewer()

    @app.after_websocket
    async def finish_socket(response: ResponseTypes | None) -> ResponseTypes | None:
        if response is not None:
            requests.add_policy(response)
        return response

    @app.after_request
    async def finish(response: Response) -> Response:
        requests.add_headers(response)
        requests.log_request(response)
        return response

    requests.set_up_requests(app)


def _is_plain() -> bool:
    """Static files and health checks ask nobody who they are."""
    return request.path.startswith("/static/") or request.path in ("/healthz", "/readyz")


def _listen_to_logins(bus: Bus, hub: Hub, logins: Logins) -> None:
    def close_pages(change: LoginChanged) -> None:
        hub.close_login(change.login_id)

    bus.listen(LoginChanged, logins.forget)
    bus.listen(LoginChanged, close_pages)


def _broadcasts(database: Database, hub: Hub, bus: Bus) -> tuple[Broadcasts, ...]:
    """Who shows what. A change that nobody listens to must be listed as silent (tests/sweeps)."""
    kinds = (
        DoorBroadcasts,
        DashboardBroadcasts,
        AttendeeBroadcasts,
        StaffBroadcasts,
        ConnectionBroadcasts,
        AppointmentBroadcasts,
        AgendaBroadcasts,
    )
    broadcasts: tuple[Broadcasts, ...] = tuple(kind(database, hub, bus) for kind in kinds)
    for one in broadcasts:
        one.listen()
    return broadcasts


class Life:
    """What runs beside the requests, from the start of the server to its end."""

    def __init__(self, app: Quart, sender: MailSender, broadcasts: tuple[Broadcasts, ...]) -> None:
        self._site = cast(Site, app.extensions["site"])
        self._bus = cast(Bus, app.extensions["bus"])
        self._hub = cast(Hub, app.extensions["live_hub"])
        self._imports = cast(ImportJobs, app.extensions["imports"])
        self._clearing = cast(AppointmentClearing, app.extensions["clearing"])
        self._presence = cast(DeskPresence, app.extensions["presence"])
        self._sender = sender
        self._broadcasts = broadcasts
        self._beats: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        self._site.languages = await self._site.database.read(select_languages)
        i18n.load_catalogues(bundle_path("translations"), self._site.languages)
        await asyncio.to_thread(pages.compile_all)
        if isinstance(self._bus, RedisBus):
            self._bus.on_turn = self._refresh
        await self._bus.start()
        await self._sender.start()
        self._beats = [
            asyncio.create_task(_every(REFRESH_SECONDS, self._refresh_pages)),
            asyncio.create_task(_every(REFRESH_SECONDS, self._close_ended)),
            asyncio.create_task(_every(PRESENCE_SECONDS, self._presence.keep)),
            asyncio.create_task(_every(CLEARING_SECONDS, self._clearing.beat)),
            asyncio.create_task(_every(REMINDER_SECONDS, self._remind)),
            asyncio.create_task(_every(DIGEST_SECONDS, self._send_digests)),
        ]

    async def stop(self) -> None:
        for beat in self._beats:
            beat.cancel()
        await asyncio.gather(*self._beats, return_exceptions=True)
        await self._imports.stop()
        await self._clearing.stop()
        for one in self._broadcasts:
            await one.stop()
        await self._sender.stop()
        await self._bus.stop()
        await self._site.limits.close()
        await self._site.database.close()

    def _refresh(self) -> None:
        for one in self._broadcasts:
            one.refresh()

    async def _refresh_pages(self) -> None:
        self._refresh()

    async def _remind(self) -> None:
        await self._site.database.transaction(lambda tx: remind_due(tx, clock.now()))

    async def _send_digests(self) -> None:
        await send_digests(self._site.database, self._site.settings.base_url, self._site.secret, clock.now())

    async def _close_ended(self) -> None:
        """Close the pages of logins that ended without a word: expired, or told while Redis was away."""
        present = self._hub.login_ids()
        if not present:
            return
        for login_id in await self._site.database.read(lambda tx: ended_logins(tx, present)):
            self._hub.close_login(login_id)


async def _every(seconds: float, work: Callable[[], Awaitable[None]]) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await work()
        except Exception:  # the next beat tries again
            log.exception("beat_failed")
