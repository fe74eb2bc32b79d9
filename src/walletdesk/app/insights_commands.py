"""``walletdesk insights``: what the reports are counted from, from the command line."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from walletdesk.app.at_command import asked

if TYPE_CHECKING:
    from walletdesk.app.wiring.system import System


@click.group()
def insights() -> None:
    """The leads' reports."""


@insights.command()
@click.pass_obj
def rebuild(config: Path | None) -> None:
    """Count everything again from what happened, as after another time zone was set.

    Conversations that began before facts were kept are read for what they still know.
    """
    found, counted = asked(config, _rebuild)
    if found:
        click.echo(f"Read again, since nothing was told of their begin: {found} conversations.")
    click.echo(f"Counted again: {counted} conversations and agents.")


async def _rebuild(system: "System") -> tuple[int, int]:
    return await system.reports.recovering.recover(), await system.reports.tallying.rebuild()
