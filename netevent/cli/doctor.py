"""`netevent doctor`."""

from __future__ import annotations

import asyncio
import sys

import click

from netevent.doctor import Finding, Health, examine
from netevent.settings import Settings, read_settings

COLOURS = {Health.good: "green", Health.doubtful: "yellow", Health.broken: "red"}


@click.command()
@click.option("--mail-to", metavar="ADDRESS", default="", help="Send a test mail to this address.")
def doctor(mail_to: str) -> None:
    """Check the installation and say how to fix what is broken; exit code 1 if something is."""
    if not asyncio.run(_is_well(read_settings(), mail_to)):
        sys.exit(1)


async def _is_well(settings: Settings, mail_to: str) -> bool:
    findings = []
    async for finding in examine(settings, mail_to):
        _show(finding)
        findings.append(finding)
    return all(finding.health is not Health.broken for finding in findings)


def _show(finding: Finding) -> None:
    health = click.style(f"{finding.health.value:<7}", fg=COLOURS[finding.health])
    click.echo(f"{health} {finding.subject:<11} {finding.text}")
    if finding.fix:
        click.echo(f"{'':19} {finding.fix}")
