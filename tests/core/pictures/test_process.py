"""Hostile and hapless files: each is refused with its own sentence, within bounds, at no one else's cost."""

import asyncio
import os
import resource
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image

from netevent.core import sandbox as children
from netevent.core.pictures import process
from netevent.core.pictures.kinds import BYTES_AT_MOST
from netevent.core.pictures.problems import Problem
from netevent.core.pictures.process import SENTENCES, PictureRefused, Pictures, TooManyPictures
from netevent.core.pictures.reading import Crop, read_squares
from netevent.core.sandbox import ChildDied, OutOfBounds, ask_child
from tests.core.pictures.files import (
    AVIF,
    FILM,
    HEIC,
    ORIENTATION,
    SVG,
    corners,
    jpeg,
    png_header,
    saved,
    scene,
    webp_header,
)

PROGRAM = """
import sys, time
from netevent.core.sandbox import answer_parent
def work(content):
    {body}
    return b"done"
answer_parent(work, seconds=1, memory=512 * 1024**2)
"""


@pytest.fixture
def pictures() -> Pictures:
    return Pictures()


async def refusal(pictures: Pictures, content: bytes) -> PictureRefused:
    with pytest.raises(PictureRefused) as caught:
        await pictures.squares(content)
    return caught.value


async def test_process_makes_what_the_reader_makes(pictures: Pictures):
    content, crop = jpeg(900, 600), Crop(0.1, 0.2, 0.5)
    assert await pictures.squares(content) == read_squares(content)
    assert await pictures.squares(content, crop) == read_squares(content, crop)


@pytest.mark.parametrize(
    ("content", "problem", "words"),
    [
        (b"", Problem.empty, "empty"),
        (HEIC, Problem.heic, "Most Compatible"),
        (AVIF, Problem.avif, "AVIF"),
        (FILM, Problem.video, "video"),
        (SVG, Problem.svg, "SVG"),
        (saved(scene(), "GIF"), Problem.gif, "GIF"),
        (b"%PDF-1.7 ...", Problem.document, "PDF"),
        (b"Dear server, here is my photo.", Problem.not_a_picture, "JPEG, PNG or WebP"),
        (b"<html><body>a page</body></html>", Problem.not_a_picture, "JPEG, PNG or WebP"),
        (saved(scene(), "TIFF"), Problem.not_a_picture, "JPEG, PNG or WebP"),
        (saved(scene(), "BMP"), Problem.not_a_picture, "JPEG, PNG or WebP"),
        (b"\xff\xd8\xff" + b"\x00" * (30 * 1024**2), Problem.too_large, "larger than 24 MB"),
        (png_header(20_000, 10_000), Problem.too_many_pixels, "more than 51 megapixels"),
        (webp_header(16_000, 12_500), Problem.too_many_pixels, "more than 51 megapixels"),
        (saved(Image.new("RGB", (50, 50)), "PNG"), Problem.too_few_pixels, "96 pixels"),
        (jpeg()[:4000], Problem.broken, "damaged or incomplete"),
        (b"RIFF\x00\x00\x00\x00WEBPwhat", Problem.broken, "damaged or incomplete"),
    ],
)
async def test_each_unusable_file_has_its_own_sentence(
    pictures: Pictures, content: bytes, problem: Problem, words: str
):
    refused = await refusal(pictures, content)
    assert refused.problem is problem
    assert refused.status == 422
    assert refused.code == f"picture_{problem}"
    assert words in refused.text
    assert "%" not in refused.text


def test_every_problem_has_a_sentence_of_its_own():
    assert set(SENTENCES) == set(Problem)
    assert len(set(SENTENCES.values())) == len(Problem)


