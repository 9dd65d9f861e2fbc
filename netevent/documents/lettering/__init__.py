"""Letters of every script on paper: which typeface has them, how wide they are, how large they fit.

Called by the drawings of badges, certificates, lists and invoices, in a thread or a process of their own.
Lengths are points. Who draws many texts says `prepare(texts)` first.
"""

from netevent.documents.lettering.drawing import (
    draw_fitted,
    draw_line,
    far_letters,
    prepare,
    prepare_letters,
    width_of,
)
from netevent.documents.lettering.fitting import Fitted, fit
from netevent.documents.lettering.machine.folders import look_in
from netevent.documents.lettering.missing import missing_letters
from netevent.documents.lettering.regions import ideographs_of
from netevent.documents.lettering.typefaces import Weight
from netevent.documents.lettering.wrapping import wrapped

__all__ = [
    "Fitted",
    "Weight",
    "draw_fitted",
    "draw_line",
    "far_letters",
    "fit",
    "ideographs_of",
    "look_in",
    "missing_letters",
    "prepare",
    "prepare_letters",
    "width_of",
    "wrapped",
]
