"""An invoice as a PDF file: what stands on it can be read, copied and searched."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from netevent.documents.invoices import typeface
from netevent.documents.invoices.drawing import file_name, invoice_pdf
from netevent.payments.invoices.invoice import Buyer, Line
from tests.conftest import on_sqlite
from tests.documents.invoices.examples import CORRECTED, invoice, text_of

TITLES = {
    "en": ("Invoice", "Credit note"),
    "nl": ("Factuur", "Creditfactuur"),
    "de": ("Rechnung", "Rechnungskorrektur"),
    "fr": ("Facture", "Avoir"),
    "es": ("Factura", "Factura rectificativa"),
    "it": ("Fattura", "Nota di credito"),
    "pl": ("Faktura", "Faktura korygująca"),
}


def note(told: list[object]) -> Callable[..., None]:
    """A log that keeps the letters alone."""
    return lambda event, *, letters: told.append(letters)


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def test_all_that_an_invoice_must_say_stands_on_it():
    text = text_of(invoice_pdf(invoice(note="Thank you.")))
    for said in (
        "Invoice 2026-0017",
        "Müller GmbH Jörg Groß Lange Straße 5 10117 Berlin VAT ID: DE123456789",
        "Stadtwerk eG Hauptstraße 1 80331 München VAT ID: DE987654321",
        "27 November 2026",
        "Smart Cities Summit",
        "K7QX2MPL9TRA",
        "Ticket „Profi“ 2 €59.50 €100.00 €119.00",
        "Net amount €100.00",
        "VAT 19% €19.00",
        "Total €119.00",
        "Paid on 26 November 2026, by bank transfer",
        "Thank you.",
        "Page 1 of 1",
    ):
        assert said in text


def test_without_a_tax_none_is_shown_and_the_note_says_why():
    text = text_of(invoice_pdf(invoice(percent="0", note="Small business, no VAT is charged.")))
    assert "Small business, no VAT is charged." in text
    assert "VAT 0" not in text
    assert "Net" not in text


def test_a_credit_note_names_the_invoice_that_it_corrects():
    refund = Line("Refund", 1, Decimal("-59.50"), Decimal("-59.50"))
    text = text_of(invoice_pdf(invoice(lines=[refund], corrects=CORRECTED, number=18)))
    assert "Credit note 2026-0018 Corrects invoice 2026-0017 of 27 November 2026" in text
    assert "Total -€59.50" in text


@on_sqlite
@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("language", TITLES)
async def test_it_is_in_the_buyers_language(language: str):
    ours, corrected = TITLES[language]
    for made, title in ((invoice(language), ours), (invoice(language, corrects=CORRECTED), corrected)):
        content = invoice_pdf(made)
        assert f"{title} 2026-0017" in text_of(content)
        file = read(content)
        assert file.metadata is not None
        assert file.metadata.title == f"{title} 2026-0017"
        assert str(file.root_object["/Lang"]) == language


@pytest.mark.parametrize(
    "name",
    [
        "Żaneta Łękawska",
        "Ștefan Țurcanu",
        "Ğülşen Iğdır",
        "Þórður Æsir",
        "Őry Zsófia",
        "Ελένη Ώρα",
        "Їжак Ёлкин",
    ],
)
def test_names_of_all_of_europe_are_drawn(name: str):
    assert name in text_of(invoice_pdf(invoice(buyer=Buyer(name))))


def test_an_accent_that_stands_beside_its_letter_is_one_sign_with_it():
    assert "Zoë" in text_of(invoice_pdf(invoice(buyer=Buyer("Zoe\u0308"))))


def test_a_letter_that_the_typeface_lacks_is_a_mark_and_stands_in_the_log(monkeypatch: pytest.MonkeyPatch):
    told: list[object] = []
    monkeypatch.setattr(typeface.log, "warning", note(told), raising=False)
    assert "Anna \ufffd" in text_of(invoice_pdf(invoice(buyer=Buyer("Anna \U00013000"))))
    assert told == [["U+13000"]]


@pytest.mark.attack("markup in what the buyer typed", "drawn as it was typed")
@pytest.mark.parametrize(
    "typed", ["<b>Bold</b>", '<img src="/etc/passwd"/>', "a < b & c", "</para>", "&#65;", "<a href='x'>y"]
)
def test_markup_is_text(typed: str):
    content = invoice_pdf(
        invoice(lines=[Line(typed, 1, Decimal(1), Decimal(1))], buyer=Buyer(typed, typed, typed))
    )
    assert text_of(content).count(typed) == 4


def test_many_lines_have_the_headings_on_each_page():
    lines = [Line(f"Ticket {number}", 1, Decimal("9.99"), Decimal("9.99")) for number in range(80)]
    reader = read(invoice_pdf(invoice(lines=lines)))
    texts = [page.extract_text() for page in reader.pages]
    assert len(texts) > 2
    assert all("Description" in text for text in texts if "Ticket" in text)
    assert f"Page {len(texts)} of {len(texts)}" in texts[-1].replace("\xa0", " ")


@pytest.mark.parametrize("length", [500, 20_000])
def test_a_word_without_end_breaks_nothing(length: int):
    line = Line("W" * length, 1, Decimal(1), Decimal(1))
    text = text_of(invoice_pdf(invoice(lines=[line], buyer=Buyer("N" * 255, "C" * 255))))
    assert text.count("W") >= length


def test_the_sums_stay_together_wherever_the_page_ends():
    for count in range(15, 40):
        lines = [Line("Ticket", 1, Decimal(1), Decimal(1))] * count
        pages = [page.extract_text() for page in read(invoice_pdf(invoice(lines=lines))).pages]
        assert [("Net amount" in text) for text in pages] == [("Paid on" in text) for text in pages], count


def test_several_at_once_are_each_their_own():
    made = [invoice(buyer=Buyer(f"Buyer number {number}")) for number in range(16)]
    with ThreadPoolExecutor(8) as threads:
        files = list(threads.map(invoice_pdf, made))
    for one, file in zip(made, files, strict=True):
        assert one.content.buyer.name in text_of(file)


def test_its_file_is_named_by_its_number():
    assert file_name(invoice()) == "invoice-2026-0017.pdf"
    assert file_name(invoice(corrects=CORRECTED, number=18)) == "credit-note-2026-0018.pdf"