async def test_bomb_that_unpacks_to_a_gigabyte_is_refused_in_little_memory(pictures: Pictures):
    """A PNG within the pixels whose data, once unpacked, never ends; and one that says how large it is."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    endless = zlib.compress(b"\x00" * 200_000_000, 9)
    bomb = png_header(7000, 7000).replace(zlib.compress(b"\x00" * 1000), endless)
    assert len(bomb) < BYTES_AT_MOST
    assert (await refusal(pictures, bomb)).problem is Problem.broken
    assert (await refusal(pictures, png_header(30_000, 30_000))).problem is Problem.too_many_pixels
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    # A child counts what its parent was when it was forked: never less than this process.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert used <= max(before, own, 400 * 1024)


async def test_largest_allowed_pictures_are_read_within_the_bounds(pictures: Pictures):
    """The largest photos of phones, and what others make of smaller ones; each turned by its camera."""
    side, turned = (8160, 6120), Image.Exif()
    turned[ORIENTATION] = 6
    for picture, kind in (
        (scene(*side), "JPEG"),
        (scene(*side).convert("CMYK"), "JPEG"),
        (scene(*side).convert("RGBA"), "PNG"),
        (scene(6000, 4000), "WEBP"),
    ):
        squares = await pictures.squares(saved(picture, kind, exif=turned.tobytes()))
        assert corners(squares[256]) == ["blue", "red", "yellow", "green"]


async def test_only_two_are_decoded_at_once(pictures: Pictures, monkeypatch: pytest.MonkeyPatch):
    running = most = 0

    async def count(*arguments, **named) -> bytes:
        nonlocal running, most
        running += 1
        most = max(most, running)
        answer = await ask_child(*arguments, **named)
        running -= 1
        return answer

    monkeypatch.setattr(process, "ask_child", count)
    await asyncio.gather(*(pictures.squares(jpeg()) for _ in range(6)))
    assert most == 2


async def test_who_waits_too_long_is_told_so_and_blocks_nobody(
    pictures: Pictures, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(process, "WAITS_FOR_A_SLOT", 0)
    answers = await asyncio.gather(*(pictures.squares(jpeg()) for _ in range(3)), return_exceptions=True)
    assert [type(answer) for answer in answers].count(TooManyPictures) >= 1
    monkeypatch.undo()
    assert set(await pictures.squares(jpeg())) == {800, 256, 96}


async def test_decoder_that_dies_costs_the_photo_and_nothing_else(
    pictures: Pictures, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(process, "PROGRAM", "netevent.no_such_program")
    assert (await refusal(pictures, jpeg())).problem is Problem.broken


async def test_picture_that_takes_too_long_is_refused(pictures: Pictures, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(process, "WAITS_AT_MOST", 0)
    assert (await refusal(pictures, jpeg())).problem is Problem.too_costly


async def child_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> bytes:
    (tmp_path / "odd_child.py").write_text(PROGRAM.format(body=body))
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    return await ask_child("odd_child", b"", seconds=30)


async def test_child_that_only_counts_is_ended_by_the_processors_bound(tmp_path, monkeypatch):
    with pytest.raises(OutOfBounds):
        await child_that(tmp_path, monkeypatch, "while True: pass")


async def test_child_that_wants_too_much_memory_is_refused_it(tmp_path, monkeypatch):
    with pytest.raises(OutOfBounds):
        await child_that(tmp_path, monkeypatch, "bytearray(600 * 1024**2)")


async def test_child_that_fails_is_no_answer(tmp_path, monkeypatch):
    with pytest.raises(ChildDied):
        await child_that(tmp_path, monkeypatch, "sys.stderr.close(); raise ValueError")


async def test_child_knows_none_of_our_secrets(tmp_path, monkeypatch):
    monkeypatch.setenv("NETEVENT_SECRET_KEY", "not for children")
    body = "import os; return repr([name for name in os.environ if name.startswith('NETEVENT_')]).encode()"
    assert await child_that(tmp_path, monkeypatch, body) == b"[]"


async def test_child_gives_way_to_the_server(tmp_path, monkeypatch):
    body = "import os; return str(os.nice(0)).encode()"
    assert int(await child_that(tmp_path, monkeypatch, body)) >= children.NICENESS


async def test_loop_goes_on_while_a_picture_is_decoded(pictures: Pictures):
    work = asyncio.create_task(pictures.squares(saved(scene(5000, 4000), "PNG")))
    turns = 0
    while not work.done():
        turns += 1
        await asyncio.sleep(0.001)
    assert turns > 20
    assert corners((await work)[96]) == ["red", "green", "blue", "yellow"]


def test_child_starts_light():
    """What a child loads, each upload waits for: no web server, no languages, no settings."""
    code = "import sys, netevent.core.pictures.reading; print(*sorted(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert not loaded & {"quart", "sqlalchemy", "babel", "pydantic", "jinja2"}
