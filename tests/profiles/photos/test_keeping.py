"""Row and files of photos stay together: races, cut uploads, crashes in between, people who are gone."""

from __future__ import annotations

import asyncio
import os
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from netevent.changes import ProfileChanged
from netevent.core.database.tables import attendees
from netevent.core.errors import NotFound
from netevent.core.pictures.process import PictureRefused
from netevent.core.site import Limits, Site
from netevent.periodic import remove_left_photos
from netevent.profiles.photos import service as photo_service
from netevent.profiles.photos.keeping import Photos
from netevent.settings import Settings
from tests.conftest import StartServer
from tests.core.pictures.files import jpeg
from tests.door import PASSWORD, Door
from tests.profiles.photos.pictures import photo_of

ADA, NOBODY = 1, 999
HOURS_AGO = 2 * 3600


@pytest.fixture
def photos(settings: Settings, door: Door) -> Photos:
    return Photos(settings, door.database)


def names_in(settings: Settings) -> set[str]:
    return {path.name[:32] for path in (settings.var_dir / "photos").rglob("*.jpg*")}


def make_old(settings: Settings) -> None:
    for path in (settings.var_dir / "photos").rglob("*.jpg*"):
        then = path.stat().st_mtime - HOURS_AGO
        os.utime(path, (then, then))


async def remove_person(door: Door) -> None:
    await door.database.transact(lambda tx: tx.execute(delete(attendees).where(attendees.c.id == ADA)))


async def test_each_new_photo_and_its_removal_are_told_once(photos: Photos, door: Door):
    await photos.save(ADA, jpeg())
    await photos.save(ADA, jpeg())
    await photos.remove(ADA)
    await photos.remove(ADA)
    assert door.published == [ProfileChanged(1, ADA)] * 3


async def test_refused_picture_changes_and_tells_nothing(photos: Photos, door: Door, settings: Settings):
    with pytest.raises(PictureRefused):
        await photos.save(ADA, b"no picture")
    assert (door.published, names_in(settings), await photo_of(door, ADA)) == ([], set(), "")


async def test_photos_sent_at_once_leave_one_and_no_file_beside_it(
    photos: Photos, door: Door, settings: Settings
):
    await asyncio.gather(*(photos.save(ADA, jpeg()) for _ in range(5)))
    assert names_in(settings) == {await photo_of(door, ADA)}


async def test_photo_of_somebody_who_is_gone_leaves_no_files(photos: Photos, settings: Settings):
    with pytest.raises(NotFound):
        await photos.save(NOBODY, jpeg())
    with pytest.raises(NotFound):
        await photos.remove(NOBODY)
    assert names_in(settings) == set()


async def test_request_that_is_broken_off_while_saving_leaves_row_and_files_together(
    photos: Photos, door: Door, settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    replaced = photo_service.replace_photo
    begun, loop = asyncio.Event(), asyncio.get_running_loop()

    def replace_and_say(*arguments: Any, **named: Any) -> str:
        loop.call_soon_threadsafe(begun.set)
        return replaced(*arguments, **named)

    monkeypatch.setattr(photo_service, "replace_photo", replace_and_say)
    saving = asyncio.create_task(photos.save(ADA, jpeg()))
    await begun.wait()
    saving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await saving
    await photos.stop()
    assert names_in(settings) == {await photo_of(door, ADA)}


async def test_sweep_removes_what_nobody_names_and_nothing_else(
    photos: Photos, door: Door, settings: Settings
):
    await photos.save(ADA, jpeg())
    kept = await photo_of(door, ADA)
    orphan = photos.path("ab" * 16, 256)
    orphan.parent.mkdir(parents=True, exist_ok=True)
    for path in (orphan, orphan.with_name(f"{'ab' * 16}-800.jpg.part")):
        path.write_bytes(b"left by a crash")
    await photos.sweep()
    assert names_in(settings) == {kept, "ab" * 16}, "a young file may belong to an upload of this moment"
    make_old(settings)
    await photos.sweep()
    assert names_in(settings) == {kept}
    assert len(list((settings.var_dir / "photos").rglob("*.jpg"))) == 3


async def test_sweep_removes_photos_of_people_who_went_with_their_event(
    photos: Photos, door: Door, settings: Settings
):
    await photos.save(ADA, jpeg())
    await remove_person(door)
    make_old(settings)
    await photos.sweep()
    assert names_in(settings) == set()


async def test_demo_leaves_the_real_servers_photos_alone(door: Door, settings: Settings):
    demo_settings = settings.model_copy(update={"demo": True})
    demo = Photos(demo_settings, door.database)
    orphan = demo.path("cd" * 16, 96)
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"of another database")
    make_old(settings)
    await remove_left_photos(site_of(demo_settings, demo, door))
    assert orphan.exists()
    await remove_left_photos(site_of(settings, demo, door))
    assert not orphan.exists()


