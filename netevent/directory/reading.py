"""One page of the directory: who is found, as the viewer may see them. Called by the routes, in one read."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.core.database import Transaction
from netevent.directory.queries import DirectoryFilter, Place, select_found
from netevent.profiles.cards.card import Card
from netevent.profiles.cards.queries import select_cards

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """Some of the people found. `place` is where the next page begins; None where nobody follows."""

    shown: DirectoryFilter
    cards: list[Card]
    place: Place | None

    @property
    def organisations(self) -> list[str]:
        """To choose from; as far as they show."""
        return sorted({card.organisation for card in self.cards if card.organisation})

    @property
    def roles(self) -> list[str]:
        return sorted({card.role for card in self.cards if card.role})


def directory_page(
    tx: Transaction, viewer_id: int, event_id: int, shown: DirectoryFilter, after: Place | None
) -> DirectoryPage:
    found = select_found(tx, viewer_id, event_id, shown, after, PAGE_SIZE)
    return DirectoryPage(shown, select_cards(tx, viewer_id, found.ids), found.place)
