"""Checks that every catalogue in translations/ is whole; `make check` and `make translations` run it.

A text that is visible but not in messages.pot; a text of messages.pot that a catalogue lacks, leaves empty or
marks as fuzzy; a placeholder or HTML tag that the translation lost or invented; a plural form that does not
fit the language; a translation that is the English text, without a reason in same_as_english.toml: each is
named, and the check fails. The languages are the folders of translations/: an eighth one is checked as well.
"""

import re
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "translations"
TEMPLATE = "messages.pot"
SAME = "same_as_english.toml"

# What a translation keeps as it is: gettext's and the browser's placeholders, tags, and signs for them.
KEPT = re.compile(r"%\(\w+\)[a-z]|%%|\{\w+\}|<[^>]+>|&\w+;")
# A text without a word in it (`%(line)s: %(values)s`, `24 %`) may be the same in every language.
WORD = re.compile(r"[^\W\d_]{2,}")


def main() -> None:
    faults = [*faults_of_template(visible_texts(), FOLDER / TEMPLATE), *faults_of_catalogues(FOLDER)]
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        sys.exit(1)
    print(f"translations: {len(list(catalogue_files(FOLDER)))} catalogues are whole")


def faults_of_template(visible: Catalog, template: Path) -> Iterator[str]:
    """A visible text that nobody collected would stay English for ever."""
    known = {key_of(message) for message in read(template)} if template.exists() else set()
    for message in visible:
        if message.id and key_of(message) not in known:
            yield f"{places_of(message)}: {message.id!r} is not in messages.pot; run make translations"


def visible_texts() -> Catalog:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, TEMPLATE)
        command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "pyproject.toml"]
        subprocess.run([*command, "-o", str(target), "."], cwd=ROOT, check=True)
        return read(target)


def faults_of_catalogues(folder: Path) -> Iterator[str]:
    wanted = [message for message in read(folder / TEMPLATE) if message.id]
    same = same_as_english(folder / SAME)
    for file in catalogue_files(folder):
        try:
            catalogue = read(file)
        except (PoFileError, ValueError) as error:
            yield f"{name_of(file)}: {error}"
            continue
        for fault in faults_of_catalogue(catalogue, wanted, same.get(language_of(file), {})):
            yield f"{name_of(file)}: {fault}"
        compile_in_vain(catalogue)


def faults_of_catalogue(catalogue: Catalog, wanted: list[Message], same: dict[str, str]) -> Iterator[str]:
    unused = set(same)
    for message in wanted:
        english = message.id if isinstance(message.id, str) else message.id[0]
        translated = catalogue.get(message.id, message.context)
        told = f"{english!r}" + (f" ({message.context})" if message.context else "")
        for fault in faults_of_text(message, translated, catalogue.num_plurals):
            yield f"{told} {fault}"
        if translated and translated.string == english and WORD.search(KEPT.sub("", english)):
            unused.discard(english)
            if english not in same:
                yield f"{told} is the same as in English; translate it, or give the reason in {SAME}"
    for english in sorted(unused):
        yield f"{english!r} is not the same as in English, but {SAME} says so"
    yield from babels_faults(catalogue)


def faults_of_text(wanted: Message, translated: Message | None, plurals: int) -> Iterator[str]:
    if translated is None:
        yield "is missing; run make translations"
        return
    forms = forms_of(translated.string or "")
    if translated.fuzzy:
        yield "is fuzzy"
    if not all(forms):
        yield "is not translated"
        return
    if wanted.pluralizable and len(forms) != plurals:
        yield f"has {len(forms)} plural forms; the language has {plurals}"
    allowed = [Counter(KEPT.findall(form)) for form in forms_of(wanted.id)]
    for form in forms:
        if Counter(KEPT.findall(form)) not in allowed:
            yield f"has other placeholders or tags: {form!r}"


def babels_faults(catalogue: Catalog) -> Iterator[str]:
    for message, errors in catalogue.check():
        for error in errors:
            yield f"{message.id!r}: {error}"


def compile_in_vain(catalogue: Catalog) -> None:
    with tempfile.TemporaryFile() as target:
        write_mo(target, catalogue)


def same_as_english(file: Path) -> dict[str, dict[str, str]]:
    """By language: the texts that are the same as in English, each with its reason."""
    if not file.exists():
        return {}
    by_reason: dict[str, dict[str, list[str]]] = tomllib.loads(file.read_text("utf-8"))
    return {
        language: {text: reason for reason, texts in reasons.items() for text in texts}
        for language, reasons in by_reason.items()
    }


def catalogue_files(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob("*/LC_MESSAGES/*.po"))


def read(file: Path) -> Catalog:
    locale = None if file.suffix == ".pot" else language_of(file)
    with file.open("rb") as source:
        return read_po(source, locale=locale, abort_invalid=True)


def language_of(file: Path) -> str:
    return file.parent.parent.name


def name_of(file: Path) -> str:
    return "/".join(file.parts[-3:])


def key_of(message: Message) -> tuple[object, str | None]:
    return message.id, message.context


def forms_of(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def places_of(message: Message) -> str:
    return ", ".join(f"{file}:{line}" for file, line in message.locations)


if __name__ == "__main__":
    main()
