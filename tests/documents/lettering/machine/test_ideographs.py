"""Typefaces of the machine: found in their folder, made small, whatever their outlines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from netevent.core import sandbox
from netevent.documents.lettering import (
    Weight,
    draw_line,
    missing_letters,
    prepare,
    width_of,
)
from netevent.documents.lettering.machine import folders, ideographs
from tests.documents.lettering.conftest import forget
from tests.documents.lettering.paper import ink_of, pdf_of, text_of
from tests.documents.lettering.typefaces import LETTERS, typeface


@pytest.mark.parametrize("cubic", [True, False])
def test_letters_of_a_file_in_the_folder_are_drawn(own_folder: Path, cubic: bool):
    (own_folder / "Own-Regular.otf").write_bytes(typeface(f"Own{cubic}", cubic=cubic))
    forget()
    assert not missing_letters("王小明")
    pdf = pdf_of(lambda canvas: draw_line(canvas, "王小 Li", 10, 50, 40, Weight.regular))
    assert text_of(pdf) == "王小Li"
    ink = ink_of(pdf_of(lambda canvas: draw_line(canvas, "王", 10, 50, 40, Weight.regular)))
    assert ink == pytest.approx((14, 120 - 50 - 32, 46, 120 - 50), abs=0.3)


def test_all_texts_together_make_one_typeface(own_folder: Path):
    (own_folder / "Own-Regular.otf").write_bytes(typeface("Prepared", cubic=True))
    forget()
    prepare(["王小明", "Anna", "花子"])
    (source,) = ideographs._sources("sc", Weight.bold)
    (part,) = source.parts
    assert part.letters == {0x20, *map(ord, LETTERS)}
    prepare(["小花"])
    assert source.parts == [part]


def test_texts_that_come_one_by_one_do_not_add_up_for_ever(own_folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ideographs, "PARTS_AT_MOST", 3)
    (own_folder / "Own-Regular.otf").write_bytes(typeface("Parts", cubic=True))
    forget()
    for letter in LETTERS:
        assert width_of(letter, 10, Weight.regular) == 10
    (source,) = ideographs._sources("sc", Weight.regular)
    assert len(source.parts) <= 3
    assert set(map(ord, LETTERS)) <= frozenset[int]().union(*(part.letters for part in source.parts))


def test_files_that_are_no_typefaces_are_passed_over(own_folder: Path):
    (own_folder / "broken.ttf").write_bytes(b"no typeface")
    (own_folder / "readme.txt").write_text("no typeface")
    forget()
    assert missing_letters("王") == {"王"}


def test_bold_is_taken_for_bold_and_shapes_for_their_language(own_folder: Path):
    for name in ("NotoSansCJKjp", "NotoSansCJKkr", "NotoSansCJKsc"):
        for kind in ("Regular", "Bold"):
            content = typeface(f"{name}-{kind}", cubic=True, weight=400 if kind == "Regular" else 700)
            (own_folder / f"{name}-{kind}.otf").write_bytes(content)
    forget()
    for of in ("jp", "kr", "sc"):
        for weight in Weight:
            found = ideographs.typeface("王", of, weight)
            assert found is not None
            assert found.name.startswith(f"NotoSansCJK{of}-{weight.value}")


def test_processes_that_are_started_look_in_the_same_folder(own_folder: Path):
    folders.look_in(str(own_folder))
    program = "import os, sys; sys.stdout.write(os.environ[sys.argv[1]])"
    command = [sys.executable, "-c", program, folders.VARIABLE]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=sandbox._environment())
    assert done.stdout == str(own_folder.resolve())
    folders.look_in("")
    assert not list(folders.files())


@pytest.mark.attack(
    "one badge after the other full of rare ideographs", "no text is made to wait for all of them"
)
def test_what_many_texts_left_behind_is_forgotten_rather_than_joined_again(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ideographs, "PARTS_AT_MOST", 4)
    monkeypatch.setattr(ideographs, "JOINED_AT_MOST", 30)
    rare = "".join(map(chr, range(0x5000, 0x5000 + 100)))
    (own_folder / "Own-Regular.otf").write_bytes(typeface("Rare", cubic=True, letters=rare))
    forget()
    for start in range(0, 100, 10):
        prepare([rare[start : start + 10]])
        (source,) = ideographs._sources("sc", Weight.regular)
        assert max(len(part.letters) for part in source.parts) <= 31 + 10
        assert len(source.parts) <= 4
    assert (
        text_of(pdf_of(lambda canvas: draw_line(canvas, rare[:20], 10, 50, 10, Weight.regular))) == rare[:20]
    )
