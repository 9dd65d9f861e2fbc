"""Where the machine's typefaces of Chinese, Japanese and Korean lie.

Called by `ideographs`, the app, its doctor."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import structlog

log = structlog.get_logger()
# Where Debian, Fedora, Arch and others put them.
USUAL = (
    Path("/usr/share/fonts/opentype/noto"),
    Path("/usr/share/fonts/google-noto-sans-cjk-fonts"),
    Path("/usr/share/fonts/google-noto-sans-cjk-vf-fonts"),
    Path("/usr/share/fonts/noto-cjk"),
    Path("/usr/share/fonts/truetype/noto"),
    Path("/usr/local/share/fonts"),
)
ENDINGS = {".ttf", ".otf", ".ttc", ".otc"}
# In the environment, not in a variable: processes that draw are started with it.
VARIABLE = "LETTERING_FONTS_DIR"


def look_in(folder: str) -> None:
    """Says which folder comes before the usual ones, also to the processes started from now on; '' for none.

    Called when the server starts, before anything is drawn.
    """
    os.environ.pop(VARIABLE, None)
    if folder:
        os.environ[VARIABLE] = str(Path(folder).resolve())


def files() -> Iterator[Path]:
    """All files of the own folder; of the usual ones those of Noto Sans CJK and Source Han Sans."""
    if own := os.environ.get(VARIABLE):
        yield from _typefaces(Path(own))
    for folder in USUAL:
        yield from (file for file in _typefaces(folder) if _is_of_ideographs(file.name))


def _typefaces(folder: Path) -> list[Path]:
    """None of a folder that is not there; one that may not be read is told to the log."""
    try:
        return sorted(file for file in folder.iterdir() if file.suffix.lower() in ENDINGS and file.is_file())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        log.warning("typefaces_not_read", folder=str(folder), reason=error.strerror)
        return []


def _is_of_ideographs(name: str) -> bool:
    return name.startswith(
        ("NotoSansCJK", "NotoSansSC", "NotoSansTC", "NotoSansHK", "NotoSansJP", "NotoSansKR", "SourceHanSans")
    )
