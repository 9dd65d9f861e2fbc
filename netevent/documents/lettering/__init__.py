"""Letters of every script on paper: which typeface has them, how wide they are, how large they fit.

Called by the drawings of badges, certificates, lists and invoices, in a thread or a process of their own.
"""

from netevent.documents.lettering.drawing import draw_line, width_of
from netevent.documents.lettering.fitting import Fitted, fit
from netevent.documents.lettering.typefaces import Weight, missing_letters

__all__ = ["Fitted", "Weight", "draw_line", "fit", "missing_letters", "width_of"]
