"""What keeps a printer from printing: a code, which the desks' pages say in their reader's language."""

from __future__ import annotations

from dataclasses import dataclass

# In English for the agent's own log, and for servers that know no codes. The codes: docs/print-agents.md.
SENTENCES = {
    "no_paper": "The printer has no paper.",
    "jammed": "The paper is jammed in the printer.",
    "open": "The printer is open.",
    "no_tray": "The printer lacks its paper tray.",
    "full": "Take the paper out of the printer.",
    "no_ink": "The printer has no ink or toner.",
    "no_ribbon": "The printer has no ribbon.",
    "off": "The printer is off, or has no network.",
    "paused": "The printer is paused.",
    "no_driver": "The printer's driver is missing.",
    "stopped": "The printer's queue is stopped.",
    "stuck": "The printer does not print what is in its queue.",
    "refused": "The printer's queue does not take the badge.",
    "no_program": "The program of the printer's queue does not work.",
    "no_answer": "The printer does not answer.",
    "not_taken": "The printer does not take the badge.",
    "no_folder": "The folder is not there.",
    "not_written": "The folder cannot be written.",
    "not_made": "The badge could not be made.",
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """`words` come as they are from the printer, its queue or the machine; '' where the code says all."""

    code: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        return self.code != ""

    def __str__(self) -> str:
        sentence = SENTENCES.get(self.code, "")
        return f"{sentence} ({self.words})" if self.words else sentence


NONE = Trouble()
