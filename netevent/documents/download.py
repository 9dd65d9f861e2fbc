"""Files to be saved under a name that fits every system. Called by routes."""

from __future__ import annotations

import re
from urllib.parse import quote

from quart import Response
from werkzeug.http import dump_options_header

LONGEST_NAME = 80


def file_name(text: str, otherwise: str) -> str:
    """What may stand in a file's name, without its ending; `otherwise` where nothing is left of it."""
    return re.sub(r"[^\w .-]", "", text)[:LONGEST_NAME].strip(" .") or otherwise


def download(content: bytes, content_type: str, name: str, plain: str = "") -> Response:
    """To be saved. `plain` is the name for who cannot read the other: a header is ASCII."""
    names = {"filename": plain or name, "filename*": f"UTF-8''{quote(name, safe='')}"}
    response = Response(content, content_type=content_type)
    response.headers["Content-Disposition"] = dump_options_header("attachment", names)
    return response
