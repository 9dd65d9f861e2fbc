"""Runs the application on Hypercorn until it is told to stop. `cli` calls `serve()` for serve and demo.

At SIGTERM or Ctrl-C: no new connections; every page's socket is closed with 1012 ("service restart"), so
that browsers come back by themselves; requests in flight finish; exit code 0 within five seconds. A second
signal ends at once. Several workers are supervised by `workers`.
"""

import asyncio
import errno
import gc
import signal
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from hypercorn.app_wrappers import ASGIWrapper
from hypercorn.asyncio.run import worker_serve
from hypercorn.config import Config, Sockets
from quart import Quart

from netevent.core.hypercorn_patches import adjust_hypercorn
from netevent.workers import stop_signals, stop_with_parent, supervise

# Seconds after the first signal. Together they stay under the five that operators are promised.
SOCKETS_CLOSED_WITHIN = 2.0
STOPPED_WITHIN = 4.5
NEW_OBJECTS = 20_000

log = structlog.get_logger(__name__)

BuildApp = Callable[[], Quart]
Announce = Callable[[], None]
BeforeStop = Callable[[Quart], Awaitable[None]]


class CannotListen(Exception):
    """The address is taken, not this machine's, or forbidden; its text says which and what to do."""


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen. Everything else about Hypercorn stands in `hypercorn.toml`."""

    host: str
    port: int
    certfile: Path | None = None
    keyfile: Path | None = None
    workers: int = 1


def serve(
    build_app: BuildApp,
    listening: Listening,
    hypercorn_toml: Path,
    before_stop: BeforeStop,
    announce: Announce | None = None,
) -> int:
    """Blocks until stopped and gives the exit code. `announce` is called once, when all workers answer.

    `build_app` is called in the process that serves, after any fork: nothing of it is shared.
    """
    adjust_hypercorn()
    config = read_config(hypercorn_toml, listening)
    sockets = _bind(config, listening)
    work = partial(_run_worker, build_app, config, sockets, before_stop)
    if listening.workers == 1:
        return work(announce or _say_nothing)
    return supervise(work, listening.workers, announce or _say_nothing)


def read_config(hypercorn_toml: Path, listening: Listening) -> Config:
    config = Config.from_toml(hypercorn_toml)
    host = f"[{listening.host}]" if ":" in listening.host else listening.host
    config.bind = [f"{host}:{listening.port}"]
    if listening.certfile and listening.keyfile:
        config.certfile = str(listening.certfile)
        config.keyfile = str(listening.keyfile)
    # Our workers share one socket. Told of several, Hypercorn would set SO_REUSEPORT, and a second
    # server on the same port would start and take half of the visitors without a word.
    config.workers = 1
    return config


def _bind(config: Config, listening: Listening) -> Sockets:
    try:
        return config.create_sockets()
    except OSError as error:
        raise CannotListen(_why_not(error, listening)) from error


def _why_not(error: OSError, listening: Listening) -> str:
    where = f"{listening.host}:{listening.port}"
    if error.errno == errno.EADDRINUSE:
        return f"Cannot listen on {where}: another program uses this port. Stop it or set NETEVENT_PORT."
    if error.errno == errno.EACCES:
        return f"Cannot listen on {where}: ports below 1024 need root. Set NETEVENT_PORT to a higher one."
    return f"Cannot listen on {where}: {error.strerror}. Set NETEVENT_HOST to an address of this machine."


def _calm_garbage_collector() -> None:
    """What the start made stays for good: it need not be looked through again while people wait at the door.

    The collector looks for cycles after so many new objects; the standard 700 is a few requests' worth.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 20, 50)


def _run_worker(
    build_app: BuildApp, config: Config, sockets: Sockets, before_stop: BeforeStop, announce: Announce
) -> int:
    """One process's whole life. A failing start (say, no database) is an exception, hence exit code 1."""
    asyncio.run(_serve_until_stopped(build_app(), config, sockets, before_stop, announce))
    return 0


async def _serve_until_stopped(
    app: Quart, config: Config, sockets: Sockets, before_stop: BeforeStop, announce: Announce
) -> None:
    asyncio.get_running_loop().set_exception_handler(_forget_failed_handshakes)
    stop = _stop_at_signal()

    async def listen_until_stop() -> None:
        _calm_garbage_collector()
        announce()  # Hypercorn awaits this only once it accepts connections
        await stop.wait()

    serving = asyncio.create_task(
        worker_serve(ASGIWrapper(app), config, sockets=sockets, shutdown_trigger=listen_until_stop)
    )
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if stop.is_set():
        await _wind_down(serving, app, before_stop)
    else:
        await serving  # it could not start: raises why


async def _wind_down(serving: asyncio.Task[None], app: Quart, before_stop: BeforeStop) -> None:
    """Beside Hypercorn's own stop, which no longer listens and lets requests in flight finish.

    Hypercorn alone would wait for the pages to leave, which they don't, and end them with 1011.
    """
    deadline = asyncio.get_running_loop().time() + STOPPED_WITHIN
    await _close_sockets(app, before_stop)
    try:
        async with asyncio.timeout_at(deadline):
            await serving
    except TimeoutError:
        log.warning("stopped_with_work_in_flight", seconds=STOPPED_WITHIN)


async def _close_sockets(app: Quart, before_stop: BeforeStop) -> None:
    try:
        async with asyncio.timeout(SOCKETS_CLOSED_WITHIN):
            await before_stop(app)
    except TimeoutError:
        log.warning("sockets_not_closed_in_time", seconds=SOCKETS_CLOSED_WITHIN)
    except Exception:
        log.exception("closing_sockets_failed")


def _stop_at_signal() -> asyncio.Event:
    """The first signal sets the event and restores the default handlers, so that a second one kills."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    numbers = stop_signals()

    def first_signal() -> None:
        stop.set()
        for number in numbers:
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_DFL)

    for number in numbers:
        loop.add_signal_handler(number, first_signal)
    stop_with_parent(loop, stop)
    return stop


def _forget_failed_handshakes(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """A phone that does not trust the certificate breaks off its handshake; that is no error of ours."""
    if not isinstance(context.get("exception"), ssl.SSLError):
        loop.default_exception_handler(context)


def _say_nothing() -> None:
    """The default `announce`: says nothing."""
