"""The organizer's rules of devices with a link. Called by the services of the kinds, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from netevent.changes import StationsChanged
from netevent.core.credentials import new_token, token_hash
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Conflict, existing

MOST = 20


class Device(Protocol):
    @property
    def id(self) -> int: ...


One = TypeVar("One", bound=Device)


@dataclass(frozen=True, slots=True)
class NewLink(Generic[One]):
    """A device with the token of its link, which the database does not know."""

    device: One
    token: str


@dataclass(frozen=True, slots=True)
class Devices(Generic[One]):
    """A kind of them, by its queries. `too_many`: what an event with enough of them is told."""

    select: Callable[[Transaction, int, int], One | None]
    select_of_token: Callable[[Transaction, str], One | None]
    count: Callable[[Transaction, int], int]
    update: Callable[..., None]
    delete: Callable[[Transaction, int, int], None]
    too_many: type[Conflict]

    def add(self, tx: Transaction, event_id: int, token: str, insert: Callable[[str], int]) -> NewLink[One]:
        """One that nobody has opened yet; or that which has this token already. `insert` gets its hash.

        Raises:
            Conflict: the event has enough of them.
        """
        token = token or new_token()
        lock_event(tx, event_id)
        known = self.select_of_token(tx, token_hash(token))
        if known is not None:
            return NewLink(known, token)
        if self.count(tx, event_id) >= MOST:
            raise self.too_many(most=MOST)
        added = insert(token_hash(token))
        tx.publish(StationsChanged(event_id))
        return NewLink(self.find(tx, event_id, added), token)

    def find(self, tx: Transaction, event_id: int, device_id: int) -> One:
        """Raises NotFound: the event has no such device."""
        return existing(self.select(tx, event_id, device_id))

    def change(self, tx: Transaction, event_id: int, device_id: int, **values: object) -> One:
        """As it is now. Raises as `find`."""
        self.find(tx, event_id, device_id)
        self.update(tx, event_id, device_id, **values)
        tx.publish(StationsChanged(event_id))
        return self.find(tx, event_id, device_id)

    def renew_link(
        self, tx: Transaction, event_id: int, device_id: int, token: str, **values: object
    ) -> NewLink[One]:
        """Whoever had the link before is out. With the token that it has already, nothing happens.

        Raises as `find`.
        """
        token = token or new_token()
        if self.has_token(tx, event_id, device_id, token):
            return NewLink(self.find(tx, event_id, device_id), token)
        changed = self.change(tx, event_id, device_id, token=token_hash(token), seen_at=None, **values)
        return NewLink(changed, token)

    def has_token(self, tx: Transaction, event_id: int, device_id: int, token: str) -> bool:
        """Whether the link with this token is the device's. Raises as `find`."""
        return self.select_of_token(tx, token_hash(token)) == self.find(tx, event_id, device_id)

    def remove(self, tx: Transaction, event_id: int, device_id: int) -> None:
        """Raises as `find`."""
        self.find(tx, event_id, device_id)
        self.delete(tx, event_id, device_id)
        tx.publish(StationsChanged(event_id))
