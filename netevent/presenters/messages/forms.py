"""What a presenter writes."""

from __future__ import annotations

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from netevent.core.i18n import N_
from netevent.core.text.cleaning import clean_lines
from netevent.core.web.forms import PageForm

LONGEST = 2000


class MessageForm(PageForm):
    text = TextAreaField(
        N_("Your message"),
        [DataRequired(), Length(max=LONGEST)],
        filters=[clean_lines],
        render_kw={"rows": 8, "maxlength": LONGEST},
    )
