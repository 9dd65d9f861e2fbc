"""A timetable in a workbook or a .csv file, in each of the seven languages, as people write it."""

from datetime import date, datetime, time, timedelta

import pytest

from netevent.breakouts.timetable import FaultReason, Reason, Timetable, UnreadableTimetable, read_table_file
from tests.breakouts.timetable.sources import BERLIN, HEADERS, at, table, workbook

ROW = ("Talk", "2026-11-27 09:30", "2026-11-27 10:15", "Hall", "Web", "About it", "Ada, Bob", "40", "A-1")
IN_EACH_LANGUAGE = {
    "en": ("Title", "Start", "End", "Room", "Track", "Description", "Speakers", "Capacity", "ID"),
    "nl": (
        "Titel",
        "Begintijd",
        "Eindtijd",
        "Zaal",
        "Stroom",
        "Omschrijving",
        "Sprekers",
        "Plaatsen",
        "Nummer",
    ),
    "de": (
        "Titel",
        "Beginn",
        "Ende",
        "Raum",
        "Themenbereich",
        "Beschreibung",
        "Referenten",
        "Plätze",
        "Kürzel",
    ),
    "fr": ("Titre", "Début", "Fin", "Salle", "Parcours", "Résumé", "Intervenants", "Places", "Référence"),
    "es": ("Título", "Inicio", "Fin", "Sala", "Itinerario", "Descripción", "Ponentes", "Aforo", "Código"),
    "it": ("Titolo", "Inizio", "Fine", "Sala", "Percorso", "Descrizione", "Relatori", "Posti", "Codice"),
    "pl": ("Tytuł", "Początek", "Koniec", "Sala", "Ścieżka", "Opis", "Prelegenci", "Liczba miejsc", "Kod"),
}


def read(content: bytes, filename: str = "programme.csv") -> Timetable:
    return read_table_file(content, filename, BERLIN)


def refusal(content: bytes) -> UnreadableTimetable:
    with pytest.raises(UnreadableTimetable) as refused:
        read(content)
    assert "%" not in refused.value.text
    return refused.value


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("language", IN_EACH_LANGUAGE)
def test_headers_are_understood_in_each_language(language: str, separator: str):
    row = [*ROW[:6], "Ada|Bob", *ROW[7:]]
    timetable = read(table(row, headers=IN_EACH_LANGUAGE[language], separator=separator))
    (found,) = timetable.sessions
    assert timetable.faults == ()
    assert timetable.title == "programme"
    assert (found.name, found.room, found.track, found.description) == ("Talk", "Hall", "Web", "About it")
    assert (found.start, found.end) == (at("2026-11-27 08:30"), at("2026-11-27 09:15"))
    assert (found.presenters, found.seats, found.upstream_id) == (("Ada", "Bob"), 40, "A-1")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_letters_are_read_in_the_encodings_that_spreadsheets_write(encoding: str):
    content = table(("Größe prüfen", *ROW[1:])).decode().encode(encoding)
    assert read(content).sessions[0].name == "Größe prüfen"


def test_letter_that_cannot_be_read_is_remarked():
    content = table(("Größe und Maß", *ROW[1:])).replace("Maß".encode(), b"Ma\xff")
    timetable = read(content)
    assert [(one.row, one.reason) for one in timetable.faults] == [(2, FaultReason.UNREADABLE_LETTER)]
    assert len(timetable.sessions) == 1


