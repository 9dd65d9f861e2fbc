"""What an .xlsx says beside its cells: the rows that it hides, and numbers that it shows with more digits.

Called by `workbook`, which gives the archive after its size was checked. Of other formats nothing is known.
"""

import re
import zipfile
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.etree import ElementTree

from netevent.attendees.importing.attendee_file.problems import AttendeeFileUnreadable, UnreadableReason

MOST_TAGS = 400_000
WORKBOOK, STYLES, RELATIONS = "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"
HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
# Signs and digits only: “0000000000”, “+00 0 00000000”, “(000) 000-0000”; after the first ; it is for others.
DIGITS = re.compile(r'(?=.*(?:00|[+]))(?:[0#?+ ()./-]|"[^"]*"|\\.|_.)+')
PLACE = re.compile(r'"([^"]*)"|\\(.)|_.|([0#?])|([^0#?])')


@dataclass(frozen=True, slots=True)
class Details:
    """Of one sheet: the numbers of its hidden rows, and cells like “D2” → the format that they show."""

    hidden_rows: frozenset[int] = frozenset()
    formats: dict[str, str] = field(default_factory=dict)

    def as_shown(self, row: int, cells: tuple[str, ...]) -> tuple[str, ...]:
        """With the zeros and the plus that only the format of a number adds."""
        if not self.formats:
            return cells
        return tuple(shown(cell, self.formats.get(f"{column(n)}{row}")) for n, cell in enumerate(cells))


def details_of_sheets(archive: zipfile.ZipFile) -> dict[str, Details]:
    """By the names of the sheets.

    Raises:
        KeyError, SyntaxError, ValueError: the workbook is broken.
    """
    parts = {name.replace("\\", "/"): name for name in archive.namelist()}
    if WORKBOOK not in parts or RELATIONS not in parts:
        return {}
    styles = special_styles(archive.read(parts[STYLES])) if STYLES in parts else {}
    relations = _all(archive.read(parts[RELATIONS]), "Relationship")
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    found = {}
    for sheet in _all(archive.read(parts[WORKBOOK]), "sheet"):
        relation = next((value for name, value in sheet.items() if name.endswith("}id")), None)
        target = normpath(join("xl", targets.get(relation, ""))).removeprefix("/")
        if target in parts:
            found[sheet.get("name", "")] = details_in(archive.read(parts[target]), styles)
    return found


def details_in(sheet: bytes, styles: dict[str, str]) -> Details:
    hidden = frozenset(int(number) for number in HIDDEN_ROW.findall(sheet))
    if not styles:
        return Details(hidden)
    wanted = "|".join(map(re.escape, styles)).encode()
    cell = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\bs="(' + wanted + rb')")[^>]*\br="([A-Z]+\d+)"')
    formats = {place.decode(): styles[style.decode()] for style, place in cell.findall(sheet)}
    return Details(hidden, formats)


def special_styles(styles: bytes) -> dict[str, str]:
    """The numbers of the cell styles that add digits or signs → their format."""
    codes = {one.get("numFmtId"): one.get("formatCode", "") for one in _all(styles, "numFmt")}
    root = _parsed(styles)
    cells = next((one for one in root if one.tag.endswith("}cellXfs")), ())
    special = {str(n): codes.get(one.get("numFmtId"), "").partition(";")[0] for n, one in enumerate(cells)}
    return {style: code for style, code in special.items() if DIGITS.fullmatch(code)}


def shown(cell: str, code: str | None) -> str:
    """The digits of a whole number at the places of the format, from the right."""
    if not code or not cell.isascii() or not cell.isdigit():
        return cell
    rest, out = cell, ""
    places = [match.groups() for match in PLACE.finditer(code)]
    first = next((n for n, place in enumerate(places) if place[2]), None)
    for n, (quoted, escaped, digit, sign) in reversed(list(enumerate(places))):
        if not digit:
            out = (quoted or escaped or sign or "") + out
        elif n == first:
            out = (rest or ("0" if digit == "0" else "")) + out
        else:
            rest, out = rest[:-1], (rest[-1:] or ("0" if digit == "0" else "")) + out
    return out


def column(index: int) -> str:
    """0 is A, 26 is AA."""
    name = ""
    while index >= 0:
        name, index = chr(ord("A") + index % 26) + name, index // 26 - 1
    return name


def _all(part: bytes, tag: str) -> list[ElementTree.Element]:
    """In whatever namespace: strict workbooks have another."""
    return [one for one in _parsed(part).iter() if one.tag.rpartition("}")[2] == tag]


def _parsed(part: bytes) -> ElementTree.Element:
    """A tree costs hundreds of bytes for each element, of which Excel writes some ten thousands at most."""
    if part.count(b"<") > MOST_TAGS:
        raise AttendeeFileUnreadable(UnreadableReason.UNPACKS_TOO_LARGE)
    return ElementTree.fromstring(part)  # noqa: S314  # without a DOCTYPE, see `workbook.check_size`
