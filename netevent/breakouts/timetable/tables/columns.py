"""Which column of a table holds what: told by its header in any of the seven languages.

Called by `rows` and `table_file`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from netevent.attendees.importing.attendee_file.cleaning import clean, fold
from netevent.attendees.importing.attendee_file.table import HEADER_DEPTH, Line


class Field(StrEnum):
    NAME = "name"
    DATE = "date"
    START = "start"
    END = "end"
    DURATION = "duration"
    ROOM = "room"
    TRACK = "track"
    DESCRIPTION = "description"
    PRESENTERS = "presenters"
    SEATS = "seats"
    CODE = "code"


OPTIONAL = (Field.ROOM, Field.TRACK, Field.DESCRIPTION, Field.PRESENTERS)
# Several columns of these count.
MANY = (Field.DESCRIPTION, Field.PRESENTERS)

# By field, the languages one after the other: en, nl, de, fr, es, it, pl.
WORDS: dict[Field, str] = {
    Field.NAME: """
        name, title, session, session title, session name, talk, talk title, proposal title, event title,
        topic, subject
        naam, titel, sessie, titel van de sessie, naam van de sessie, sessietitel, sessienaam, lezing,
        onderwerp
        Name, Titel, Sitzung, Titel der Sitzung, Vortrag, Vortragstitel, Veranstaltung, Thema, Bezeichnung
        nom, titre, session, titre de la session, nom de la session, séance, intitulé, conférence, sujet
        nombre, título, sesión, título de la sesión, nombre de la sesión, charla, ponencia, tema
        nome, titolo, sessione, titolo della sessione, nome della sessione, intervento, argomento
        nazwa, tytuł, sesja, tytuł sesji, nazwa sesji, wykład, wystąpienie, temat""",
    Field.DATE: """
        date, day, session date, event date
        datum, dag
        Datum, Tag
        date, jour
        fecha, día
        data, giorno
        data, dzień""",
    Field.START: """
        start, starts, start time, starts at, start date, starting time, begin, begins, begin time, from,
        time, scheduled at, start date and time
        start, starttijd, begin, begintijd, aanvang, aanvangstijd, van, tijd, tijdstip
        Start, Startzeit, Beginn, Anfang, Anfangszeit, Uhrzeit, Zeit, von, ab
        début, heure de début, commence, commence à, heure, horaire, de
        inicio, hora de inicio, comienzo, empieza, hora, desde, horario
        inizio, ora di inizio, ora inizio, orario di inizio, ora, orario, dalle, da
        początek, start, rozpoczęcie, godzina rozpoczęcia, czas rozpoczęcia, godzina, od""",
    Field.END: """
        end, ends, end time, ends at, end date, finish, finishes, until, till, to, end date and time
        einde, eindtijd, eind, tot, tot en met
        Ende, Endzeit, Endet, bis
        fin, heure de fin, se termine, jusqu'à, à
        fin, hora de fin, final, termina, hasta
        fine, ora di fine, ora fine, orario di fine, termine, alle, fino a
        koniec, zakończenie, godzina zakończenia, czas zakończenia, do""",
    Field.DURATION: """
        duration, length, minutes, duration (minutes), duration (min), scheduled duration
        duur, lengte, minuten, tijdsduur, duur (minuten)
        Dauer, Länge, Minuten, Dauer (Minuten)
        durée, minutes, durée (minutes)
        duración, minutos, duración (minutos)
        durata, minuti, durata (minuti)
        czas trwania, długość, minuty, czas trwania (min)""",
    Field.ROOM: """
        room, location, place, venue, hall, stage, where
        zaal, ruimte, locatie, plaats, lokaal, podium, kamer
        Raum, Ort, Saal, Bühne, Veranstaltungsort, Zimmer
        salle, lieu, emplacement, endroit, scène
        sala, lugar, ubicación, aula, salón, escenario
        sala, luogo, aula, sede, palco, stanza
        sala, miejsce, lokalizacja, pomieszczenie, scena""",
    Field.TRACK: """
        track, stream, theme, category, tracks
        track, thema, stroom, categorie
        Track, Themenbereich, Schiene, Kategorie, Bereich
        parcours, filière, thème, catégorie, piste, thématique
        itinerario, categoría, temática, línea
        percorso, categoria, filone
        ścieżka, ścieżka tematyczna, kategoria, blok""",
    Field.DESCRIPTION: """
        description, abstract, summary, details, content, about
        beschrijving, omschrijving, samenvatting, inhoud, toelichting
        Beschreibung, Zusammenfassung, Inhalt, Kurzbeschreibung, Kurzfassung
        description, résumé, contenu, descriptif
        descripción, resumen, contenido
        descrizione, riassunto, contenuto, sommario
        opis, streszczenie, treść""",
    Field.PRESENTERS: """
        presenters, presenter, speakers, speaker, speaker names, speaker name, hosts, host, moderator,
        facilitator
        sprekers, spreker, presentatoren, presentator, begeleider, docent
        Vortragende, Vortragender, Referent, Referenten, Referentin, Referierende, Sprecher, Sprecherin,
        Redner, Rednerin, Moderation
        intervenants, intervenant, intervenante, orateur, orateurs, animateur, conférencier, présentateur
        ponentes, ponente, presentadores, presentador, oradores, orador
        relatori, relatore, relatrice, presentatori, presentatore, oratori
        prelegenci, prelegent, prelegentka, prowadzący, prowadząca, mówcy""",
    Field.SEATS: """
        seats, capacity, max attendees, maximum attendees, max participants, maximum, number of seats, limit
        plaatsen, zitplaatsen, capaciteit, aantal plaatsen, max deelnemers, maximum aantal deelnemers
        Plätze, Sitzplätze, Kapazität, Anzahl Plätze, max. Teilnehmer, Teilnehmerzahl, maximale Teilnehmerzahl
        places, capacité, nombre de places, places assises, nombre maximal de participants, jauge
        plazas, aforo, capacidad, asientos, número de plazas
        posti, capienza, capacità, numero di posti, posti disponibili
        miejsca, liczba miejsc, pojemność, limit miejsc""",
    Field.CODE: """
        code, id, session id, session code, number, reference, guid, uid, key, proposal id
        code, nummer, sessiecode, kenmerk, sessie-id
        Code, Kennung, Nummer, Kürzel, Sitzungscode
        code, identifiant, numéro, référence
        código, identificador, número, referencia
        codice, identificativo, numero, riferimento
        kod, identyfikator, numer, kod sesji""",
}

FIELDS = {
    fold(word): field
    for field, words in WORDS.items()
    for word in words.replace("\n", ",").split(",")
    if word.strip()
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The row of the headers: its number, its texts, and which columns hold a field."""

    number: int
    texts: tuple[str, ...]
    places: dict[Field, tuple[int, ...]]

    @property
    def complete(self) -> bool:
        """The name, when it starts, and when it is over."""
        has_start = Field.START in self.places or Field.DATE in self.places
        return (
            Field.NAME in self.places and has_start and bool({Field.END, Field.DURATION} & self.places.keys())
        )

    @property
    def worth(self) -> tuple[bool, int]:
        return self.complete, len(self.places)

    @property
    def silent(self) -> tuple[str, ...]:
        """Of what a session need not have, that for which there is no column."""
        return tuple(field.value for field in OPTIONAL if field not in self.places)

    def texts_in(self, line: Line, field: Field) -> list[str]:
        """What a row says of a field, from all of its columns that hold something."""
        cells = (line.cells[place] for place in self.places.get(field, ()) if place < len(line.cells))
        return [cell.strip() for cell in cells if cell.strip()]

    def text_in(self, line: Line, field: Field) -> str:
        return next(iter(self.texts_in(line, field)), "")


def find_columns(lines: Iterable[Line]) -> Columns:
    """Headers may stand below a title: of the first rows the first that names all that is needed, else the
    one that names the most."""
    candidates = [columns_of(line) for line, _ in zip(lines, range(HEADER_DEPTH), strict=False)]
    return max(candidates, key=lambda columns: columns.worth, default=Columns(0, (), {}))


def columns_of(line: Line) -> Columns:
    texts = tuple(clean(cell) for cell in line.cells)
    places: dict[Field, tuple[int, ...]] = {}
    for place, field in enumerate(map(field_of, texts)):
        if field and (field in MANY or field not in places):
            places[field] = (*places.get(field, ()), place)
    return Columns(line.number, texts, places)


def field_of(header: str) -> Field | None:
    """“Start *” is a start, and so is “Start (local time)”."""
    return FIELDS.get(fold(header)) or FIELDS.get(fold(header.partition("(")[0]))
