"""One cell with a whole name becomes a first and a last name. Called by the rows.

No rule is right for every name on earth; these keep every word, so that first and last together
always read as they were written.
"""

# fmt: off
PARTICLES = frozenset({
    "van", "von", "de", "den", "der", "ter", "ten", "tot", "te", "het", "’t", "'t", "'s", "zu", "zum", "zur",
    "vom", "di", "da", "dal", "dalla", "del", "della", "delle", "degli", "du", "des", "la", "le", "las",
    "los", "dos", "das", "do", "y", "i", "al", "el", "bin", "bint", "ibn", "ben", "af", "av",
})
# fmt: on


def split_name(name: str) -> tuple[str, str]:
    """“Jan van den Berg”, “Berg, Jan” and “BERG Jan” → first and last name; a single word is a first name."""
    before, comma, after = name.partition(",")
    if comma and before.strip() and after.strip():
        return after.strip(), before.strip()
    words = name.split()
    capitals = leading_capitals(words)
    if capitals:
        return joined(words[capitals:], words[:capitals])
    start = start_of_last_name(words)
    return joined(words[:start], words[start:])


def split_reversed_name(name: str) -> tuple[str, str]:
    """The same where the header says that the last name comes first: “van den Berg Jan”."""
    if "," in name:
        return split_name(name)
    words = name.split()
    if len(words) < 2:
        return name, ""
    end = 1
    while end < len(words) - 1 and words[end - 1].lower() in PARTICLES:
        end += 1
    return joined(words[end:], words[:end])


def leading_capitals(words: list[str]) -> int:
    """How many words of “DE LA TOUR Anne” are the last name; 0 when the name is not written so."""
    count = next((index for index, word in enumerate(words) if not word.isupper()), 0)
    shouted = any(len(word) > 2 and word.isalpha() for word in words[:count])
    return count if shouted else 0


def start_of_last_name(words: list[str]) -> int:
    """The first particle starts the last name; without one the last word is it."""
    for index, word in enumerate(words[1:-1], start=1):
        if word in PARTICLES:
            return index
    return max(len(words) - 1, 1)


def joined(first: list[str], last: list[str]) -> tuple[str, str]:
    return " ".join(first), " ".join(last)
