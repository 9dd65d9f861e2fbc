"""The own photo: chosen, replaced, removed, refused; and who sees it at its direct address."""

from __future__ import annotations

import re

import pytest
from quart.typing import TestClientProtocol as Client

from netevent.core.site import Application
from tests.conftest import LogIn, on_sqlite
from tests.connections.relationships import block, relationship
from tests.core.pictures.files import (
    HEIC,
    ORIENTATION,
    SVG,
    corners,
    jpeg,
    opened,
    png_header,
    saved,
    scene,
)
from tests.door import Door
from tests.profiles.photos.pictures import PAGE, address, files_of, give_photo, photo_of, send

JSON = {"Accept": "application/json"}
ADA, BEN, ELSEWHERE = 1, 2, 13


async def text_of(answer) -> str:
    return str(await answer.get_data(as_text=True))


async def picture_at(client: Client, path: str) -> bytes:
    return bytes(await (await client.get(path)).get_data(as_text=False))


async def status_at(client: Client, path: str) -> int:
    return (await client.get(path)).status_code


# ---- saving -------------------------------------------------------------------------------------------


async def test_photo_is_saved_in_three_sizes_and_shown(app: Application, door: Door, log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    answer = await send(client, token, jpeg(900, 600))
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    name = await photo_of(door, ADA)
    assert re.fullmatch("[0-9a-f]{32}", name)
    assert [path.name for path in files_of(app)] == [f"{name}-{size}.jpg" for size in (256, 800, 96)]
    page = await text_of(await client.get(PAGE))
    assert "Your photo has been saved." in page
    assert f'src="{address(ADA, name, 256)}"' in page
    assert "Your photo has been saved." not in await text_of(await client.get(PAGE))
    for size in (96, 256, 800):
        picture = await picture_at(client, address(ADA, name, size))
        assert opened(picture).size == (size, size)
        assert corners(picture) == ["red", "green", "blue", "yellow"]


async def test_photo_taken_by_the_camera_chooser_counts_as_well(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    assert (await send(client, token, jpeg(), chooser="camera")).status_code == 303
    assert await photo_of(door, ADA)


@on_sqlite
async def test_crop_that_is_sent_along_is_cut_out(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    assert (await send(client, token, jpeg(), x="0.55", y="0.05", size="0.4")).status_code == 303
    picture = await picture_at(client, address(ADA, await photo_of(door, ADA)))
    assert corners(picture) == ["green"] * 4


@on_sqlite
@pytest.mark.parametrize("crop", [{"x": "nan"}, {"size": "0"}, {"y": "-1"}, {"x": "left"}])
async def test_crop_that_is_none_is_refused(door: Door, log_in_as: LogIn, crop: dict[str, str]):
    client, token = await log_in_as("guest1")
    answer = await send(client, token, jpeg(), **{"x": "0", "y": "0", "size": "1"} | crop)
    assert answer.status_code == 422
    assert await photo_of(door, ADA) == ""


async def test_new_photo_replaces_the_old_one_and_its_files(app: Application, door: Door, log_in_as: LogIn):
    old = await give_photo(log_in_as, door, ADA)
    new = await give_photo(log_in_as, door, ADA, saved(scene(), "PNG"))
    assert new != old
    assert {path.name[:32] for path in files_of(app)} == {new}
    client, _ = await log_in_as("guest1")
    assert await status_at(client, address(ADA, old)) == 404


async def test_removing_is_one_tap(app: Application, door: Door, log_in_as: LogIn):
    name = await give_photo(log_in_as, door, ADA)
    client, token = await log_in_as("guest1")
    answer = await client.post(f"{PAGE}/remove", headers=token)
    assert answer.status_code == 303
    assert await photo_of(door, ADA) == ""
    assert files_of(app) == []
    assert await status_at(client, address(ADA, name)) == 404
    assert "Your photo has been removed." in await text_of(await client.get(PAGE))
    assert (await client.post(f"{PAGE}/remove", headers=token)).status_code == 303


async def test_script_is_told_where_to_go_or_what_is_wrong(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    answer = await send(client, token, jpeg(), headers=JSON)
    assert await answer.get_json() == {"next": PAGE}
    answer = await send(client, token, HEIC, headers=JSON)
    assert answer.status_code == 422
    error = (await answer.get_json())["error"]
    assert (error["code"], "HEIC" in error["message"]) == ("picture_heic", True)


# ---- refused files ------------------------------------------------------------------------------------


@on_sqlite
@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (HEIC, "IMG_0001.jpg", "This is a HEIC photo"),
        (SVG, "me.png", "This is an SVG drawing"),
        (b"", "me.jpg", "The file is empty"),
        (b"\xff\xd8\xff" + b"\x00" * (24 * 1024**2), "me.jpg", "larger than 24 MB"),
        (png_header(20_000, 10_000), "me.png", "more than 51 megapixels"),
        (jpeg()[:4000], "me.jpg", "damaged or incomplete"),
        (b"just a text", "me.webp", "cannot read this photo"),
    ],
)
async def test_refused_file_says_why_and_leaves_the_photo(
    app: Application, door: Door, log_in_as: LogIn, content: bytes, name: str, sentence: str
):
    old = await give_photo(log_in_as, door, ADA)
    client, token = await log_in_as("guest1")
    answer = await send(client, token, content, name)
    assert answer.status_code == 422
    page = await text_of(answer)
    assert sentence in page
    assert address(ADA, old, 256) in page
    assert await photo_of(door, ADA) == old
    assert {path.name[:32] for path in files_of(app)} == {old}


@on_sqlite
async def test_form_without_a_file_asks_for_one(log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    answer = await client.post(PAGE, form={}, headers=token)
    assert answer.status_code == 422
    assert "Choose a photo first." in await text_of(answer)


@on_sqlite
@pytest.mark.parametrize("has_header", [True, False])
async def test_thirty_megabytes_are_refused_with_the_photos_own_sentence(log_in_as: LogIn, has_header: bool):
    client, token = await log_in_as("guest1")
    content = b"\xff\xd8\xff" + b"\x00" * (30 * 1024**2)
    told = {"Content-Length": str(len(content))}
    answer = await send(client, told | (token if has_header else {}), content)
    assert answer.status_code == 422
    assert "larger than 24 MB" in await text_of(answer)


@on_sqlite
async def test_picture_turned_by_its_camera_stands_upright(door: Door, log_in_as: LogIn):
    from PIL import Image

    exif = Image.Exif()
    exif[ORIENTATION] = 6
    turned = saved(scene().transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif.tobytes())
    name = await give_photo(log_in_as, door, ADA, turned)
    client, _ = await log_in_as("guest1")
    picture = await picture_at(client, address(ADA, name, 800))
    assert corners(picture) == ["red", "green", "blue", "yellow"]
    assert not opened(picture).getexif()


async def test_uploads_are_limited(log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    for _ in range(30):
        assert (await send(client, token, b"no photo")).status_code == 422
    assert (await send(client, token, b"no photo")).status_code == 429


async def test_only_attendees_have_the_page(client: Client, log_in_as: LogIn):
    for who in ("olga", "marta"):
        other, token = await log_in_as(who)
        assert await status_at(other, PAGE) == 403
        assert (await send(other, token, jpeg())).status_code == 403
        assert (await other.post(f"{PAGE}/remove", headers=token)).status_code == 403
    answer = await client.get(PAGE)
    assert (answer.status_code, "/login" in answer.headers["Location"]) == (302, True)


# ---- direct addresses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shows", "who", "status"),
    [
        ("everyone", "guest2", 200),
        ("connections", "guest2", 404),
        ("nobody", "guest2", 404),
        ("everyone", "guest13", 404),
        *[
            (shows, who, 200)
            for shows in ("everyone", "connections", "nobody")
            for who in ("guest1", "marta", "olga")
        ],
        ("everyone", "piet", 404),
        ("everyone", "otto", 404),
    ],
)
async def test_photo_shows_to_whom_it_may(door: Door, log_in_as: LogIn, shows: str, who: str, status: int):
    name = await give_photo(log_in_as, door, ADA)
    await door.change_attendee(ADA, shows_photo=shows)
    client, _ = await log_in_as(who)
    for size in (96, 256, 800):
        assert await status_at(client, address(ADA, name, size)) == status


@pytest.mark.parametrize(
    ("shows", "status", "answer"),
    [
        ("connections", "accepted", 200),
        ("connections", "pending", 404),
        ("connections", "rejected", 404),
        ("nobody", "accepted", 404),
    ],
)
async def test_photo_for_connections_waits_for_the_connection(
    door: Door, log_in_as: LogIn, shows: str, status: str, answer: int
):
    name = await give_photo(log_in_as, door, ADA)
    await door.change_attendee(ADA, shows_photo=shows)
    await relationship(door, BEN, ADA, status)
    client, _ = await log_in_as("guest2")
    assert await status_at(client, address(ADA, name)) == answer


@pytest.mark.parametrize(("blocker", "blocked"), [(ADA, BEN), (BEN, ADA)])
async def test_block_hides_the_photo_from_both_sides(
    door: Door, log_in_as: LogIn, blocker: int, blocked: int
):
    name = await give_photo(log_in_as, door, ADA)
    await block(door, blocker, blocked)
    client, _ = await log_in_as("guest2")
    assert await status_at(client, address(ADA, name)) == 404
    third, _ = await log_in_as("guest3")
    assert await status_at(third, address(ADA, name)) == 200


async def test_guest_gets_no_photo(app: Application, door: Door, log_in_as: LogIn):
    name = await give_photo(log_in_as, door, ADA)
    answer = await app.test_client().get(address(ADA, name), headers=JSON)
    assert answer.status_code == 401
    assert await status_at(app.test_client(), address(ADA, name)) == 302


async def test_only_the_very_name_of_the_very_person_answers(door: Door, log_in_as: LogIn):
    name = await give_photo(log_in_as, door, ADA)
    client, _ = await log_in_as("guest2")
    wrong = [
        address(BEN, name),
        address(ADA, "0" * 32),
        address(ADA, name, 97),
        f"/photos/{ADA}/{name}-96.png",
        f"/photos/{ADA}/{name}",
        f"/photos/{ADA}/..%2f{name}-96.jpg",
        f"/photos/{ADA}/-96.jpg",
        f"/photos/999/{name}-96.jpg",
    ]
    assert [await status_at(client, path) for path in wrong] == [404] * len(wrong)


async def test_photo_is_kept_by_the_readers_own_browser_and_asked_for_each_time(door: Door, log_in_as: LogIn):
    name = await give_photo(log_in_as, door, ADA)
    client, _ = await log_in_as("guest2")
    answer = await client.get(address(ADA, name))
    assert answer.content_type == "image/jpeg"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    again = await client.get(address(ADA, name), headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    await door.change_attendee(ADA, shows_photo="nobody")
    again = await client.get(address(ADA, name), headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 404


async def test_photo_whose_file_is_lost_is_not_there(app: Application, door: Door, log_in_as: LogIn):
    name = await give_photo(log_in_as, door, ADA)
    for path in files_of(app):
        path.unlink()
    client, _ = await log_in_as("guest1")
    assert await status_at(client, address(ADA, name)) == 404


async def test_persons_of_another_event_have_photos_of_their_own(door: Door, log_in_as: LogIn):
    name = await give_photo(log_in_as, door, ELSEWHERE)
    for who, status in (("piet", 200), ("otto", 200), ("olga", 404), ("marta", 404), ("guest1", 404)):
        client, _ = await log_in_as(who)
        assert await status_at(client, address(ELSEWHERE, name)) == status, who
