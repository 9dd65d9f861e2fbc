"""What routes that answer with a file of a list have in common: also those of payments, in the office."""

from __future__ import annotations

from netevent.core.errors import Refusal
from netevent.core.i18n import N_
from netevent.documents.tables.process import Kind
from netevent.documents.workbook import CONTENT_TYPE as EXCEL

MEDIA_TYPES = {Kind.excel: EXCEL, Kind.csv: "text/csv; charset=utf-8"}
FILES_OF_AN_EVENT = "60/hour"


class FileNotMade(Refusal):
    status = 503
    code = "file_not_made"
    message = N_("The file could not be made. Try again in a minute.")
