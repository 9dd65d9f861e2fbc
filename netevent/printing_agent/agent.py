"""What the agent does all day: it asks for the next badge when there is word of one, prints it, and says so.

One badge at a time. What was taken and not ended, because the agent was killed or the network is gone, the
server hands out once more: a badge comes out twice rather than not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

from netevent.printing_agent.printers.printer import NotPrinted, Printer
from netevent.printing_agent.server import NotToPrint, Server, TokenWrong, Unreachable, UsedElsewhere
from netevent.printing_agent.told import Job, Label, Told
from netevent.printing_agent.trouble import NONE, Trouble
from netevent.printing_agent.word import Word


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds. `alive`: a sign of life, and a look at the printer; `ask`: where no word can come; `again`:
    after something went wrong; `goodbye`: for what is still to be said at the end.
    """

    alive: float = 15.0
    ask: float = 2.0
    again: float = 3.0
    goodbye: float = 10.0


class Agent:
    """`tell` is given sentences for the log, without anybody's name."""

    def __init__(
        self,
        server: Server,
        word: Word,
        printer: Printer,
        tell: Callable[[str], None],
        pace: Pace | None = None,
    ) -> None:
        self._server, self._word, self._printer, self._tell = server, word, printer, tell
        self._pace = pace or Pace()
        self._stopping = asyncio.Event()
        self._trouble = NONE
        self._looked_at = 0.0
        self._hindered = ""

    def stop(self) -> None:
        """What is printed now is ended first."""
        self._stopping.set()
        self._word.came.set()

    async def run(self, takes_over: bool = False) -> None:
        """Until it is stopped.

        Raises:
            TokenWrong: the station is no more, or has another link.
        """
        told = await self._arrive(takes_over)
        if told is None:
            return
        tasks = [
            asyncio.create_task(self._word.listen(told.event_id, self._pace.again, self._tell)),
            asyncio.create_task(self._stay_alive()),
        ]
        try:
            await self._work()
            await self._leave()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self) -> None:
        while not self._stopping.is_set():
            self._word.came.clear()
            try:
                if self._trouble or self._is_to_look():
                    await self._look()
                elif not await self._turn():
                    await self._wait(self._pace.alive if self._word.is_open else self._pace.ask)
                    continue
            except Unreachable as error:
                self._tell_once(unreachable(error))
                await self._pause()
            except UsedElsewhere:
                await self._arrive(False)

    async def _turn(self) -> bool:
        """Print the next badge. False: none waits."""
        told = await self._server.next()
        self._hindered = ""
        if told.job is None:
            return False
        await self._print(told.job, told.label)
        return True

    async def _print(self, job: Job, label: Label) -> None:
        try:
            await self._printer.print(await self._server.pdf(job), label, job.id)
        except NotToPrint as error:
            if not error.is_gone:
                await self._end(job, "failed", error.trouble)
            self._tell(f"Badge {job.id}: {error}")
        except NotPrinted as error:
            await self._say_trouble(error.trouble)
            await self._end(job, "failed", error.trouble)
            self._tell(f"Badge {job.id} was not printed: {error}")
        else:
            await self._end(job, "printed", NONE)
            self._tell(f"Badge {job.id} was printed.")

    async def _end(self, job: Job, result: str, trouble: Trouble) -> None:
        """Said until it is heard: a badge that came out must not come out again."""
        await self._until_heard(lambda: self._server.end(job, result, trouble))

    # ---- the printer ------------------------------------------------------------------------------------

    def _is_to_look(self) -> bool:
        return monotonic() - self._looked_at >= self._pace.alive

    async def _look(self) -> None:
        """While the printer is in trouble no badge is taken: another station may print it."""
        if self._trouble:
            await self._pause()
        trouble = await self._printer.trouble()
        self._looked_at = monotonic()
        if trouble != self._trouble:
            self._tell(str(trouble) or "The printer prints again.")
            await self._say_trouble(trouble)

    async def _say_trouble(self, trouble: Trouble) -> None:
        """Where it is not heard now, the next sign of life says it."""
        self._trouble = trouble
        with suppress(Unreachable, UsedElsewhere):
            await self._server.state(trouble)

    # ---- coming and going -------------------------------------------------------------------------------

    async def _arrive(self, takes_over: bool) -> Told | None:
        """None: stopped before."""
        while not self._stopping.is_set():
            try:
                told = await self._server.arrive(takes_over)
            except Unreachable as error:
                self._tell_once(unreachable(error))
            except UsedElsewhere:
                self._tell_once("Another page or program prints for this station. Waiting until it ends.")
            else:
                self._hindered = ""
                self._tell(f"Prints for the station {told.name}.")
                return told
            await self._pause()
        return None

    async def _stay_alive(self) -> None:
        """Also while a badge takes long. What is wrong with the server the work finds out itself."""
        while True:
            await asyncio.sleep(self._pace.alive)
            with suppress(Unreachable, UsedElsewhere, TokenWrong):
                await self._server.state(self._trouble)

    async def _leave(self) -> None:
        with suppress(Unreachable, UsedElsewhere, TokenWrong):
            await self._server.leave()
        self._tell("Stopped.")

    async def _until_heard(self, say: Callable[[], Awaitable[None]]) -> None:
        """But at the end of the agent not for ever."""
        last = 0.0
        while True:
            try:
                return await say()
            except Unreachable as error:
                self._tell_once(unreachable(error))
            if self._stopping.is_set():
                last = last or monotonic() + self._pace.goodbye
                if monotonic() > last:
                    return None
                await asyncio.sleep(min(self._pace.again, 1.0))
            else:
                await self._pause()

    def _tell_once(self, reason: str) -> None:
        """Not at each of many tries."""
        if reason != self._hindered:
            self._tell(reason)
        self._hindered = reason

    async def _wait(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._word.came.wait()

    async def _pause(self) -> None:
        """A stop ends it."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pace.again):
                await self._stopping.wait()


def unreachable(error: Unreachable) -> str:
    return f"The server cannot be reached: {error}. Trying again."
