"""What badges look like: as the pictures that were looked at, but for the grain of letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from tests.documents.badges.pictures import DRAWN, STORED, drawn

# Of 255. A name that is a twentieth smaller makes some four times that.
TOLERANCE = 1.0


@pytest.mark.parametrize("name", DRAWN)
def test_it_looks_as_it_did(name: str, tmp_path: Path):
    with Image.open(STORED / f"{name}.png") as stored:
        assert difference(stored, drawn(name, tmp_path)) < TOLERANCE


def test_another_badge_looks_otherwise(tmp_path: Path):
    """The comparison can fail."""
    stored = Image.open(STORED / "label.png")
    moved = ImageChops.offset(drawn("label", tmp_path), 3, 2)
    assert difference(stored, moved) > 3 * TOLERANCE


def difference(one: Image.Image, other: Image.Image) -> float:
    """Of all dots together, blurred: how typefaces are smoothed is not asked."""
    assert one.size == other.size
    blurred = [image.convert("L").filter(ImageFilter.GaussianBlur(1.5)) for image in (one, other)]
    return float(ImageStat.Stat(ImageChops.difference(*blurred)).rms[0])
