"""Labels in ZPL: what the printer makes of them is the badge."""

from __future__ import annotations

import pytest
from PIL import Image

from netevent.documents.badges.drawing import badge_pdf
from netevent.documents.badges.formats import Format
from netevent.printing_agent.printers.zpl import picture_in_zpl, zpl_of
from tests.documents.badges.examples import LINK, badge, design
from tests.printing_agent.labels import ROLL, code_on, dots_of


@pytest.mark.parametrize("dots_of_an_inch", [203, 300, 600])
def test_the_code_on_the_label_leads_to_the_badge(dots_of_an_inch: int):
    label = dots_of(zpl_of(badge_pdf(badge(), design(Format.roll_62)), ROLL, dots_of_an_inch))
    assert code_on(label) == LINK


def test_the_label_has_its_own_size_in_dots():
    label = dots_of(zpl_of(badge_pdf(badge(), design(Format.roll_62)), ROLL, 203))
    assert label.size == (round(62 / 25.4 * 203), round(100 / 25.4 * 203))


@pytest.mark.parametrize("width", [1, 7, 8, 9, 20])
def test_what_is_black_is_printed_and_nothing_beside_it(width: int):
    picture = Image.new("1", (width, 6), 1)
    picture.paste(0, (0, 2, width, 4))
    picture.putpixel((0, 5), 0)
    assert dots_of(picture_in_zpl(picture)).tobytes() == picture.tobytes()


def test_rows_that_repeat_are_written_once():
    assert len(picture_in_zpl(Image.new("1", (800, 1_000), 0))) < 1_500
