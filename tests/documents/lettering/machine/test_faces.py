"""What kind of files people put into the folder, and that bold is bold with each of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from netevent.documents.lettering import Weight, draw_line, missing_letters, prepare
from netevent.documents.lettering.machine import folders, ideographs
from netevent.documents.lettering.machine.coverage import scripts_without_bold, scripts_without_letters
from tests.documents.lettering.conftest import forget
from tests.documents.lettering.paper import HEIGHT, ink_of, pdf_of, text_of
from tests.documents.lettering.typefaces import (
    BOLDEST,
    FURTHER,
    LEFT_OF_LIGHTEST,
    LIGHTEST,
    empty_typeface,
    typeface,
    variable_typeface,
)

NOBODY = 65534
SIZE = 40


def ink(letter: str, weight: Weight) -> tuple[float, float, float, float]:
    """Left, top, right and bottom in thousandths of the size."""
    found = ink_of(pdf_of(lambda canvas: draw_line(canvas, letter, 10, 50, SIZE, weight)))
    assert found is not None
    left, top, right, bottom = found
    base = HEIGHT - 50
    scale = 1000 / SIZE
    return (left - 10) * scale, (base - top) * scale, (right - 10) * scale, (base - bottom) * scale


def put(folder: Path, **files: bytes) -> None:
    for name, content in files.items():
        (folder / f"{name}.ttf").write_bytes(content)
    forget()


@pytest.mark.parametrize(("weight", "at"), [(Weight.regular, 400), (Weight.bold, 700)])
def test_a_variable_file_is_printed_at_the_weight_that_is_wanted(own_folder: Path, weight: Weight, at: int):
    put(own_folder, variable=variable_typeface("Variable"))
    further = FURTHER * (at - LIGHTEST) / (BOLDEST - LIGHTEST)
    assert ink("王", weight)[0] == pytest.approx(LEFT_OF_LIGHTEST - further, abs=8)


def test_a_variable_file_that_ends_before_bold_is_made_thicker(own_folder: Path):
    put(own_folder, variable=variable_typeface("Ends", boldest=500))
    regular, bold = (ink("王", weight) for weight in Weight)
    assert bold[1] - bold[3] > regular[1] - regular[3] + 20


@pytest.mark.parametrize("cubic", [True, False])
def test_bold_of_a_regular_file_alone_is_made_thicker_in_the_same_room(own_folder: Path, cubic: bool):
    put(own_folder, Regular=typeface(f"Alone{cubic}", cubic=cubic))
    regular, bold = (ink("王", weight) for weight in Weight)
    assert bold[1] > regular[1] + 20
    assert bold[2] - bold[0] > regular[2] - regular[0] + 20
    assert ideographs.typeface("王", "sc", Weight.bold) is not ideographs.typeface("王", "sc", Weight.regular)


def test_of_a_family_of_many_weights_regular_and_bold_are_taken(own_folder: Path):
    weights = {"Black": 900, "Bold": 700, "DemiLight": 350, "Light": 300, "Medium": 500, "Regular": 400}
    files = {kind: typeface(f"Many-{kind}", cubic=False, weight=weight) for kind, weight in weights.items()}
    put(own_folder, **files)
    for weight in Weight:
        found = ideographs.typeface("王", "sc", weight)
        assert found is not None
        assert found.name.startswith(f"Many-{weight.value}-")


def test_two_files_of_one_name_are_both_printed(own_folder: Path):
    put(own_folder, one=typeface("Same", cubic=True, letters="王小"), two=typeface("Same", cubic=True))
    prepare(["王花"])
    assert (
        text_of(pdf_of(lambda canvas: draw_line(canvas, "王花小明", 10, 50, 40, Weight.bold))) == "王花小明"
    )


def test_a_letter_that_a_file_only_claims_to_have_is_named(own_folder: Path):
    put(own_folder, pictures=empty_typeface("Pictures", "王🎉"))
    assert missing_letters("王🎉") == set("王🎉")


def test_names_of_typefaces_do_not_steer_the_file(own_folder: Path):
    put(own_folder, strange=typeface("A) Tj /F1 (%\n中", cubic=False))
    assert text_of(pdf_of(lambda canvas: draw_line(canvas, "王", 10, 50, 40, Weight.bold))) == "王"


def test_a_folder_that_may_not_be_read_is_as_an_empty_one(own_folder: Path):
    put(own_folder, Regular=typeface("Locked", cubic=False))
    own_folder.chmod(0o700)
    with as_nobody():
        forget()
        assert missing_letters("王") == {"王"}
    forget()
    assert not missing_letters("王")


def test_a_file_that_may_not_be_read_is_passed_over(own_folder: Path, monkeypatch: pytest.MonkeyPatch):
    with TemporaryDirectory() as open_to_all:
        folder = Path(open_to_all)
        folder.chmod(0o755)
        monkeypatch.setenv(folders.VARIABLE, open_to_all)
        put(folder, locked=typeface("locked", cubic=False, letters="王"))
        put(folder, open=typeface("open", cubic=False, letters="小"))
        (folder / "open.ttf").chmod(0o644)  # a command that ran before may have made files private
        (folder / "locked.ttf").chmod(0o000)
        with as_nobody():
            assert missing_letters("王小") == {"王"}


@contextmanager
def as_nobody() -> Iterator[None]:
    """Nobody keeps files from the superuser, who runs the tests in some places."""
    before = os.geteuid()
    if before:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


def test_what_cannot_be_printed_is_known_by_its_script(own_folder: Path):
    assert scripts_without_letters() == ["Chinese", "Japanese", "Korean"]
    put(own_folder, Chinese=typeface("Chinese", cubic=False, letters="简體中"))
    assert scripts_without_letters() == ["Japanese", "Korean"]
    assert scripts_without_bold() == ["Chinese"]
    put(own_folder, Bold=typeface("Chinese-Bold", cubic=False, letters="简體中", weight=700))
    assert scripts_without_bold() == []


@pytest.mark.parametrize("letters", ["কখ", "தம", "ខគ", "ກຂ"])
def test_scripts_whose_letters_change_with_their_neighbours_are_missing_rather_than_wrong(
    own_folder: Path, letters: str
):
    put(own_folder, joined=typeface("Joined", cubic=False, letters=f"{letters}ᏣᎳႠ"))
    assert missing_letters(f"{letters}ᏣᎳႠ") == set(letters)
