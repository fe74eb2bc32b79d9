"""``walletdesk export``: what stands on other hosts than ours."""

import json
import os
import tempfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from walletdesk.app.at_command import asked
from walletdesk.platform.i18n import when

if TYPE_CHECKING:
    from walletdesk.app.wiring.system import System
    from walletdesk.help_center import Standing

RECORD = "standing.json"
HALF = 2  # of the time that a copy holds: then it is written anew though nothing changed


@click.group()
def export() -> None:
    """Write out what stands on other hosts."""


@export.command("contact-page")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--hold", type=click.IntRange(1, 168), default=24, help="Hours for which it is good, and says so."
)
@click.pass_obj
def contact_page(config: Path | None, folder: Path, *, hold: int) -> None:
    """Write /contact into FOLDER as files that stand without this server, for a CDN or a second host.

    Call it often, every quarter of an hour: it writes where something changed or half of the time is over.
    """
    for_so_long = timedelta(hours=hold)
    made, zone = asked(config, lambda system: _made(system, for_so_long))
    if (kept := _kept(made, folder, for_so_long)) is not None:
        click.echo(f"Nothing changed. What lies there holds until {when('en', kept, zone, now=made.at)}.")
        return
    _write_all(made, folder)
    click.echo(
        f"{len(made.files)} files written. They hold until {when('en', made.until, zone, now=made.at)}."
    )


async def _made(system: "System", hold: timedelta) -> tuple["Standing", str]:
    from walletdesk.app.wiring.standing import copied  # noqa: PLC0415 - when it is called

    return await copied(system, hold), system.engine.settings.time_zone


def _kept(made: "Standing", folder: Path, hold: timedelta) -> datetime | None:
    """Until when what lies there holds, where it need not be written anew."""
    known = _known(folder)
    if known is None or known[0] != made.says or not all((folder / name).is_file() for name in made.files):
        return None
    return known[1] if known[1] - made.at > hold / HALF else None


def _write_all(made: "Standing", folder: Path) -> None:
    """The record last: what it says of the files is true of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in {**made.files, RECORD: made.record()}.items():
        _write(folder / name, body)
    for name in _leftover(folder, made.files):
        (folder / name).unlink()


def _known(folder: Path) -> tuple[str, datetime] | None:
    """What the files there say, and until when they hold; None where none are, or none can be read."""
    try:
        told = json.loads((folder / RECORD).read_text("utf-8"))
        return str(told["says"]), datetime.fromisoformat(told["holds_until"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _leftover(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """The list of channels where none is good any more; nothing that is not ours."""
    from walletdesk.help_center import LIST  # noqa: PLC0415 - when it is called

    return [name for name in (LIST,) if name not in files and (folder / name).exists()]


def _write(file: Path, body: bytes) -> None:
    """Whole or not at all, whoever reads meanwhile; readable for the host that serves it."""
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as fresh:
        fresh.write(body)
        fresh.flush()
        os.fsync(fresh.fileno())
    os.chmod(fresh.name, 0o644)
    os.replace(fresh.name, file)
