"""The form of how badges are printed, and the settings that it says."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from wtforms import BooleanField, DateTimeLocalField, Field, IntegerField, RadioField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, NumberRange

from netevent.badges.settings.lengths import length_field, typed_length, written_length
from netevent.badges.settings.settings import PARTS, BadgeSettings
from netevent.core.i18n import N_, gettext
from netevent.core.i18n.writing import number
from netevent.documents.badges.formats import (
    GRIDS,
    MOST_LABELS,
    SMALLEST_OTHER_SIDE,
    SMALLEST_SIDE,
    Format,
    Grid,
    GridProblem,
    problem_of,
)
from netevent.events.zones.moments import FormInZone, moment_field, wall_time

# Millimetres.
SHORTEST, LONGEST = 20, 420
MOST_COLUMNS, MOST_ROWS = 10, 25
WIDEST_GAP = 100
FARTHEST_OFFSET = 20
LENGTHS = tuple(one.name for one in fields(Grid) if one.name not in ("columns", "rows"))
PAPERS = [SelectChoice(one.value, one.value) for one in Format]


def _count_field(label: str, most: int) -> IntegerField:
    keyboard = {"inputmode": "numeric", "min": 1, "max": most, "class": "short"}
    return IntegerField(label, [InputRequired(), NumberRange(1, most)], render_kw=keyboard)


class BadgeForm(FormInZone):
    format = RadioField(N_("Paper"), choices=PAPERS)

    page_width = length_field(N_("Width of the sheet (mm)"), SHORTEST, LONGEST)
    page_height = length_field(N_("Height of the sheet (mm)"), SHORTEST, LONGEST)
    label_width = length_field(N_("Width of a label (mm)"), SHORTEST, LONGEST)
    label_height = length_field(N_("Height of a label (mm)"), SHORTEST, LONGEST)
    columns = _count_field(N_("Labels side by side"), MOST_COLUMNS)
    rows = _count_field(N_("Labels one below the other"), MOST_ROWS)
    left = length_field(N_("Left edge of the sheet to the first label (mm)"), 0, LONGEST)
    top = length_field(N_("Top edge of the sheet to the first label (mm)"), 0, LONGEST)
    gap_x = length_field(N_("Gap between labels side by side (mm)"), 0, WIDEST_GAP)
    gap_y = length_field(N_("Gap between labels one below the other (mm)"), 0, WIDEST_GAP)

    offset_x = length_field(N_("Move to the right (mm)"), -FARTHEST_OFFSET, FARTHEST_OFFSET)
    offset_y = length_field(N_("Move down (mm)"), -FARTHEST_OFFSET, FARTHEST_OFFSET)

    shows_organisation = BooleanField(N_("Organisation"))
    shows_role = BooleanField(N_("Role"))
    shows_type = BooleanField(N_("Attendee type"))
    shows_photo = BooleanField(N_("Photo"))
    shows_logo = BooleanField(N_("Logo of the event"))
    shows_languages = BooleanField(N_("Language"))
    shows_agenda = BooleanField(N_("Own sessions, on the back"))

    lets_correct = BooleanField(N_("Attendees may correct what stands on their badge"))
    corrections_until = moment_field(N_("Corrections until"))

    @classmethod
    def defaults(cls, settings: BadgeSettings) -> dict[str, object]:
        """What the form shows of the settings that there are."""
        grid = asdict(settings.grid or GRIDS[Format.free])
        return {
            **{name: written_length(grid[name]) for name in LENGTHS},
            "columns": grid["columns"],
            "rows": grid["rows"],
            "format": settings.format.value,
            "offset_x": written_length(settings.offset_x),
            "offset_y": written_length(settings.offset_y),
            **{f"shows_{part}": getattr(settings, f"shows_{part}") for part in PARTS},
            "lets_correct": settings.lets_correct,
            "corrections_until": wall_time(settings.corrections_until, cls.zone),
        }

    @property
    def parts(self) -> list[Field]:
        return [self[f"shows_{part}"] for part in PARTS]

    @property
    def is_own_sheet(self) -> bool:
        return bool(self.format.data == Format.free)

    def validate(self, extra_validators: Any = None) -> bool:
        """The measures of a sheet of one's own count where it is chosen; else they may say anything."""
        is_valid = super().validate(extra_validators)
        if self.is_own_sheet:
            return is_valid and self._fits()
        for name in (*LENGTHS, "columns", "rows"):
            self[name].errors = []
        return not self.errors

    def validate_corrections_until(self, field: DateTimeLocalField) -> None:
        self.require_moment(field)

    @property
    def settings(self) -> BadgeSettings:
        """What a valid form says. A sheet of one's own is kept while another paper is chosen."""
        return BadgeSettings(
            format=Format(self.format.data),
            grid=self._grid() if self.is_own_sheet else None,
            offset_x=self.offset_x.millimetres,
            offset_y=self.offset_y.millimetres,
            **{f"shows_{part}": bool(self[f"shows_{part}"].data) for part in PARTS},
            lets_correct=bool(self.lets_correct.data),
            corrections_until=self.moment(self.corrections_until),
        )

    @property
    def asked(self) -> dict[str, str]:
        """How the address of a preview asks for what a valid form says."""
        measures = (*LENGTHS, "columns", "rows") if self.is_own_sheet else ()
        told = {name: str(self[name].data) for name in ("format", "offset_x", "offset_y", *measures)}
        return told | {field.name: "y" for field in self.parts if field.data}

    def _grid(self) -> Grid:
        lengths = {name: typed_length(self[name].data) for name in LENGTHS}
        return Grid(columns=self.columns.data or 1, rows=self.rows.data or 1, **lengths)

    def _fits(self) -> bool:
        """Whether labels of these measures can be printed; if not, the most likely one says why not."""
        grid = self._grid()
        problem = problem_of(grid)
        if problem is None:
            return True
        self[BLAMED.get(problem, "label_width")].errors = [_said(problem, grid)]
        return False


BLAMED = {
    GridProblem.too_high: "label_height",
    GridProblem.too_many: "rows",
    GridProblem.too_large: "page_width",
}


def _said(problem: GridProblem, grid: Grid) -> str:
    match problem:
        case GridProblem.too_wide:
            across = grid.corner(grid.columns - 1)[0] + grid.label_width
            message = gettext(
                "With edge and gaps the labels need %(needs)s mm. The sheet is %(page)s mm wide."
            )
            return message % {"needs": number(round(across, 1)), "page": number(grid.page_width)}
        case GridProblem.too_high:
            down = grid.corner(grid.labels - 1)[1] + grid.label_height
            message = gettext(
                "With edge and gaps the labels need %(needs)s mm. The sheet is %(page)s mm high."
            )
            return message % {"needs": number(round(down, 1)), "page": number(grid.page_height)}
        case GridProblem.too_small:
            least = {"short": number(SMALLEST_SIDE), "long": number(SMALLEST_OTHER_SIDE)}
            return gettext("A badge needs at least %(short)s × %(long)s mm.") % least
        case GridProblem.too_many:
            return gettext("At most %(most)s labels are on one sheet.") % {"most": MOST_LABELS}
        case _:
            return gettext("Nobody can print on a sheet of these measures.")
