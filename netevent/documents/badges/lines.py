"""Badges on their way from the server to the process that draws them: a line of JSON for each.

The first line is the design. The server sends them (`printing`), the other process reads them (`process`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from netevent.documents.badges.badge import AgendaLine, Badge
from netevent.documents.badges.formats import Design, Format, Grid, Paper

# After all badges. No JSON is like it.
LAST_LINE = b"\n"


def design_line(design: Design) -> bytes:
    return json.dumps(asdict(design)).encode() + b"\n"


def read_design(line: bytes) -> Design:
    read = json.loads(line)
    paper = read["paper"]
    given = paper | {"format": Format(paper["format"]), "grid": Grid(**paper["grid"])}
    return Design(**read | {"paper": Paper(**given)})


def badge_line(badge: Badge) -> bytes:
    return json.dumps(asdict(badge)).encode() + b"\n"


def read_badges(lines: Iterable[bytes]) -> Iterator[Badge]:
    for line in lines:
        read = json.loads(line)
        agenda = tuple(AgendaLine(**one) for one in read["agenda"])
        yield Badge(**read | {"answers": tuple(read["answers"]), "agenda": agenda})
