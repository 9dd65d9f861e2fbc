"""Which scripts cannot be printed is told before anybody prints, with what to install."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from netevent.doctor.finding import Health
from netevent.doctor.letters import letters
from netevent.documents.lettering.machine import folders
from netevent.settings import TYPEFACES, Settings, SettingsError, read_settings
from tests.documents.lettering.conftest import forget
from tests.documents.lettering.conftest import own_folder as own_folder
from tests.documents.lettering.machine.test_faces import as_nobody
from tests.documents.lettering.typefaces import typeface

ALL = "简體中あア日한글"


def given(**changed: Any) -> Settings:
    return read_settings(**changed, _env_file=None)


async def test_a_machine_without_typefaces_is_warned_and_told_what_to_install(own_folder: Path):
    finding = await letters(given())
    assert finding.health is Health.doubtful
    assert "Chinese, Japanese and Korean" in finding.text
    assert "fonts-noto-cjk" in finding.fix
    assert "NETEVENT_FONTS_DIR" in finding.fix


@pytest.mark.parametrize(
    ("there", "lacking"),
    [("简體中", "Japanese and Korean:"), ("简體中あア日", "Korean:"), ("한글", "Chinese and Japanese:")],
)
async def test_only_the_scripts_that_lack_letters_are_named(own_folder: Path, there: str, lacking: str):
    (own_folder / "Some.ttf").write_bytes(typeface("Some", cubic=False, letters=there, weight=700))
    forget()
    finding = await letters(given(fonts_dir=str(own_folder)))
    assert f"the letters of {lacking}" in finding.text


async def test_the_folder_of_the_setting_is_looked_into(own_folder: Path):
    (own_folder / "All.ttf").write_bytes(typeface("All", cubic=False, letters=ALL, weight=700))
    forget()
    assert (await letters(given(fonts_dir=str(own_folder)))).health is Health.good


async def test_regular_typefaces_alone_are_told(own_folder: Path):
    (own_folder / "All.ttf").write_bytes(typeface("Regular", cubic=False, letters=ALL))
    forget()
    finding = await letters(given(fonts_dir=str(own_folder)))
    assert finding.health is Health.doubtful
    assert "No bold typeface" in finding.text


def test_a_folder_that_is_not_there_is_refused_at_the_start(tmp_path: Path):
    with pytest.raises(SettingsError, match=r"FONTS_DIR is wrong: .* can read: No such file"):
        given(fonts_dir=str(tmp_path / "nowhere"))


def test_a_file_is_no_folder(tmp_path: Path):
    (tmp_path / "One.ttf").touch()
    with pytest.raises(SettingsError, match=r"FONTS_DIR is wrong: .* can read: Not a directory"):
        given(fonts_dir=str(tmp_path / "One.ttf"))


def test_a_folder_without_typefaces_is_refused(tmp_path: Path):
    (tmp_path / "readme.txt").touch()
    with pytest.raises(SettingsError, match=r"there is no \.ttf, \.otf or \.ttc file in it"):
        given(fonts_dir=str(tmp_path))


def test_a_folder_that_may_not_be_read_is_refused(tmp_path: Path):
    folder = tmp_path / "locked"
    folder.mkdir()
    (folder / "One.ttf").touch()
    folder.chmod(0o000)
    with as_nobody(), pytest.raises(SettingsError, match="can read: Permission denied"):
        given(fonts_dir=str(folder))
    folder.chmod(0o700)


def test_the_setting_and_the_drawing_know_the_same_endings():
    assert TYPEFACES == folders.ENDINGS
