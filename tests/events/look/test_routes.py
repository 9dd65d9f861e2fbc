"""Logo and colour: chosen by the organizer, shown to everybody, harmless whatever was sent."""

from io import BytesIO

import pytest
from PIL import Image
from quart.datastructures import FileStorage

from netevent.core.database.tables import event_logos
from netevent.events.look.colours import shades
from netevent.events.look.queries import select_look
from tests.core.pictures.files import HEIC, ORIENTATION, SVG, opened, png_header, saved

PAGE = "/organizer/event/1/look"
YELLOW, GREEN = "#ffe600", "#0a6d4a"


def wide(kind: str = "PNG", size: tuple[int, int] = (1200, 300), **options) -> bytes:
    """A red bar on nothing."""
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    picture.paste((200, 40, 40, 255), (0, 0, size[0] // 2, size[1]))
    return saved(picture if kind != "JPEG" else picture.convert("RGB"), kind, **options)


async def send(client, token, content: bytes = b"", **form):
    files = {"logo": FileStorage(BytesIO(content), filename="logo.png")} if content else {}
    return await client.post(PAGE, form=form, files=files, headers=token)


async def look_of(door, event_id: int = 1):
    look = await door.database.read(select_look, event_id)
    assert look is not None
    return look


async def text_of(client, path: str) -> str:
    return str(await (await client.get(path)).get_data(as_text=True))


async def test_a_logo_keeps_its_shape_and_what_is_transparent(door, log_in_as, client):
    olga, token = await log_in_as("olga")
    assert (await send(olga, token, wide())).status_code == 303
    look = await look_of(door)
    answer = await client.get(f"/event/EVENT1/logo/{look.logo}.webp")
    picture = opened(await answer.get_data(as_text=False))
    assert (picture.format, picture.mode, picture.size) == ("WEBP", "RGBA", (512, 128))
    through = picture.getchannel("A")
    assert (through.getpixel((20, 60)), through.getpixel((500, 60))) == (255, 0)
    assert "immutable" in answer.headers["Cache-Control"]
    assert f"/event/EVENT1/logo/{look.logo}.webp" in await text_of(client, "/register/attendee/EVENT1")


async def test_nothing_of_the_file_but_its_pixels_is_kept(door, log_in_as, client):
    exif = Image.Exif()
    exif[ORIENTATION], exif[0x010E] = 6, "where I live"
    olga, token = await log_in_as("olga")
    await send(olga, token, wide("JPEG", exif=exif.tobytes()))
    look = await look_of(door)
    content = await (await client.get(f"/event/EVENT1/logo/{look.logo}.webp")).get_data(as_text=False)
    assert b"where I live" not in content
    assert not opened(content).getexif()
    assert opened(content).size == (128, 512)


@pytest.mark.parametrize(
    "content",
    [
        SVG,
        HEIC,
        b"<svg onload=alert(1)>",
        png_header(20_000, 20_000),
        wide(size=(300, 8)),
        wide()[:200],
        b"GIF89a",
    ],
    ids=["svg", "heic", "bare svg", "huge", "flat", "cut", "gif"],
)
async def test_what_is_no_logo_is_refused_with_a_sentence(door, log_in_as, content):
    olga, token = await log_in_as("olga")
    answer = await send(olga, token, content, colour=GREEN)
    assert answer.status_code == 422
    assert 'role="alert"' in await answer.get_data(as_text=True)
    look = await look_of(door)
    assert (look.colour, look.logo) == ("", "")


async def test_a_new_logo_takes_the_place_of_the_old_one_and_may_go(door, log_in_as, client):
    olga, token = await log_in_as("olga")
    await send(olga, token, wide())
    first = (await look_of(door)).logo
    await send(olga, token, wide("WEBP"))
    second = (await look_of(door)).logo
    assert (await client.get(f"/event/EVENT1/logo/{first}.webp")).status_code == 404
    assert (await client.get(f"/event/EVENT1/logo/{second}.webp")).status_code == 200
    await send(olga, token, without_logo="y")
    assert (await look_of(door)).logo == ""
    assert (await client.get(f"/event/EVENT1/logo/{second}.webp")).status_code == 404
    assert (await client.get("/event/EVENT1/logo/.webp")).status_code == 404
    assert await door.database.read(lambda tx: tx.execute(event_logos.select()).all()) == []


async def test_a_colour_is_on_all_public_pages(door, log_in_as, client):
    olga, token = await log_in_as("olga")
    await send(olga, token, colour=GREEN.upper())
    guest, _ = await log_in_as("guest1")
    address = "/event/EVENT1/look.css?v=0a6d4a"
    for reader, path in (
        (client, "/register/attendee/EVENT1"),
        (guest, "/attendee/dashboard"),
        (guest, "/attendee/profile"),
    ):
        assert f'href="{address}"' in await text_of(reader, path), path
    elsewhere, _ = await log_in_as("guest13")
    assert "look.css" not in await text_of(elsewhere, "/attendee/dashboard")
    style = await client.get(address)
    assert style.content_type == "text/css; charset=utf-8"
    assert "immutable" in style.headers["Cache-Control"]
    assert f"light-dark({GREEN}, " in await style.get_data(as_text=True)
    assert "no-cache" in (await client.get("/event/EVENT1/look.css?v=ffffff")).headers["Cache-Control"]


async def test_a_colour_that_cannot_be_read_is_said_and_shown_darker(log_in_as):
    olga, token = await log_in_as("olga")
    assert (await send(olga, token, colour=YELLOW)).status_code == 303
    page = await text_of(olga, PAGE)
    assert f"White text is not readable enough on {YELLOW}" in page
    assert shades(YELLOW).light in page
    preview = await text_of(olga, f"{PAGE}/preview?colour=%230a6d4a")
    assert "White text" not in preview
    assert "preview.css?colour=%230a6d4a" in preview
    assert ".look-preview" in await text_of(olga, f"{PAGE}/preview.css?colour=%230a6d4a")


@pytest.mark.parametrize("typed", ["red", "#12", "url(x)", "#fff;}*{display:none}", "</style><script>"])
async def test_what_is_no_colour_is_refused_and_styles_nothing(door, log_in_as, typed):
    olga, token = await log_in_as("olga")
    assert (await send(olga, token, colour=typed)).status_code == 422
    assert (await look_of(door)).colour == ""
    style = await olga.get(f"{PAGE}/preview.css", query_string={"colour": typed})
    assert await style.get_data(as_text=True) == ""


@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_it_is_the_organizers_alone(door, log_in_as, who, status):
    client, token = await log_in_as(who)
    assert (await send(client, token, colour=GREEN)).status_code == status
    assert (await client.get(f"{PAGE}/preview")).status_code == status
    assert (await look_of(door)).colour == ""


async def test_codes_of_no_event_count(client):
    statuses = [(await client.get(f"/event/NOSUCH{n}/look.css")).status_code for n in range(32)]
    assert (statuses[0], statuses[-1]) == (404, 429)
