"""``walletdesk answers``: the versions that the bot learnt, and the way back, from the command line."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from walletdesk.app.at_command import asked

if TYPE_CHECKING:
    from walletdesk.app.wiring.system import System
    from walletdesk.assistant.learning import Entry

BY = "cli"  # who did it, in the audit
SHIPPED = "shipped"
MOST = 100  # versions; older ones are forgotten after half a year


@click.group()
def answers() -> None:
    """What the bot learnt: its versions, and the way back to an earlier one."""


@answers.command("versions")
@click.option("--json", "as_json", is_flag=True, help="As a list of objects.")
@click.pass_obj
def list_versions(config: Path | None, *, as_json: bool) -> None:
    """Each version, the last first, and which of them answers contacts."""
    entries, in_force = asked(config, _versions)
    if as_json:
        click.echo(json.dumps([_row(one, in_force) for one in entries], indent=1))
        return
    for one in entries:
        click.echo(f"{'*' if one.id == in_force else ' '} {one.id}  {_told(one)}")
    click.echo(f"{'*' if in_force == SHIPPED else ' '} {SHIPPED}  what was before anything was learnt")


@answers.command()
@click.argument("version")
@click.pass_obj
def rollback(config: Path | None, version: str) -> None:
    """Let VERSION answer contacts, or ``shipped``. It stays until a lead puts a newer one in force."""
    asked(config, lambda system: system.learning.services.refitting.switch(version, by=BY))
    click.echo("It answers now. A server that runs follows within five seconds.")


async def _versions(system: "System") -> tuple[list["Entry"], str]:
    refitting = system.learning.services.refitting
    return list(await refitting.archive.entries(most=MOST)), (await refitting.in_force()).id


def _row(one: "Entry", in_force: str) -> dict[str, object]:
    return {
        "id": one.id,
        "at": one.at.isoformat(),
        "by": one.by,
        "in_force": one.id == in_force,
        "answer_from": one.answer,
        "judged": one.judged,
        "phrasings": one.lessons,
        "right_first": {"before": one.before.first, "after": one.after.first},
    }


def _told(one: "Entry") -> str:
    """``answers from`` above one: the judged questions do not allow any answer by itself."""
    enough = "as shipped" if one.answer is None else f"{one.answer:.4f}"
    return (
        f"{one.at:%Y-%m-%d %H:%M}  judged {one.judged}  phrasings {one.lessons}  answers from {enough}  "
        f"right first {one.before.first:.2f} -> {one.after.first:.2f}  by {one.by or 'itself'}"
    )
