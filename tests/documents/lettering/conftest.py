"""Lettering remembers what it found on the machine: tests that change that begin and end without memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from netevent.documents.lettering import missing, shaping
from netevent.documents.lettering.machine import faces, folders, ideographs


@pytest.fixture
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """The only folder with typefaces of the machine."""
    monkeypatch.setattr(folders, "USUAL", ())
    monkeypatch.setenv(folders.VARIABLE, str(tmp_path))
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    for kept in (ideographs._sources, faces.faces, missing.is_printable, shaping._kept, shaping._long_kept):
        kept.cache_clear()
