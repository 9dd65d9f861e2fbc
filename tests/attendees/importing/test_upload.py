"""A list is uploaded, comes in, and its report says what became of each row."""

import asyncio
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from quart import Quart
from quart.datastructures import FileStorage
from sqlalchemy import select, update

from netevent.attendees.importing.jobs import IMPORT, begin_import
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import jobs
from netevent.core.jobs.job import State
from tests.attendees.rows import attendee_rows, count_of, long_attendee_file
from tests.door import Door, token_of

UPLOAD = "/organizer/event/1/attendees/import"
DATA = Path(__file__).parents[2] / "data"


async def send(
    log_in_as, content: bytes, filename: str, who: str = "olga", path: str = UPLOAD, **headers: str
):
    client, token = await log_in_as(who)
    file = FileStorage(BytesIO(content), filename=filename)
    return client, await client.post(path, files={"file": file}, headers=token | headers)


async def say_yes(client, answer, **chosen: str):
    """Look at the preview of what was uploaded, and let it in."""
    assert answer.status_code == 303
    address = answer.headers["Location"]
    token = await token_of(client, address)
    return await client.post(address, form={"csrf_token": token, "action": "import", **chosen})


async def report(door: Door, client, answer) -> str:
    """The page of the import, once somebody said yes and it is done."""
    answer = await say_yes(client, answer)
    assert answer.status_code == 303
    states = select(jobs.c.state).where(jobs.c.kind == IMPORT.name)
    async with asyncio.timeout(60):
        while "waiting" in await door.database.read(lambda tx: tx.execute(states).scalars().all()):
            pass  # each look lets the import go on
    text: str = await (await client.get(answer.headers["Location"])).get_data(as_text=True)
    return text


async def put_import(door: Door, state: State) -> int:
    """The number of an import that another worker has, or had."""

    def work(tx: Transaction) -> int:
        import_id = begin_import(tx, 1, "list.csv", long_attendee_file(10), "en")
        tx.execute(update(jobs).values(state=state, run_at=clock.now() + timedelta(minutes=5)))
        return import_id

    return await door.database.transact(work)


async def test_sample_with_faults_comes_in_and_its_bad_rows_are_listed(door: Door, log_in_as):
    content = (DATA / "attendees-with-faults.csv").read_bytes()
    client, answer = await send(log_in_as, content, "attendees-with-faults.csv")
    page = await report(door, client, answer)
    assert "The list has been imported." in page
    assert "3 rows were skipped" in page
    assert "“not-an-address” is not an email address." in page
    assert await count_of(door.database, 1) == 12 + 38


async def test_report_speaks_the_readers_language(door: Door, log_in_as):
    content = (DATA / "attendees-with-faults.csv").read_bytes()
    client, answer = await send(log_in_as, content, "attendees-with-faults.csv")
    await report(door, client, answer)
    done = (await client.get(answer.headers["Location"])).headers["Location"]
    page = await (await client.get(f"{done}?lang=nl")).get_data(as_text=True)
    assert '<html lang="nl">' in page


async def test_same_file_again_says_that_nothing_changed(door: Door, log_in_as):
    content = (DATA / "attendees-300-excel-nl.csv").read_bytes()
    await report(door, *await send(log_in_as, content, "list.csv"))
    before = await attendee_rows(door.database, 1)
    page = await report(door, *await send(log_in_as, content, "list.csv"))
    assert '<dt>unchanged</dt><dd class="number">300</dd>' in page
    assert await attendee_rows(door.database, 1) == before


async def test_running_import_asks_again_and_a_finished_one_does_not(door: Door, log_in_as):
    client, _ = await log_in_as("olga")
    key = await put_import(door, State.waiting)
    page = await (await client.get(f"{UPLOAD}/{key}")).get_data(as_text=True)
    assert 'hx-trigger="every 5s"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    part = await (await client.get(f"{UPLOAD}/{key}", headers={"HX-Request": "true"})).get_data(as_text=True)
    assert "<html" not in part
    key = await put_import(door, State.done)
    page = await (await client.get(f"{UPLOAD}/{key}")).get_data(as_text=True)
    assert "every 5s" not in page
    assert "refresh" not in page


async def test_import_that_was_given_up_says_so(door: Door, log_in_as):
    client, _ = await log_in_as("olga")
    page = await (await client.get(f"{UPLOAD}/{await put_import(door, State.failed)}")).get_data(as_text=True)
    assert "Upload the list again" in page


@pytest.mark.parametrize(
    ("content", "filename", "sentence"),
    [
        (b"", "list.csv", "The list is empty."),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "list.png", "not a spreadsheet"),
        (b"PK\x03\x04 broken", "list.xlsx", "damaged"),
        (b"<html><table>", "list.xls", "web page"),
    ],
)
async def test_unreadable_file_is_refused_with_its_reason(
    door: Door, log_in_as, content: bytes, filename: str, sentence: str
):
    _, answer = await send(log_in_as, content, filename)
    assert answer.status_code == 422
    assert sentence in await answer.get_data(as_text=True)
    assert await count_of(door.database, 1) == 12


async def test_form_without_a_file_is_refused(log_in_as):
    client, token = await log_in_as("olga")
    answer = await client.post(UPLOAD, form={}, headers=token)
    assert answer.status_code == 422
    assert "Choose a file first: .xlsx, .xls, .ods or .csv." in await answer.get_data(as_text=True)


async def test_hostile_names_of_files_and_cells_are_only_shown(door: Door, log_in_as):
    content = b"E-mail;Name\n<script>alert(1)</script>;=cmd()\n"
    page = await report(door, *await send(log_in_as, content, "../../-rf <b>\x01.csv"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "-rf &lt;b&gt;" in page
    assert "../" not in page.split("<h2>")[1]


async def test_too_large_upload_is_refused(log_in_as):
    content = b"x" * (10 * 1024 * 1024 + 1)
    _, answer = await send(log_in_as, content, "list.csv", **{"Content-Length": str(len(content))})
    assert answer.status_code == 413


async def test_another_organizer_uploads_nothing_into_the_event(door: Door, log_in_as):
    content = (DATA / "attendees-with-faults.csv").read_bytes()
    _, answer = await send(log_in_as, content, "list.csv", who="otto")
    assert answer.status_code == 404
    assert await count_of(door.database, 1) == 12


async def test_another_events_import_is_not_there(door: Door, log_in_as):
    content = (DATA / "attendees-with-faults.csv").read_bytes()
    _, answer = await send(log_in_as, content, "list.csv")
    number = answer.headers["Location"].rsplit("/", 1)[1]
    client, _ = await log_in_as("otto")
    assert (await client.get(f"/organizer/event/2/attendees/import/{number}")).status_code == 404


async def test_loop_goes_on_while_a_large_list_is_read(app: Quart, door: Door, log_in_as):
    """Another request is answered before the reading of 1,200 rows is over."""
    content = (DATA / "attendees-1200.xlsx").read_bytes()
    sending = asyncio.create_task(send(log_in_as, content, "attendees-1200.xlsx"))
    answered = 0
    while not sending.done():
        assert (await app.test_client().get("/healthz")).status_code == 200
        answered += 1
    client, answer = await sending
    assert "The list has been imported." in await report(door, client, answer)
    assert answered > 10
