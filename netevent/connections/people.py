"""The own connections as their page shows them: narrowed by words and a tag. Called by the routes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from netevent.connections.people_queries import Person, select_people
from netevent.core.credentials import searched
from netevent.core.database import Transaction


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What is looked for among the connections; empty: all of them."""

    words: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class PeopleList:
    """Those that match, how many there are in all, and the tags in use, the most used first."""

    shown: PeopleFilter
    people: list[Person]
    total: int
    tags: list[str]


def people_list(tx: Transaction, viewer_id: int, shown: PeopleFilter) -> PeopleList:
    everybody = select_people(tx, viewer_id)
    matching = [person for person in everybody if _matches(person, shown)]
    return PeopleList(shown, matching, len(everybody), _tags_in_use(everybody))


def _matches(person: Person, shown: PeopleFilter) -> bool:
    card = person.card
    text = searched(card.name, card.work, card.type_name, *person.tags, person.met_where, person.note)
    has_words = all(word in text for word in searched(shown.words).split())
    has_tag = not shown.tag or searched(shown.tag) in (searched(tag) for tag in person.tags)
    return has_words and has_tag


def _tags_in_use(everybody: list[Person]) -> list[str]:
    """Tags that differ in case or accents only are one."""
    written: dict[str, str] = {}
    used: Counter[str] = Counter()
    for tag in (tag for person in everybody for tag in person.tags):
        used[written.setdefault(searched(tag), tag)] += 1
    return [tag for tag, _ in used.most_common()]
