"""A queue of CUPS, by the programs `lp`, `lpstat` and `cancel`: no shell, the PDF on standard input.

A badge counts as printed when its job has left the queue. One that stands there for too long is taken out
again, so that another station can print it.
"""

from __future__ import annotations

import asyncio
import os
import re
from dataclasses import dataclass

from netevent.printing_agent.printers.printer import NotPrinted
from netevent.printing_agent.told import Label

# Seconds: a program of CUPS answers within; a badge leaves the queue within; it is looked for so often.
ANSWERS, LEAVES, LOOK = 20.0, 30.0, 0.2
# What the tools need; the token of the station is not among it.
KEPT = ("PATH", "HOME", "USER", "CUPS_SERVER", "CUPS_USER", "IPP_PORT")
HARMLESS = ("none", "-report")


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
        media = self.media or f"Custom.{label.width:g}x{label.height:g}mm"
        options = ("-o", f"media={media}", "-o", "print-scaling=none", "-t", f"Badge {number}")
        said = await _run("lp", "-d", self.name, *options, "-", given=pdf)
        if said.code != 0:
            raise NotPrinted(_first_line(said.error) or f"lp ended with {said.code}.")
        found = re.search(r"\b(\S+-\d+)\b", said.out)
        if found:
            await self._until_left(found[1])

    async def trouble(self) -> str:
        try:
            said = await _run("lpstat", "-l", "-p", self.name)
        except NotPrinted as error:
            return str(error)
        if said.code != 0:
            return _first_line(said.error) or f"lpstat ended with {said.code}."
        return _trouble_in(said.out)

    async def _until_left(self, job: str) -> None:
        try:
            async with asyncio.timeout(LEAVES):
                while await self._stands(job):  # noqa: ASYNC110 - CUPS tells nobody by itself
                    await asyncio.sleep(LOOK)
        except TimeoutError:
            await _run("cancel", job)
            raise NotPrinted(
                await self.trouble() or "The printer does not print what is in its queue."
            ) from None

    async def _stands(self, job: str) -> bool:
        said = await _run("lpstat", "-o", self.name)
        return any(line.split(" ", 1)[0] == job for line in said.out.splitlines())


def _trouble_in(said: str) -> str:
    """`lpstat -l -p` in English: a first line, `Alerts:`, and others."""
    alerts = re.search(r"^\s*Alerts: *(.+)$", said, re.MULTILINE)
    told = [one for one in alerts[1].split() if not one.endswith(HARMLESS)] if alerts else []
    if told:
        return ", ".join(told)
    if re.search(r"^printer \S+ disabled", said, re.MULTILINE):
        return "The printer's queue is stopped."
    return ""


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
        raise NotPrinted(f"The program {command[0]} cannot be started: {error.strerror}.") from None
    try:
        async with asyncio.timeout(ANSWERS):
            out, errors = await process.communicate(given)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise NotPrinted(f"The program {command[0]} does not end.") from None
    return Said(process.returncode or 0, out.decode(errors="replace"), errors.decode(errors="replace"))


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]
