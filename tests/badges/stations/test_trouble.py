"""What a printer lacks is a code, and stands in the reader's language; a sentence stays as it came."""

from __future__ import annotations

from typing import Any

import pytest
from quart import Quart

from netevent.badges.stations.trouble import SENTENCES, kept_trouble, trouble_in_words
from netevent.core import i18n
from netevent.printing_agent.trouble import SENTENCES as OF_THE_AGENT
from netevent.resources import resource_path
from tests.badges.printers import ANNA, EVENT, Printers
from tests.badges.stations.test_routes import RUNNER, bearing, opened
from tests.conftest import LogIn, on_sqlite


@pytest.fixture(autouse=True)
def seven_languages() -> None:
    i18n.load_catalogues(resource_path("translations"), i18n.Languages(i18n.SEVEN))


DESK = f"/live/desk-printing/{EVENT}/regions?lang="


def test_the_server_knows_each_code_of_the_print_agent_and_says_the_same():
    of_the_server = {code: sentence.replace("’", "'") for code, sentence in SENTENCES.items()}
    assert OF_THE_AGENT.items() <= of_the_server.items()


def test_each_code_has_words_of_its_own_in_each_language():
    for language in ("de", "es", "fr", "it", "nl", "pl"):
        with i18n.speaking(language):
            said = {trouble_in_words(kept_trouble(code, "", "")) for code in SENTENCES}
        assert len(said) == len(SENTENCES), language
        assert not said & set(SENTENCES.values())


@pytest.mark.parametrize(
    ("code", "words", "sentence", "shown"),
    [
        ("no_paper", "", "The printer has no paper.", "Der Drucker hat kein Papier."),
        ("no_answer", "hall-2: port 9100", "…", "Der Drucker antwortet nicht. (hall-2: port 9100)"),
        ("", "", "The printer has no paper.", "The printer has no paper."),
        ("", "", "lp: no such queue", "lp: no such queue"),
        ("on_fire", "", "The printer is on fire.", "The printer is on fire."),
        ("", "", "", ""),
    ],
)
def test_a_code_is_said_in_the_readers_language(code: str, words: str, sentence: str, shown: str):
    with i18n.speaking("de"):
        assert trouble_in_words(kept_trouble(code, words, sentence)) == shown


@on_sqlite
@pytest.mark.parametrize(
    ("sent", "english", "german"),
    [
        (
            {"code": "open", "trouble": "The printer is open."},
            "The printer is open.",
            "Der Drucker ist offen.",
        ),
        ({"trouble": "Deckel auf"}, "Deckel auf", "Deckel auf"),
    ],
    ids=["code", "older program"],
)
async def test_what_a_program_says_stands_at_each_desk_in_its_language(
    app: Quart, printers: Printers, log_in_as: LogIn, sent: dict[str, str], english: str, german: str
):
    _, token = await printers.station()
    client, known = app.test_client(), bearing(token)
    told = {"runner": RUNNER} | sent
    assert (await client.post("/print/agent/state", json=told, headers=known)).status_code == 200
    assert english in await at_the_desk(log_in_as, "en")
    assert german in await at_the_desk(log_in_as, "de")


@on_sqlite
async def test_why_a_badge_failed_stands_at_each_desk_in_its_language(
    app: Quart, printers: Printers, log_in_as: LogIn
):
    station, token = await printers.station()
    client, known = app.test_client(), bearing(token)
    job = await printers.ask(ANNA)
    for _ in range(3):
        await printers.take(station.id)
        ended = {"result": "failed", "said": "The printer is open.", "code": "open", "words": ""}
        await client.post(f"/print/agent/jobs/{job.id}/end", json=ended, headers=known)
    assert await printers.states() == ["failed"]
    assert "Der Drucker ist offen." in await at_the_desk(log_in_as, "de")


@on_sqlite
async def test_what_a_page_says_does_not_stand_in_the_pages_language(
    app: Quart, printers: Printers, log_in_as: LogIn
):
    _, token = await printers.station()
    client, header = await opened(app, token)
    await client.post("/print/state", form={"runner": RUNNER, "code": "problem"}, headers=header)
    assert "Printer has a problem" in await at_the_desk(log_in_as, "en")
    assert "Printer has a problem" not in await at_the_desk(log_in_as, "nl")


async def at_the_desk(log_in_as: LogIn, language: str) -> str:
    client, _ = await log_in_as("marta")
    answer: Any = await client.get(DESK + language)
    return str(await answer.get_data(as_text=True))
