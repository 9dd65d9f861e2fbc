"""Fails on a style that tells left from right; `make check` runs it.

A page may be read from the right: so styles say start and end (`margin-inline-start`, `inset-inline-end`,
`text-align: start`), and a shorthand of four values has the same at both sides. A line that means left or
right in every language says why: `/* physical: the reason */`.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STYLES = ROOT / "static/css"

DECLARATION = re.compile(r"(?<![\w-])([a-z-]+)\s*:\s*([^;{}]+?)\s*(?=[;}])")
TEXT = re.compile(r'"[^"\n]*"|\'[^\'\n]*\'')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
REASON = re.compile(r"/\*\s*physical:\s*\w+\W+\w+.*?\*/")

PHYSICAL_PROPERTY = re.compile(
    r"left|right|(scroll-)?(margin|padding)-(left|right)"
    r"|border-(left|right)(-.+)?|border-(top|bottom)-(left|right)-radius"
)
# What takes the words left and right as values, among others.
SIDED = re.compile(r"text-align(-last)?|float|clear|object-position|transform-origin|(background|mask)(-.+)?")
SIDE = re.compile(r"(?<![\w-])(left|right)(?![\w-])")
FOUR_SIDES = re.compile(r"(scroll-)?(margin|padding)|inset|border-(width|style|color)")


@dataclass(frozen=True, slots=True)
class Declaration:
    line: int
    name: str
    value: str


def main() -> int:
    faults = [fault for file in sorted(STYLES.rglob("*.css")) for fault in faults_of(file)]
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print("styles: none tells left from right without a reason")
    return 1 if faults else 0


def faults_of(file: Path) -> Iterator[str]:
    name = file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else file.name
    source = file.read_text(encoding="utf-8")
    lines = source.splitlines()
    for declaration in declarations(source):
        reasoned = REASON.search(lines[declaration.line - 1])
        if not reasoned and (instead := said_instead(declaration)):
            yield f"{name}:{declaration.line}: {declaration.name}: {declaration.value} ({instead})"


def declarations(source: str) -> Iterator[Declaration]:
    """What is declared; nothing of comments and quoted texts, whose letters give way to blanks."""
    bare = TEXT.sub(blank, COMMENT.sub(blank, source))
    for found in DECLARATION.finditer(bare):
        yield Declaration(bare.count("\n", 0, found.start(1)) + 1, found[1], found[2])


def blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def said_instead(declared: Declaration) -> str:
    """How to say it for both directions; nothing where it is said so."""
    name, value = declared.name, declared.value
    if PHYSICAL_PROPERTY.fullmatch(name):
        return "say it of the inline start or end"
    if SIDED.fullmatch(name) and SIDE.search(value):
        return "say start or end, or that it is physical"
    if "translate" in f"{name} {value}" and goes_sideways(name, value):
        return "a way to the side, say that it is physical or move it by an inset"
    if FOUR_SIDES.fullmatch(name) and sides_differ(parts(value)):
        return "its two sides differ, give them as -inline-start and -inline-end"
    if name == "border-radius" and any(corners_differ(parts(one)) for one in value.split("/")):
        return "its two sides differ, give its corners as start and end"
    return ""


def goes_sideways(name: str, value: str) -> bool:
    moved = value if name == "translate" else " ".join(re.findall(r"translate(?:X|3d)?\(([^)]*)", value))
    return any(not re.match(r"0(?![.\d])|none", one) for one in re.findall(r"^\S+", moved))


def sides_differ(values: Sequence[str]) -> bool:
    return len(values) == 4 and values[1] != values[3]


def corners_differ(values: Sequence[str]) -> bool:
    """Of top left, top right, bottom right, bottom left; one that is not given is as its opposite."""
    if len(values) < 2:
        return False
    top_left, top_right, bottom_right, bottom_left = (*values, *values[len(values) - 2 :], values[1])[:4]
    return top_left != top_right or bottom_right != bottom_left


def parts(value: str) -> list[str]:
    """The values of a shorthand; what stands in brackets is one."""
    found, depth = [""], 0
    for sign in value.replace("!important", "").strip():
        depth += (sign == "(") - (sign == ")")
        if sign.isspace() and not depth:
            found.append("")
        else:
            found[-1] += sign
    return [one for one in found if one]


if __name__ == "__main__":
    sys.exit(main())
