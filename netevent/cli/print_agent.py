"""`netevent print-agent`."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import click

from netevent.cli.running import Trouble, WrongSettings
from netevent.printing_agent.link import Link, LinkWrong, link_of
from netevent.printing_agent.printers.cups import CupsPrinter
from netevent.printing_agent.printers.folder import FolderPrinter
from netevent.printing_agent.printers.port import PortPrinter
from netevent.printing_agent.printers.printer import Printer
from netevent.printing_agent.running import run_agent
from netevent.printing_agent.server import TokenWrong

TOKEN = "NETEVENT_PRINT_TOKEN"  # noqa: S105 - the name of the variable
RAW_PORT = 9100


@click.command("print-agent")
@click.argument("server", required=False, default="")
@click.option(
    "--token-file", type=click.Path(path_type=Path), help="A file with the station's link or token."
)
@click.option("--printer", metavar="NAME", help="Print with this queue of CUPS.")
@click.option(
    "--media", metavar="NAME", default="", help="The queue's paper, instead of the label's own size."
)
@click.option("--raw", metavar="HOST[:PORT]", help="Send to a printer's own port (9100).")
@click.option(
    "--language",
    type=click.Choice(("pdf", "zpl")),
    default="pdf",
    help="What the printer behind --raw reads.",
)
@click.option("--dpi", type=click.Choice(("203", "300", "600")), default="203", help="Dots an inch, for zpl.")
@click.option("--folder", type=click.Path(path_type=Path), help="Write PDF files into this folder.")
@click.option("--take-over", is_flag=True, help="Print also where another page or program prints now.")
def print_agent(
    server: str,
    token_file: Path | None,
    printer: str | None,
    media: str,
    raw: str | None,
    language: str,
    dpi: str,
    folder: Path | None,
    take_over: bool,
) -> None:
    """Print badges beside a printer, for the print station whose link or token is given.

    SERVER is the address of the server; a link says it itself. The link or token comes from the file of
    --token-file or from NETEVENT_PRINT_TOKEN. Stops upon Ctrl-C or SIGTERM, after the badge that it prints.
    """
    link = _link(server, token_file)
    dots = int(dpi) if language == "zpl" else 0
    chosen = _printer(printer, media, raw, dots, folder)
    try:
        asyncio.run(run_agent(link, chosen, take_over, click.echo))
    except TokenWrong:
        raise Trouble(
            "This is not the token of a print station: it was removed, or has a new link. Ask the organizer."
        ) from None


def _link(server: str, token_file: Path | None) -> Link:
    # Programs that the agent starts need not know it.
    secret = os.environ.pop(TOKEN, "")
    try:
        return link_of(server, token_file.read_text(encoding="utf-8") if token_file else secret)
    except LinkWrong as error:
        raise WrongSettings(str(error)) from None
    except (OSError, UnicodeDecodeError):
        raise WrongSettings(f"{token_file} cannot be read.") from None


def _printer(name: str | None, media: str, raw: str | None, dots: int, folder: Path | None) -> Printer:
    if sum(given is not None for given in (name, raw, folder)) != 1:
        raise WrongSettings("Say with what to print: one of --printer, --raw and --folder.")
    if name is not None:
        # What begins with a dash would be an option of lp.
        if not name or name.startswith("-") or media.startswith("-"):
            raise WrongSettings(f"{name} is not the name of a printer; `lpstat -e` lists them.")
        return CupsPrinter(name, media)
    if raw is not None:
        return _port(raw, dots)
    assert folder is not None
    return FolderPrinter(folder)


def _port(raw: str, dots: int) -> PortPrinter:
    """`host`, `host:9100` or `[::1]:9100`."""
    host, _, port = raw.rpartition(":") if raw.count(":") == 1 or "]:" in raw else (raw, "", str(RAW_PORT))
    host = host.removeprefix("[").removesuffix("]")
    if not host or not port.isascii() or not port.isdecimal() or not 0 < int(port) < 65_536:
        raise WrongSettings(f"{raw} is not the address of a printer, such as 192.0.2.7:9100.")
    return PortPrinter(host, int(port), dots)
