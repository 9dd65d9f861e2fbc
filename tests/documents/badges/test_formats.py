"""The papers: all of them can be printed on, and a grid of one's own is refused where it cannot."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from netevent.documents.badges.formats import GRIDS, Format, Grid, GridProblem, paper_of, problem_of

OWN = GRIDS[Format.free]


@pytest.mark.parametrize("wanted", Format)
def test_each_paper_has_a_grid_that_fits_its_page(wanted: Format):
    assert problem_of(paper_of(wanted).grid) is None


@pytest.mark.parametrize(
    "wanted", [Format.l4785, Format.l7418, Format.l4728, Format.labels_75x40, Format.free]
)
def test_labels_lie_in_the_middle_of_their_sheet(wanted: Format):
    grid = GRIDS[wanted]
    left, top = grid.corner(grid.labels - 1)
    assert grid.page_width - left - grid.label_width == pytest.approx(grid.left)
    assert grid.page_height - top - grid.label_height == pytest.approx(grid.top)


def test_places_go_along_the_rows():
    assert [GRIDS[Format.l4785].corner(place) for place in range(3)] == [
        (17.5, 13.5),
        (112.5, 13.5),
        (17.5, 68.5),
    ]


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"left": 31}, GridProblem.too_wide),
        ({"gap_x": 20}, GridProblem.too_wide),
        ({"top": 28}, GridProblem.too_high),
        ({"rows": 6}, GridProblem.too_high),
        ({"label_height": 30}, GridProblem.too_small),
        ({"label_width": 50}, GridProblem.too_small),
        ({"columns": 0}, GridProblem.negative),
        ({"left": -1}, GridProblem.negative),
        ({"page_height": 2000}, GridProblem.too_large),
        ({"columns": 10, "rows": 10}, GridProblem.too_many),
    ],
)
def test_a_grid_that_does_not_fit_is_refused(changed: dict[str, Any], problem: GridProblem):
    assert problem_of(OWN) is None
    assert problem_of(replace(OWN, **changed)) is problem


def test_only_the_free_paper_has_a_grid_of_ones_own():
    own = Grid(210, 297, 100, 60)
    assert paper_of(Format.free, own).grid == own
    assert paper_of(Format.a6, own).grid == GRIDS[Format.a6]
