"""The way of a photo from what somebody sent to square JPEGs, and of a logo to a WebP.

Called by the photo of the profile and by the look of an event.

What the first bytes give away is refused here; the rest is decoded in a child (`reading`, `core.sandbox`),
two at a time, for one of 48 megapixels may take a core for some seconds and half a gigabyte.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from netevent.core.errors import Refusal
from netevent.core.i18n import N_
from netevent.core.pictures.kinds import BYTES_AT_MOST, PIXELS_AT_MOST, require_kind
from netevent.core.pictures.problems import PictureUnusable, Problem
from netevent.core.pictures.reading import (
    LOGO,
    LOGO_SIDE,
    LOGO_SMALLEST,
    SECONDS_AT_MOST,
    SIZES,
    SMALLEST,
    Crop,
)
from netevent.core.sandbox import ChildDied, OutOfBounds, ask_child

AT_ONCE = 2
# Seconds. By the clock the child has longer than by the processor: on a busy machine it comes last.
WAITS_FOR_A_SLOT = 30
WAITS_AT_MOST = 3 * SECONDS_AT_MOST
PROGRAM = "netevent.core.pictures.reading"


class PictureRefused(Refusal):
    """A file that is no photo we can use; `message` says why, and what to do."""

    status = 422

    def __init__(self, problem: Problem, smallest: int = SMALLEST) -> None:
        limits = {"megabytes": BYTES_AT_MOST // 1024**2, "megapixels": PIXELS_AT_MOST // 10**6}
        super().__init__(SENTENCES[problem], pixels=smallest, **limits)
        self.problem = problem
        self.code = f"picture_{problem}"


class TooManyPictures(Refusal):
    status = 503
    code = "busy"
    message = N_("Many photos are arriving right now. Wait a minute, then try again.")


class Pictures:
    """One server process's capacity for decoding."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._slots = asyncio.Semaphore(at_once)

    async def squares(self, content: bytes, crop: Crop | None = None) -> dict[int, bytes]:
        """The JPEG of each of `SIZES`.

        Raises:
            PictureRefused: the file cannot become a photo.
            TooManyPictures: the wait for earlier pictures took too long.
        """
        try:
            require_kind(content)
            output = await self._decoded(content, [crop.x, crop.y, crop.size] if crop else None)
            return _files(output, SIZES)
        except PictureUnusable as unusable:
            raise PictureRefused(unusable.problem) from None

    async def logo(self, content: bytes) -> bytes:
        """The whole picture as a WebP of at most `LOGO_SIDE` pixels; what is transparent stays so.

        Raises:
            PictureRefused: the file cannot become a logo.
            TooManyPictures: the wait for earlier pictures took too long.
        """
        try:
            require_kind(content)
            return _files(await self._decoded(content, LOGO), (LOGO_SIDE,))[LOGO_SIDE]
        except PictureUnusable as unusable:
            raise PictureRefused(unusable.problem, LOGO_SMALLEST) from None

    async def _decoded(self, content: bytes, wanted: list[float] | str | None) -> bytes:
        async with self._slot():
            return await _answer_of_child(content, wanted)

    @asynccontextmanager
    async def _slot(self) -> AsyncIterator[None]:
        try:
            await asyncio.wait_for(self._slots.acquire(), WAITS_FOR_A_SLOT)
        except TimeoutError:
            raise TooManyPictures from None
        try:
            yield
        finally:
            self._slots.release()


async def _answer_of_child(content: bytes, wanted: list[float] | str | None) -> bytes:
    try:
        return await ask_child(PROGRAM, content, json.dumps(wanted), seconds=WAITS_AT_MOST)
    except OutOfBounds:
        raise PictureUnusable(Problem.too_costly) from None
    except ChildDied:
        raise PictureUnusable(Problem.broken) from None


def _files(output: bytes, sizes: Sequence[int]) -> dict[int, bytes]:
    line, _, rest = output.partition(b"\n")
    told: dict[str, Any] = json.loads(line)
    if "problem" in told:
        raise PictureUnusable(Problem(told["problem"]))
    files: dict[int, bytes] = {}
    for size, length in zip(sizes, told["lengths"], strict=True):
        files[size], rest = rest[:length], rest[length:]
    return files


SENTENCES = {
    Problem.empty: N_("The file is empty. Choose the photo again."),
    Problem.too_large: N_(
        "The file is larger than %(megabytes)d MB. Choose a smaller photo, or take a screenshot "
        "of it and use that."
    ),
    Problem.heic: N_(
        "This is a HEIC photo, as iPhones and some other phones take them. Take a screenshot of "
        "it and use that, or choose “Most Compatible” under Settings, Camera, Formats and take a "
        "new one."
    ),
    Problem.avif: N_("This is an AVIF picture. Save it as JPEG, or take a screenshot of it and use that."),
    Problem.video: N_("This is a video. Choose a photo."),
    Problem.gif: N_("This is a GIF. Choose a photo: a JPEG, PNG or WebP file."),
    Problem.svg: N_("This is an SVG drawing. Choose a photo: a JPEG, PNG or WebP file."),
    Problem.document: N_("This is a PDF document. Choose a photo: a JPEG, PNG or WebP file."),
    Problem.not_a_picture: N_("We cannot read this photo. Choose a JPEG, PNG or WebP file."),
    Problem.too_many_pixels: N_(
        "This picture has more than %(megapixels)d megapixels. Make it smaller, or take a "
        "screenshot of it and use that."
    ),
    Problem.too_few_pixels: N_(
        "This picture is too small: each side needs at least %(pixels)d pixels. Choose a larger one."
    ),
    Problem.broken: N_(
        "The picture is damaged or incomplete. Choose it again; if that does not help, take a new one."
    ),
    Problem.too_costly: N_(
        "This picture takes too much memory to open. Take a screenshot of it and use that."
    ),
}
