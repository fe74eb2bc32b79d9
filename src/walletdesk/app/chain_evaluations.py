"""``walletdesk eval identify | reverts | poisoning | diagnose``: how good what we say of chains is."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from walletdesk.platform.settings import Settings, SettingsError, load

if TYPE_CHECKING:
    from walletdesk.chains.evaluation.result import Evaluation

Rows = list[dict[str, Any]]
Judge = Callable[[Rows, Path | None], "Evaluation"]


def _identify(rows: Rows, config: Path | None) -> "Evaluation":
    from walletdesk.app.wiring.chains import identifier, table_of  # noqa: PLC0415
    from walletdesk.chains import UnfitTable  # noqa: PLC0415
    from walletdesk.chains.evaluation.identify import evaluate  # noqa: PLC0415

    try:
        return evaluate(rows, identifier(table_of(_settings(config))))
    except UnfitTable as unfit:
        raise click.ClickException(str(unfit)) from unfit


def _reverts(rows: Rows, config: Path | None) -> "Evaluation":
    from walletdesk.chains import known_errors  # noqa: PLC0415
    from walletdesk.chains.evaluation.reverts import evaluate  # noqa: PLC0415

    return evaluate(rows, known_errors())


def _poisoning(rows: Rows, config: Path | None) -> "Evaluation":
    from walletdesk.chains.evaluation.poisoning import evaluate  # noqa: PLC0415

    return evaluate(rows)


def _diagnose(rows: Rows, config: Path | None) -> "Evaluation":
    import asyncio  # noqa: PLC0415

    from walletdesk.chains import known_errors  # noqa: PLC0415
    from walletdesk.chains.evaluation.diagnose import evaluate  # noqa: PLC0415

    return asyncio.run(evaluate(rows, known_errors()))


def _settings(config: Path | None) -> Settings:
    try:
        return load(config)
    except SettingsError as mistakes:
        for finding in mistakes.findings:
            click.echo(finding.said("en"), err=True)
        sys.exit(2)


# with the fields that no row may lack
_JUDGED: dict[str, tuple[Judge, str, set[str]]] = {
    "identify": (
        _identify,
        "Whether transaction ids and addresses are known for what they are.",
        {"id", "text"},
    ),
    "reverts": (
        _reverts,
        "Whether the reasons of contracts are read by name and arguments.",
        {"id", "data", "kind"},
    ),
    "poisoning": (
        _poisoning,
        "Whether addresses made to be taken for another one are noticed.",
        {"id", "known", "candidate", "lookalike"},
    ),
    "diagnose": (
        _diagnose,
        "Whether recorded answers of chains lead to the right code.",
        {"id", "tx", "rpc", "expect"},
    ),
}


def _rows(file: Path, needed: set[str]) -> Rows:
    """Raise ClickException. What stands in a row that does not fit is not told again."""
    given: Rows = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError:
            raise click.ClickException(f"Line {number} is not JSON.") from None
        if not isinstance(row, dict) or not needed <= row.keys():
            raise click.ClickException(f"Line {number} must be an object with {', '.join(sorted(needed))}.")
        given.append(row)
    return given


def _command(name: str) -> click.Command:
    judge, says, needed = _JUDGED[name]

    @click.command(name, help=f"{says} ROWS is a JSON-lines file.")
    @click.argument("rows", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--json", "into", type=click.Path(path_type=Path), help="Write the whole result here.")
    @click.pass_obj
    def judged(config: Path | None, rows: Path, into: Path | None) -> None:
        result = judge(_rows(rows, needed), config)
        click.echo(result.table())
        if into is not None:
            into.write_text(json.dumps(result.report(), ensure_ascii=False, indent=1), "utf-8")

    return judged


commands = tuple(map(_command, _JUDGED))
