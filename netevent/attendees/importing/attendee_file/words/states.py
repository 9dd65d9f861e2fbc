"""The words that say that somebody does not come, or has not paid. Called by `people.states`.

The languages one after the other: en, nl, de, fr, es, it, pl.
"""

from netevent.attendees.importing.attendee_file.cleaning import words_of

# Beginnings of words: each ends in many ways (“cancelado”, “cancelada”).
BEGINNINGS = tuple(
    words_of("""
    cancel refund void expire declin reject abandon chargeback revoke withdr waitlist waiting
    pending unpaid overdue regret unsubscrib denied fail
    delet remov
    geannuleer annule verlopen vervallen afgewezen geweigerd afgemeld terugbetaal terugbetal onbetaald
    wachtlijst
    openstaand ongeldig
    storn abgesagt abgelehnt abgelaufen abgemeldet erstatt ruckerstatt zuruckgezogen warteliste ausstehend
    unbezahlt verfallen ungultig
    annul rembours expir refus declin desist impay
    anulad reembols devuelt caducad vencid rechazad declinad pendiente impagad
    annullat rimborsat scadut rifiutat cancellat declinat disdett
    anulow zwroc zwrot wygas odrzuc odmow niewazn nieoplac niezaplac oczekuj rezygn zrezygn
    """)
)

# Whole values.
PHRASES = frozenset(
    " ".join(words_of(phrase))
    for phrase in """
    false, onwaar, falsch, faux, falso, fałsz,
    no show, not attending, not coming, not going, wont attend, will not attend, no,
    not paid, awaiting payment, payment due, awaiting approval, on hold, unconfirmed, incomplete, draft,
    lapsed
    niet aanwezig, komt niet, niet betaald, wacht op betaling, in afwachting, in afwachting van betaling,
    in behandeling, nee, afwezig, verwijderd, mislukt
    nicht teilnehmend, nimmt nicht teil, kommt nicht, nicht bezahlt, offen, zahlung offen, nein, absage,
    geloscht,
    wartet auf zahlung, fehlgeschlagen
    non, absent, absente, ne vient pas, ne participe pas, en attente, en attente de paiement, non paye,
    non payee,
    supprime, supprimee, liste d'attente, echoue, paiement en attente
    no asiste, no asistira, no pagado, no pagada, en espera, lista de espera, a la espera de pago, eliminado,
    fallido
    non partecipa, non pagato, non pagata, in attesa, in attesa di pagamento, lista d'attesa, assente,
    eliminato
    nie, nie bierze udzialu, nie przyjdzie, nie oplacono, nie zaplacono, lista rezerwowa, usuniety, usunieta,
    niepotwierdzony
    """.replace("\n", ",").split(",")
    if phrase.strip()
)

# “Partially refunded” still comes, and so does who is “not cancelled”.
DOUBTERS = frozenset(
    words_of("""
    not partially partly partial un without
    niet deels gedeeltelijk zonder
    nicht teilweise teil ohne
    pas partiellement partiel non sans
    no parcialmente parcial sin
    non parzialmente parziale senza
    nie czesciowo bez
    """)
)

# What stands below a header such as “Cancelled” when it is not so.
NO = frozenset(words_of("no n false 0 nee nein non nie onwaar falsch faux falso fałsz none null"))
