"""A queue of CUPS, by the programs `lp`, `lpstat` and `cancel`: no shell, the PDF on standard input.

A badge counts as printed when its job has left the queue. One that stands there for too long, or while the
printer cannot print, is taken out again, so that another station can print it.
"""

from __future__ import annotations

import asyncio
import os
import re
from dataclasses import dataclass
from itertools import count

from netevent.printing_agent.printers import alerts
from netevent.printing_agent.printers.printer import NotPrinted
from netevent.printing_agent.told import Label
from netevent.printing_agent.trouble import NONE, Trouble

# Seconds: a program of CUPS answers within; a badge leaves the queue within; it is looked for so often.
ANSWERS, LEAVES, LOOK = 20.0, 60.0, 0.2
# Of so many looks at the queue one is at the printer, too.
ALSO_PRINTER = 5
# What the tools need; the token of the station is not among it.
KEPT = ("PATH", "HOME", "USER", "CUPS_SERVER", "CUPS_USER", "IPP_PORT")
# Paper that has a name is called by it: not every queue has paper of any size.
NAMED = {(210.0, 297.0): "A4", (105.0, 148.0): "A6", (74.0, 105.0): "A7"}


@dataclass(frozen=True, slots=True)
class Said:
    code: int
    out: str
    error: str


@dataclass(frozen=True, slots=True)
class CupsPrinter:
    """`media`: as the queue calls the paper, '' for the label's own size."""

    name: str
    media: str = ""

    async def print(self, pdf: bytes, label: Label, number: int) -> None:
        media = self.media or media_of(label)
        options = ("-o", f"media={media}", "-o", "print-scaling=none", "-t", f"Badge {number}")
        said = await _run("lp", "-d", self.name, *options, "-", given=pdf)
        if said.code != 0:
            raise NotPrinted(Trouble("refused", _first_line(said.error) or f"lp: {said.code}"))
        if found := re.search(r"\b(\S+-\d+)\b", said.out):
            await self._until_left(found[1])

    async def trouble(self) -> Trouble:
        try:
            said = await _run("lpstat", "-l", "-p", self.name)
        except NotPrinted as error:
            return error.trouble
        if said.code != 0:
            return Trouble("no_program", _first_line(said.error) or f"lpstat: {said.code}")
        return alerts.trouble_in(said.out)

    async def _until_left(self, job: str) -> None:
        try:
            async with asyncio.timeout(LEAVES):
                trouble = await self._trouble_of(job)
        except TimeoutError:
            trouble = await self.trouble() or Trouble("stuck")
        if trouble:
            await _run("cancel", job)
            raise NotPrinted(trouble)

    async def _trouble_of(self, job: str) -> Trouble:
        """None once it has left; CUPS tells nobody by itself."""
        for look in count(1):
            if not await self._stands(job):
                break
            if look % ALSO_PRINTER == 0 and (trouble := await self.trouble()):
                return trouble
            await asyncio.sleep(LOOK)
        return NONE

    async def _stands(self, job: str) -> bool:
        said = await _run("lpstat", "-o", self.name)
        return any(line.split(" ", 1)[0] == job for line in said.out.splitlines())


def media_of(label: Label) -> str:
    named = NAMED.get((label.width, label.height))
    return named or f"Custom.{label.width:g}x{label.height:g}mm"


async def _run(*command: str, given: bytes = b"") -> Said:
    """
    Raises:
        NotPrinted: there is no such program, or it does not end.
    """
    environment = {name: os.environ[name] for name in KEPT if name in os.environ} | {"LC_ALL": "C"}
    pipe = asyncio.subprocess.PIPE
    try:
        # Ctrl-C is for the agent alone, which ends what it prints.
        process = await asyncio.create_subprocess_exec(
            *command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, start_new_session=True
        )
    except OSError as error:
        raise NotPrinted(Trouble("no_program", f"{command[0]}: {error.strerror}")) from None
    try:
        async with asyncio.timeout(ANSWERS):
            out, errors = await process.communicate(given)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise NotPrinted(Trouble("no_program", f"{command[0]}: {ANSWERS:g} s")) from None
    return Said(process.returncode or 0, out.decode(errors="replace"), errors.decode(errors="replace"))


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]
