"""create_app: puts the parts together. The only module that knows them all."""

from __future__ import annotations

import structlog
from quart import Quart, Response, g, request
from quart.typing import ResponseTypes
from werkzeug.routing import IntegerConverter, Map

from netevent import blueprints
from netevent.agenda.programme.taps import Taps
from netevent.background import Background
from netevent.changes import JobQueued, LoginChanged
from netevent.checkin.desks.open_desks import OpenDesks
from netevent.core import i18n
from netevent.core.acting import Actor, act_as
from netevent.core.database import Database
from netevent.core.i18n.refreshing import LanguagesOfTable
from netevent.core.pace import Pace
from netevent.core.pictures.process import Pictures
from netevent.core.site import Application, Limits, Site
from netevent.core.web import bodies, opaque, readers, requests
from netevent.core.web.cookies import LOGIN_COOKIE, SESSION_COOKIE, LoginCookie, SessionCookie
from netevent.core.web.forms import LARGEST_NUMBER
from netevent.core.web.lines import Lines
from netevent.core.web.turns import Turns
from netevent.documents import lettering
from netevent.documents.made.keeping import MadeFiles
from netevent.identity.logins import Logins
from netevent.job_workers import job_workers
from netevent.live.admission import Admission
from netevent.live.bus import Bus, RedisBus
from netevent.live.connection import DeafConnection
from netevent.live.guests import Guests
from netevent.live.hub import Hub
from netevent.live.publisher import Publisher
from netevent.notification_kinds import INBOX
from netevent.payments.providers.all import providers_of
from netevent.profiles.photos.keeping import Photos
from netevent.push.keys.keeping import PushKeys
from netevent.push.sending.sender import Sender
from netevent.push.subscriptions.endpoints import push_services
from netevent.reactions import REACTIONS
from netevent.registration.orders.turns import OrderTurns
from netevent.reports.turns import ExportTurns
from netevent.resources import resource_path
from netevent.screens import SCREENS
from netevent.settings import Settings

log = structlog.get_logger()

LOGIN_DAYS = 30


class RowNumber(IntegerConverter):
    """A number in a path that a database can hold; a larger one is no address of ours."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_NUMBER)


def create_app(settings: Settings) -> Application:
    app = Application("netevent", static_folder=str(resource_path("static")), static_url_path="/static")
    _configure(app, settings)
    database = Database(settings.database, reactions=REACTIONS)
    hub = Hub()
    bus = RedisBus(settings.redis_url) if settings.redis_url else Bus()
    logins = Logins(database)
    database.on_change = bus.publish
    publisher = Publisher(database, hub, bus, SCREENS)
    providers = providers_of(settings)
    limits = Limits(settings.redis_url)
    keys, services = PushKeys(settings, database), push_services(settings.push_services)
    sender = Sender(keys, services)
    pace = Pace()
    workers = job_workers(settings, database, providers, limits, INBOX, sender, pace)
    others = (
        Admission(app, hub, bus, SCREENS),
        bus,
        ExportTurns(),
        Guests(),
        hub,
        INBOX,
        LanguagesOfTable(database, resource_path("translations")),
        logins,
        publisher,
        Lines(),
        MadeFiles(settings, database),
        OpenDesks(database),
        OrderTurns(),
        pace,
        Photos(settings, database),
        Pictures(at_once=1),
        providers,
        keys,
        services,
        sender,
        Taps(database),
    )
    app.site = Site(settings, database, limits, others)
    LoginCookie(app)
    app.session_interface = SessionCookie()
    blueprints.register(app)
    _set_up_requests(app, logins)
    for worker in workers:
        bus.listen(JobQueued, worker.wake)
    _listen_to_logins(bus, hub, logins)
    background = Background(app, workers)
    app.before_serving(background.start)
    app.after_serving(background.stop)
    return app


async def close_pages(app: Quart) -> None:
    """Tell every open page that the server comes back. Called by `serving` before it stops."""
    assert isinstance(app, Application)
    await app.site.part(Hub).close_all()


def _configure(app: Quart, settings: Settings) -> None:
    app.url_map.converters["int"] = RowNumber
    app.request_class = bodies.BoundedRequest
    app.asgi_websocket_class = DeafConnection
    lettering.look_in(settings.fonts_dir)
    prefix = "__Host-" if settings.secure else ""  # as `cookie_name` has it
    opaque.use(settings.secret_key.get_secret_value())
    app.secret_key = settings.secret_key.get_secret_value()
    # A redirect to the address with one slash would name plain HTTP: behind a proxy that is another site.
    app.url_map.merge_slashes = False
    app.config.update(
        MAX_CONTENT_LENGTH=bodies.LARGEST,
        MAX_FORM_MEMORY_SIZE=bodies.SMALL,
        MAX_FORM_PARTS=bodies.MOST_FIELDS,
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        QUART_AUTH_COOKIE_SECURE=settings.secure,
        QUART_AUTH_COOKIE_SAMESITE="Lax",
        QUART_AUTH_COOKIE_NAME=prefix + LOGIN_COOKIE,
        SESSION_COOKIE_NAME=prefix + SESSION_COOKIE,
        QUART_AUTH_DURATION=LOGIN_DAYS * 24 * 3600,
    )


def _set_up_requests(app: Quart, logins: Logins) -> None:
    strangers = Turns()

    @app.before_request
    async def prepare() -> None:
        requests.start_clock()
        g.viewer = None if _is_plain() or requests.is_for_programs() else await logins.viewer()
        if g.viewer is not None:
            act_as(Actor(g.viewer.kind, g.viewer.name))
        i18n.set_language(readers.choose_language())
        bodies.require_size(is_stranger=g.viewer is None)
        if g.viewer is None and not _is_plain():
            await strangers.wait()
        await requests.check_token()

    @app.before_websocket
    async def prepare_socket() -> None:
        g.viewer = await logins.viewer()
        i18n.set_language(readers.language_of_socket())

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
    """Static files and health checks need no viewer."""
    return request.path.startswith("/static/") or request.path in ("/healthz", "/readyz")


def _listen_to_logins(bus: Bus, hub: Hub, logins: Logins) -> None:
    def close_pages(change: LoginChanged) -> None:
        hub.close_login(change.login_id)

    bus.listen(LoginChanged, logins.forget)
    bus.listen(LoginChanged, close_pages)
