"""The words that say that somebody does not come, or has not paid. Called by `people.states`.

The languages one after the other: en, nl, de, fr, es, it, pl.
"""

from netevent.attendees.importing.attendee_file.cleaning import words_of

# Beginnings of words: each ends in many ways (“cancelado”, “cancelada”).
BEGINNINGS = tuple(
    words_of("""
    cancel refund void expire declin reject abandon chargeback revoke withdr waitlist waiting pending unpaid
    overdue regret unsubscrib denied fail delet remov
    geannuleer annule verlopen vervallen afgewezen geweigerd afgemeld ingetrokken terugbetaal terugbetal
    restitu gerestitu onbetaald wachtlijst wachtend openstaand ongeldig mislukt
    storn abgesagt abgelehnt abgelaufen abgemeldet erstatt rückerstatt zurückerstatt zurückgezogen warteliste
    wartend ausstehend unbezahlt verfallen ungültig fehlgeschlag
    annul rembours expir refus declin desist impay périm échu échou invalid
    anulad reembols devuelt caducad vencid rechazad declinad pendiente impagad borrad
    annullat rimbors scadut rifiutat cancellat declinat disdett rinunci eliminat
    anulow odwołan zwróc zwrot wygas przetermin odrzuc odmów nieważn unieważn wycof nieopłac niezapłac oczekuj
    rezygn zrezygn niepotwierdz
    """)
)

# Whole values; those of several words also within longer ones.
PHRASES = frozenset(
    " ".join(words_of(phrase))
    for line in """
    no, false, no show, not attending, not coming, not going, won't attend, will not attend, not paid
    lapsed, awaiting payment, payment due, awaiting approval, on hold, not confirmed, unconfirmed
    charged back, draft
    incomplete
    nee, onwaar, niet aanwezig, komt niet, niet betaald, wacht op betaling, in afwachting, in behandeling
    niet geldig, afwezig, verwijderd, niet bevestigd
    nein, falsch, nicht teilnehmend, nimmt nicht teil, kommt nicht, nicht bezahlt, offen, Zahlung offen
    Absage
    gelöscht, wartet auf Zahlung, nicht erschienen, nicht bestätigt
    non, faux, absent, absente, ne vient pas, ne participe pas, en attente, non payé, non payée, non réglé
    à payer, non valide, supprimé, supprimée, liste d'attente
    non confirmé, non confirmée
    falso, no asiste, no asistirá, no pagado, no pagada, no válido, en espera, lista de espera, eliminado
    fallido, a la espera de pago, sin pagar, sin confirmar, no confirmado, no confirmada
    non partecipa, non pagato, non pagata, non valido, in attesa, in sospeso, lista d'attesa, assente
    non confermato, non confermata
    nie, fałsz, nie bierze udziału, nie przyjdzie, nie opłacono, nie zapłacono, lista rezerwowa, usunięty
    usunięta
    """.splitlines()
    for phrase in line.split(",")
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
    nie częściowo bez
    """)
)

# What stands below a header such as “Cancelled” when it is not so.
NO = frozenset(words_of("no n false 0 nee nein non nie onwaar falsch faux falso fałsz none null"))
