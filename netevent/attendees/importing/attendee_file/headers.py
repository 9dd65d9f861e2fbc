"""Which column holds what, told by its header in any of the seven languages. Called by the reading
of a list, and by the search for a .csv file's delimiter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from netevent.attendees.importing.attendee_file.cleaning import clean, fold
from netevent.attendees.importing.attendee_file.problems import quoted


class Field(StrEnum):
    FIRST_NAME = "first_name"
    INFIX = "infix"  # the Dutch tussenvoegsel: goes before the last name
    LAST_NAME = "last_name"
    NAME = "name"
    REVERSED_NAME = "reversed_name"  # a header that says: last name first
    EMAIL = "email"
    ORGANISATION = "organisation"
    ROLE = "role"
    PHONE = "phone"
    LINKEDIN = "linkedin"
    TYPE = "type"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class RecognisedColumn:
    index: int
    header: str
    field: Field


@dataclass(frozen=True, slots=True)
class Headers:
    """The header row: where it stands, which columns it names, which headers say nothing to us."""

    number: int
    width: int
    columns: tuple[RecognisedColumn, ...]
    ignored: tuple[str, ...]

    def has(self, *fields: Field) -> bool:
        return any(column.field in fields for column in self.columns)

    @property
    def names_people(self) -> bool:
        return self.has(Field.FIRST_NAME, Field.LAST_NAME, Field.NAME, Field.REVERSED_NAME)

    @property
    def complete(self) -> bool:
        return self.has(Field.EMAIL) and self.names_people


def recognise(number: int, cells: Sequence[str]) -> Headers:
    """Reads a row as headers. Of two columns with the same meaning the first one counts."""
    texts = [clean(cell) for cell in cells]
    fields = settled_names([field_of(text) for text in texts])
    keep = {field: best_index(field, fields, texts) for field in set(fields) if field}
    columns = tuple(
        RecognisedColumn(index, texts[index], field)
        for index, field in enumerate(fields)
        if field and keep[field] == index
    )
    taken = {column.index for column in columns}
    ignored = tuple(quoted(text) for index, text in enumerate(texts) if text and index not in taken)
    return Headers(number, len(texts), columns, ignored)


def settled_names(fields: list[Field | None]) -> list[Field | None]:
    """What a bare “Name”, “Nom” or “Nombre” means hangs on its neighbours: beside a first name it is
    the last name (de, fr, nl), beside a last name the first name (it, es), alone the whole name."""
    first, last = Field.FIRST_NAME in fields, Field.LAST_NAME in fields
    if first == last:
        return fields
    meant = Field.LAST_NAME if first else Field.FIRST_NAME
    return [meant if field is Field.NAME else field for field in fields]


def best_index(field: Field, fields: list[Field | None], texts: list[str]) -> int:
    """The first column of that meaning, but “Job title” before a “Title” that may mean Mrs or Dr."""
    indexes = [index for index, found in enumerate(fields) if found is field]
    return next((index for index in indexes if fold(texts[index]) not in VAGUE), indexes[0])


def field_of(header: str) -> Field | None:
    """“Attendee e-mail (required) *” is an e-mail as well."""
    if len(header) > 200:
        return None
    for candidate in (fold(header), fold(re.sub(r"[(\[].*?[)\]]", "", header))):
        for spelling in (candidate, PREFIX.sub("", candidate)):
            if spelling in FIELDS:
                return FIELDS[spelling]
    return None


VAGUE = frozenset({"title", "ticket", "category"})

PREFIX = re.compile(
    "^(attendee|participant|guest|deelnemer|teilnehmer|invite|asistente|partecipante|uczestnik)s?"
)

# By field, the languages one after the other: en, nl, de, fr, es, it, pl.
SYNONYMS: dict[Field, str] = {
    Field.FIRST_NAME: """
        first name, firstname, given name, given names, forename, fname, christian name
        voornaam, voornamen, roepnaam
        Vorname, Vornamen, Rufname
        prénom, prénoms, petit nom
        nombre de pila, nombres, primer nombre
        nome di battesimo, primo nome, nome proprio
        imię, imiona, pierwsze imię""",
    Field.INFIX: """
        infix, name prefix, surname prefix
        tussenvoegsel, tussenvoegsels, tussenv, tussenvgsl, tv, voorvoegsel, voorvoegsels
        Namenszusatz, Namensvorsatz, Vorsatzwort
        particule""",
    Field.LAST_NAME: """
        last name, lastname, surname, family name, second name, lname
        achternaam, familienaam, geslachtsnaam
        Nachname, Familienname, Zuname
        nom de famille, nom famille, patronyme, nom d'usage
        apellido, apellidos, primer apellido
        cognome, cognomi
        nazwisko, nazwiska""",
    Field.NAME: """
        name, full name, first and last name, first name and last name, name and surname, complete name,
        first name last name, display name, contact name, person
        naam, volledige naam, voor- en achternaam, voornaam en achternaam, naam en achternaam
        vollständiger Name, ganzer Name, Vor- und Nachname, Vor- und Zuname, Vorname und Nachname,
        Vorname Nachname
        nom, nom complet, prénom et nom, prénom nom, prénom et nom de famille
        nombre, nombre completo, nombre y apellido, nombre y apellidos, nombres y apellidos, nombre apellidos
        nome, nome completo, nominativo, nome e cognome, nome cognome
        imię i nazwisko, imię nazwisko, imiona i nazwisko, pełne imię i nazwisko, pełna nazwa
        attendee, participant, guest, deelnemer, Teilnehmer, Teilnehmerin, asistente, partecipante,
        uczestnik""",
    Field.REVERSED_NAME: """
        last name first name, last and first name, last name and first name, surname and name, surname name
        achternaam voornaam, achternaam en voornaam, naam en voornaam, naam voornaam
        Name Vorname, Nachname Vorname, Name und Vorname, Nach- und Vorname, Zu- und Vorname
        nom et prénom, nom prénom, nom prénoms, nom et prénoms, nom de famille et prénom
        apellidos y nombre, apellido y nombre, apellidos nombre, apellidos y nombres
        cognome e nome, cognome nome
        nazwisko i imię, nazwisko imię""",
    Field.EMAIL: """
        email, e-mail, mail, email address, mail address, work email, business email, email id, contact email,
        private email, personal email, company email
        e-mailadres, mailadres, e-mail adres, zakelijk e-mailadres, werk e-mail
        E-Mail-Adresse, Mailadresse, Mail-Adresse, elektronische Adresse, E-Mail geschäftlich
        adresse e-mail, adresse mail, adresse de courriel, courriel, adresse électronique, mél,
        mail professionnel,
        adresse de messagerie, e-mail professionnel
        correo, correo electrónico, dirección de correo, dirección de correo electrónico, dirección de email,
        dirección email, correo-e
        indirizzo e-mail, indirizzo mail, posta elettronica, indirizzo di posta elettronica,
        indirizzo di posta
        adres e-mail, adres email, adres poczty elektronicznej, poczta elektroniczna, poczta, mejl,
        adres mailowy""",
    Field.ORGANISATION: """
        organisation, organization, company, company name, organisation name, organization name, employer,
        institution, affiliation, business, firm, university, school, org, account
        organisatie, organisatienaam, bedrijf, bedrijfsnaam, werkgever, instelling, naam organisatie,
        naam bedrijf,
        onderneming
        Firma, Firmenname, Unternehmen, Arbeitgeber, Einrichtung, Institution, Institut, Gesellschaft,
        Betrieb,
        Hochschule, Name der Organisation, Name der Firma
        entreprise, société, organisme, employeur, établissement, structure, raison sociale,
        nom de l'entreprise,
        nom de la société, nom de l'organisation
        organización, empresa, compañía, institución, entidad, nombre de la empresa, nombre de la organización
        organizzazione, azienda, società, ditta, impresa, ente, istituzione, istituto, nome azienda,
        ragione sociale
        organizacja, firma, przedsiębiorstwo, instytucja, pracodawca, nazwa firmy, nazwa organizacji, spółka,
        uczelnia""",
    Field.ROLE: """
        role, job title, job, title, position, function, job role, occupation, profession, job position,
        job function
        functie, functietitel, functienaam, rol, beroep, functieomschrijving
        Funktion, Rolle, Position, Beruf, Stelle, Berufsbezeichnung, Stellenbezeichnung, Jobtitel, Tätigkeit,
        Positionsbezeichnung
        fonction, rôle, poste, intitulé du poste, profession, métier, titre du poste, intitulé de poste
        cargo, función, puesto, rol, puesto de trabajo, profesión, ocupación, título del puesto
        ruolo, funzione, mansione, posizione, professione, qualifica, incarico, titolo professionale
        stanowisko, rola, funkcja, zawód, stanowisko pracy, nazwa stanowiska""",
    Field.PHONE: """
        phone, telephone, phone number, telephone number, mobile, mobile phone, mobile number, cell,
        cell phone,
        cellphone, tel, phone no, tel no, work phone, contact number, gsm
        telefoon, telefoonnummer, mobiel, mobiel nummer, mobiele telefoon, gsm-nummer, telefoonnr, tel nr,
        mobiele nummer, mobiele telefoonnummer, 06-nummer
        Telefon, Telefonnummer, Handy, Handynummer, Mobil, Mobiltelefon, Mobilnummer, Rufnummer, Tel-Nr,
        Telefonnr
        téléphone, numéro de téléphone, portable, mobile, téléphone portable, téléphone mobile,
        n° de téléphone,
        no de téléphone, numéro de portable, numéro de mobile, tél portable
        teléfono, número de teléfono, móvil, teléfono móvil, celular, número de móvil, tel móvil,
        n.º de teléfono
        telefono, numero di telefono, cellulare, numero di cellulare, telefono cellulare, recapito telefonico,
        telefono mobile, numero telefono, numero cellulare
        telefon, numer telefonu, nr telefonu, telefon komórkowy, komórka, nr tel, numer komórki, tel kom""",
    Field.LINKEDIN: """
        linkedin, linked in, linkedin url, linkedin profile, linkedin profile url, linkedin page,
        linkedin link,
        linkedin address
        linkedin-profiel, linkedinpagina, linkedin-adres
        LinkedIn-Profil, LinkedIn-Seite, LinkedIn-Adresse
        profil LinkedIn, page LinkedIn, lien LinkedIn, compte LinkedIn
        perfil de LinkedIn, perfil LinkedIn, enlace de LinkedIn, página de LinkedIn
        profilo LinkedIn, pagina LinkedIn, link LinkedIn
        profil na LinkedIn, profil w LinkedIn, adres LinkedIn, link do LinkedIn""",
    Field.TYPE: """
        type, attendee type, ticket type, ticket, type of attendee, participant type, category, ticket name,
        attendee category, registration type, ticket category, badge type, guest type, kind
        deelnemerstype, deelnemertype, soort, type deelnemer, soort deelnemer, kaartsoort, tickettype,
        categorie,
        soort ticket, kaarttype
        Typ, Teilnehmertyp, Ticketart, Tickettyp, Kategorie, Art, Ticketkategorie, Teilnehmerkategorie,
        Teilnehmerart, Kartentyp
        type de participant, type de billet, billet, catégorie, type de ticket, type de badge, formule
        tipo, tipo de asistente, tipo de entrada, entrada, categoría, tipo de ticket, tipo de participante
        tipo di partecipante, tipo di biglietto, biglietto, tipologia, categoria, tipo partecipante,
        tipo biglietto
        typ, typ uczestnika, rodzaj, bilet, typ biletu, rodzaj biletu, kategoria, rodzaj uczestnika""",
    Field.LANGUAGE: """
        language, preferred language, lang, locale, language preference, language code
        taal, voorkeurstaal, taalvoorkeur, taalcode
        Sprache, bevorzugte Sprache, Sprachcode, Wunschsprache, Korrespondenzsprache
        langue, langue préférée, langue de préférence, langue de correspondance
        idioma, lengua, idioma preferido, lenguaje
        lingua, lingua preferita, lingua di preferenza
        język, preferowany język, język komunikacji""",
}

FIELDS: dict[str, Field] = {
    fold(word): field
    for field, words in SYNONYMS.items()
    for line in words.split("\n")
    for word in line.split(",")
    if word.strip()
}
