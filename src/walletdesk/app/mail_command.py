"""``walletdesk eval mail``; what it judges is in ``mail_evaluation``."""

import json
from pathlib import Path

import click


@click.command("mail")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "into", type=click.Path(path_type=Path), help="Write the whole result here.")
def eval_mail(folder: Path, into: Path | None) -> None:
    """What becomes of mails: FOLDER holds sets of ID.eml, each with ID.json beside it."""
    from walletdesk.app.mail_evaluation import run, table  # noqa: PLC0415

    try:
        result = run(folder)
    except ValueError as wrong:
        raise click.ClickException(str(wrong)) from wrong
    click.echo(table(result))
    if into is not None:
        into.write_text(json.dumps(result, ensure_ascii=False, indent=1), "utf-8")
