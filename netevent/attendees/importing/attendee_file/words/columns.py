"""The words of headers: which column holds what. Called by `headers`."""

from enum import StrEnum

from netevent.attendees.importing.attendee_file.cleaning import fold


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
    STATE = "state"  # cancelled, refunded, paid, …
    GONE = "gone"  # a header that is itself such a word: a truth or a date below it leaves the person out
    ORDER = "order"  # what the rows of one order have in common


# Headers that may mean something else: another column of the same field goes before them.
VAGUE = frozenset({"title", "ticket", "category", "state", "estado", "stato", "stan", "staat", "etat"})

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
        attendee, participant, guest, visitor, delegate, ticket holder, registrant, buyer, purchaser, customer
        deelnemer, gast, bezoeker, koper, besteller, klant
        Teilnehmer, Teilnehmerin, Gast, Besucher, Käufer, Besteller, Kunde
        participante, invité, visiteur, acheteur, client
        asistente, invitado, visitante, comprador, cliente
        partecipante, ospite, invitato, acquirente
        uczestnik, gość, kupujący, nabywca, klient""",
    Field.REVERSED_NAME: """
        last first, surname first name, surname and first name, surname given name, family name first name,
        family name given name, last name given name, last name first name, last and first name,
        last name and first name, surname and name, surname name
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
        attendee category, registration type, ticket category, badge type, guest type, kind, product,
        product name, admission, admission type, price category
        deelnemerstype, deelnemertype, soort, type deelnemer, soort deelnemer, kaartsoort, tickettype,
        categorie,
        soort ticket, kaarttype
        Typ, Teilnehmertyp, Ticketart, Tickettyp, Kategorie, Art, Ticketkategorie, Teilnehmerkategorie,
        Teilnehmerart, Kartentyp
        type de participant, type de billet, billet, catégorie, type de ticket, type de badge, formule
        tipo, tipo de asistente, tipo de entrada, entrada, categoría, tipo de ticket, tipo de participante
        tipo di partecipante, tipo di biglietto, biglietto, tipologia, categoria, tipo partecipante,
        tipo biglietto
        typ, typ uczestnika, rodzaj, bilet, typ biletu, rodzaj biletu, nazwa biletu, kategoria,
        rodzaj uczestnika""",
    Field.LANGUAGE: """
        language, preferred language, lang, locale, language preference, language code
        taal, voorkeurstaal, taalvoorkeur, taalcode
        Sprache, bevorzugte Sprache, Sprachcode, Wunschsprache, Korrespondenzsprache
        langue, langue préférée, langue de préférence, langue de correspondance
        idioma, lengua, idioma preferido, lenguaje
        lingua, lingua preferita, lingua di preferenza
        język, preferowany język, język komunikacji""",
    Field.STATE: """
        status, state, rsvp, response, reply, attendance, payment, payment state, payment status, paid,
        registration status, booking status, order status, participation status, invitation status,
        transaction status, ticket status, reservation status, approval, approval status, rsvp status,
        application status, admission status, enrolment status, enrollment status, attending, going, coming,
        are you coming, are you attending, will you attend, void status
        aanwezig, komt, goedkeuring, goedkeuringsstatus, statuscode, staat, betaalstatus, betalingsstatus,
        betaling, betaald, aanmeldstatus, aanmeldingsstatus,
        inschrijfstatus, boekingsstatus, bestelstatus, reactie, aanwezigheid, respons
        Zustand, Zahlungsstatus, Zahlstatus, Zahlung, bezahlt, Anmeldestatus, Buchungsstatus, Bestellstatus,
        Auftragsstatus, Teilnahmestatus, Teilnahme, Rückmeldung, Antwort, Zusage, Anmeldungsstatus,
        nimmt teil, Freigabe
        statut, état, statut du paiement, statut de paiement, état du paiement, paiement, payé,
        statut de la commande, état de la commande, statut de l'inscription, statut d'inscription, réponse,
        statut de la réservation, participation, participe, présence
        estado, situación, estado del pago, estado de pago, pago, pagado, estado del pedido, respuesta,
        estado de la inscripción, estado de inscripción, estado de la reserva, asistencia, asiste, asistirá
        stato, stato del pagamento, stato pagamento, pagamento, pagato, stato dell'ordine, stato ordine,
        risposta, stato dell'iscrizione, stato iscrizione, stato della prenotazione, partecipazione,
        partecipa, presenza
        stan, status płatności, stan płatności, płatność, status zamówienia, stan zamówienia, odpowiedź,
        status rejestracji, status zgłoszenia, status rezerwacji, udział, bierze udział,
        obecność""",
    Field.GONE: """
        cancelled, canceled, is cancelled, is canceled, cancelled at, canceled at, cancelled on, canceled on,
        cancellation, cancellation date, cancelation date, date cancelled, date canceled, refunded,
        is refunded, refunded at, refunded on, voided, void, declined, no show, withdrawn, deleted
        geannuleerd, geannuleerd op, annulering, annuleringsdatum, afgemeld, afgemeld op, afmelding,
        terugbetaald, terugbetaald op
        storniert, storniert am, Stornierung, Stornodatum, Storno, abgesagt, abgesagt am, abgemeldet,
        erstattet
        annulé, annulée, annulé le, annulation, date d'annulation, remboursé, remboursé le, désisté
        cancelado, cancelada, cancelación, fecha de cancelación, anulado, anulada, reembolsado, reembolsada
        annullato, annullata, annullamento, data di annullamento, data annullamento, rimborsato, cancellato
        anulowano, anulowany, anulowane, data anulowania, anulowanie, zwrócono, zrezygnowano, rezygnacja""",
    Field.ORDER: """
        order, order code, order id, order number, order no, order nr, order ref, order reference, order key,
        booking, booking code, booking id, booking number, booking no, booking reference, booking ref,
        purchase id, purchase number, transaction id, transaction number, transaction, invoice number,
        invoice no, invoice id, reservation, reservation id, reservation number, registration group, group id
        bestelnummer, bestelling, bestelcode, bestelnr, ordernummer, ordercode, ordernr, boekingsnummer,
        boekingscode, factuurnummer, reserveringsnummer, transactienummer
        Bestellnummer, Bestellung, Bestell-Nr, Bestellnr, Bestellcode, Auftragsnummer, Auftrags-Nr, Auftrag,
        Buchungsnummer, Buchungscode, Buchung, Rechnungsnummer, Reservierungsnummer, Vorgangsnummer
        commande, numéro de commande, n° de commande, no de commande, n° commande, code de commande,
        référence de commande, référence commande, numéro de réservation, numéro de facture, réservation
        pedido, número de pedido, n.º de pedido, nº de pedido, código de pedido, id de pedido, compra,
        número de compra, número de reserva, código de reserva, localizador, número de factura
        ordine, numero ordine, numero d'ordine, n. ordine, codice ordine, id ordine, numero di ordine,
        numero prenotazione, codice prenotazione, prenotazione, numero fattura
        zamówienie, numer zamówienia, nr zamówienia, kod zamówienia, id zamówienia, numer rezerwacji,
        nr rezerwacji, numer faktury, rezerwacja""",
}

FIELDS: dict[str, Field] = {
    fold(word): field
    for field, words in SYNONYMS.items()
    for line in words.split("\n")
    for word in line.split(",")
    if word.strip()
}
