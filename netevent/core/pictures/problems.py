"""Why a file cannot become a photo. Imported by the child too: only the standard library here."""

from __future__ import annotations

from enum import StrEnum


class Problem(StrEnum):
    """What is wrong; the sentences for people are in `process`."""

    empty = "empty"
    too_large = "too_large"
    heic = "heic"
    avif = "avif"
    video = "video"
    gif = "gif"
    svg = "svg"
    document = "document"
    not_a_picture = "not_a_picture"
    too_many_pixels = "too_many_pixels"
    too_few_pixels = "too_few_pixels"
    broken = "broken"
    too_costly = "too_costly"


class PictureUnusable(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem
