"""Fails on an exemption without a reason beside it; `make check` runs it.

In Python: `# noqa: S608  # the reason` and `# type: ignore[code]  # the reason`, never without a code. In
pyproject.toml each line that switches a rule off ends in a comment of two words at least. How a table of
values is laid out (`# fmt: skip`) is no exemption from a rule.
"""

import re
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("netevent", "tests", "benchmarks", "scripts")

EXEMPTION = re.compile(r"#\s*(noqa|type:\s*ignore|mypy:|pragma:|ruff:)")
REASONED = re.compile(
    r"#\s*(noqa:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*|type:\s*ignore\[[\w, -]+\]"
    r"|(mypy|pragma|ruff):\s*[\w -]+(:\s*[\w, -]+)?)"
    r"\s*(#|—|–|-)\s*\w+\W+\w+"
)

# The places of pyproject.toml where a rule is switched off: the table, the key, and whether it is a list.
SWITCHED_OFF = re.compile(
    r"^(ignore|extend-ignore|ignore_imports|filterwarnings|omit|ignore_errors|ignore_missing_imports|disallow_\w+)\s*="
    r'|^"[^"]+"\s*=\s*\['
)
HARMLESS = re.compile(r'^\s*(\]|"error",?$|$|#)')


def main() -> None:
    faults = [*faults_of_code(), *faults_of_settings(ROOT / "pyproject.toml")]
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        sys.exit(1)
    print("exemptions: each has its reason beside it")


def faults_of_code() -> Iterator[str]:
    for file in python_files():
        yield from faults_of_file(file)


def python_files() -> Iterator[Path]:
    yield from sorted(ROOT.glob("*.py"))
    for folder in FOLDERS:
        yield from sorted((ROOT / folder).rglob("*.py"))


def faults_of_file(file: Path) -> Iterator[str]:
    with tokenize.open(file) as source:
        for token in tokenize.generate_tokens(source.readline):
            if token.type == tokenize.COMMENT and lacks_reason(token.string):
                yield f"{name_of(file)}:{token.start[0]}: {token.string} needs its code and a reason"


def lacks_reason(comment: str) -> bool:
    """Tell whether the comment exempts its line from a rule without saying which and why."""
    return bool(EXEMPTION.search(comment)) and not REASONED.search(comment)


def faults_of_settings(file: Path) -> Iterator[str]:
    inside = False
    for number, line in enumerate(file.read_text().splitlines(), start=1):
        opens = bool(SWITCHED_OFF.match(line))
        inside = opens or inside
        if inside and exempts(line, opens) and not re.search(r"#\s*\w+\W+\w+", line):
            yield f"{name_of(file)}:{number}: {line.strip()} needs a reason beside it"
        if inside and (line.rstrip().endswith("]") or line.startswith("]") or (opens and "[" not in line)):
            inside = False


def exempts(line: str, opens: bool) -> bool:
    """An opening line without an entry of its own, a closing bracket and a comment exempt nothing."""
    if opens:
        return not re.search(r'=\s*(\["error"\]|\[\]|\[)$', line)
    return not HARMLESS.match(line)


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else file.name


if __name__ == "__main__":
    main()