@pytest.mark.parametrize(
    ("cells", "reason", "value"),
    [
        ({"Title": ""}, FaultReason.NAME_MISSING, ""),
        ({"Start": ""}, FaultReason.START_MISSING, ""),
        ({"Start": "soon"}, FaultReason.NOT_A_TIME, "soon"),
        ({"Start": "09:30"}, FaultReason.NOT_A_TIME, "09:30"),
        ({"Start": "11/27/2026 09:30"}, FaultReason.NOT_A_TIME, "11/27/2026 09:30"),
        ({"Start": "31-02-2026 09:30"}, FaultReason.NOT_A_TIME, "31-02-2026 09:30"),
        ({"Start": "2026-11-27 25:00"}, FaultReason.NOT_A_TIME, "2026-11-27 25:00"),
        ({"Start": "2026-11-27 13:30 pm"}, FaultReason.NOT_A_TIME, "2026-11-27 13:30 pm"),
        ({"Start": "0026-11-27 09:30"}, FaultReason.NOT_A_TIME, "0026-11-27 09:30"),
        ({"Start": "2026-03-29 02:30"}, FaultReason.SKIPPED_TIME, "2026-03-29 02:30"),
        ({"End": ""}, FaultReason.END_MISSING, ""),
        ({"End": "09:30"}, FaultReason.ENDS_TOO_EARLY, "09:30"),
        ({"End": "09:15"}, FaultReason.ENDS_TOO_EARLY, "09:15"),
        ({"End": "2026-11-26 10:00"}, FaultReason.ENDS_TOO_EARLY, "2026-11-26 10:00"),
        ({"End": "2027-11-27 10:00"}, FaultReason.LASTS_TOO_LONG, ""),
        ({"End": "later"}, FaultReason.NOT_A_TIME, "later"),
        ({"Code": "x" * 256}, FaultReason.CODE_TOO_LONG, ""),
        ({"Code": "A-2"}, FaultReason.CODE_TWICE, "A-2"),
    ],
)
def test_row_that_cannot_be_read_stays_out_with_its_number_and_reason(
    cells: dict[str, str], reason: FaultReason, value: str
):
    good = (*ROW[:3], "Foyer", *ROW[4:8], "A-2")
    bad = tuple(cells.get(header, cell) for header, cell in zip(HEADERS, ROW, strict=True))
    timetable = read(table(good, bad))
    assert [one.upstream_id for one in timetable.sessions] == ["A-2"]
    assert [(one.row, one.reason, one.value) for one in timetable.faults] == [(3, reason, value)]
    assert timetable.faults[0].costs_session
    assert "%" not in timetable.faults[0].text


def test_seats_that_are_no_number_leave_the_session_without_a_limit_and_are_said():
    timetable = read(table((*ROW[:7], "some", "A-1")))
    assert timetable.sessions[0].seats is None
    assert [(one.reason, one.value, one.costs_session) for one in timetable.faults] == [
        (FaultReason.NOT_SEATS, "some", False)
    ]


def test_session_without_code_keeps_its_name_for_one_when_time_and_room_change():
    headers = ("Title", "Start", "Duration", "Room")
    before = read(table(("Talk", "2026-11-27 09:30", "45", "A"), headers=headers)).sessions[0]
    other = ("Other", "2026-11-27 09:30", "45", "B")
    moved = read(table(other, ("Talk", "2026-11-28 11:00", "30", "C"), headers=headers)).sessions
    assert [one.upstream_id == before.upstream_id for one in moved] == [False, True]


def test_sessions_without_code_and_of_one_name_are_told_apart():
    rows = [("Lunch", f"2026-11-2{day} 12:00", "60") for day in (7, 8, 9)]
    found = read(table(*rows, headers=("Title", "Start", "Duration"))).sessions
    assert len({one.upstream_id for one in found}) == 3


def test_name_that_a_code_of_the_file_imitates_gets_another_one():
    headers = ("Title", "Start", "Duration", "Code")
    alone = read(table(("Talk", "2026-11-27 09:30", "45", ""), headers=headers)).sessions[0]
    rows = [("X", "2026-11-27 09:30", "45", alone.upstream_id), ("Talk", "2026-11-27 09:30", "45", "")]
    found = read(table(*rows, headers=headers))
    assert len({one.upstream_id for one in found.sessions}) == 2


def test_unquoted_separator_in_a_text_costs_the_row():
    timetable = read(table((*ROW, "left"), ROW))
    assert [(one.row, one.reason, one.value) for one in timetable.faults] == [
        (2, FaultReason.TOO_MANY_CELLS, "left")
    ]


def test_quoted_text_keeps_its_lines():
    timetable = read(table((*ROW[:5], '"One;\nand two"', *ROW[6:])))
    assert timetable.sessions[0].description == "One;\nand two"


def test_separator_is_the_one_that_the_headers_have():
    rows = [("A, b, c, d", "2026-11-27 09:30", "x, y, z", "45")]
    assert len(read(table(*rows, headers=("Title", "Start", "Abstract", "Duration"))).sessions) == 1


