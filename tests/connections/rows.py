"""What a page of people shows, row by row. For the tests of the directory and of the own connections."""

from __future__ import annotations

import re

from quart.typing import TestClientProtocol as Client

ROW = re.compile(r'id="person-(\d+)-row"')


async def text_of(client: Client, path: str, **headers: str) -> str:
    answer = await client.get(path, headers=headers)
    assert answer.status_code == 200
    text: str = await answer.get_data(as_text=True)
    return text


def people_in(text: str) -> list[int]:
    """The numbers of the people, in the order of their rows."""
    return [int(number) for number in ROW.findall(text)]
