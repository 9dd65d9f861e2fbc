"""Every right picture, however it is kept, becomes the same upright squares with nothing else in them."""

import random

import pytest
from PIL import Image, ImageCms

from netevent.core.pictures.problems import PictureUnusable, Problem
from netevent.core.pictures.reading import SIZES, Crop, read_squares
from tests.core.pictures.files import (
    GREEN,
    ORIENTATION,
    RED,
    corners,
    jpeg,
    name_of,
    opened,
    png_header,
    saved,
    scene,
    webp_header,
)

UPRIGHT = ["red", "green", "blue", "yellow"]
# What a camera writes, and how the pixels lie in the file then.
TURNS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def squares_of(picture: Image.Image, kind: str, **options) -> dict[int, bytes]:
    return read_squares(saved(picture, kind, **options))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_kind_becomes_a_jpeg_of_each_size(kind: str):
    squares = squares_of(scene(), kind)
    assert tuple(squares) == SIZES == (800, 256, 96)
    for size, content in squares.items():
        assert opened(content).format == "JPEG"
        assert opened(content).size == (size, size)
        assert corners(content) == UPRIGHT


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_turn_that_the_camera_noted_is_applied(turn: int, kind: str):
    how = TURNS[turn]
    picture = scene(600, 400)
    exif = Image.Exif()
    exif[ORIENTATION] = turn
    squares = squares_of(picture.transpose(how) if how is not None else picture, kind, exif=exif.tobytes())
    assert corners(squares[256]) == UPRIGHT


def test_crop_means_the_upright_picture():
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    content = saved(scene(600, 400).transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif.tobytes())
    squares = read_squares(content, Crop(x=0.6, y=0.05, size=0.4))
    assert corners(squares[256]) == ["green"] * 4


@pytest.mark.parametrize(
    "crop", [Crop(-1, -1, 1), Crop(0, 0, 9), Crop(-0.5, -0.5, 0.4), Crop(2, 2, 0.3), Crop(0.4, 0.4, 0)]
)
def test_crop_beyond_the_edges_is_moved_into_the_picture(crop: Crop):
    assert opened(read_squares(jpeg(500, 300), crop)[800]).size == (800, 800)


def test_crop_of_a_large_picture_is_as_sharp_as_the_picture():
    """Decoding at a smaller size must leave the chosen square enough pixels."""
    picture = Image.new("L", (4000, 4000), 0)
    stripes = Image.new("L", (2, 800))
    stripes.putdata([255, 0] * 800)
    for left in range(800, 1600, 2):
        picture.paste(stripes, (left, 800))
    square = opened(read_squares(saved(picture, "JPEG", quality=95), Crop(0.2, 0.2, 0.2))[800]).convert("L")
    shades = [shade for shade, count in enumerate(square.histogram()) if count]
    assert (shades[0] < 60, shades[-1] > 195) == (True, True)


def test_colours_of_a_cmyk_file_are_not_inverted():
    assert corners(squares_of(scene().convert("CMYK"), "JPEG", quality=95)[256]) == UPRIGHT


def test_first_frame_of_an_animation_is_taken():
    frames = [Image.new("RGB", (200, 200), GREEN), Image.new("RGB", (200, 200), RED)]
    for kind in ("WEBP", "PNG"):
        squares = squares_of(frames[1], kind, save_all=True, append_images=frames[:1], duration=100)
        assert corners(squares[96]) == ["red"] * 4


def test_first_picture_of_a_file_with_two_is_taken():
    squares = squares_of(scene(), "MPO", save_all=True, append_images=[Image.new("RGB", (300, 300))])
    assert corners(squares[96]) == UPRIGHT


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixels_of_a_png_is_read(mode: str):
    if mode == "I;16":
        picture = Image.frombytes("I;16", (300, 300), (200 * 256).to_bytes(2, "little") * 90_000)
    else:
        picture = Image.new("L", (300, 300), 200).convert(mode)
    middle = opened(squares_of(picture, "PNG")[96]).getpixel((48, 48))
    assert isinstance(middle, tuple)
    assert all(abs(part - 200) < 20 for part in middle), middle


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_transparent_becomes_white(kind: str):
    picture = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    picture.paste(RED, (0, 0, 150, 150))
    assert corners(squares_of(picture, kind, lossless=True)[256]) == ["red", "white", "white", "white"]


