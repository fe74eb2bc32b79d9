"""The operator's commands. Each loads what it needs when it is called, so that none waits for another's imports."""

import sys
from pathlib import Path

import click

from walletdesk.platform.settings import Settings, SettingsError, load


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config", type=click.Path(path_type=Path), envvar="WALLETDESK_CONFIG", help="Settings file (TOML)."
)
@click.version_option(package_name="walletdesk")
@click.pass_context
def main(context: click.Context, config: Path | None) -> None:
    """Walletdesk: customer support for digital-asset wallets."""
    context.obj = config


@main.command()
@click.pass_obj
def serve(config: Path | None) -> None:
    """Run the server."""
    from walletdesk.app.serving import serve as run  # noqa: PLC0415

    run(_settings(config))


def _settings(config: Path | None) -> Settings:
    try:
        return load(config)
    except SettingsError as mistakes:
        for finding in mistakes.findings:
            click.echo(finding.line("en"), err=True)
        sys.exit(2)
