"""The operator's commands. Each loads what it needs when it is called."""

import sys
from collections.abc import Coroutine
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from walletdesk import __version__
from walletdesk.app.answers_commands import answers
from walletdesk.app.chain_evaluations import commands as chain_evaluations
from walletdesk.app.diagnose_command import diagnose
from walletdesk.app.export_commands import export
from walletdesk.app.fake_provider_command import fake_provider
from walletdesk.app.insights_commands import insights
from walletdesk.app.knowledge_commands import knowledge
from walletdesk.app.mail_command import eval_mail
from walletdesk.app.registry_commands import registry
from walletdesk.app.staffing_evaluation import eval_staffing
from walletdesk.kernel.errors import Invalid, Refused
from walletdesk.platform.i18n import Locale, translate
from walletdesk.platform.settings import Settings, SettingsError, load

T = TypeVar("T")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config", type=click.Path(path_type=Path), envvar="WALLETDESK_CONFIG", help="Settings file (TOML)."
)
@click.version_option(__version__, prog_name="walletdesk")
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
    from walletdesk.app.demo import ACCOUNTS, COLLEAGUES, TO_TRY, for_demonstration  # noqa: PLC0415
    from walletdesk.app.serving import need_a_free_port  # noqa: PLC0415
    from walletdesk.app.serving import serve as run  # noqa: PLC0415

    settings = for_demonstration(_settings(config))
    need_a_free_port(settings)
    click.echo(f"Sample wallet page   {settings.public_url}/demo/wallet")
    click.echo(f"Help centre          {settings.public_url}/help/")
    click.echo(f"Agents' workspace    {settings.public_url}/workspace")
    click.echo(f"Official channels    {settings.public_url}/.well-known/wallet-support.json")
    click.echo(f"Style guide          {settings.public_url}/styleguide")
    for account in (*ACCOUNTS, *COLLEAGUES):  # the latter come a moment after the start
        click.echo(f"  {account.name:15} login {account.login:8} password {account.password}")
    click.echo("What to try; in a few seconds conversations of three days are there:")
    for number, line in enumerate(TO_TRY, 1):
        click.echo(f"  {number}. {line}")
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


@main.command("create-admin")
@click.option("--login", prompt=True)
@click.option("--name", prompt="Name that contacts may see")
@click.option("--again", is_flag=True, help="Even if there is an admin already.")
@click.password_option(help="At least 15 characters; asked for if not given.")
@click.pass_obj
def create_admin(config: Path | None, *, login: str, name: str, password: str, again: bool) -> None:
    """Create the first admin, who invites everybody else."""
    from walletdesk.app.operating import create_first_admin  # noqa: PLC0415

    _run(create_first_admin(_settings(config), login=login, name=name, password=password, again=again))
    click.echo("The admin was created. Sign in at /workspace.")


@main.command()
@click.option(
    "--scenario",
    type=click.Choice(["calm", "peak", "night"]),
    default="calm",
    help="A few an hour; twenty times as many; or nobody on duty.",
)
@click.option("--contacts", type=click.IntRange(min=0), default=0, help="So many more come at once.")
@click.option("--minutes", type=click.FloatRange(min=0.05), default=5.0, help="How long.")
@click.option("--seed", default=1, help="The same seed brings the same people.")
@click.option(
    "--scale",
    type=click.FloatRange(min=0.05, max=100),
    default=1.0,
    help="A peak so many times as large: 1 is 120 people in its middle.",
)
@click.option(
    "--lang", type=click.Choice(["en", "zh-CN"]), default="en", help="The language of a peak's lines."
)
@click.option("--planned", is_flag=True, help="A peak without a server: the rules by a simulated clock.")
@click.pass_obj
def simulate(  # noqa: PLR0913 - what a person may say on one line
    config: Path | None,
    *,
    scenario: str,
    contacts: int,
    minutes: float,
    seed: int,
    scale: float,
    lang: Locale,
    planned: bool,
) -> None:
    """Bring life to a running demonstration: contacts who ask, wait, go and come back; agents who answer.

    At the end it says what happened and looks for every message that was acknowledged. A peak is shown as
    it happens: who waits, what they are told, who loses the line and comes back.
    """
    import asyncio  # noqa: PLC0415

    if planned:
        if scenario != "peak":
            raise click.UsageError("Only the peak is planned: --scenario peak --planned.")
        from walletdesk.app.planned_peak import peak  # noqa: PLC0415

        day = peak(seed)
        for line in day.lines():
            click.echo(line)
        sys.exit(1 if day.lost else 0)

    from walletdesk.app.simulate import simulate as run  # noqa: PLC0415

    url = _settings(config).public_url
    if scenario == "peak":
        from walletdesk.app.life.rush import rush  # noqa: PLC0415

        played = rush(url, minutes=minutes, seed=seed, scale=scale, contacts=contacts, lang=lang)
        sys.exit(1 if asyncio.run(played).lost else 0)
    said = asyncio.run(run(url, scenario=scenario, contacts=contacts, minutes=minutes, seed=seed))
    for line in said.lines():
        click.echo(line)
    sys.exit(1 if said.lost else 0)


