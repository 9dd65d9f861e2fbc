"""From the bytes of a text to its letters. Called by the readings of lists, timetables and bank statements.

Lists come without a word about their encoding, and libraries that guess it do badly on a few names (tried:
docs/decisions/0022-calamine.md). So the readings compete: letters of names win over signs amid a word.
"""

import codecs
import re

# In the order in which they are believed where nothing tells them apart.
EIGHT_BITS = ("cp1252", "cp1250", "mac_roman", "cp850", "cp852", "iso8859_2")
# The letters beyond a to z of languages that these encodings are for.
ALPHABETS = tuple(
    map(
        set,
        (
            "äöüß", "éèêëàâîïôœçùûüÿæ", "áéíóúñü", "àèéìíòóù", "ãõáâàéêíóôúç", "éëïöüèê", "æøåéö", "åäöé",
            "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíľĺňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîșțşţ", "çğıöşüâ",
            "áðéíóúýþæö", "äõöüšž",
        ),
    )
)  # fmt: skip
WORD_AROUND = re.compile(r"[^\W\d_]*[^\x00-\x7f][^\W\d_]*")
# So much of the best reading's points makes another one possible.
DOUBTFUL = 0.8


def decode(content: bytes) -> tuple[str, str]:
    """The text, and a word of it where another reading is as likely, else nothing.

    What cannot be read at all becomes U+FFFD.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace"), ""
    if wide := wide_encoding(content):
        return content.decode(wide, errors="replace"), ""
    try:
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    text = content.decode("utf-8-sig", errors="replace")
    if is_nearly_utf8(text):
        return text, ""
    return likeliest(content)


def wide_encoding(content: bytes) -> str:
    """UTF-16 without its mark: every other byte of Latin letters is a zero."""
    start = content[:2000]
    half = len(start) // 2
    if half and start[1::2].count(0) > 0.7 * half and start[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if half and start[::2].count(0) > 0.7 * half and start[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""


def is_nearly_utf8(text: str) -> bool:
    """Sequences of UTF-8 do not come about by chance: one bad byte beside them is only that."""
    broken = text.count("\ufffd")
    return sum(sign > "\x7f" for sign in text) - broken > broken


def likeliest(content: bytes) -> tuple[str, str]:
    readings: dict[str, int] = {}
    for encoding in EIGHT_BITS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings.setdefault(text, points(text))
    if not readings:
        return content.decode("cp1252", errors="replace"), ""
    best = max(readings, key=lambda text: readings[text])
    others = [text for text in readings if text != best and readings[text] > DOUBTFUL * readings[best]]
    return best, first_difference(best, others[0]) if others else ""


def points(text: str) -> int:
    """Letters of one language speak for a reading; signs, and capitals after small letters, against it."""
    letters, wrong = "", 0
    for word in set(WORD_AROUND.findall(text)):
        for before, sign in zip(" " + word, word, strict=False):
            if sign > "\x7f":
                is_wrong = not sign.isalpha() or (sign.isupper() and before.islower())
                wrong += is_wrong
                letters += "" if is_wrong else sign.lower()
    known = max(sum(sign in alphabet for sign in letters) for alphabet in ALPHABETS)
    return 4 * known - len(letters) - 4 * wrong


def first_difference(best: str, other: str) -> str:
    """The word in which the readings differ first."""
    words = zip(WORD_AROUND.findall(best), WORD_AROUND.findall(other), strict=False)
    return next((one for one, another in words if one != another), "")
