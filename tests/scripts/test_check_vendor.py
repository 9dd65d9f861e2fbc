"""The guard of the vendored files, on folders made here and on the real ones."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.scripts.loading import script

check_vendor = script("check_vendor")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A vendor folder with one listed file."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib/a.js").write_bytes(b"a()")
    files = [{"path": "lib/a.js", "sha256": sha256(b"a()").hexdigest(), "source": "dist/a.js"}]
    entry = {"package": "a", "version": "1.0.0", "licence": "MIT", "files": files}
    (tmp_path / "manifest.json").write_text(json.dumps([entry]))
    return tmp_path


def test_the_real_vendored_files_are_those_of_their_manifests() -> None:
    assert check_vendor.main() == 0


def test_a_complete_folder_has_no_faults(folder: Path) -> None:
    assert check_vendor.check_folder(folder) == []


def test_a_changed_file_is_named(folder: Path) -> None:
    (folder / "lib/a.js").write_bytes(b"b()")
    assert check_vendor.check_folder(folder) == [
        f"{folder}/lib/a.js: changed, its SHA-256 is not the one in the manifest"
    ]


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "lib/a.js").unlink()
    assert check_vendor.check_folder(folder) == [f"{folder}/lib/a.js: missing"]


def test_an_unlisted_file_is_named(folder: Path) -> None:
    (folder / "lib/extra.js").write_text("")
    assert check_vendor.check_folder(folder) == [f"{folder}/lib/extra.js: not listed in a manifest"]


def test_a_folder_without_a_manifest_is_a_fault(tmp_path: Path) -> None:
    assert check_vendor.check_folder(tmp_path) == [f"{tmp_path}: no manifest.json"]
