"""What was done on one page and is said on the next one. For the pages of announcements."""

from __future__ import annotations

from dataclasses import dataclass

from quart import session

NOTICE = "announcement_notice"


@dataclass(frozen=True, slots=True)
class Notice:
    """`draft`: what the browser kept of a form that is saved now, by its key (`static/js/draft.js`)."""

    flashes: list[tuple[str, str]]
    draft: str = ""


def keep(announcement_id: int, said: str, kind: str = "good", draft: str = "") -> None:
    session[NOTICE] = {"id": announcement_id, "said": said, "kind": kind, "draft": draft}


def take(announcement_id: int) -> Notice:
    """Said once, on the page that it is about; 0 is the list."""
    kept = session.get(NOTICE) or {}
    if kept.get("id") != announcement_id:
        return Notice([])
    del session[NOTICE]
    return Notice([(kept["kind"], kept["said"])], kept["draft"])
