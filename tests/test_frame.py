"""Laws of the repository itself: lock files, exemptions, what make lists."""

import importlib.util
import re
import subprocess
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCK_FILES = ("requirements.lock", "requirements-dev.lock")


@pytest.mark.parametrize("name", LOCK_FILES)
def test_a_lock_file_names_no_host_and_no_folder(name: str):
    text = (ROOT / name).read_text()
    assert not re.search(r"https?:|file:|@ |--index|--extra|--find-links|(?<!\S)/", text)


@pytest.mark.parametrize("name", LOCK_FILES)
def test_every_locked_package_has_its_hashes(name: str):
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text())
    without = [entry for entry in entries if "==" in entry and "--hash=sha256:" not in entry]
    assert without == []


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert names(project["project"]["dependencies"]) <= locked("requirements.lock")
    for group in project["dependency-groups"].values():
        assert names(group) <= locked("requirements-dev.lock")


def test_tests_run_on_the_versions_that_users_get():
    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=; ]", requirement)[0] for requirement in requirements}


def locked(name: str) -> set[str]:
    return {pin.split("==")[0] for pin in pins(name)}


def pins(name: str) -> set[str]:
    return set(re.findall(r"^([\w.-]+==\S+)", (ROOT / name).read_text(), re.MULTILINE))


def test_make_lists_every_target():
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):.* ## ", makefile, re.MULTILINE))
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert targets >= {
        "help",
        "demo",
        "demo-reset",
        "test",
        "check",
        "bench",
        "migrate",
        "translations",
        "lock",
    }
    assert all(re.search(rf"^  {target} ", listed, re.MULTILINE) for target in targets)


@pytest.fixture(scope="module")
def exemptions() -> ModuleType:
    return script("check_exemptions")


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa",
        "# noqa: S608",
        "# noqa: S608  # sorry",
        "# type: ignore",
        "# type: ignore  # the library has no types",
        "# type: ignore[arg-type]",
        "# ruff: noqa",
    ],
)
def test_an_exemption_without_code_or_reason_is_found(exemptions: ModuleType, comment: str):
    assert exemptions.lacks_reason(comment)


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa: S608  # the server itself gave the name",
        "# noqa: S608, N802 - the server itself gave the name",
        "# type: ignore[arg-type, misc]  # the library has no types",
        "# a reason that says why",
    ],
)
def test_an_exemption_with_code_and_reason_passes(exemptions: ModuleType, comment: str):
    assert not exemptions.lacks_reason(comment)


@pytest.mark.parametrize(
    ("settings", "faults"),
    [
        ('ignore = [\n    "RUF001", # typographic characters are meant\n]\n', 0),
        ('ignore = [\n    "RUF001",\n]\n', 1),
        ('ignore = ["RUF001"]\n', 1),
        ('"tests/**" = [\n    "S101",\n    "S105", # passwords of invented people\n]\n', 1),
        ('filterwarnings = ["error"]\n', 0),
        ('filterwarnings = [\n    "error",\n    "ignore:old",\n]\n', 1),
        ("ignore_missing_imports = true\n", 1),
        ("ignore_missing_imports = true # it ships no types\n", 0),
    ],
)
def test_a_rule_switched_off_in_the_settings_needs_a_reason(
    exemptions: ModuleType, tmp_path: Path, settings: str, faults: int
):
    file = tmp_path / "pyproject.toml"
    file.write_text(settings)
    assert len(list(exemptions.faults_of_settings(file))) == faults


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
