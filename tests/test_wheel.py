"""An installed NetEvent finds what it needs from any folder, without the repository."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from netevent.resources import ResourceName, resource_path

ROOT = Path(__file__).resolve().parent.parent
BUNDLED: tuple[ResourceName, ...] = (
    "templates",
    "static",
    "translations",
    "docs",
    "README.md",
    "schema.sql",
    "hypercorn.toml",
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a fresh environment with NetEvent's wheel in it; the libraries are the run's own."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), folder=ROOT)
    run(sys.executable, "-m", "venv", "--without-pip", str(folder / "venv"))
    python = folder / "venv" / "bin" / "python"
    (wheel,) = folder.glob("*.whl")
    run(
        sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)
    )
    lend_libraries(python)
    return python.parent


def lend_libraries(python: Path) -> None:
    """Put this run's libraries on the path, but not its editable NetEvent, which a second .pth names."""
    site_packages = run(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    Path(site_packages, "libraries.pth").write_text(sysconfig.get_path("purelib"))


@pytest.mark.parametrize("name", BUNDLED)
def test_an_installed_netevent_has_its_folders_with_it(installed: Path, name: str):
    program = f"from netevent.resources import resource_path; print(resource_path({name!r}))"
    found = Path(run(str(installed / "python"), "-c", program).strip())
    assert found.exists()
    assert not found.is_relative_to(ROOT)


def test_an_installed_netevent_has_every_template_and_static_file(installed: Path):
    program = "from netevent.resources import resource_path; print(resource_path('hypercorn.toml').parent)"
    packed = Path(run(str(installed / "python"), "-c", program).strip())
    for folder in ("templates", "static", "docs"):
        assert files_below(packed / folder) == files_below(ROOT / folder)


def test_the_command_runs_from_any_folder(installed: Path):
    assert "serve" in run(str(installed / "netevent"), "--help")


def test_a_checkout_uses_the_folders_of_the_repository():
    assert resource_path("templates") == ROOT / "templates"


def test_a_missing_folder_is_named():
    with pytest.raises(FileNotFoundError, match="nothing is missing"):
        resource_path("nothing")  # type: ignore[arg-type]  # the point of the test


def files_below(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def run(*command: str, folder: Path = Path("/")) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
