"""The server as the agent asks it, over HTTP. Each call is one of docs/print-agents.md."""

from __future__ import annotations

import ssl
from types import TracebackType
from typing import Any, Self

import httpx

from netevent.printing_agent.addresses import AGENT
from netevent.printing_agent.link import Link
from netevent.printing_agent.told import Job, Told, told_in
from netevent.printing_agent.trouble import Trouble

SECONDS = 10.0
# What a server says that will do it in a moment.
LATER = {429, 502, 503, 504}


class Unreachable(Exception):
    """Nobody answers, or the server is busy: the same again in a while."""


class TokenWrong(Exception):
    """The station's link was replaced, or the station was removed."""


class UsedElsewhere(Exception):
    """Another page or program prints for this station."""


class NotToPrint(Exception):
    """This badge cannot be had. `is_gone`: another has it by now, or it was cancelled."""

    def __init__(self, trouble: Trouble, is_gone: bool) -> None:
        super().__init__(str(trouble))
        self.trouble = trouble
        self.is_gone = is_gone


class Server:
    """One runner of one station. `runner` is a UUID."""

    def __init__(self, link: Link, runner: str, trust: ssl.SSLContext) -> None:
        self._runner = runner
        self._client = httpx.AsyncClient(
            base_url=link.origin,
            headers={"Authorization": f"Bearer {link.token}", "Accept": "application/json, application/pdf"},
            timeout=SECONDS,
            verify=trust,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def arrive(self, takes_over: bool) -> Told:
        return _told(await self._own("arrive", takes_over=takes_over))

    async def next(self) -> Told:
        return _told(await self._own("next"))

    async def state(self, trouble: Trouble) -> None:
        await self._own("state", trouble=str(trouble), **_coded(trouble))

    async def leave(self) -> None:
        await self._own("leave")

    async def pdf(self, job: Job) -> bytes:
        """
        Raises:
            NotToPrint: there is none.
        """
        answer = await self._ask("GET", job.pdf)
        if answer.is_success:
            return answer.content
        raise NotToPrint(Trouble("not_made", str(answer.status_code)), answer.status_code == 409)

    async def end(self, job: Job, result: str, trouble: Trouble) -> None:
        """Where another has the job by now there is nothing to be told."""
        sent = {"result": result, "said": str(trouble)} | _coded(trouble)
        answer = await self._ask("POST", f"{AGENT}jobs/{job.id}/end", sent)
        if answer.is_server_error:
            raise Unreachable(f"the server answers {answer.status_code}")

    async def _own(self, what: str, **sent: Any) -> httpx.Response:
        """As this runner.

        Raises:
            Unreachable, TokenWrong, UsedElsewhere.
        """
        answer = await self._ask("POST", f"{AGENT}{what}", {"runner": self._runner, **sent})
        if answer.status_code == 409:
            raise UsedElsewhere
        if not answer.is_success:
            raise Unreachable(f"the server answers {answer.status_code}; is this its address?")
        return answer

    async def _ask(self, method: str, address: str, sent: dict[str, Any] | None = None) -> httpx.Response:
        try:
            answer = await self._client.request(method, address, json=sent)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unreachable(str(error) or type(error).__name__) from None
        if answer.status_code in (401, 410):
            raise TokenWrong
        if answer.status_code in LATER:
            raise Unreachable(f"the server answers {answer.status_code}")
        return answer


def _coded(trouble: Trouble) -> dict[str, str]:
    """Beside the sentence, which is all that older servers know."""
    return {"code": trouble.code, "words": trouble.words}


def _told(answer: httpx.Response) -> Told:
    try:
        return told_in(answer.json())
    except (KeyError, TypeError, ValueError):
        raise Unreachable("this is not a NetEvent server with print stations") from None
