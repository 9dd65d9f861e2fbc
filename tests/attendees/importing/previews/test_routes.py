"""An organizer uploads a list, sees what it would do, chooses what its columns are, and lets it in."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from netevent.attendees.importing import routes
from netevent.attendees.importing.attendee_file import Choice, ReadList, read_list
from netevent.attendees.importing.jobs import IMPORT
from netevent.attendees.importing.previews.jobs import UPLOAD, let_go
from netevent.core.database.tables import attendee_types, events, import_files, import_mappings, jobs
from netevent.core.jobs.worker import Worker
from tests.attendees.importing.test_upload import report, say_yes, send
from tests.attendees.rows import attendee_rows, count_of
from tests.core.jobs.rows import make_due
from tests.door import BADGES, Door, token_of


async def read_here(content: bytes, filename: str, choice: Choice | None = None) -> ReadList:
    """Without a process of its own, which costs most of a second: `test_upload` has it."""
    return read_list(content, filename, choice or Choice())


@pytest.fixture(autouse=True)
def reads_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "read_in_process", read_here)


KNOWN = b"First name;Last name;E-mail;Organisation\nAda;Byron;ada@x.example;Engines\nBob;Ross;nobody;Paint\n"
UNKNOWN = b"Wer;Wo;Kontakt\nAda Byron;Engines;ada@x.example\nBob Ross;Paint;bob@x.example\n"


async def page_of(client: Any, answer: Any) -> str:
    return unescape(await (await client.get(answer.headers["Location"])).get_data(as_text=True))


async def choose(client: Any, answer: Any, **chosen: str) -> Any:
    where = answer.headers["Location"]
    token = await token_of(client, where)
    return await client.post(where, form={"csrf_token": token, **chosen})


async def number_of(door: Door, kind: str) -> int:
    statement = select(func.count()).select_from(jobs).where(jobs.c.kind == kind)
    return int(await door.database.read(lambda tx: tx.execute(statement).scalar_one()))


async def rows_in(door: Door, table: Any) -> int:
    return int(
        await door.database.read(lambda tx: tx.execute(select(func.count()).select_from(table)).scalar_one())
    )


def sums(added: int, changed: int, unchanged: int, skipped: int) -> dict[str, str]:
    counts = {"new": added, "updated": changed, "unchanged": unchanged, "skipped": skipped}
    return {name: str(count) for name, count in counts.items()}


def sums_in(page: str) -> dict[str, str]:
    return dict(re.findall(r'<dt>(\w+)</dt><dd class="number">(\d+)</dd>', page))


async def test_a_list_is_only_shown_until_somebody_says_yes(door: Door, log_in_as):
    client, answer = await send(log_in_as, KNOWN, "list.csv")
    page = await page_of(client, answer)
    assert sums(1, 0, 0, 1) == sums_in(page)
    assert "One person would be added" in page
    assert "Row 3: “nobody” is not an email address." in page
    assert await count_of(door.database, 1) == BADGES
    assert await number_of(door, IMPORT.name) == 0


async def test_who_changes_is_shown_with_what_stands_and_what_would(door: Door, log_in_as):
    await report(door, *await send(log_in_as, KNOWN, "list.csv"))
    changed = KNOWN.replace(b"Engines", b"Looms").replace(b"nobody", b"bob@x.example")
    client, answer = await send(log_in_as, changed, "list.csv")
    page = await page_of(client, answer)
    assert sums(1, 1, 0, 0) == sums_in(page)
    assert "<del>Engines</del> → <ins>Looms</ins>" in page
    page = await page_of(client, (await send(log_in_as, KNOWN, "list.csv"))[1])
    assert sums(0, 0, 1, 1) == sums_in(page)
    assert "nobody would be added or changed" in page
    assert 'value="import"' not in page


async def test_columns_that_are_not_known_are_named_and_can_be_chosen(door: Door, log_in_as):
    content = KNOWN.replace(b"Organisation", b"Bude")
    client, answer = await send(log_in_as, content, "list.csv")
    assert "One column is left out: Bude" in await page_of(client, answer)
    assert (await choose(client, answer, **{"column-3": "organisation"})).status_code == 303
    assert "left out" not in await page_of(client, answer)
    await report(door, client, answer)
    assert (await attendee_rows(door.database, 1))[-1].organisation == "Engines"


async def test_headers_that_nobody_knows_are_asked_for(door: Door, log_in_as):
    client, answer = await send(log_in_as, UNKNOWN, "list.csv")
    page = await page_of(client, answer)
    assert "Choose which column holds the email address." in page
    assert "Choose which column holds the name" in page
    assert (await say_yes(client, answer)).status_code == 409
    await choose(client, answer, **{"column-0": "name", "column-2": "email"})
    assert sums(2, 0, 0, 0) == sums_in(await page_of(client, answer))
    await report(door, client, answer)
    assert [row.first_name for row in (await attendee_rows(door.database, 1))[-2:]] == ["Ada", "Bob"]


async def test_what_was_chosen_is_remembered_for_the_same_headers_in_another_order(door: Door, log_in_as):
    client, answer = await send(log_in_as, UNKNOWN, "list.csv")
    await choose(client, answer, **{"column-0": "name", "column-2": "email"})
    await report(door, client, answer)
    turned = b"Kontakt;Wer;Wo\neve@x.example;Eve Ash;Q\n"
    client, answer = await send(log_in_as, turned, "other.csv")
    page = await page_of(client, answer)
    assert "as you chose them for an earlier list" in page
    assert sums(1, 0, 0, 0) == sums_in(page)


async def test_our_own_guess_is_not_remembered_and_forgets_what_was(door: Door, log_in_as):
    client, answer = await send(log_in_as, KNOWN, "list.csv")
    await choose(client, answer, **{"column-3": "role"})
    await report(door, client, answer)
    assert await rows_in(door, import_mappings) == 1
    client, answer = await send(log_in_as, KNOWN.replace(b"Engines", b"Looms"), "list.csv")
    await choose(client, answer, **{"column-3": "organisation"})
    await report(door, client, answer)
    assert await rows_in(door, import_mappings) == 0


async def test_another_organizer_has_other_memories(door: Door, log_in_as):
    client, answer = await send(log_in_as, UNKNOWN, "list.csv")
    await choose(client, answer, **{"column-0": "name", "column-2": "email"})
    await report(door, client, answer)
    path = "/organizer/event/2/attendees/import"
    client, answer = await send(log_in_as, UNKNOWN, "list.csv", who="otto", path=path)
    assert "Choose which column holds the email address." in await page_of(client, answer)


async def test_two_columns_cannot_become_one_field(door: Door, log_in_as):
    client, answer = await send(log_in_as, KNOWN, "list.csv")
    await choose(client, answer, **{"column-3": "email"})
    assert "More than one column becomes “Email”." in await page_of(client, answer)
    assert (await say_yes(client, answer)).status_code == 409


async def test_a_yes_with_other_columns_than_were_shown_shows_them_first(door: Door, log_in_as):
    client, answer = await send(log_in_as, KNOWN, "list.csv")
    said = await say_yes(client, answer, **{"column-3": "role"})
    assert said.status_code == 409
    assert "Look at what would happen now" in await said.get_data(as_text=True)
    assert await number_of(door, IMPORT.name) == 0
    await report(door, client, answer)
    assert (await attendee_rows(door.database, 1))[-1].role == "Engines"


async def test_another_sheet_can_be_chosen(door: Door, log_in_as):
    book = Workbook()
    book.worksheets[0].append(["Name", "E-mail"])
    book.worksheets[0].append(["Ada Byron", "ada@x.example"])
    second = book.create_sheet("Second")
    for row in (["Name", "E-mail"], ["Bob Ross", "bob@x.example"], ["Eve Ash", "eve@x.example"]):
        second.append(row)
    target = BytesIO()
    book.save(target)
    client, answer = await send(log_in_as, target.getvalue(), "list.xlsx")
    assert sums(1, 0, 0, 0) == sums_in(await page_of(client, answer))
    await choose(client, answer, sheet="Second")
    assert sums(2, 0, 0, 0) == sums_in(await page_of(client, answer))


async def test_another_row_can_be_that_of_the_headers(door: Door, log_in_as):
    content = b"Name;E-mail\nName;E-mail\nAda Byron;ada@x.example\n"
    client, answer = await send(log_in_as, content, "list.csv")
    assert sums(1, 0, 0, 1) == sums_in(await page_of(client, answer))
    await choose(client, answer, header="2")
    assert sums(1, 0, 0, 0) == sums_in(await page_of(client, answer))
    assert (await choose(client, answer, header="3")).status_code == 422


async def test_rows_of_a_full_event_are_one_group_with_its_pages(door: Door, log_in_as):
    await door.database.transact(
        lambda tx: tx.execute(events.update().values(max_attendees=BADGES + 1, seats_taken=BADGES))
    )
    rows = "".join(f"P{n};Q;p{n}@x.example\n" for n in range(120))
    client, answer = await send(log_in_as, f"First name;Last name;E-mail\n{rows}".encode(), "list.csv")
    page = await page_of(client, answer)
    assert "119 rows would be skipped: the event is full" in page
    assert "Show all 119 rows" in page
    assert page.count("Row ") < 120
    where = answer.headers["Location"] + "/rows?group=event_full&page="
    last = await (await client.get(where + "2", headers={"HX-Request": "true"})).get_data(as_text=True)
    assert "<html" not in last
    assert "101 to 119 of 119" in last
    assert (await client.get(where + "3")).status_code == 404


async def test_the_choice_is_answered_with_a_fragment_where_htmx_asks(door: Door, log_in_as):
    client, answer = await send(log_in_as, KNOWN, "list.csv")
    where = answer.headers["Location"]
    form = {"csrf_token": await token_of(client, where), "column-3": ""}
    said = await client.post(where, form=form, headers={"HX-Request": "true"})
    part = await said.get_data(as_text=True)
    assert (said.status_code, "<html" in part) == (200, False)
    assert "One column is left out: Organisation" in part


async def test_types_that_would_be_made_are_named_and_not_made(door: Door, log_in_as):
    before = await rows_in(door, attendee_types)
    content = b"Name;E-mail;Type\nAda Byron;ada@x.example;Juggler\n"
    client, answer = await send(log_in_as, content, "list.csv")
    assert "One attendee type would be created: Juggler" in await page_of(client, answer)
    assert await rows_in(door, attendee_types) == before


async def test_all_or_nothing_is_refused_where_a_row_would_be_skipped(door: Door, log_in_as):
    client, answer = await send(log_in_as, KNOWN, "list.csv")
    said = await say_yes(client, answer, rows="all")
    assert said.status_code == 409
    assert "so nothing was imported" in await said.get_data(as_text=True)
    assert await count_of(door.database, 1) == BADGES


async def test_after_an_hour_the_list_is_gone_and_nothing_of_it_is_kept(door: Door, log_in_as):
    client, answer = await send(log_in_as, KNOWN, "list.csv")
    assert await rows_in(door, import_files) == 1
    await make_due(door.database)

    async def forget(job: Any, upload: Any) -> None:
        await let_go(door.database, job, upload)

    await Worker(door.database, UPLOAD, forget).run_due()
    assert await rows_in(door, import_files) == 0
    gone = await client.get(answer.headers["Location"])
    assert gone.status_code == 409
    assert "kept for an hour" in await gone.get_data(as_text=True)


async def test_said_twice_a_yes_counts_once(door: Door, log_in_as):
    client, answer = await send(log_in_as, KNOWN, "list.csv")
    token = await token_of(client, answer.headers["Location"])
    said = [
        await client.post(answer.headers["Location"], form={"csrf_token": token, "action": "import"})
        for _ in range(2)
    ]
    assert said[0].headers["Location"] == said[1].headers["Location"]
    assert await number_of(door, IMPORT.name) == 1
    assert await rows_in(door, import_files) == 0


async def test_the_upload_of_another_event_is_not_there(door: Door, log_in_as):
    _, answer = await send(log_in_as, KNOWN, "list.csv")
    number = answer.headers["Location"].rsplit("/", 1)[1]
    client, token = await log_in_as("otto")
    for event in (1, 2):
        where = f"/organizer/event/{event}/attendees/import/{number}"
        assert (await client.get(where)).status_code == 404
        assert (await client.get(f"{where}/rows?group=added")).status_code == 404
        assert (await client.post(where, form={"action": "import"}, headers=token)).status_code == 404
        assert (await client.post(f"{where}/undo", headers=token)).status_code == 404
    assert await number_of(door, IMPORT.name) == 0
