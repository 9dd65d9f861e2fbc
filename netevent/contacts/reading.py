"""The own connections as their page shows them: narrowed by words and a tag. Called by the routes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from netevent.contacts.queries import Person, select_people
from netevent.core.database import Transaction
from netevent.core.text.comparing import plain, search_key, search_words

# A page with thousands helps nobody and keeps the server busy; what is looked for is looked for in all.
LISTED_AT_MOST = 300


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What is looked for among the connections; empty: all of them."""

    words: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class PeopleList:
    """The first that match and how many more do, how many there are in all, and the tags, most used first."""

    shown: PeopleFilter
    people: list[Person]
    more: int
    total: int
    tags: list[str]


def people_list(tx: Transaction, viewer_id: int, shown: PeopleFilter) -> PeopleList:
    everybody = select_people(tx, viewer_id)
    matching = [person for person in everybody if _matches(person, shown)]
    more = max(0, len(matching) - LISTED_AT_MOST)
    return PeopleList(shown, matching[:LISTED_AT_MOST], more, len(everybody), _tags_in_use(everybody))


def _matches(person: Person, shown: PeopleFilter) -> bool:
    card = person.card
    text = search_key(card.name, card.work, card.type_name, *person.tags, person.met_where, person.note)
    has_words = all(word in text for word in search_words(shown.words))
    has_tag = not shown.tag or plain(shown.tag) in (plain(tag) for tag in person.tags)
    return has_words and has_tag


def _tags_in_use(everybody: list[Person]) -> list[str]:
    """Tags that differ in case or accents only are one."""
    written: dict[str, str] = {}
    used: Counter[str] = Counter()
    for tag in (tag for person in everybody for tag in person.tags):
        used[written.setdefault(plain(tag), tag)] += 1
    return [tag for tag, _ in used.most_common()]
