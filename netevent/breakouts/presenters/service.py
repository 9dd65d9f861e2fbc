"""The rules of a session's presenters. Called by `breakouts.presenters.routes`.

A presenter is an organizer's account. Who has none is invited: the account is made without a password, and a
link of `identity.links` confirms it, once, within seven days. Who adds a presenter never gets that link: it
opens an account that may be somebody else's.
"""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from netevent.breakouts.presenters import queries
from netevent.breakouts.presenters.mails import Presented, PresenterAssigned, PresenterInvitation
from netevent.breakouts.presenters.presenter import NewPresenter, Presenter, Presenters
from netevent.breakouts.queries import select_session
from netevent.changes import PresentersChanged, SessionsChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_session
from netevent.core.errors import Conflict, Malformed, NotFound, existing
from netevent.core.i18n import N_
from netevent.core.mail import Recipient, queue_mail
from netevent.core.web.paths import url
from netevent.events.queries import select_event
from netevent.identity import queries as identity_queries
from netevent.identity.accounts import Account, Kind
from netevent.identity.invited.invitation import State
from netevent.identity.invited.service import forget_needless, invite, known
from netevent.identity.links.service import CONFIRMATION_HOLDS, new_link

MOST_PRESENTERS = 20


class AlreadyPresents(Conflict):
    code = "already_presents"
    field = "email"
    message = N_("%(email)s already presents this session. Look for it in the list.")


class NameNeeded(Malformed):
    code = "name_needed"
    field = "name"
    message = N_("Enter a name as well: it stands in the programme.")


class TooManyPresenters(Conflict):
    code = "too_many_presenters"
    message = N_("A session can have at most %(most)s presenters.")


def add(tx: Transaction, event_id: int, session_id: int, new: NewPresenter, base_url: str) -> Presenter:
    """Make the account of this address a presenter, and mail it; an unknown address is invited.

    Raises:
        NotFound: the event has no such session.
        AlreadyPresents, NameNeeded, TooManyPresenters: as they say.
    """
    if not lock_session(tx, event_id, session_id):
        raise NotFound
    if queries.count_presenters(tx, session_id) >= MOST_PRESENTERS:
        raise TooManyPresenters(most=MOST_PRESENTERS)
    account = known(tx, new.email) or _invited(tx, new)
    try:
        queries.insert_presenter(tx, session_id, account.id)
    except IntegrityError:
        raise AlreadyPresents(email=new.email) from None
    _publish(tx, event_id, session_id)
    return remind(tx, event_id, session_id, account.id, base_url)


def remind(tx: Transaction, event_id: int, session_id: int, organizer_id: int, base_url: str) -> Presenter:
    """Mail the presenter: the link of an invitation, or of the own sessions.

    Raises:
        NotFound: there is no such presenter.
    """
    presenter = find(tx, event_id, session_id, organizer_id)
    account = existing(identity_queries.select_account(tx, Kind.organizer, organizer_id))
    about = _presented(tx, event_id, session_id, account.language)
    to = Recipient(account.email, account.language, event_id=event_id)
    if presenter.state is State.confirmed:
        queue_mail(tx, PresenterAssigned(about, account.name, url(base_url, "presenters.dashboard")), to)
        return presenter
    link = new_link(tx, account, base_url, CONFIRMATION_HOLDS)
    queue_mail(tx, PresenterInvitation(about, account.name, link.address, link.expires_at), to)
    return presenter


def remove(tx: Transaction, event_id: int, session_id: int, organizer_id: int) -> None:
    """The account stays, and its logins go on; its pages of this session close at once.

    Of who was only invited, and is needed nowhere else, nothing stays.

    Raises:
        NotFound: there is no such presenter.
    """
    if not lock_session(tx, event_id, session_id):
        raise NotFound
    find(tx, event_id, session_id, organizer_id)
    queries.delete_presenter(tx, session_id, organizer_id)
    forget_needless(tx, [organizer_id])
    _publish(tx, event_id, session_id)


def find(tx: Transaction, event_id: int, session_id: int, organizer_id: int) -> Presenter:
    return existing(queries.select_presenter(tx, event_id, session_id, organizer_id, clock.now()))


def presenters_of(tx: Transaction, event_id: int, session_id: int) -> Presenters:
    accounts = queries.select_presenters(tx, event_id, session_id, clock.now())
    names = [one.name for one in accounts]
    shown = queries.shown_names(names, queries.select_imported_names(tx, session_id))
    return Presenters(accounts, tuple(name for name in shown if name not in names))


def _invited(tx: Transaction, new: NewPresenter) -> Account:
    if not new.name:
        raise NameNeeded
    return invite(tx, new.email, new.name, new.language)


def _presented(tx: Transaction, event_id: int, session_id: int, language: str) -> Presented:
    event = existing(select_event(tx, event_id))
    session = existing(select_session(tx, event_id, session_id))
    return Presented(event.name.inside(language), session.name, session.start, session.room, event.zone)


def _publish(tx: Transaction, event_id: int, session_id: int) -> None:
    tx.publish(PresentersChanged(event_id, session_id))
    tx.publish(SessionsChanged(event_id))