def site_of(settings: Settings, photos: Photos, door: Door) -> Site:
    return Site(settings, door.database, Limits(""), (photos,))


async def test_name_stays_the_same_when_the_transaction_runs_twice(door: Door):
    work = partial(photo_service.replace_photo, attendee_id=ADA, name="ef" * 16)
    assert await door.database.transact(work) == ""
    assert await door.database.transact(work) == "ef" * 16
    assert door.published == [ProfileChanged(1, ADA)]


# ---- a real server, and a connection that is cut ---------------------------------------------------------


async def test_upload_that_is_cut_leaves_the_old_photo(
    start_server: StartServer, door: Door, database_url: str
):
    server = start_server(database_url)
    phone = await Phone.log_in(server.base_url, "guest1@example.com")
    assert b"303" in (await phone.upload(jpeg()))[:20]
    old = await photo_of(door, ADA)
    files = set((server.folder / "var" / "photos").rglob("*.jpg"))
    for sent in (0.01, 0.5, 0.99):
        await phone.upload(jpeg(1200, 1200), part=sent)
    assert b"200" in (await phone.ask("GET", "/attendee/photo"))[:20]
    assert await photo_of(door, ADA) == old
    assert set((server.folder / "var" / "photos").rglob("*")) >= files
    assert set((server.folder / "var" / "photos").rglob("*.jpg*")) == files
    picture = await phone.ask("GET", f"/photos/{ADA}/{old}-96.jpg")
    assert b"image/jpeg" in picture


class Phone:
    """A browser of bare sockets, whose connection can end in the middle of a word."""

    def __init__(self, base_url: str) -> None:
        self.host, _, port = base_url.removeprefix("http://").partition(":")
        self.port = int(port)
        self.cookies: dict[str, str] = {}

    @classmethod
    async def log_in(cls, base_url: str, email: str) -> Phone:
        phone = cls(base_url)
        token = phone.token_in(await phone.ask("GET", "/login"))
        form = f"email={email.replace('@', '%40')}&password={PASSWORD.replace(' ', '+')}&csrf_token={token}"
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        await phone.ask("POST", "/login", form.encode(), kind)
        return phone

    async def upload(self, photo: bytes, part: float = 1) -> bytes:
        token = self.token_in(await self.ask("GET", "/attendee/photo"))
        kind = 'form-data; name="photo"; filename="me.jpg"'
        head = f"--cut\r\nContent-Disposition: {kind}\r\nContent-Type: image/jpeg\r\n\r\n"
        body = head.encode() + photo + b"\r\n--cut--\r\n"
        headers = {"Content-Type": "multipart/form-data; boundary=cut", "X-CSRF-Token": token}
        return await self.ask("POST", "/attendee/photo", body, headers, part)

    async def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: dict[str, str] | None = None,
        part: float = 1,
    ) -> bytes:
        """The answer; nothing, where only a `part` of the body is sent before the line is cut."""
        reader, writer = await asyncio.open_connection(self.host, self.port)
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Host": f"{self.host}:{self.port}", "Connection": "close", "Cookie": kept}
        lines = [f"{name}: {value}" for name, value in (sent | (headers or {})).items()]
        head = "\r\n".join([f"{method} {path} HTTP/1.1", *lines, f"Content-Length: {len(body)}", "", ""])
        writer.write(head.encode() + body[: int(len(body) * part)])
        await writer.drain()
        answer = await reader.read() if part == 1 else b""
        writer.close() if part == 1 else writer.transport.abort()
        for name, value in re.findall(rb"set-cookie: ([^=]+)=([^;]*)", answer, re.IGNORECASE):
            self.cookies[name.decode()] = value.decode()
        return answer

    def token_in(self, page: bytes) -> str:
        found = re.search(rb'name="csrf-token" content="([^"]+)"', page)
        assert found, page[:500]
        return found[1].decode()


def test_folder_of_a_photo_is_the_start_of_its_name(tmp_path: Path, settings: Settings, door: Door):
    assert Photos(settings, door.database).path("ab" * 16, 96).parent.name == "ab"
