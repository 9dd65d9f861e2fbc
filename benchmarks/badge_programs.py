"""`python -m benchmarks.badge_programs ours|bare COUNT`: draws badges, and prints what it cost as JSON.

`ours` feeds the process that draws, as the server does, and watches its own event loop meanwhile. `bare` has
no process, no layout and no design: the matrix of each code as the library makes it, and the same lines of
text in the same weights, with a size that is known. Each is a program of its own, so that memory and
processor time are its own.
"""

import asyncio
import json
import re
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

from qrcode import constants
from qrcode.main import QRCode
from qrcode.util import QRData
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from netevent.core.badge_codes import badge_link
from netevent.core.credentials import ALPHABET, CODE_LENGTH
from netevent.documents.badges.badge import Badge
from netevent.documents.badges.formats import Design, Format, paper_of
from netevent.documents.badges.printing import printing
from netevent.documents.lettering import Weight, draw_line

FIRST = (
    "Łukasz",
    "Françoise",
    "Jürgen",
    "Ada",
    "Ngọc Ánh",
    "Владимир",
    "Ελένη",
    "Maria Magdalena",
    "Bo",
    "Zoë",
)
LAST = (
    "Wiśniewski",
    "Conil",
    "Groß-Hohenlinden",
    "Lovelace",
    "Nguyễn",
    "Петров",
    "Παπαδοπούλου",
    "Li",
    "Åkesson",
)
WORKS_FOR = ("Politechnika Łódzka", "Université de Liège", "KPN", "Gemeente Utrecht", "Comune di Forlì", "")
ROLES = (
    "Head of research",
    "Policy adviser",
    "Software engineer",
    "",
    "Journalist",
    "Professor",
    "Volunteer",
)
TYPES = ("General", "Speaker", "VIP", "Student")
EVENT, DATE = "Smart Cities Summit 2026", "27–28 November 2026"
PAPER = Format.l4785
# As many as one read of the database gives.
BATCH = 100
TICK = 0.001
DARK = re.compile(rb"\x01+")


def people(count: int) -> Iterator[Badge]:
    for number in range(count):
        yield Badge(
            badge_link("https://tickets.example.org", code_of(number)),
            f"{FIRST[number % len(FIRST)]} {LAST[number // 3 % len(LAST)]}",
            EVENT,
            DATE,
            WORKS_FOR[number % len(WORKS_FOR)],
            ROLES[number % len(ROLES)],
            TYPES[number % len(TYPES)],
            "#3a43c8",
        )


def code_of(number: int) -> str:
    """Each its own, with letters that look drawn; `benchmarks.world` would bring the whole application."""
    spread = number * 982_451_653 % len(ALPHABET) ** CODE_LENGTH
    digits = (spread // len(ALPHABET) ** place % len(ALPHABET) for place in range(CODE_LENGTH))
    return "".join(ALPHABET[digit] for digit in digits)


async def ours(count: int) -> dict[str, float]:
    badges = list(people(count))
    watching = asyncio.create_task(longest_wait())
    began = time.perf_counter()
    async with printing(Design(paper_of(PAPER))) as sheets:
        for first in range(0, count, BATCH):
            await sheets.add(badges[first : first + BATCH])
        with await sheets.written() as file:
            size = await asyncio.to_thread(lambda: len(file.read()))
    seconds = time.perf_counter() - began
    watching.cancel()
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "seconds": seconds,
        "processor": child.ru_utime + child.ru_stime,
        "bytes": size,
        "memory_mb": child.ru_maxrss / 1024,
        "blocked_ms": await watching * 1000,
    }


async def longest_wait() -> float:
    """For how long the loop ran nothing else, at most; until it is cancelled."""
    longest = 0.0
    with suppress(asyncio.CancelledError):
        while True:
            before = time.perf_counter()
            await asyncio.sleep(TICK)
            longest = max(longest, time.perf_counter() - before - TICK)
    return longest


def bare(count: int) -> dict[str, float]:
    file = BytesIO()
    grid = paper_of(PAPER).grid
    canvas = Canvas(file, pagesize=(grid.page_width * mm, grid.page_height * mm), pageCompression=1)
    for number, badge in enumerate(people(count)):
        left, top = grid.corner(number % grid.labels)
        draw_bare(canvas, badge, left * mm, (grid.page_height - top - grid.label_height) * mm)
        if number % grid.labels == grid.labels - 1:
            canvas.showPage()
    canvas.save()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return {"processor": usage.ru_utime + usage.ru_stime, "bytes": len(file.getvalue())}


def draw_bare(canvas: Canvas, badge: Badge, left: float, bottom: float) -> None:
    matrix = QRCode(error_correction=constants.ERROR_CORRECT_Q, border=0, mask_pattern=0)
    matrix.add_data(QRData(badge.link, mode=2), optimize=0)
    matrix.make()
    rows = [bytes(map(bool, row)) for row in matrix.modules]
    module = 25 * mm / len(rows)
    runs = ((y, *run.span()) for y, row in enumerate(rows) for run in DARK.finditer(row))
    code = " ".join(f"{start} {y} {end - start} 1 re" for y, start, end in runs)
    canvas.addLiteral(f"q {module} 0 0 {-module} {left + 50 * mm} {bottom + 40 * mm} cm {code} f Q")
    canvas.rect(left, bottom, 74 * mm, 7 * mm, stroke=0, fill=1)
    bold = (badge.event, *badge.name.rsplit(" ", 1), badge.type_name)
    for row, line in enumerate((*bold, badge.date, badge.organisation, badge.role)):
        weight = Weight.bold if row < len(bold) else Weight.regular
        draw_line(canvas, line, left, bottom + (44 - 6 * row) * mm, 9, weight)


def main() -> None:
    which, count = sys.argv[1], int(sys.argv[2])
    print(json.dumps(asyncio.run(ours(count)) if which == "ours" else bare(count)))


if __name__ == "__main__":
    main()
