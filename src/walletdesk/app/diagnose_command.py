"""``walletdesk diagnose``: what became of the transactions that a text names."""

import asyncio
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from walletdesk.platform.i18n import Locale, translate
from walletdesk.platform.settings import Settings, SettingsError, load

if TYPE_CHECKING:
    from walletdesk.chains import ChainTable, Diagnosed, Finding, Known


@click.command()
@click.argument("text")
@click.option("--chain", "chains", multiple=True, help="Ask this chain alone (its id); can be repeated.")
@click.option(
    "--from",
    "sender",
    help="The sending address: with --nonce it tells dropped from replaced; on TRON, whose keys decide.",
)
@click.option("--nonce", type=click.IntRange(min=0), help="The transaction's number, as the wallet shows it.")
@click.option("--last-block", type=click.IntRange(min=0), help="Solana: the last block that it was good for.")
@click.option("--named", help="The chain (its id) that they say it was.")
@click.option("--meant", help="The address that they wanted to pay to.")
@click.option("--paid", multiple=True, help="An address that they paid before; can be repeated.")
@click.option("--lang", type=click.Choice(["en", "zh-CN"]), default="en", help="The language of the words.")
@click.option("--json", "as_json", is_flag=True, help="As a list of objects, in the order of the text.")
@click.pass_obj
def diagnose(  # noqa: PLR0913 - what a person may say on one line
    config: Path | None,
    text: str,
    chains: tuple[str, ...],
    *,
    sender: str | None,
    nonce: int | None,
    last_block: int | None,
    named: str | None,
    meant: str | None,
    paid: tuple[str, ...],
    lang: Locale,
    as_json: bool,
) -> None:
    """Look up each transaction id in TEXT on every chain that it can belong to, and say what became of it.

    What may be a private key is never sent anywhere. TEXT - is read from standard input.
    """
    known = replace(_known(sender, nonce), last_block=last_block, named=named, meant=meant, history=paid)
    settings = _settings(config)
    read = sys.stdin.read() if text == "-" else text
    told = asyncio.run(_told(settings, read, chains, known))
    if as_json:
        click.echo(json.dumps([_as_object(one, lang) for one in told], ensure_ascii=False, indent=1))
        return
    for line in (line for one in told for line in _lines(one, lang)):
        click.echo(line)
    if not told:
        click.echo("There is no transaction id in this text.")


Told = tuple["Finding", "Diagnosed | None"]


async def _told(settings: Settings, text: str, chains: Sequence[str], known: "Known") -> list[Told]:
    from walletdesk.app.wiring.chains import diagnosing, identifier, table_of  # noqa: PLC0415
    from walletdesk.chains import Kind, UnfitTable  # noqa: PLC0415

    try:
        table = table_of(settings)
        ask = diagnosing(settings, table)
    except UnfitTable as unfit:
        raise click.ClickException(str(unfit)) from unfit
    _check([*chains, *([known.named] if known.named else [])], table)
    told: list[Told] = []
    for finding in identifier(table)(text).findings:
        if finding.kind not in {Kind.TX_HASH, Kind.TX_HASH_OR_ADDRESS, Kind.SECRET}:
            continue
        possible = [id for id in finding.chains if not chains or id in chains]
        may = finding.may_be_looked_up and possible
        told.append((finding, await ask.diagnose(finding.value, possible, known) if may else None))
    return told


def _check(chains: Iterable[str], table: "ChainTable") -> None:
    if any(table.find(id) is None for id in chains):
        raise click.UsageError("The chain table has no such chain.")


def _known(sender: str | None, nonce: int | None) -> "Known":
    import re  # noqa: PLC0415

    from walletdesk.chains import Known  # noqa: PLC0415

    if sender is None and nonce is None:
        return Known()
    if sender is not None and nonce is None and re.fullmatch(r"T[1-9A-HJ-NP-Za-km-z]{33}", sender):
        return Known(sender)
    if sender is None or nonce is None or not re.fullmatch(r"0x[0-9a-fA-F]{40}", sender):
        raise click.UsageError("--from (0x and 40 digits) and --nonce go together; an address of TRON alone.")
    return Known(sender.lower(), nonce)


def _as_object(told: Told, lang: Locale) -> dict[str, object]:
    from walletdesk.chains import ADVICE  # noqa: PLC0415

    finding, found = told
    if found is None:
        return {"id": finding.value or None, "kind": finding.kind.value, "secrecy": finding.secrecy.value}
    it, advice = found.diagnosis, ADVICE[found.diagnosis.code]
    return {
        "id": found.id,
        "kind": finding.kind.value,
        "chain": found.chain,
        "code": it.code.value,
        "reason": it.reason
        and {
            "kind": it.reason.kind.value,
            "text": it.reason.text,
            "signature": it.reason.signature,
            "arguments": it.reason.arguments,
        },
        "trouble": it.trouble and it.trouble.value,
        # decimal text: a number of a chain is larger than many readers of JSON can hold
        "evidence": {name: str(value) for name, value in it.evidence.items()},
        "asked": found.asked,
        "silent": {chain: why.value for chain, why in found.silent.items()},
        "title": translate(lang, advice.title),
        "meaning": translate(lang, advice.meaning),
        "steps": [translate(lang, step) for step in advice.steps],
        "never": [translate(lang, one) for one in advice.never],
        "actor": advice.actor.value,
        "reversible": advice.reversible,
        "article": advice.article,
    }


def _lines(told: Told, lang: Locale) -> Iterable[str]:
    from walletdesk.chains import ACTORS, ADVICE, Secrecy  # noqa: PLC0415

    finding, found = told
    if found is None:
        secret = finding.secrecy is not Secrecy.OPEN
        yield "This may be a secret; it was not looked up." if secret else "No chain of these can be asked."
        return
    it, advice = found.diagnosis, ADVICE[found.diagnosis.code]
    yield f"{found.id}  {found.chain or '-'}  {it.code.value}"
    yield f"  {translate(lang, advice.title)}. {translate(lang, advice.meaning)}"
    if it.reason is not None:
        yield f"  reason: {it.reason.kind.value} {it.reason.text}".rstrip()
    if it.trouble is not None:
        yield f"  trouble: {it.trouble.value}"
    yield from (f"  {name}: {value}" for name, value in it.evidence.items())
    yield from (f"  - {translate(lang, step)}" for step in advice.steps)
    yield from (f"  ! {translate(lang, one)}" for one in advice.never)
    yield f"  {translate(lang, ACTORS[advice.actor])} [{advice.article}]"


def _settings(config: Path | None) -> Settings:
    try:
        return load(config)
    except SettingsError as mistakes:
        for finding in mistakes.findings:
            click.echo(finding.said("en"), err=True)
        sys.exit(2)