def test_transparent_colour_of_a_palette_becomes_white():
    picture = scene().quantize(4)
    corner = picture.getpixel((10, 10))
    assert corners(squares_of(picture, "PNG", transparency=corner)[256])[0] == "white"


def test_wide_colours_come_into_the_range_of_every_screen():
    """The same numbers mean other colours under another profile: here, red and green change places."""
    swapped = swapped_profile()
    assert (
        corners(squares_of(Image.new("RGB", (200, 200), RED), "PNG", icc_profile=swapped)[96]) != ["red"] * 4
    )


def test_damaged_profile_costs_no_photo():
    assert corners(squares_of(scene(), "PNG", icc_profile=b"no profile at all")[96]) == UPRIGHT


def test_nothing_of_the_file_survives_but_its_colours():
    exif = Image.Exif()
    exif[0x010F] = "A camera of mine"
    content = jpeg(
        exif=exif.tobytes(), comment=b"taken at home", icc_profile=swapped_profile(), dpi=(300, 300)
    )
    for square in read_squares(content).values():
        picture = opened(square)
        assert not picture.getexif()
        assert not set(picture.info) & {"exif", "comment", "icc_profile", "xmp", "photoshop"}
        assert b"home" not in square


def test_sizes_are_light_enough_for_a_list():
    noise = Image.frombytes("RGB", (900, 900), random.Random(1).randbytes(900 * 900 * 3))
    squares = squares_of(noise.resize((2700, 2700)), "JPEG")
    assert len(squares[96]) < 12_000
    assert len(squares[256]) < 60_000
    assert len(squares[800]) < 500_000


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (png_header(20_000, 10_000), Problem.too_many_pixels),
        (png_header(4_000_000, 5), Problem.too_few_pixels),
        (png_header(2**31 - 1, 2**31 - 1), Problem.too_many_pixels),
        (png_header(4000, 4000), Problem.broken),
        (webp_header(4000, 4000), Problem.broken),
        (jpeg()[:3000], Problem.broken),
        (saved(scene(), "PNG")[:500], Problem.broken),
        (saved(scene(), "WEBP")[:60], Problem.broken),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 500, Problem.broken),
        (b"\x89PNG\r\n\x1a\n" + b"nonsense" * 50, Problem.broken),
        (saved(Image.new("RGB", (2000, 95)), "PNG"), Problem.too_few_pixels),
    ],
)
def test_file_without_a_usable_picture_says_why(content: bytes, problem: Problem):
    with pytest.raises(PictureUnusable) as caught:
        read_squares(content)
    assert caught.value.problem is problem


def test_any_cut_and_any_flipped_byte_is_refused_or_read():
    """Whatever the decoders raise, the answer is a photo or a sentence."""
    chance = random.Random(7)
    whole = jpeg(120, 120)
    for kind in ("JPEG", "PNG", "WEBP"):
        content = saved(scene(120, 120), kind)
        for _ in range(60):
            damaged = bytearray(content[: chance.randrange(20, len(content) + 1)])
            damaged[chance.randrange(12, len(damaged))] = chance.randrange(256)
            try:
                assert set(read_squares(bytes(damaged))) == set(SIZES)
            except PictureUnusable:
                continue
    assert corners(read_squares(whole)[96]) == UPRIGHT


def swapped_profile() -> bytes:
    """A profile whose red is our green: sRGB's own, with two of its columns exchanged."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(profile[128:132], "big")
    places = {bytes(profile[at : at + 4]): at for at in range(132, 132 + 12 * count, 12)}
    red, green = places[b"rXYZ"], places[b"gXYZ"]
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(profile)


def test_names_of_colours_are_told_apart():
    assert (name_of(RED), name_of(GREEN)) == ("red", "green")