for each in (registry, knowledge, answers, insights, export, diagnose, fake_provider):
    main.add_command(each)


@main.group("import")
def take_in() -> None:
    """Bring in what others made."""


@take_in.command("blocklist")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help="Who made it; the same name again replaces the earlier list.")
@click.option("--licence", required=True, help="Its terms, shown with every answer.")
@click.option("--date", "of", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The day it was made.")
@click.pass_obj
def import_block_list(config: Path | None, file: Path, source: str, licence: str, of: datetime) -> None:
    """Sites that others know to be bad: a domain per line. Hosts that many share are never taken in whole."""
    from walletdesk.app.operating import import_block_list as run  # noqa: PLC0415
    from walletdesk.safety import BlockList  # noqa: PLC0415

    made = BlockList(source=source, licence=licence, of=of.date())
    done = _run(run(_settings(config), made, file))
    click.echo(f"{done.kept} sites are known now by {source}.")
    if done.shared:
        more = f" and {len(done.shared) - 10} more" if len(done.shared) > 10 else ""
        click.echo(f"Not taken in, since many share them: {', '.join(done.shared[:10])}{more}.")
    if done.unread:
        click.echo(f"{done.unread} lines name no site, or only one page of it, and were left out.")


@take_in.command("builds")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def import_builds(config: Path | None, file: Path) -> None:
    """Builds of the app that were published, or that are known fakes: CSV or JSON, all of it or nothing."""
    from walletdesk.app.operating import import_builds as run  # noqa: PLC0415
    from walletdesk.releases import UnfitLine  # noqa: PLC0415

    text = file.read_text("utf-8", errors="replace")

    async def told() -> tuple[int, int]:
        try:
            done = await run(_settings(config), text)
        except UnfitLine as unfit:
            wrong = translate("en", unfit.wrong.message, **unfit.wrong.values)
            raise Invalid("Line {line}: {wrong}", line=unfit.line, wrong=wrong) from None
        return done.kept, done.known

    kept, known = _run(told())
    click.echo(f"{kept} builds are new, {known} were known already.")


@main.group("eval")
def evaluate() -> None:
    """Judge a detector or a ranker on labelled rows of your own."""


@evaluate.command("shield")
@click.argument("rows", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "into", type=click.Path(path_type=Path), help="Write the whole result here.")
def eval_shield(rows: Path, into: Path | None) -> None:
    """Recall and false alarms of the secret shield on a JSON-lines file."""
    import asyncio  # noqa: PLC0415
    import json  # noqa: PLC0415

    from walletdesk.app.pictures import with_what_pictures_say  # noqa: PLC0415
    from walletdesk.safety.evaluation import evaluate as judged  # noqa: PLC0415

    given = [json.loads(line) for line in rows.read_text("utf-8").splitlines() if line.strip()]
    result = judged(asyncio.run(with_what_pictures_say(given, rows.parent)))
    click.echo(result.table())
    if into is not None:
        into.write_text(json.dumps(result.report(), ensure_ascii=False, indent=1), "utf-8")


@evaluate.command("lookalikes")
@click.argument("rows", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--official", type=click.Path(exists=True, path_type=Path), required=True, help="Ours: a domain per line."
)
@click.option("--json", "into", type=click.Path(path_type=Path), help="Write the whole result here.")
def eval_lookalikes(rows: Path, official: Path, into: Path | None) -> None:
    """How the judge of names takes domains: recall and false alarms where the rows are labelled."""
    import json  # noqa: PLC0415

    from walletdesk.safety.lookalikes.evaluation import evaluate as judged  # noqa: PLC0415
    from walletdesk.safety.lookalikes.evaluation import samples  # noqa: PLC0415

    result = judged(samples(rows.read_text("utf-8").splitlines()), official.read_text("utf-8").splitlines())
    click.echo(result.table())
    if into is not None:
        into.write_text(json.dumps(result.report(), ensure_ascii=False, indent=1), "utf-8")


@evaluate.command("answers")
@click.argument("rows", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--kb", default="starter", help="The knowledge that answers: starter, or a folder of topics (*.md)."
)
@click.option("--cv", is_flag=True, help="Five folds: each answered at the threshold of the other four.")
@click.option(
    "--dataset",
    type=click.Choice(["banking77", "clinc150", "banking77_oos"]),
    help="Instead of ROWS: a public set, learned from its own training questions.",
)
@click.option("--data", type=click.Path(path_type=Path), help="The folder that holds the public sets.")
@click.option("--shots", type=click.Choice(["10", "full"]), default="10", help="Training questions a topic.")
@click.option("--cache", type=click.Path(path_type=Path), help="Where vectors are kept for the next time.")
@click.option("--json", "into", type=click.Path(path_type=Path), help="Write the whole result here.")
def eval_answers(  # noqa: PLR0913, PLR0917 - what a person may say on one line
    rows: Path | None,
    kb: str,
    dataset: str | None,
    data: Path | None,
    shots: str,
    cache: Path | None,
    into: Path | None,
    *,
    cv: bool,
) -> None:
    """How often the bot finds the right article, how often it answers, and how often that is right."""
    import json  # noqa: PLC0415

    from walletdesk.app.answering import evaluate as judged  # noqa: PLC0415
    from walletdesk.app.bench.public.command import judged_set  # noqa: PLC0415

    if (rows is None) == (dataset is None):
        raise click.UsageError("Say ROWS or --dataset, one of them.")
    try:
        result = (
            judged(rows, None if kb == "starter" else Path(kb), cv=cv)
            if rows is not None
            else judged_set(str(dataset), data, shots, cache)
        )
    except Refused as refused:
        raise click.ClickException(translate("en", refused.message, **refused.values)) from refused
    click.echo(result.table())
    if into is not None:
        into.write_text(json.dumps(result.report(), ensure_ascii=False, indent=1), "utf-8")


@evaluate.command("advice")
@click.argument("rows", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "into", type=click.Path(path_type=Path), help="Write the whole result here.")
def eval_advice(rows: Path, into: Path | None) -> None:
    """Recall and false alarms of the advice guard on a JSON-lines file."""
    import json  # noqa: PLC0415

    from walletdesk.safety.advice.evaluation import evaluate as judged  # noqa: PLC0415

    given = [json.loads(line) for line in rows.read_text("utf-8").splitlines() if line.strip()]
    result = judged(given)
    click.echo(result.table())
    if into is not None:
        into.write_text(json.dumps(result.report(), ensure_ascii=False, indent=1), "utf-8")


@evaluate.command("waits")
@click.argument("rows", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--seed", type=int, default=2026, help="Of the made-up histories, where no ROWS are given.")
@click.option("--constant", is_flag=True, help="Judge the one who tells everybody the same instead.")
@click.option("--json", "into", type=click.Path(path_type=Path), help="Write the whole result here.")
def eval_waits(rows: Path | None, seed: int, into: Path | None, *, constant: bool) -> None:
    """How often waits ended within the range that was told when they began, on ROWS or made-up histories."""
    import json  # noqa: PLC0415

    from walletdesk.app.wait_evaluation import judged, report, said  # noqa: PLC0415

    verdicts = judged(rows, seed, constant=constant)
    for verdict in verdicts:
        click.echo(said(verdict))
    if into is not None:
        into.write_text(json.dumps(report(verdicts), indent=1), "utf-8")


for command in (*chain_evaluations, eval_mail, eval_staffing):
    evaluate.add_command(command)


@main.command("check-config")
@click.pass_obj
def check_config(config: Path | None) -> None:
    """Say what is wrong or risky in the settings. Secrets are never shown."""
    from walletdesk.app.pictures import unchecked  # noqa: PLC0415
    from walletdesk.app.wiring.chains import unfit  # noqa: PLC0415
    from walletdesk.platform.settings import check  # noqa: PLC0415

    settings = _settings(config)
    findings = [*check(settings), *unchecked(settings), *unfit(settings)]
    for finding in findings:
        click.echo(f"{finding.level}: {finding.said('en')}")
    if any(finding.level == "error" for finding in findings):
        sys.exit(2)
    mode = settings.custody_mode
    click.echo(f"Custody: {mode}. What nobody here may offer: {_missing_services(mode)}.")
    click.echo("The settings can be used.")


def _missing_services(mode: str) -> str:
    from walletdesk.accounts import catalogue  # noqa: PLC0415

    return ", ".join(sorted(catalogue(mode).missing))


@main.command()
@click.option("--only", default="", help="One part; what is none is answered with their names.")
@click.option("--seconds", default=8.0, help="How long each flood lasts.")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="On which disk, a real one.")
def bench(only: str, seconds: float, folder: Path | None) -> None:
    """Measure this version on this machine, beside the floors of the same minute."""
    from walletdesk.app.bench.command import PARTS, run  # noqa: PLC0415

    if only and only not in PARTS:
        raise click.UsageError(f"There is no such part. There are: {', '.join(PARTS)}.")
    sys.exit(1 if run(only, seconds, folder) else 0)


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Run it; what is refused is said in one line."""
    import asyncio  # noqa: PLC0415

    try:
        return asyncio.run(work)
    except Refused as refusal:
        click.echo(translate("en", refusal.message, **refusal.values), err=True)
        sys.exit(1)


def _settings(config: Path | None) -> Settings:
    try:
        return load(config)
    except SettingsError as mistakes:
        for finding in mistakes.findings:
            click.echo(finding.said("en"), err=True)
        sys.exit(2)
