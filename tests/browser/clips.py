"""Films for Chromium's fake camera: badges, broken and foreign codes held before a desk. Used by the browser tests.

`--use-file-for-fake-video-capture` plays an MJPEG file over and over.
"""

import random
import subprocess
from collections.abc import Iterable
from pathlib import Path

import qrcode
from PIL import Image

SIZE = (640, 480)
FRAMES_A_SECOND = 30  # what Chromium takes every MJPEG file for


def badge(code: str) -> Image.Image:
    return on_table(qr(f"HTTPS://EVENT.EXAMPLE/C/{code}"))


def foreign(text: str = "https://shop.example/menu") -> Image.Image:
    return on_table(qr(text))


def broken(code: str) -> Image.Image:
    """A badge whose middle is scratched: a reader sees that there is a code, and cannot read it."""
    picture = qr(f"HTTPS://EVENT.EXAMPLE/C/{code}")
    noise = random.Random(1)
    module = 6
    for left in range(10 * module, picture.width - 5 * module, module):
        for top in range(10 * module, picture.height - 5 * module, module):
            picture.paste(noise.choice((0, 255)), (left, top, left + module, top + module))
    return on_table(picture)


def nothing() -> Image.Image:
    return Image.new("L", SIZE, 200)


def two(one: Image.Image, other: Image.Image) -> Image.Image:
    """Both in front of the camera, side by side in the square that is read."""
    both = nothing()
    for place, picture in enumerate((one, other)):
        middle = picture.crop((SIZE[0] // 2 - 120, 120, SIZE[0] // 2 + 120, 360)).resize((210, 210))
        both.paste(middle, (SIZE[0] // 2 - 215 + place * 220, 135))
    return both


def film(path: Path, scenes: Iterable[tuple[Image.Image, float]]) -> Path:
    """Writes an MJPEG of the scenes, each for its seconds."""
    pictures = path.with_suffix("")
    pictures.mkdir()
    number = 0
    for picture, seconds in scenes:
        for _ in range(round(seconds * FRAMES_A_SECOND)):
            picture.save(pictures / f"{number:04}.png", compress_level=1)
            number += 1
    command = [
        "ffmpeg",
        "-loglevel",
        "error",
        "-framerate",
        str(FRAMES_A_SECOND),
        "-i",
        f"{pictures}/%04d.png",
    ]
    subprocess.run([*command, "-pix_fmt", "yuvj420p", "-q:v", "2", str(path)], check=True)
    return path


def qr(text: str) -> Image.Image:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=6, border=4)
    code.add_data(text)
    picture: Image.Image = code.make_image().get_image().convert("L")
    return picture


def on_table(picture: Image.Image) -> Image.Image:
    scene = nothing()
    scene.paste(picture, ((SIZE[0] - picture.width) // 2, (SIZE[1] - picture.height) // 2))
    return scene
