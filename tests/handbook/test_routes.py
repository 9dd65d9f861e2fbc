"""The handbook: every chapter is a page, and what its links and pictures name is on this server."""

from __future__ import annotations

import re

import pytest
from quart.typing import TestClientProtocol as Client

from netevent.handbook.chapters import CHAPTERS
from tests.conftest import on_sqlite


async def text_of(client: Client, path: str) -> str:
    answer = await client.get(path)
    assert answer.status_code == 200, path
    text: str = await answer.get_data(as_text=True)
    return text


@on_sqlite
async def test_the_contents_lead_to_every_chapter(client: Client):
    contents = await text_of(client, "/help")
    assert set(re.findall(r'class="card" href="/help/(\w+)"', contents)) == {one.name for one in CHAPTERS}


@on_sqlite
@pytest.mark.parametrize("name", [one.name for one in CHAPTERS])
async def test_what_a_chapter_links_to_and_shows_is_there(client: Client, name: str):
    text = (await text_of(client, f"/help/{name}")).partition("<article")[2]
    for address in {*re.findall(r'(?:href|src)="([^"]+)"', text)}:
        path, _, anchor = address.partition("#")
        if "://" in path or (not anchor and path.startswith(("/help/pictures/", "/static/"))):
            continue
        page = text if not path else await text_of(client, path)
        assert not anchor or f'id="{anchor}"' in page, address


@on_sqlite
async def test_the_pictures_of_a_chapter_are_served(client: Client):
    text = await text_of(client, "/help/organizers")
    pictures = set(re.findall(r'src="(/help/pictures/[^"]+)"', text))
    assert len(pictures) > 5
    for picture in pictures:
        answer = await client.get(picture)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")


@on_sqlite
@pytest.mark.parametrize(
    "path",
    ["/help/nothing", "/help/pictures/nothing.png", "/help/pictures/..%2F..%2FREADME.md", "/help/README.md"],
)
async def test_there_is_no_other_file(client: Client, path: str):
    assert (await client.get(path)).status_code == 404


@on_sqlite
async def test_a_chapter_says_that_it_is_english_and_its_frame_is_in_the_readers_language(
    client: Client,
):
    text = await text_of(client, "/help/security?lang=de")
    assert '<html lang="de"' in text
    assert '<article lang="en"' in text
    assert "Sicherheit" in text
