"""One clean address out of what people type and paste, and its form for mail servers."""

import pytest

from netevent.core.text.addresses import addresses_in, clean_email, mail_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Anna One <anna@one.example>", "anna@one.example"),
        ('"One, Anna" <anna@one.example>', "anna@one.example"),
        ("Anna@Work <anna@one.example>", "anna@one.example"),
        ("mailto:bob@two.example", "bob@two.example"),
        ("MAILTO:bob@two.example?subject=Hello", "bob@two.example"),
        ("bob@two.example <mailto:bob@two.example>", "bob@two.example"),
        ("<kim@eleven.example>", "kim@eleven.example"),
        ("[kim@eleven.example]", "kim@eleven.example"),
        ("(kim@eleven.example)", "kim@eleven.example"),
        ("'kim@eleven.example'", "kim@eleven.example"),
        ("„kim@eleven.example“", "kim@eleven.example"),
        ("e-mail: kim@eleven.example", "kim@eleven.example"),
        ("fred@six.example.", "fred@six.example"),
        ("fred@six.example;", "fred@six.example"),
        ("\u00a0gus@seven.example\u200b\ufeff", "gus@seven.example"),
        ("gus\u00ad@sev\u2060en.exa\u200dmple", "gus@seven.example"),
        ("\u202agus@seven.example\u202c", "gus@seven.example"),
        ("gus＠seven．example", "gus@seven.example"),
        ("eve@five.example, EVE@five.example", "eve@five.example"),
        ("CAROL@THREE.EXAMPLE", "CAROL@THREE.EXAMPLE"),
        ("dora+tag@four.example", "dora+tag@four.example"),
        ("o'neil@eight.example", "o'neil@eight.example"),
        ("info@müller.example", "info@müller.example"),
        ("olga@localhost", "olga@localhost"),
        ("not an address", "not an address"),
        ("", ""),
        (None, ""),
    ],
)
def test_pasted_address_is_cleaned(typed: str | None, address: str):
    assert clean_email(typed) == address
    assert clean_email(address) == address


@pytest.mark.parametrize(
    "typed",
    [
        "eve@five.example; eve@home.example",
        "eve@five.example / eve@home.example",
        "eve@five.example/eve@home.example",
        "Eve <eve@five.example>, Eve <eve@home.example>",
        "eve@five.example of eve@home.example",
    ],
)
def test_of_two_addresses_none_is_chosen(typed: str):
    assert clean_email(typed) == typed
    assert addresses_in(typed) == ["eve@five.example", "eve@home.example"]


@pytest.mark.parametrize("typed", ["<" + "@" * 500_000, "a@b.example " + "e\u0301" * 500_000, "<a" * 500_000])
def test_what_is_too_long_for_an_address_is_left_as_it_is(typed: str):
    assert clean_email(typed) == typed


@pytest.mark.parametrize(
    ("address", "travels"),
    [
        ("info@müller.example", "info@xn--mller-kva.example"),
        ("info@MÜLLER.example", "info@xn--mller-kva.example"),
        ("info@mail.łódź.example", "info@mail.xn--d-uga0v4h.example"),
        ("info@例え.example", "info@xn--r8jz45g.example"),
        ("info@xn--mller-kva.example", "info@xn--mller-kva.example"),
        ("łucja@example.com", "łucja@example.com"),
        ("Ada@Example.org", "Ada@Example.org"),
    ],
)
def test_mail_travels_to_the_domain_in_ascii(address: str, travels: str):
    assert mail_address(address) == travels


def test_a_domain_that_is_none_is_refused():
    with pytest.raises(ValueError):
        mail_address("info@ü..example")
