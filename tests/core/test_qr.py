"""QR codes: what they say, and that a decoder would find them."""

import re
from xml.etree import ElementTree

import zxingcpp
from PIL import Image

from netevent.core.badge_codes import badge_link
from netevent.core.qr import QUIET_ZONE, qr_rectangles, qr_svg


def size_of(svg: str) -> int:
    found = re.search(r'viewBox="0 0 (\d+) \1"', svg)
    assert found is not None
    return int(found[1])


def test_link_of_a_badge_is_in_capitals():
    link = badge_link("https://tickets.example.org/", "ABCDE23456")
    assert link == "HTTPS://TICKETS.EXAMPLE.ORG/C/ABCDE23456"


def test_capitals_make_the_smaller_code():
    link = badge_link("https://example.org", "ABCDE23456")
    assert size_of(qr_svg(link)) < size_of(qr_svg(link.lower()))


def test_svg_is_well_formed_without_styles_and_with_its_quiet_zone():
    svg = qr_svg("HTTPS://EXAMPLE.ORG/C/ABCDE23456", 'Ada\'s "badge" <b>')
    tree = ElementTree.fromstring(svg)  # noqa: S314 - our own text
    assert tree.get("aria-label") == 'Ada\'s "badge" <b>'
    assert "style" not in svg
    columns = [int(x) for x in re.findall(r"M(\d+) ", svg)]
    assert min(columns) == QUIET_ZONE


def test_runs_draw_the_finder_pattern():
    svg = qr_svg("HELLO")
    assert f"M{QUIET_ZONE} {QUIET_ZONE}h7v1h-7z" in svg


def test_rectangles_for_paper_are_few_cover_each_dark_module_once_and_can_be_read():
    link = badge_link("https://tickets.example.org", "ABCDE23456")
    modules, dark = qr_rectangles(link)
    assert len(dark) < 200
    image = Image.new("L", (modules + 2 * QUIET_ZONE,) * 2, 255)
    for left, top, width, height in dark:
        for x in range(left, left + width):
            for y in range(top, top + height):
                place = (x + QUIET_ZONE, y + QUIET_ZONE)
                assert image.getpixel(place) == 255
                image.putpixel(place, 0)
    shown = image.resize((4 * image.width, 4 * image.height), Image.Resampling.NEAREST)
    (code,) = zxingcpp.read_barcodes(shown)
    assert code.text == link
    assert code.ec_level == "Q"
