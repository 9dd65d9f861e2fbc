"""What README.md and .env.example name exists, and every setting stands in both."""

import re
from pathlib import Path

import pytest

from netevent.cli import main
from netevent.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parent.parent.parent
SETTINGS = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}


@pytest.fixture(scope="module")
def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_lists_every_setting_and_no_other(readme: str):
    assert named_settings(readme) == SETTINGS


def test_the_readmes_table_says_of_each_setting_what_the_code_says(readme: str):
    rows = dict(re.findall(rf"^\| `({PREFIX}\w+)` \|.*\| (.+?) \|$", readme, re.MULTILINE))
    assert rows == {
        f"{PREFIX}{name.upper()}": field.description for name, field in Settings.model_fields.items()
    }


def test_every_command_in_the_readme_exists_and_none_is_missing(readme: str):
    assert set(re.findall(r"\bnetevent ([a-z][a-z-]+)\b", code_of(readme))) == set(main.commands)


def test_every_make_target_in_the_readme_exists(readme: str):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z][a-z-]+)\b", code_of(readme))) <= targets


def test_the_example_lists_every_setting_and_no_other():
    assert named_settings((ROOT / ".env.example").read_text()) == SETTINGS


def test_the_example_can_be_read_as_it_is(monkeypatch: pytest.MonkeyPatch):
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    settings = Settings(_env_file=ROOT / ".env.example")  # type: ignore[call-arg]  # pydantic-settings takes it
    assert settings.base_url == "https://tickets.example.org"


def named_settings(text: str) -> set[str]:
    return set(re.findall(rf"\b{PREFIX}[A-Z_]+[A-Z]\b", text))


def code_of(markdown: str) -> str:
    """What stands in code, inline or in blocks: prose may say "netevent is"."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", markdown, re.DOTALL))
