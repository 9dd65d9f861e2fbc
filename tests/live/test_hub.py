"""Who receives a push, and who does not."""

import asyncio
from collections import Counter

from netevent.live.hub import (
    LOGGED_OUT,
    MOST_OF_A_LOGIN,
    MOST_TARGETS,
    RESTARTING,
    TRY_LATER,
    Channel,
    Hub,
    Socket,
)

DOOR, OTHER_DOOR = Channel("door", 1), Channel("door", 2)


def joined(hub: Hub, channel: Channel = DOOR, language: str = "en", login_id: str = "a") -> Socket:
    socket = Socket((channel,), language, login_id)
    hub.join(socket)
    return socket


async def nothing_waits_for(socket: Socket) -> bool:
    socket.put("last", "")
    return await socket.take() == ""


async def test_a_push_reaches_its_channel_and_no_other():
    hub = Hub()
    desk, same_door, other_event = joined(hub), joined(hub), joined(hub, OTHER_DOOR)
    hub.push(DOOR, "counters", lambda language: f"<p>{language}</p>")
    assert await desk.take() == "<p>en</p>"
    assert await same_door.take() == "<p>en</p>"
    assert await nothing_waits_for(other_event)


async def test_a_fragment_is_rendered_once_for_each_language_present():
    hub = Hub()
    for language in ("en", "nl", "nl", "en", "en"):
        joined(hub, language=language)
    rendered: Counter[str] = Counter()

    def render(language: str) -> str:
        rendered[language] += 1
        return ""

    hub.push(DOOR, "counters", render)
    assert rendered == {"en": 1, "nl": 1}


async def test_nothing_is_rendered_for_an_empty_channel():
    hub = Hub()
    desk = joined(hub)
    hub.leave(desk)
    rendered: list[str] = []

    def render(language: str) -> str:
        rendered.append(language)
        return ""

    hub.push(DOOR, "counters", render)
    assert not rendered
    assert not hub.is_heard(DOOR)


async def test_the_end_of_a_login_closes_its_pages_and_no_others():
    hub = Hub()
    ended, other = joined(hub, login_id="a"), joined(hub, login_id="b")
    hub.close_login("a")
    assert (ended.close_code, other.close_code) == (LOGGED_OUT, 0)


async def test_a_page_that_reads_nothing_is_asked_to_come_back():
    hub = Hub()
    slow, quick = joined(hub), joined(hub)
    for target in range(MOST_TARGETS):
        hub.push(DOOR, str(target), lambda language: "<p></p>")
    await quick.take()
    hub.push(DOOR, "one more", lambda language: "<p></p>")
    assert (slow.close_code, quick.close_code) == (TRY_LATER, 0)


async def test_one_login_cannot_fill_the_server_with_pages():
    hub = Hub()
    pages = [joined(hub, login_id="a") for _ in range(MOST_OF_A_LOGIN + 1)]
    other = joined(hub, login_id="b")
    assert [page.close_code for page in pages] == [0] * MOST_OF_A_LOGIN + [TRY_LATER]
    assert other.close_code == 0
    for page in pages:
        hub.leave(page)
    assert joined(hub, login_id="a").close_code == TRY_LATER, "their lines have not ended"
    for page in pages:
        hub.forget(page)
    assert joined(hub, login_id="a").close_code == 0


async def test_closing_all_waits_until_the_pages_are_gone():
    hub = Hub()
    desk = joined(hub)
    closing = asyncio.create_task(hub.close_all())
    await desk.take()
    assert desk.close_code == RESTARTING
    hub.leave(desk)
    await closing
    assert joined(hub).close_code == RESTARTING


async def test_a_page_may_listen_to_several_channels():
    hub = Hub()
    own, agenda = Channel("attendee", 7), Channel("agenda", 7)
    page = Socket((own, agenda), "en", "a")
    hub.join(page)
    assert hub.login_ids() == {"a"}
    hub.push(agenda, "agenda", lambda language: "<p>agenda</p>")
    assert await page.take() == "<p>agenda</p>"
    hub.leave(page)
    assert not hub.is_heard(own)
    assert not hub.is_heard(agenda)


async def test_a_newer_version_replaces_the_one_that_waits():
    socket = joined(Hub())
    for count in range(MOST_TARGETS * 2):
        socket.put("counters", f"<p>{count}</p>")
    assert await socket.take() == f"<p>{MOST_TARGETS * 2 - 1}</p>"
    assert socket.close_code == 0


async def test_different_targets_travel_in_one_message_in_their_order():
    socket = joined(Hub())
    socket.put("one", "<p>1</p>")
    socket.put("two", "<p>2</p>")
    assert await socket.take() == "<p>1</p>\n<p>2</p>"


async def test_a_closed_page_finds_nothing_and_ends():
    socket = joined(Hub())
    socket.close(TRY_LATER)
    assert await socket.take() == ""
