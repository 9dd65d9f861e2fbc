"""Files to be saved under a name that fits every system. Called by routes."""

from __future__ import annotations

import asyncio
import os
import re
from typing import BinaryIO
from urllib.parse import quote

from quart import Response
from quart.wrappers.response import ResponseBody
from werkzeug.http import dump_options_header

LONGEST_NAME = 80
PIECE = 64 * 1024


def file_name(text: str, otherwise: str) -> str:
    """What may stand in a file's name, without its ending; `otherwise` where nothing is left of it."""
    return re.sub(r"[^\w .-]", "", text)[:LONGEST_NAME].strip(" .") or otherwise


def download(content: bytes, content_type: str, name: str, plain: str = "") -> Response:
    """To be saved. `plain` is the name for who cannot read the other: a header is ASCII."""
    return _saved(Response(content, content_type=content_type), name, plain)


def download_file(file: BinaryIO, content_type: str, name: str, plain: str = "") -> Response:
    """As `download`; the file is sent piece by piece, and closed."""
    response = Response(FileToSend(file), content_type=content_type)
    response.content_length = os.fstat(file.fileno()).st_size
    return _saved(response, name, plain)


class FileToSend(ResponseBody):
    """An open file that may have no name any more."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    async def __aenter__(self) -> FileToSend:
        return self

    async def __aexit__(self, *error: object) -> None:
        self._file.close()

    def __aiter__(self) -> FileToSend:
        return self

    async def __anext__(self) -> bytes:
        piece = await asyncio.to_thread(self._file.read, PIECE)
        if not piece:
            raise StopAsyncIteration
        return piece


def _saved(response: Response, name: str, plain: str) -> Response:
    names = {"filename": plain or name, "filename*": f"UTF-8''{quote(name, safe='')}"}
    response.headers["Content-Disposition"] = dump_options_header("attachment", names)
    return response
