"""Films badges for the browser's fake camera: each QR code stays in view for a while, then comes the next."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import qrcode
from PIL import Image, ImageDraw

from tests.servers import processes

SIZE: Final = (640, 480)
FRAMES_PER_SECOND: Final = 30  # Chromium plays an MJPEG film at this rate, whatever the film says


class Scene:
    """What lies before the camera besides readable codes."""

    EMPTY: Final = "\0empty"
    SPOILT: Final = "\0spoilt"  # a code with its corners torn off: no reader makes anything of it


def film(codes: Sequence[str], folder: Path, *, seconds: float = 2) -> Path:
    """Write an MJPEG film, to be looped, that shows each of `codes` (texts or a Scene) for `seconds`."""
    for number, code in enumerate(codes):
        _picture(code).save(folder / f"scene-{number:03}.png")
    target = folder / "badges.mjpeg"
    _encode(folder / "scene-%03d.png", target, seconds)
    return target


def _picture(code: str) -> Image.Image:
    scene = Image.new("RGB", SIZE, "#8a8f98")
    if code == Scene.EMPTY:
        return scene
    badge = _draw("a badge that was torn" if code == Scene.SPOILT else code)
    if code == Scene.SPOILT:
        _tear(badge)
    scene.paste(badge, ((SIZE[0] - badge.width) // 2, (SIZE[1] - badge.height) // 2))
    return scene


def _draw(code: str) -> Image.Image:
    drawing = qrcode.QRCode(border=4, box_size=10)
    drawing.add_data(code)
    drawing.make(fit=True)
    side = min(drawing.modules_count + 8, 42) * 10
    return drawing.make_image().get_image().convert("RGB").resize((side, side), Image.Resampling.NEAREST)


def _tear(badge: Image.Image) -> None:
    pen = ImageDraw.Draw(badge)
    half = badge.width // 2
    pen.rectangle((0, 0, half, half), fill="white")
    pen.rectangle((half, 0, badge.width, half), fill="white")


def _encode(pictures: Path, target: Path, seconds: float) -> None:
    subprocess.run(
        [
            processes.find_program("ffmpeg"),
            *("-y", "-loglevel", "error", "-framerate", f"1/{seconds}", "-i", str(pictures)),
            *("-r", str(FRAMES_PER_SECOND), "-pix_fmt", "yuvj420p", "-q:v", "4", "-f", "mjpeg", str(target)),
        ],
        check=True,
        stdin=subprocess.DEVNULL,
    )
