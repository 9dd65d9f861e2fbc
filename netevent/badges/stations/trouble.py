"""What keeps a printer from printing, as a desk reads it. Called by the routes, and shown by the pages.

Programs and pages send a code, with the printer's own words where there are some; older programs a sentence,
which is shown as it came. What is kept is one text: the code, a colon, the words.
"""

from __future__ import annotations

from netevent.core.i18n import N_, gettext

SENTENCES = {
    "no_paper": N_("The printer has no paper."),
    "jammed": N_("The paper is jammed in the printer."),
    "open": N_("The printer is open."),
    "no_tray": N_("The printer lacks its paper tray."),
    "full": N_("Take the paper out of the printer."),
    "no_ink": N_("The printer has no ink or toner."),
    "no_ribbon": N_("The printer has no ribbon."),
    "off": N_("The printer is off, or has no network."),
    "paused": N_("The printer is paused."),
    "no_driver": N_("The printer’s driver is missing."),
    "stopped": N_("The printer’s queue is stopped."),
    "stuck": N_("The printer does not print what is in its queue."),
    "refused": N_("The printer’s queue does not take the badge."),
    "no_program": N_("The program of the printer’s queue does not work."),
    "no_answer": N_("The printer does not answer."),
    "not_taken": N_("The printer does not take the badge."),
    "no_folder": N_("The folder is not there."),
    "not_written": N_("The folder cannot be written."),
    "not_made": N_("The badge could not be made."),
    "problem": N_("Printer has a problem"),
    "not_out": N_("Did not come out"),
}


def kept_trouble(code: str, words: str, sentence: str) -> str:
    """What to keep; a code that this server does not know says nothing, and the sentence counts."""
    return f"{code}: {words}".strip() if code in SENTENCES else sentence


def trouble_in_words(kept: str) -> str:
    """In the reader's language, but for the printer's own words."""
    code, _, words = kept.partition(":")
    if code not in SENTENCES:
        return kept
    sentence = gettext(SENTENCES[code])
    return f"{sentence} ({words.strip()})" if words.strip() else sentence
