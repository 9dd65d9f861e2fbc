"""Small lists that were reported to fail elsewhere, and what is right: for upload and command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "data" / "reported"


@dataclass(frozen=True, slots=True)
class Reported:
    """`people` are all who come in: first name, last name, address. `told` stands in the report."""

    file: str
    people: tuple[tuple[str, str, str], ...]
    told: tuple[str, ...] = ()

    @property
    def content(self) -> bytes:
        return (FOLDER / self.file).read_bytes()


LISTS = (
    Reported(
        "pretix-positions.csv",
        (
            ("Anna", "de Wit", "anna.dewit@voorbeeld.example"),
            ("Bart", "Kuiper", "bart.kuiper@voorbeeld.example"),
            ("Cato", "Smit", "cato.smit@voorbeeld.example"),
        ),
        ("Row 5: The list says “canceled” about this person.", "Phone number", "Order comment"),
    ),
    Reported(
        "hievents-attendees.csv",
        (("Gina", "Hall", "gina.hall@hall.example"),),
        ("Row 3: The list says “CANCELLED” about this person.", "Is Checked In", "Notes"),
    ),
    Reported(
        "eventbrite-attendees.csv",
        (("Iris", "Jansen", "Iris.Jansen@Jansen.example"),),
        ("Row 3: The list says “Refunded” about this person.", "Order Type", "Attendee #"),
    ),
    Reported("alfio-attendees.csv", (("Xena", "Ypma", "xena@ypma.example"),), ("Paid Price",)),
    Reported(
        "name-suffix.csv",
        (
            ("Yara", "Zand, PhD", "yara@zand.example"),
            ("Martin Abel", "King, Jr.", "martin@king.example"),
            ("Bo", "Carr, MD, MBA", "bo@carr.example"),
            ("John", "Dale Jr.", "john@dale.example"),
            ("Hal", "Ender III", "hal@ender.example"),
            ("Greta", "Falk", "greta@falk.example"),
        ),
        ("Row 3: First and last name were split as “Martin Abel | King, Jr.”",),
    ),
    Reported(
        "nom-prenom.csv",
        (
            ("Jean", "DUPONT-MARTIN", "jean@dupont.example"),
            ("Mary", "O'BRIEN", "mary@obrien.example"),
            ("Anne", "DE LA TOUR", "anne@delatour.example"),
            ("Éric", "LEFÈVRE", "eric@lefevre.example"),
            ("Jeanne", "D’ARC", "jeanne@darc.example"),
            ("Wei", "LI", "wei@li.example"),
        ),
    ),
    Reported(
        "names.csv",
        (
            ("Null", "True", "null@true.example"),
            ("Siobhán", "O'Brien", "siobhan@obrien.example"),
            ("Conor", "O’Neill", "conor@oneill.example"),
            ("Guðrún", "Sigurðardóttir", "gudrun@sig.example"),
            ("Þórður", "Jónsson", "thordur@jon.example"),
            ("Élodie", "Lœuillet", "elodie@loe.example"),
            ("Jörg", "Müller-Straße", "joerg@mue.example"),
            ("Michał", "Wałęsa", "michal@wal.example"),
            ("İbrahim", "Yıldız", "ibrahim@yil.example"),
            ("山田", "太郎", "taro@yamada.example"),
            ("علی\u200cرضا", "رضایی", "alireza@rez.example"),
            ("👩\u200d💻 Dev", "Emoji", "dev@emoji.example"),
            ("Mairead", "MacDonald 100%", "mac@pct.example"),
            ("Jean-Luc", "Le_Goff", "jl@legoff.example"),
        ),
    ),
    Reported(
        "scientific-phone.csv",
        (("Otto", "Pas", "otto@pas.example"), ("Pia", "Quist", "pia@quist.example")),
        ("2 rows: a spreadsheet treated the phone number as a quantity", "(rows 2 to 3): “3,16123E+10”"),
    ),
    Reported(
        "linkedin.csv",
        (
            ("Aa", "Bb", "aa@bb.example"),
            ("Cc", "Dd", "cc@dd.example"),
            ("Ee", "Ff", "ee@ff.example"),
            ("Gg", "Hh", "gg@hh.example"),
        ),
        ("Row 5: “in/gg-hh” is not the address of a LinkedIn page; it is left out.",),
    ),
    Reported(
        "email-spellings.csv",
        (
            ("A", "One", "anna@one.example"),
            ("B", "Two", "bob@two.example"),
            ("C", "Three", "CAROL@THREE.EXAMPLE"),
            ("D", "Four", "dora+tag@four.example"),
            ("F", "Six", "fred@six.example"),
            ("G", "Seven", "gus@seven.example"),
            ("H", "Eight", "o'neil@eight.example"),
            ("I", "Nine", "info@müller.example"),
            ("K", "Eleven", "kim@eleven.example"),
        ),
        (
            "Row 6: “eve@five.example; eve@home.example” is more than one email address.",
            "Row 11: info@xn--mller-kva.example is already in row 10 of this list.",
        ),
    ),
    Reported("ctrl-z.csv", (("Ada", "Bos", "ada@bos.example"),)),
    Reported("google-sheets-checkboxes.xlsx", (("Wim", "Xander", "wim@xander.example"),), ("Checked in",)),
    Reported(
        "couple.csv",
        (("Abe", "Duo", "home@duo.example"),),
        ("Row 3: home@duo.example is already in row 2 of this list.",),
    ),
    Reported(
        "pretix-orders.xlsx",
        (
            ("Anna", "de Wit", "anna.dewit@voorbeeld.example"),
            ("Bart", "Kuiper", "bart.kuiper@voorbeeld.example"),
            ("Cato", "Smit", "cato.smit@voorbeeld.example"),
        ),
        ("read from the sheet “Order positions”", "Other sheets were not read: Orders, Order fees."),
    ),
    Reported(
        "hidden-first-sheet.xlsx",
        (("New", "Guest", "new@guest.example"),),
        ("read from the sheet “Attendees”", "Other sheets were not read: old list."),
    ),
    Reported(
        "filtered-rows.xlsx",
        (("Tess", "Uil", "tess@uil.example"), ("Vera", "Wal", "vera@wal.example")),
        ("Row 3: The sheet hides this row, by a filter or by hand.",),
    ),
    Reported(
        "defused-phone.csv",
        (
            ("Lena", "Moor", "lena@moor.example"),
            ("Max", "Noll", "max@noll.example"),
            ("Nina", "Oud", "nina@oud.example"),
        ),
    ),
    Reported(
        "phone-number-format.xlsx", (("Rik", "Stam", "rik@stam.example"), ("Sara", "Tol", "sara@tol.example"))
    ),
    Reported(
        "utf8-one-bad-byte.csv",
        (
            *((f"Zoë{n}", "Müller", f"zoe{n}@muller.example") for n in range(5)),
            ("Andr\ufffd", "Vrij", "andre@vrij.example"),
        ),
        ("Row 7: A character could not be read: “Andr\ufffd”.",),
    ),
    Reported(
        "mac-excel.csv", (("René", "Müller", "rene@muller.example"), ("Zoë", "Åström", "zoe@astrom.example"))
    ),
    *(
        Reported(file, (("Pat", "Roe", "pat@roe.example"),))
        for file in ("empty-fill.xlsx", "svg-logo.xlsx", "strict-ooxml.xlsx", "backslash-parts.xlsx")
    ),
    Reported("formula-no-cache.xlsx", (), ("Row 2: The email address is missing.",)),
    Reported(
        "merged-company.xlsx",
        (
            ("Qui", "Rex", "qui@rex.example"),
            ("Sol", "Tim", "sol@tim.example"),
            ("Una", "Vos", "una@vos.example"),
        ),
    ),
    Reported("backslash-quotes.csv", (), ("Row 2: The row has more cells than there are headers",)),
    Reported("sep-line.csv", (("Ada", "Bos", "ada@bos.example"),)),
    Reported("sep-line-bom.csv", (("Ada", "Bos", "ada@bos.example"),)),
    Reported("unicode-text.txt", (("Łukasz", "Żak", "lukasz@zak.example"),)),
)
