"""create_app: puts the parts together. The only module that knows them all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from quart import Quart, Response, g, request
from quart.typing import ResponseTypes
from quart_auth import QuartAuth
from werkzeug.routing import IntegerConverter, Map

import netevent.home.attendee_routes  # noqa: F401 - adds its pages to home's blueprint
from netevent.attendees.broadcasts import AttendeeBroadcasts
from netevent.attendees.import_jobs import ImportJobs
from netevent.attendees.routes import routes as attendees_routes
from netevent.bundle import bundle_path
from netevent.changes import LoginChanged, MailQueued
from netevent.checkin.badge_routes import routes as badge_routes
from netevent.checkin.broadcasts import DoorBroadcasts
from netevent.checkin.presence import DeskPresence
from netevent.checkin.routes import routes as checkin_routes
from netevent.core import i18n, requests
from netevent.core.database import Database
from netevent.core.languages import select_languages
from netevent.core.mail.delivery import Delivery
from netevent.core.mail.sender import MailSender
from netevent.core.site import Limits, Site
from netevent.events.routes import routes as events_routes
from netevent.home.routes import routes as home_routes
from netevent.identity.logins import LOGIN_COOKIE, Logins
from netevent.identity.routes import routes as identity_routes
from netevent.identity.service import ended_logins
from netevent.live.bus import Bus, RedisBus
from netevent.live.health import routes as health_routes
from netevent.live.hub import Hub
from netevent.live.routes import routes as live_routes
from netevent.outbox.routes import routes as outbox_routes
from netevent.registration.routes import routes as registration_routes
from netevent.settings import Settings
from netevent.staff.routes import routes as staff_routes

log = structlog.get_logger()

REFRESH_SECONDS = 10
PRESENCE_SECONDS = 30
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
    staff_routes,
    outbox_routes,
)


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
    }
    QuartAuth(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    _set_up_requests(app, logins)
    _listen(app, database, hub, bus, logins)
    sender = MailSender(database, Delivery(settings))
    bus.listen(MailQueued, sender.wake)
    _set_up_life(app, database, bus, sender)
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


class RowNumber(IntegerConverter):
    """A row's id in a path. A larger number is no row's, and SQLite cannot even ask for it."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**31 - 1)


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


def _listen(app: Quart, database: Database, hub: Hub, bus: Bus, logins: Logins) -> None:
    """Who hears of what. A change without a listener must be listed as silent (tests/sweeps)."""

    def close_pages(change: LoginChanged) -> None:
        hub.close_login(change.login_id)

    bus.listen(LoginChanged, logins.forget)
    bus.listen(LoginChanged, close_pages)
    door = DoorBroadcasts(database, hub, bus)
    door.listen()
    people = AttendeeBroadcasts(database, hub, bus)
    people.listen()
    app.extensions["door_broadcasts"] = door
    app.extensions["attendee_broadcasts"] = people
    if isinstance(bus, RedisBus):
        bus.on_turn = door.refresh


def _close_ended(app: Quart, database: Database) -> Callable[[], Awaitable[None]]:
    """Close the pages of logins that ended without a word: expired, or told while Redis was away."""
    hub: Hub = app.extensions["live_hub"]

    async def close_ended() -> None:
        present = hub.login_ids()
        for login_id in await database.read(lambda tx: ended_logins(tx, present)) if present else ():
            hub.close_login(login_id)

    return close_ended


def _set_up_life(app: Quart, database: Database, bus: Bus, sender: MailSender) -> None:
    beats: list[asyncio.Task[None]] = []

    @app.before_serving
    async def start() -> None:
        languages = await database.read(select_languages)
        app.extensions["site"].languages = languages
        i18n.load_catalogues(bundle_path("translations"), languages)
        await bus.start()
        await sender.start()
        beats.append(asyncio.create_task(_every(REFRESH_SECONDS, _refresh(app))))
        beats.append(asyncio.create_task(_every(REFRESH_SECONDS, _close_ended(app, database))))
        beats.append(asyncio.create_task(_every(PRESENCE_SECONDS, app.extensions["presence"].keep)))

    @app.after_serving
    async def stop() -> None:
        for beat in beats:
            beat.cancel()
        await asyncio.gather(*beats, return_exceptions=True)
        await app.extensions["imports"].stop()
        await sender.stop()
        await bus.stop()
        await database.close()


def _refresh(app: Quart) -> Callable[[], Awaitable[None]]:
    async def refresh() -> None:
        app.extensions["door_broadcasts"].refresh()
        app.extensions["attendee_broadcasts"].refresh()

    return refresh


async def _every(seconds: float, work: Callable[[], Awaitable[None]]) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await work()
        except Exception:  # the next beat tries again
            log.exception("beat_failed")
