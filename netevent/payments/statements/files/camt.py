"""Reading ISO 20022 statements: camt.053, and camt.052 and camt.054, which have the same entries.

Called by `reading`. The namespace says the version; what we read has stood in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from netevent.payments.statements.files.cells import read_date
from netevent.payments.statements.files.statement import (
    LARGEST,
    MOST_LINES,
    Reason,
    Statement,
    StatementLine,
    UnreadableStatement,
)

MOST_TAGS = 1_000_000
CREDIT, PENDING = "CRDT", ("PDNG", "INFO", "FUTR")
NO_REFERENCE = ("NOTPROVIDED", "NOT PROVIDED", "")
TEXTS = ("RmtInf/Ustrd", "RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/AddtlRmtInf", "AddtlTxInf")


def read_camt(content: bytes) -> Statement:
    """
    Raises:
        UnreadableStatement: it is broken, hostile, or no statement.
    """
    root = _parsed(content)
    lines: list[StatementLine] = []
    unread = 0
    for entry in root.iter("Ntry"):
        if _text(entry, "CdtDbtInd") != CREDIT or _state(entry) in PENDING:
            continue
        for line in _lines(entry):
            unread += line is None
            if line is not None:
                lines.append(line)
        if len(lines) > MOST_LINES:
            raise UnreadableStatement(Reason.TOO_MANY, limit=MOST_LINES)
    return Statement(tuple(lines), unread)


def _parsed(content: bytes) -> Element:
    if content.count(b"<") > MOST_TAGS:
        raise UnreadableStatement(Reason.TOO_MANY, limit=MOST_LINES)
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (DefusedXmlException, ParseError, LookupError, ValueError):
        raise UnreadableStatement(Reason.BROKEN_XML) from None
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    if root.tag != "Document" or not any(child.tag.startswith("BkToCstmr") for child in root):
        raise UnreadableStatement(Reason.NOT_A_STATEMENT)
    return root


def _lines(entry: Element) -> Iterator[StatementLine | None]:
    """A line for each transaction of a collected entry, where each says its amount; else one for all."""
    details = entry.findall("NtryDtls/TxDtls")
    amounts = [_amount(one, "Amt") or _amount(one, "AmtDtls/TxAmt/Amt") for one in details]
    if len(details) > 1 and all(amounts):
        for one, amount in zip(details, amounts, strict=True):
            yield _line(entry, [one], amount)
    else:
        yield _line(entry, details, _amount(entry, "Amt"))


def _line(entry: Element, details: list[Element], money: tuple[Decimal, str] | None) -> StatementLine | None:
    day = _day(entry)
    if day is None or money is None or not 0 < money[0] <= LARGEST:
        return None
    payer = next((name for one in details if (name := _payer(one))), "")
    text = " ".join(dict.fromkeys(part for one in details for part in _texts(one))) or _text(
        entry, "AddtlNtryInf"
    )
    return StatementLine.of(day, *money, payer, text)


def _payer(details: Element) -> str:
    places = (
        "RltdPties/Dbtr/Pty/Nm",
        "RltdPties/Dbtr/Nm",
        "RltdPties/UltmtDbtr/Pty/Nm",
        "RltdPties/UltmtDbtr/Nm",
    )
    return next((name for place in places if (name := _text(details, place))), "")


def _texts(details: Element) -> Iterator[str]:
    for place in TEXTS:
        for one in details.iterfind(place):
            yield (one.text or "").strip()
    if (reference := _text(details, "Refs/EndToEndId")) not in NO_REFERENCE:
        yield reference


def _amount(parent: Element, place: str) -> tuple[Decimal, str] | None:
    found = parent.find(place)
    if found is None:
        return None
    try:
        amount = Decimal((found.text or "").strip())
    except InvalidOperation:
        return None
    return (amount, found.get("Ccy", "")[:3]) if amount.is_finite() else None


def _state(entry: Element) -> str:
    return _text(entry, "Sts/Cd") or _text(entry, "Sts")


def _day(entry: Element) -> date | None:
    places = ("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
    return next((day for place in places if (day := read_date(_text(entry, place)))), None)


def _text(parent: Element, place: str) -> str:
    return (parent.findtext(place) or "").strip()
