"""A page as a picture."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from netevent.documents.badges import drawing
from netevent.documents.badges.formats import Format
from netevent.documents.badges.preview import picture
from tests.documents.badges.examples import LINK, badge, codes_in, design


def test_the_first_page_is_a_png_so_many_pixels_wide():
    made = picture(drawing.badge_pdf(badge(), design(Format.a6)), 420)
    shown = Image.open(BytesIO(made))
    assert (shown.format, shown.size) == ("PNG", (420, 593))
    assert codes_in(shown) == [LINK]
