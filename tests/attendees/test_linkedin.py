"""Which addresses are LinkedIn's, and how they are completed."""

import pytest

from netevent.attendees.linkedin import linkedin_address

ADA = "https://www.linkedin.com/in/ada"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("linkedin.com/in/ada", ADA),
        ("www.linkedin.com/in/ada", ADA),
        (" https://www.LinkedIn.com/in/ada ", ADA),
        ("http://linkedin.com/in/ada", ADA),
        ("nl.linkedin.com/in/ada", "https://nl.linkedin.com/in/ada"),
        ("https://www.linkedin.com/in/ada?trk=x", f"{ADA}?trk=x"),
    ],
)
def test_an_address_of_linkedin_is_completed(typed: str, address: str):
    assert linkedin_address(typed) == address
    assert linkedin_address(address) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ada",
        "@ada",
        "linkedin.com",
        "https://linkedin.com/",
        "javascript:alert(1)//linkedin.com/in/ada",
        "javascript://linkedin.com/%0aalert(1)",
        "data:text/html,linkedin.com/in/ada",
        "ftp://linkedin.com/in/ada",
        "https://evil.example/linkedin.com/in/ada",
        "https://linkedin.com.evil.example/in/ada",
        "https://notlinkedin.com/in/ada",
        "https://evil.example\\.linkedin.com/in/ada",
        "https://linkedin.com@evil.example/in/ada",
        "https://evil.example@linkedin.com/in/ada",
        "https://linkedin.com:8443/in/ada",
        "https://[linkedin.com/in/ada",
        "https://linkedin.com/in/ada\nx",
        "https://linkedin.com/in/ada lovelace",
        "https://linkedin.com/" + "a" * 300,
    ],
)
def test_anything_else_is_none(typed: str):
    assert linkedin_address(typed) == ""
