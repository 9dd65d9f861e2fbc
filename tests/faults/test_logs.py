"""What the server writes about its visitors: nothing that lets anybody in, and nothing they typed."""

import json

from tests.conftest import StartServer
from tests.door import Door, badge
from tests.visitors import Visitor, heard, visit


async def test_the_log_of_a_whole_visit_holds_no_secrets(
    door: Door, database_url: str, start_server: StartServer
):
    server = start_server(database_url)
    olga, marta = await visit(server.base_url, "olga"), await visit(server.base_url, "marta")
    await olga.submit("/organizer/event/1/staff/1/resend")
    listed = await olga.get("/organizer/event/1/staff")
    guest = await visit(server.base_url, "guest1")
    agenda = await guest.get("/appointments")
    calendar = agenda.text.split("/calendar/1-", 1)[1].split(".ics")[0]
    await Visitor(server.base_url).get(f"/calendar/1-{calendar}.ics")
    await Visitor(server.base_url).get(f"/calendar/2-{calendar}.ics")
    link = listed.text.split("/staff/invite/", 1)[1].split('"')[0]
    await Visitor(server.base_url).get(f"/staff/invite/{link}")
    await Visitor(server.base_url).get(f"/staff/invite/{link}/more?token={link}")
    async with marta.connect("/live/door/1?token=sesame") as page:
        await heard(page, "door-counters")
    await marta.scan(badge(1), note="a remark in the body")
    await marta.submit("/login", email="olga@example.com", password="a wrong pass phrase")
    server.stop()
    log = server.log.read_text()
    cookies = [str(cookie.value) for visitor in (olga, marta, guest) for cookie in visitor.cookies]
    secrets = [
        link,
        calendar,
        olga.token,
        marta.token,
        "the same for everybody",
        "a wrong pass phrase",
        "sesame",
        *cookies,
    ]
    assert [secret for secret in secrets if secret in log] == []
    for word in ("a remark in the body", "$argon2", server.settings["NETEVENT_SECRET_KEY"], "Guest1"):
        assert word not in log
    assert json.loads(log.splitlines()[-1])
