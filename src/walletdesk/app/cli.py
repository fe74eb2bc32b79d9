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


@main.command()
@click.pass_obj
def demo(config: Path | None) -> None:
    """Run a demonstration: sample staff, articles and a sample wallet page. Not for real conversations."""
    from walletdesk.app.demo import ACCOUNTS  # noqa: PLC0415
    from walletdesk.app.serving import serve as run  # noqa: PLC0415

    settings = _settings(config)
    click.echo(f"Sample wallet page   {settings.public_url}/demo/wallet")
    click.echo(f"Help centre          {settings.public_url}/help/")
    click.echo(f"Agents' workspace    {settings.public_url}/workspace")
    for account in ACCOUNTS:
        click.echo(f"  {account.name:15} login {account.login:8} password {account.password}")
    run(settings, demo=True)


@main.command()
@click.pass_obj
def migrate(config: Path | None) -> None:
    """Bring the database to the shape this version needs."""
    import asyncio  # noqa: PLC0415

    from walletdesk.app.migrations import HEAD  # noqa: PLC0415
    from walletdesk.app.migrations import migrate as run  # noqa: PLC0415

    asyncio.run(run(_settings(config).database_url))
    click.echo(f"The database stands at {HEAD}.")


@main.command("check-config")
@click.pass_obj
def check_config(config: Path | None) -> None:
    """Say what is wrong or risky in the settings. Secrets are never shown."""
    from walletdesk.platform.settings import check  # noqa: PLC0415

    findings = check(_settings(config))
    for finding in findings:
        click.echo(f"{finding.level}: {finding.said('en')}")
    if any(finding.level == "error" for finding in findings):
        sys.exit(2)
    click.echo("The settings can be used.")


@main.command()
@click.option("--only", default="", help="One part: full-path, idle, lists, start.")
@click.option("--seconds", default=8.0, help="How long each flood lasts.")
@click.option("--folder", type=click.Path(path_type=Path), help="On which disk; a real one, not in memory.")
def bench(only: str, seconds: float, folder: Path | None) -> None:
    """Measure this version on this machine, beside the floors of the same minute."""
    from walletdesk.app.bench.command import run  # noqa: PLC0415

    sys.exit(1 if run(only, seconds, folder) else 0)


def _settings(config: Path | None) -> Settings:
    try:
        return load(config)
    except SettingsError as mistakes:
        for finding in mistakes.findings:
            click.echo(finding.said("en"), err=True)
        sys.exit(2)
