"""What waits for a socket is bounded by what is on its page."""

import pytest

from netevent.live.mailbox import Mailbox, MailboxFull


async def test_a_newer_version_replaces_the_one_that_waits():
    mailbox = Mailbox()
    for count in range(1000):
        mailbox.put("counters", f"<p>{count}</p>")
    assert await mailbox.take() == "<p>999</p>"


async def test_different_targets_travel_in_one_message_in_their_order():
    mailbox = Mailbox()
    mailbox.put("one", "<p>1</p>")
    mailbox.put("two", "<p>2</p>")
    assert await mailbox.take() == "<p>1</p>\n<p>2</p>"


async def test_a_reader_too_far_behind_is_cut_off():
    mailbox = Mailbox(most=1)
    mailbox.put("one", "<p>1</p>")
    mailbox.put("one", "<p>2</p>")
    with pytest.raises(MailboxFull):
        mailbox.put("two", "<p>3</p>")


async def test_a_woken_reader_finds_nothing_and_waits_again():
    mailbox = Mailbox()
    mailbox.wake()
    assert await mailbox.take() == ""
