"""A small application under the real runner, started as a process of its own by test_serving.

Its hub only knows its sockets; `/pid` says which worker answers; `/until-stop` is a request in flight that
can only end once the stop has begun; the line "ready" on stdout says that it answers. Words after the
number of workers: `broken` fails at the start; `late PIPE` keeps the second worker from building its
application until somebody writes to the pipe.
"""

import asyncio
import os
import sys
from multiprocessing import current_process
from pathlib import Path

from quart import Quart, websocket

from netevent.serving import CannotListen, Listening, serve

TOML = Path(__file__).parent.parent / "hypercorn.toml"


class Hub:
    def __init__(self) -> None:
        self.pages: set[asyncio.Future[int]] = set()
        self.stopping = asyncio.Event()

    async def close_all(self, code: int) -> None:
        self.stopping.set()
        for page in self.pages:
            page.set_result(code)


class SmallApplication(Quart):
    hub: Hub


async def close_pages(app: Quart) -> None:
    assert isinstance(app, SmallApplication)
    await app.hub.close_all(1012)


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def build_app() -> Quart:
    if "broken" in sys.argv:
        raise RuntimeError("no database")
    if "late" in sys.argv and current_process().name.endswith("-2"):
        Path(sys.argv[-1]).read_text()
        say("late")
    app = SmallApplication(__name__)
    hub = app.hub = Hub()

    @app.websocket("/live")
    async def live() -> None:
        page: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        hub.pages.add(page)
        await websocket.send(f"hello from {os.getpid()}")
        await websocket.close(await page)

    @app.get("/until-stop")
    async def until_stop() -> str:
        say("in flight")
        await hub.stopping.wait()
        return "finished"

    @app.get("/for-ever")
    async def for_ever() -> str:
        say("in flight")
        never: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        return await never

    @app.get("/pid")
    async def pid() -> str:
        return str(os.getpid())

    return app


if __name__ == "__main__":
    listening = Listening("127.0.0.1", int(sys.argv[1]), workers=int(sys.argv[2]))
    try:
        sys.exit(serve(build_app, listening, TOML, close_pages, lambda: say("ready")))
    except CannotListen as problem:
        say(str(problem))
