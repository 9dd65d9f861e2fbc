"""Lists that were reported to fail elsewhere come in by command, with the same report as by upload."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from netevent.core.database.tables import attendees
from tests.attendees.importing.reported import FOLDER, LISTS, Reported
from tests.cli.test_people import import_list, make_event
from tests.servers.databases import blocking_engine


@pytest.mark.parametrize("given", LISTS, ids=lambda given: given.file)
def test_reported_list_comes_in_by_command(tmp_path: Path, sqlite_url: str, given: Reported):
    make_event(tmp_path, sqlite_url)
    done = import_list(tmp_path, sqlite_url, str(FOLDER / given.file))
    assert done.code == 0, done.err
    assert people(sqlite_url) == given.people
    sums, *lines = done.out.splitlines()
    assert sums.startswith(f"{len(given.people)} added, 0 changed")
    for sentence in given.told:
        assert sentence in "\n".join(lines)


def people(url: str) -> tuple[tuple[str, str, str], ...]:
    columns = (attendees.c.first_name, attendees.c.last_name, attendees.c.email)
    with blocking_engine(url).connect() as connection:
        return tuple(tuple(row) for row in connection.execute(select(*columns).order_by(attendees.c.id)))
