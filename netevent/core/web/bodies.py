"""How large a request's body may be, and what is read of it before it is trusted.

Small by default; a view that takes more says so with `takes`. `requests.check_token` asks for the first bytes
alone: a stranger's form is refused before the rest of it is read, let alone parsed.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any, TypeVar

from quart import Request, current_app, request
from quart.formparser import FormDataParser
from quart.wrappers.request import Body
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import LengthRequired, RequestEntityTooLarge, RequestTimeout

from netevent.core.errors import LoginNeeded

SMALL = 64 * 1024
# What any view may ask for.
LARGEST = 32 * 1024 * 1024
MOST_FIELDS = 200
# Where a form's token stands: it is the first field of each of our forms.
BEGINNING = 8 * 1024
ARRIVES_WITHIN = 15.0
TOKEN = re.compile(
    rb'(?:^|&)csrf_token=([\w.-]{1,200})(?:&|$)|name="csrf_token"\r\n\r\n([\w.-]{1,200})\r\n', re.ASCII
)

View = TypeVar("View", bound=Callable[..., Any])
Fields = MultiDict[str, Any]


def takes(largest: int) -> Callable[[View], View]:
    """The view's body may be `largest` bytes long."""

    def mark(view: View) -> View:
        view.largest_body = largest  # type: ignore[attr-defined]  # read by `require_size`
        return view

    return mark


def require_size(is_stranger: bool) -> None:
    """Refuse a body that is larger than its view takes, or that does not say how large it is.

    A stranger sends nothing large: it would wait in memory until it is refused.

    Raises:
        werkzeug.exceptions.HTTPException: 413, or 411.
        LoginNeeded: somebody who is logged in might send it.
    """
    if "Transfer-Encoding" in request.headers:
        raise LengthRequired
    size = request.content_length or 0
    if size > _largest():
        raise RequestEntityTooLarge
    if is_stranger and size > SMALL:
        raise LoginNeeded


async def token_in_body() -> str:
    """The form's token, which stands at its beginning; '' where there is none.

    Raises:
        werkzeug.exceptions.RequestTimeout: the beginning does not arrive.
    """
    body = request.body
    assert isinstance(body, ReadBody)
    found = TOKEN.search(await body.beginning())
    return (found[1] or found[2]).decode() if found else ""


class ReadBody(Body):
    """A body whose beginning can be read before the rest is there."""

    def __init__(self, expected_content_length: int | None, max_content_length: int | None) -> None:
        super().__init__(expected_content_length, max_content_length)
        self._beginning = b""
        self._is_whole = False
        self._reader: asyncio.Future[None] | None = None

    def append(self, data: bytes) -> None:
        if len(self._beginning) < BEGINNING:
            self._beginning += data[: BEGINNING - len(self._beginning)]
            self._wake()
        super().append(data)

    def set_complete(self) -> None:
        self._is_whole = True
        self._wake()
        super().set_complete()

    async def beginning(self) -> bytes:
        try:
            async with asyncio.timeout(ARRIVES_WITHIN):
                while len(self._beginning) < BEGINNING and not self._is_whole:
                    self._reader = asyncio.get_running_loop().create_future()
                    await self._reader
        except TimeoutError:
            raise RequestTimeout from None
        return self._beginning

    def _wake(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)


class FewFields(FormDataParser):
    """A form has some dozen fields; tens of thousands of tiny ones would keep the loop busy."""

    async def parse(
        self, body: Body, mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> tuple[Fields, Fields]:
        if "urlencoded" in mimetype and (await body).count(b"&") >= MOST_FIELDS:
            raise RequestEntityTooLarge
        return await super().parse(body, mimetype, content_length, options)


class BoundedRequest(Request):
    """Quart's request with such a body and such forms."""

    body_class = ReadBody
    form_data_parser_class = FewFields


def _largest() -> int:
    view = current_app.view_functions.get(request.endpoint or "")
    return int(getattr(view, "largest_body", SMALL))
