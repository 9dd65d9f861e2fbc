"""The agent put together, until SIGTERM or Ctrl-C. Called by `netevent print-agent`."""

from __future__ import annotations

import asyncio
import signal
import ssl
from collections.abc import Callable
from contextlib import suppress

from netevent.printing_agent.agent import Agent
from netevent.printing_agent.link import Link
from netevent.printing_agent.printers.printer import Printer
from netevent.printing_agent.runner import runner_of
from netevent.printing_agent.server import Server
from netevent.printing_agent.word import Word


async def run_agent(link: Link, printer: Printer, takes_over: bool, tell: Callable[[str], None]) -> None:
    """
    Raises:
        TokenWrong: this is not (any more) the token of a station.
    """
    # What the machine trusts; SSL_CERT_FILE names another file.
    trust = ssl.create_default_context()
    runner = runner_of(link)
    try:
        async with Server(link, runner.id, trust) as server:
            agent = Agent(server, Word(link, trust), printer, tell)
            _stop_by_signals(agent.stop)
            await agent.run(takes_over)
    finally:
        runner.let_go()


def _stop_by_signals(stop: Callable[[], None]) -> None:
    """Windows has none: Ctrl-C ends it at once there."""
    for one in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(one, stop)
