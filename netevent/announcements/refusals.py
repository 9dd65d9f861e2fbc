"""What the rules of announcements refuse."""

from __future__ import annotations

from netevent.core.errors import Conflict, Refusal
from netevent.core.i18n import N_


class WordsMissing(Refusal):
    code = "announcement_words_missing"
    field = "subject"
    message = N_("Give a subject and a text in %(language)s.")


class WordsTooLong(Refusal):
    code = "announcement_words_too_long"
    field = "body"
    message = N_("The subject or the text is too long.")


class AudienceMissing(Refusal):
    code = "announcement_audience_missing"
    field = "audience_id"
    message = N_("Choose whom it is for: a type or a session of this event.")


class InvitationMissing(Refusal):
    code = "announcement_invitation_missing"
    field = "reminds_id"
    message = N_("Choose the invitation to remind people of. It must have been sent already.")


class NoWay(Refusal):
    code = "announcement_no_way"
    field = "by_mail"
    message = N_("Choose at least one way in which it reaches people.")


class MomentMissing(Refusal):
    code = "announcement_moment_missing"
    field = "send_at"
    message = N_("Choose when it is sent.")


class MomentOver(Refusal):
    code = "announcement_moment_over"
    field = "send_at"
    message = N_("That time has passed. Choose a later one, or send it now.")


class NobodyToTell(Conflict):
    code = "announcement_nobody"
    message = N_("Nobody would get this at the moment. Choose whom it is for.")


class ChangedMeanwhile(Conflict):
    code = "announcement_changed"
    message = N_("Somebody else has changed this meanwhile, or it is being sent. Nothing was saved.")


class NotOpen(Conflict):
    code = "announcement_not_open"
    message = N_("This has been sent or stopped already.")


class NothingToStop(Conflict):
    code = "announcement_nothing_to_stop"
    message = N_("Nothing is left to stop: all of it has been sent.")
