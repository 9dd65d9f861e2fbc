"""Whose shapes ideographs have, by what stands beside them and by what is known of their person."""

from __future__ import annotations

from pathlib import Path

import pytest

from netevent.documents.lettering import (
    Weight,
    draw_line,
    far_letters,
    ideographs_of,
    prepare_letters,
    width_of,
)
from netevent.documents.lettering.machine import ideographs
from netevent.documents.lettering.regions import LANGUAGES, of_language, region_of
from netevent.documents.lettering.shaping import shaped
from tests.documents.lettering.conftest import forget
from tests.documents.lettering.paper import ink_of, pdf_of
from tests.documents.lettering.typefaces import typeface, typeface_of_all_regions

NAME = "王小明"


@pytest.mark.parametrize(
    ("text", "of"),
    [
        (NAME, "sc"),
        ("さくら 花子", "jp"),
        ("ヤマダ", "jp"),
        ("ﾔﾏﾀﾞ 花子", "jp"),
        ("남궁 王", "kr"),
        ("王ㄨㄤˊ", "tc"),
        ("Wang", "sc"),
    ],
)
def test_the_letters_beside_an_ideograph_say_whose_it_is(text: str, of: str):
    assert region_of(text) == of


@pytest.mark.parametrize(
    ("language", "of"),
    [
        ("ja", "jp"),
        ("ja-JP", "jp"),
        ("ko", "kr"),
        ("zh", "sc"),
        ("zh_Hans_CN", "sc"),
        ("zh-Hant", "tc"),
        ("zh_TW", "tc"),
        ("zh-HK", "hk"),
        ("zh-Hant-HK", "hk"),
        ("en", ""),
        ("", ""),
        ("\x00-zh", ""),
    ],
)
def test_a_language_says_whose_ideographs_its_readers_write(language: str, of: str):
    assert of_language(language) == of


def test_what_a_person_wrote_comes_before_the_language_and_that_before_the_event():
    with ideographs_of((NAME, "株式会社さくら"), "zh", around=("한국 회의",)):
        assert region_of(NAME) == "jp"
    with ideographs_of((NAME, "Acme"), "zh-TW", around=("さくら会議",)):
        assert region_of(NAME) == "tc"
    with ideographs_of((NAME,), "en", around=("さくら会議",)):
        assert region_of(NAME) == "jp"
    with ideographs_of((NAME,), "en"):
        assert region_of(NAME) == "sc"
    assert region_of(NAME) == "sc"


def test_what_a_line_itself_tells_comes_first():
    with ideographs_of((NAME,), "zh", around=("さくら会議",)):
        assert region_of("남궁 王") == "kr"


def test_a_name_in_ideographs_alone_has_the_face_of_its_persons_language(own_folder: Path):
    for region in LANGUAGES:
        file = own_folder / f"NotoSansCJK{region}-Bold.otf"
        file.write_bytes(typeface(f"NotoSansCJK{region}-Bold", cubic=True, weight=700))
    forget()
    for language, region in (("ja", "jp"), ("zh", "sc"), ("ko", "kr"), ("zh-TW", "tc")):
        with ideographs_of((NAME,), language):
            used = {piece.font.fontName.partition("-")[0] for piece in shaped(NAME, Weight.bold).pieces}
        assert used == {f"NotoSansCJK{region}"}


@pytest.mark.parametrize(("language", "left"), [("ja", 100), ("zh", 300), ("zh-Hant", 500), ("en", 300)])
def test_of_a_file_of_all_regions_the_shape_of_the_language_is_taken(
    own_folder: Path, language: str, left: int
):
    (own_folder / "All.ttf").write_bytes(typeface_of_all_regions("All"))
    forget()
    with ideographs_of((NAME,), language):
        found = ink_of(pdf_of(lambda canvas: draw_line(canvas, "王", 10, 50, 40, Weight.regular)))
    assert found is not None
    assert (found[0] - 10) * 25 == pytest.approx(left, abs=8)


def test_one_name_of_two_people_has_both_shapes_on_one_page(own_folder: Path):
    (own_folder / "All.ttf").write_bytes(typeface_of_all_regions("Both"))
    forget()
    for language, left in (("ja", 100), ("zh", 300), ("ja", 100)):
        with ideographs_of((NAME,), language):
            assert width_of("王", 1000, Weight.regular) == 1000
            found = ink_of(pdf_of(lambda canvas: draw_line(canvas, "王", 10, 50, 40, Weight.regular)))
        assert found is not None
        assert (found[0] - 10) * 25 == pytest.approx(left, abs=8)


def test_letters_of_several_people_are_prepared_with_the_shapes_of_each(own_folder: Path):
    (own_folder / "All.ttf").write_bytes(typeface_of_all_regions("Prepared"))
    forget()
    wanted = set[tuple[str, str]]()
    for language in ("ja", "zh"):
        with ideographs_of((NAME,), language):
            wanted |= far_letters([NAME, "Anna"])
    assert wanted == {(of, letter) for of in ("jp", "sc") for letter in NAME}
    prepare_letters(wanted)
    for of in ("jp", "sc"):
        (found,) = ideographs._sources(of, Weight.bold)
        assert [part.letters for part in found.parts] == [{0x20, *map(ord, NAME)}]
