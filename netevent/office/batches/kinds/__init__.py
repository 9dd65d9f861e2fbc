"""What can be done with many: one declaration each."""

from netevent.office.batches.batch import BatchKind
from netevent.office.batches.kinds.attendance import ATTENDING, NOT_ATTENDING
from netevent.office.batches.kinds.mail import LINK_MAIL
from netevent.office.batches.kinds.removal import REMOVAL
from netevent.office.batches.kinds.types import TYPE

KINDS: dict[str, BatchKind] = {one.name: one for one in (TYPE, ATTENDING, NOT_ATTENDING, LINK_MAIL, REMOVAL)}
