"""The organizer makes a link, and sees it on the page that follows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Made:
    """`address` is the page that shows the link; `token` is '' where it shows none."""

    client: Any
    kind: str
    status: int
    address: str
    token: str = ""

    async def shown_again(self) -> str:
        answer = await self.client.get(self.address)
        found = re.search(rf"/{self.kind}/open/([\w-]{{43}})", await answer.get_data(as_text=True))
        return found[1] if found else ""


async def link_made(
    client: Any, token: dict[str, str], path: str, form: Mapping[str, str], kind: str
) -> Made:
    """`kind`: "print" or "kiosk", as in the link."""
    answer = await client.post(path, form=form, headers=token)
    made = Made(client, kind, answer.status_code, answer.headers.get("Location", ""))
    made.token = await made.shown_again()
    return made
