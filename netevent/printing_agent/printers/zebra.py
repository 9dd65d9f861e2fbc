"""How a printer that speaks ZPL says that it stands: three lines upon `~HS`, each between STX and ETX."""

from __future__ import annotations

import asyncio

from netevent.printing_agent.trouble import NONE, Trouble

ASK, END = b"~HS", b"\x03"
SECONDS = 1.0


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Trouble | None:
    """What keeps it from printing; None: it does not tell."""
    writer.write(ASK)
    await writer.drain()
    try:
        async with asyncio.timeout(SECONDS):
            lines = [await reader.readuntil(END) for _ in range(3)]
    except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return None
    return trouble_in([_fields(line) for line in lines])


def trouble_in(lines: list[list[str]]) -> Trouble | None:
    """By Zebra's manual: of the first line the second field is the paper and the third the pause, of the
    second line the third field is the head and the fourth the ribbon.
    """
    try:
        flags = {
            "no_paper": lines[0][1],
            "paused": lines[0][2],
            "open": lines[1][2],
            "no_ribbon": lines[1][3],
        }
    except IndexError:
        return None
    return next((Trouble(code) for code, flag in flags.items() if flag == "1"), NONE)


def _fields(line: bytes) -> list[str]:
    return line.decode("ascii", "replace").strip("\r\n \x02\x03").split(",")