def test_cells_of_excel_are_read_as_what_they_are():
    rows = (
        ("Title", "Start", "End", "Seats"),
        ("A", datetime(2026, 11, 27, 9, 30), datetime(2026, 11, 27, 10, 15), 40),  # noqa: DTZ001 - of a wall
        ("Midnight", datetime(2026, 11, 27), datetime(2026, 11, 27, 0, 30), None),  # noqa: DTZ001 - of a wall
    )
    timetable = read(workbook(("Programme", rows)), "programme.xlsx")
    assert timetable.faults == ()
    assert [(one.start, one.end, one.seats) for one in timetable.sessions] == [
        (at("2026-11-26 23:00"), at("2026-11-26 23:30"), None),
        (at("2026-11-27 08:30"), at("2026-11-27 09:15"), 40),
    ]


def test_dates_times_and_durations_of_excel_may_stand_apart():
    rows = (
        ("Titel", "Datum", "Beginn", "Dauer"),
        ("A", date(2026, 11, 27), time(9, 30), timedelta(minutes=45)),
        ("B", date(2026, 11, 27), time(0, 0), time(1, 30)),
        ("C", date(2026, 11, 27), "9:45", 20),
    )
    timetable = read(workbook(("Programm", rows)), "programm.xlsx")
    assert timetable.faults == ()
    assert [(one.name, one.start, one.end) for one in timetable.sessions] == [
        ("B", at("2026-11-26 23:00"), at("2026-11-27 00:30")),
        ("A", at("2026-11-27 08:30"), at("2026-11-27 09:15")),
        ("C", at("2026-11-27 08:45"), at("2026-11-27 09:05")),
    ]


def test_sheet_with_the_speakers_addresses_is_not_taken_for_the_timetable():
    people = ("People", (("First name", "Last name", "Email"), ("Ada", "Lovelace", "ada@example.org")))
    notes = ("Notes", (("Read this first",),))
    found = read(workbook(notes, people, ("Plan", (HEADERS, ROW))))
    assert [one.name for one in found.sessions] == ["Talk"]


def test_headers_may_stand_below_a_title():
    book = workbook(("Plan", (("Our programme",), (), HEADERS, ROW, ("Bad", *ROW[2:]))))
    timetable = read(book)
    assert len(timetable.sessions) == 1
    assert [one.row for one in timetable.faults] == [5]


def test_hidden_row_stays_out_and_is_said():
    timetable = read(workbook(("Plan", (HEADERS, ROW, (*ROW[:8], "A-2"))), hidden_row=3))
    assert [one.upstream_id for one in timetable.sessions] == ["A-1"]
    assert [(one.row, one.reason) for one in timetable.faults] == [(3, FaultReason.HIDDEN)]


def test_columns_that_are_missing_are_refused_with_those_that_there_are():
    refused = refusal(table(("Talk", "Hall"), headers=("Title", "Room")))
    assert refused.reason is Reason.COLUMNS_MISSING
    assert refused.text.endswith("It contains: Title, Room")


def test_damaged_workbook_is_refused_as_one():
    refused = refusal(workbook(("Plan", (HEADERS, ROW)))[:2_000])
    assert refused.reason is Reason.SPREADSHEET
    assert refused.text == "The file is damaged. Open it in Excel and save it again as .xlsx."


def test_workbook_that_was_damaged_anywhere_is_refused_at_worst():
    """In its packing, its parts or its letters: each kind arises in another library."""
    content = workbook(("Plan", (HEADERS, ROW)))
    reasons = []
    for place in range(0, len(content), 41):
        try:
            read(content[:place] + b"\xff" * 20 + content[place + 20 :])
        except UnreadableTimetable as refused:
            reasons.append(refused.reason)
    assert reasons.count(Reason.SPREADSHEET) > 50


def test_quotation_mark_that_is_never_closed_is_refused_with_its_row():
    refused = refusal(table(ROW, ('"Talk', *ROW[1:])))
    assert refused.text == "A quotation mark opened in row 3 is never closed."


def test_more_rows_than_a_programme_has_are_refused():
    rows = [("T", "2026-11-27 09:30", "45")] * 5_001
    headers = ("Title", "Start", "Duration")
    assert refusal(table(*rows, headers=headers)).reason is Reason.TOO_MANY_SESSIONS
    assert len(read(table(*rows[1:], headers=headers)).sessions) == 5_000
