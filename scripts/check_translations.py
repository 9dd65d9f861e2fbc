"""Compiles every catalogue in translations/ into a temporary folder; `make check` runs it.

A catalogue that does not parse, a placeholder that the translation lost or invented, a plural form that does
not fit the language, a text that is visible but not in messages.pot: each is named, and the check fails.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "translations" / "messages.pot"


def main() -> None:
    faults = [*faults_of_template(), *faults_of_catalogues()]
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        sys.exit(1)
    print(f"translations: {len(list(catalogue_files()))} catalogues compile")


def faults_of_template() -> Iterator[str]:
    """A visible text that nobody collected would stay English for ever."""
    known = {message.id for message in read(TEMPLATE)} if TEMPLATE.exists() else set()
    for message in visible_texts():
        if message.id and message.id not in known:
            yield f"{places_of(message)}: {message.id!r} is not in messages.pot; run make translations"


def visible_texts() -> Catalog:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "messages.pot")
        command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "pyproject.toml"]
        subprocess.run([*command, "-o", str(target), "."], cwd=ROOT, check=True)
        return read(target)


def places_of(message: Message) -> str:
    return ", ".join(f"{file}:{line}" for file, line in message.locations)


def faults_of_catalogues() -> Iterator[str]:
    for file in catalogue_files():
        try:
            catalogue = read(file)
        except (PoFileError, ValueError) as error:
            yield f"{file.relative_to(ROOT)}: {error}"
            continue
        yield from faults_of_messages(file, catalogue)
        compile_in_vain(catalogue)


def faults_of_messages(file: Path, catalogue: Catalog) -> Iterator[str]:
    for message, errors in catalogue.check():
        for error in errors:
            yield f"{file.relative_to(ROOT)}:{message.lineno}: {error}"


def compile_in_vain(catalogue: Catalog) -> None:
    with tempfile.TemporaryFile() as target:
        write_mo(target, catalogue)


def catalogue_files() -> Iterator[Path]:
    yield from sorted((ROOT / "translations").glob("*/LC_MESSAGES/*.po"))


def read(file: Path) -> Catalog:
    locale = None if file.suffix == ".pot" else file.parent.parent.name
    with file.open("rb") as source:
        return read_po(source, locale=locale, abort_invalid=True)


if __name__ == "__main__":
    main()
