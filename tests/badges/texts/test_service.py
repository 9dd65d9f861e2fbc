"""The rules of what is written on badges: what follows the registration, and who may correct until when."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from netevent.badges.print_jobs.service import ask
from netevent.badges.printed.service import record_prints
from netevent.badges.settings.service import save
from netevent.badges.settings.settings import DEFAULTS
from netevent.badges.texts import service
from netevent.badges.texts.queries import select_written
from netevent.badges.texts.refusals import AlreadyPrinted, AskAtDesk, CorrectionsOver
from netevent.badges.texts.text import BadgeText
from netevent.changes import BadgesChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import NotFound
from tests.badges.texts.writing import ANNA, ELSEWHERE, print_badge, text_of
from tests.door import BADGES, Door

NAME = "Guest1 Żółć"
OTHER = BadgeText("Dr. Ann", "Café & Co", "")


async def correct_own(door: Door, text: BadgeText = OTHER, attendee_id: int = ANNA) -> None:
    await door.database.transact(service.correct_own, 1, attendee_id, text)


async def correct(door: Door, text: BadgeText = OTHER, attendee_id: int = ANNA) -> None:
    await door.database.transact(service.correct, 1, attendee_id, text, "Olga")


async def test_what_differs_is_kept_and_the_rest_goes_on_to_follow_the_registration(door: Door):
    await correct_own(door)
    assert await text_of(door) == BadgeText("Dr. Ann", None, None)
    assert door.published == [BadgesChanged(1)]


async def test_nothing_may_be_printed_where_the_registration_says_something(door: Door):
    await correct_own(door, BadgeText(NAME, "", ""))
    assert await text_of(door) == BadgeText(None, "", None)


async def test_as_registered_nothing_is_kept(door: Door):
    await correct_own(door)
    await correct_own(door, BadgeText())
    assert await text_of(door) is None


async def test_what_the_profile_hides_is_not_what_the_badge_would_say(door: Door):
    await door.change_attendee(ANNA, shows_organisation="nobody")
    await correct_own(door, BadgeText(NAME, "", ""))
    assert await text_of(door) is None
    await correct_own(door, BadgeText(NAME, "Café & Co", ""))
    assert await text_of(door) == BadgeText(None, "Café & Co", None)


async def test_who_saves_what_stands_already_tells_nobody(door: Door):
    await correct_own(door)
    await correct_own(door)
    assert door.published == [BadgesChanged(1)]


async def test_who_wrote_it_is_known_but_not_of_the_attendee(door: Door):
    await correct(door)
    written = await door.database.read(select_written, ANNA)
    assert written is not None
    assert written.by == "Olga"
    await correct_own(door, BadgeText("Ann"))
    written = await door.database.read(select_written, ANNA)
    assert written is not None
    assert (written.by, written.text.name) == ("", "Ann")


async def test_the_attendee_corrects_it_until_it_is_printed(door: Door):
    await print_badge(door)
    with pytest.raises(AlreadyPrinted):
        await correct_own(door)
    assert await text_of(door) is None


async def test_the_attendee_does_not_correct_what_waits_for_a_printer(door: Door):
    await door.database.transact(ask, 1, ANNA, str(uuid4()), "Olga", None, clock.now())
    with pytest.raises(AlreadyPrinted):
        await correct_own(door)


async def test_the_print_of_somebody_else_ends_nothing(door: Door):
    await print_badge(door, 2)
    await correct_own(door)
    assert await text_of(door) is not None


@pytest.mark.parametrize("seconds", [0, -60])
async def test_the_attendee_corrects_it_until_the_moment(door: Door, seconds: int):
    until = clock.now() + timedelta(seconds=seconds)
    await door.database.transact(save, 1, replace(DEFAULTS, corrections_until=until))
    with pytest.raises(CorrectionsOver):
        await correct_own(door)


async def test_before_the_moment_the_attendee_corrects_it(door: Door):
    until = clock.now() + timedelta(minutes=5)
    await door.database.transact(save, 1, replace(DEFAULTS, corrections_until=until))
    await correct_own(door)
    assert await text_of(door) is not None


async def test_where_nobody_may_correct_the_desk_does(door: Door):
    await door.database.transact(save, 1, replace(DEFAULTS, lets_correct=False))
    with pytest.raises(AskAtDesk):
        await correct_own(door)
    await correct(door)
    assert await text_of(door) is not None


async def test_the_desk_corrects_also_what_was_printed(door: Door):
    await print_badge(door)
    await correct(door)
    assert await text_of(door) is not None


async def test_nobody_corrects_badges_of_another_event(door: Door):
    with pytest.raises(NotFound):
        await correct(door, attendee_id=ELSEWHERE)
    assert await text_of(door, ELSEWHERE) is None


async def test_who_has_no_badge_has_nothing_to_correct(door: Door):
    await door.change_attendee(ANNA, attendee_code=None)
    with pytest.raises(NotFound):
        await correct(door)


async def test_of_many_who_save_at_once_one_text_stands(door: Door):
    texts = [BadgeText(f"Ann {number}") for number in range(8)]
    await asyncio.gather(*(correct(door, one) for one in texts))
    assert await text_of(door) in texts


async def test_of_a_print_and_a_correction_at_once_one_sees_the_other(door: Door):
    def print_it(tx: Transaction, attendee_id: int) -> bool:
        """Whether it was corrected before."""
        record_prints(tx, 1, [(attendee_id, "0" * 64)], "Olga", "", clock.now())
        return select_written(tx, attendee_id) is not None

    for attendee_id in range(1, BADGES + 1):
        was_corrected, refused = await asyncio.gather(
            door.database.transact(print_it, attendee_id),
            correct_own(door, OTHER, attendee_id),
            return_exceptions=True,
        )
        assert was_corrected is (refused is None)
        assert refused is None or isinstance(refused, AlreadyPrinted)


async def test_look_then_write_would_change_a_badge_that_hangs_on_somebody(door: Door):
    """The twin: what the attendee may is looked up before the lock."""
    refused = await door.database.read(service.refusal_of, 1, ANNA)
    await print_badge(door)
    await door.database.transact(service.correct, 1, ANNA, OTHER, "")
    assert refused is None
    assert await text_of(door) is not None
