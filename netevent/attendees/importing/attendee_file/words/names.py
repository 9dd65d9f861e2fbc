"""The words around names: particles, what follows a name, forms of address. Called by `people.names`."""

# fmt: off
PARTICLES = frozenset({
    "van", "von", "de", "den", "der", "ter", "ten", "tot", "te", "het", "’t", "'t", "'s", "zu", "zum", "zur",
    "vom", "di", "da", "dal", "dalla", "del", "della", "delle", "degli", "du", "des", "la", "le", "las",
    "los", "dos", "das", "do", "y", "i", "al", "el", "bin", "bint", "ibn", "ben", "af", "av",
})
# Particles also when they begin with a capital; of the others some are first names (Ben, Do, Al).
CAPITAL_PARTICLES = frozenset({"van", "von", "de", "den", "der", "ter", "di", "del", "della", "du", "des"})

# After a name, without dots, whatever their case.
SUFFIXES = frozenset({
    "jr", "sr", "junior", "senior", "ii", "iii", "iv", "phd", "md", "mba", "msc", "bsc", "mphil", "dphil",
    "edd", "esq", "cpa", "cfa", "pmp", "dds", "dvm", "llm", "llb", "meng", "beng", "mpa", "mph", "dr", "prof",
    "drs", "mgr", "inż", "dott",
})
# Names and initials elsewhere (Jack Ma): they count behind a comma, and in capitals.
DEGREES = frozenset({
    "MA", "BA", "BS", "MS", "JD", "RN", "PE", "PA", "DO", "V", "VI", "FRS", "OBE", "MBE", "CBE", "KC",
    "QC", "RA",
})

# How people are addressed, in the seven languages; no role, and no first name.
SALUTATIONS = frozenset({
    "mr", "mrs", "ms", "miss", "mx", "sir", "madam", "dame", "dr", "prof",
    "dhr", "mevr", "mevrouw", "mw", "meneer", "heer", "drs", "ir", "mej",
    "herr", "herrn", "frau", "hr", "fr", "dipl", "ing", "med", "phil", "rer", "nat", "habil", "jur",
    "m", "mme", "mlle", "monsieur", "madame", "mademoiselle", "me", "pr",
    "sra", "srta", "señor", "señora", "señorita", "don", "doña", "dra", "sr",
    "sig", "sigra", "signor", "signora", "signorina", "dott", "dottssa", "avv", "prof.ssa", "profssa",
    "pan", "pani", "hab", "inż", "mgr", "państwo",
})
# fmt: on
