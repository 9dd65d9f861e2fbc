"""Which column of a bank's CSV is what, by the words of its header in our languages. Called by `csv_file`.

Headers are compared without case, accents, brackets and signs. Of several columns for one thing the first
word of the list wins: the day on which a line was booked before the one on which it was valued.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from netevent.core.text.comparing import bare
from netevent.payments.statements.files.cells import read_currency

DATE = (
    "buchungstag", "buchungsdatum", "buchung", "datum", "boekdatum", "date de comptabilisation",
    "date operation", "date comptable", "date op", "dateop", "date de l operation", "date",
    "fecha operacion", "fecha contable", "f operacion", "fecha", "fecha de operacion", "data contabile",
    "data operazione", "data registrazione", "data", "data ksiegowania", "data operacji", "data transakcji",
    "completed date", "date completed utc", "date completed", "booking date", "transaction date",
    "date completed europe", "started date", "valutadatum", "wertstellung", "rentedatum", "date de valeur",
    "dateval", "fecha valor", "data valuta", "value date",
)  # fmt: skip
AMOUNT = (
    "betrag", "umsatz", "bedrag", "montant", "amount", "importe", "importo", "kwota", "kwota operacji",
    "kwota transakcji", "total amount", "buchungsbetrag", "transactiebedrag", "montant operation",
)  # fmt: skip
CREDIT = (
    "haben", "gutschrift", "credit", "credit euros", "abono", "abonos", "haber", "ingreso", "ingresos",
    "accrediti", "avere", "entrate", "uznania", "wplywy", "bij", "credit amount", "paid in", "money in",
)  # fmt: skip
DIRECTION = ("af bij", "afbij", "debit credit", "soll haben", "debet credit", "d c", "credit debit", "sens")
CURRENCY = (
    "wahrung", "waehrung", "munt", "valuta", "muntsoort", "devise", "divisa", "moneda", "waluta",
    "currency", "payment currency",
)  # fmt: skip
PAYER = (
    "zahlungspflichtige r", "zahlungspflichtiger", "auftraggeber empfanger", "auftraggeber begunstigter",
    "beguenstigter zahlungspflichtiger", "begunstigter zahlungspflichtiger", "name zahlungsbeteiligter",
    "auftraggeber", "naam omschrijving", "naam tegenpartij", "naam", "tegenpartij", "payer name", "payer",
    "emetteur", "nom de la contrepartie", "supplierfound", "ordenante", "ordinante", "nadawca odbiorca",
    "nadawca", "dane kontrahenta", "kontrahent", "counterparty name", "counterparty", "name",
)  # fmt: skip
TEXT = (
    "verwendungszweck", "buchungstext", "kundenreferenz", "kundenreferenz end to end", "mededelingen",
    "omschrijving", "omschrijving 1", "omschrijving 2", "omschrijving 3", "betalingskenmerk", "description",
    "payment reference", "reference", "libelle", "label", "libelle operation", "reference operation",
    "detail", "details", "informations complementaires", "detail de l ecriture", "libelle complementaire",
    "concepto", "concepto ampliado", "observaciones", "descripcion", "referencia", "mas datos",
    "descrizione", "descrizione operazione", "causale", "descrizione estesa", "tytul", "tytul operacji",
    "opis operacji", "opis", "remittance information", "note", "transactiereferentie",
)  # fmt: skip
STATE = ("status", "state", "etat", "estado", "stato")
# A line that is not booked, or was taken back.
NOT_BOOKED = (
    "vorgemerkt", "pending", "reverted", "declined", "failed", "cancelled", "refunded", "in behandeling",
    "en attente", "pendiente", "in attesa", "oczekujaca",
)  # fmt: skip
# Above the headers may stand the holder, the account, a period and sums.
DEPTH = 60


@dataclass(frozen=True, slots=True)
class Columns:
    """Places in a row; None: the file has no such column. `header_currency` stands in the amount's header."""

    row: int
    date: int
    amount: int | None
    credit: int | None
    direction: int | None
    currency: int | None
    header_currency: str
    payer: int | None
    texts: tuple[int, ...]
    state: int | None


def find_columns(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Of the first row that names a date and an amount."""
    return next((found for number, row in enumerate(rows[:DEPTH]) if (found := _columns(number, row))), None)


def plain_header(typed: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"\(.*?\)|\[.*?\]", " ", bare(typed)))) or ""


def _columns(number: int, row: Sequence[str]) -> Columns | None:
    names = [_without_currency(plain_header(cell)) for cell in row]
    date, amount, credit = _place(names, DATE), _place(names, AMOUNT), _place(names, CREDIT)
    if date is None or (amount is None and credit is None):
        return None
    money = amount if amount is not None else credit
    assert money is not None
    return Columns(
        row=number,
        date=date,
        amount=amount,
        credit=credit if amount is None else None,
        direction=_place(names, DIRECTION),
        currency=_currency(names, money),
        header_currency=read_currency(row[money]),
        payer=_place(names, PAYER),
        texts=tuple(place for place, name in enumerate(names) if name in TEXT),
        state=_place(names, STATE),
    )


def _place(names: Sequence[str], words: Sequence[str]) -> int | None:
    return next((names.index(word) for word in words if word in names), None)


def _currency(names: Sequence[str], money: int) -> int | None:
    """The one behind the amount, where the balance has one too. In Italian `valuta` is a day, too."""
    places = [place for place, name in enumerate(names) if name in CURRENCY]
    return next((place for place in places if place > money), places[0] if places else None)


def _without_currency(name: str) -> str:
    return re.sub(r" (eur|euros?|pln|usd|gbp|chf|en euros)$", "", name)
