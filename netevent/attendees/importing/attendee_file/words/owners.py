"""The words that say whose a column is: the attendee's, or that of who ordered and pays. Called by `headers`.

The languages one after the other: en, nl, de, fr, es, it, pl.
"""

from netevent.attendees.importing.attendee_file.cleaning import words_of

ATTENDEE = words_of("""
    attendee attendees participant participants guest guests visitor visitors delegate delegates holder
    holders
    ticketholder registrant registrants
    deelnemer deelnemers deelneemster bezoeker bezoekers gast gasten aanwezige aanwezigen tickethouder
    teilnehmer teilnehmers teilnehmerin teilnehmende teilnehmenden besucher besuchers gastes ticketinhaber
    ticketinhabers
    participante participants participantes invite invitee invites visiteur visiteurs inscrit inscrits
    asistente asistentes invitado invitados visitante visitantes inscrito inscritos
    partecipante partecipanti ospite ospiti invitato invitati visitatore visitatori iscritto iscritti
    uczestnik uczestnika uczestnicy uczestnikow uczestniczki gosc goscia odwiedzajacy odwiedzajacego
""")

# A ticket's columns are those of who has it: “Ticket e-mail”.
TICKET = words_of("ticket tickets badge billet entrada biglietto bilet biletu")

BUYER = words_of("""
    order orders orderer ordered buyer buyers purchaser purchasers purchase purchased customer customers
    client
    billing bill billed invoice invoices invoicing payer payers payor booker bookers booking booked
    koper kopers besteller bestellers bestelling klant klanten factuur facturatie facturering betaler boeker
    boeking opdrachtgever inkoper
    kaufer kaufers kauferin besteller bestellers bestellerin bestellung kunde kunden rechnung rechnungs
    rechnungsempfanger rechnungsempfangers rechnungsadresse zahler zahlers auftraggeber auftraggebers bucher
    buchung kontoinhaber
    acheteur acheteurs acheteuse commande commandes client cliente facturation facture factures payeur
    commanditaire reservation
    comprador compradora compradores pedido pedidos cliente clientes facturacion factura facturas pagador
    compra
    reserva
    acquirente acquirenti ordine ordini compratore fatturazione fattura fatture pagante prenotazione
    committente
    kupujacy kupujacego nabywca nabywcy zamowienie zamowienia zamawiajacy zamawiajacego klient klienta faktura
    faktury platnik platnika kupiec rezerwacji
""")

# Between such a word and what it is the owner of: “E-mail du participant”, “Attendee’s e-mail”.
BEFORE = words_of(
    "of the for by from van de het der des vom von fur du la le l d da del della dell di dello do dla od"
)
# Also the endings of “Teilnehmer:in”, “participant·e” and “asistente/a”.
AFTER = words_of(
    "s in innen e es euse a as data detail details info information contact gegevens daten donnees datos"
    " dati dane"
)
