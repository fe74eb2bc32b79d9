"""``walletdesk registry``: the list of official channels from the command line. Prints no private key."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from walletdesk.kernel.errors import Conflict, Refused
from walletdesk.platform.i18n import translate
from walletdesk.platform.settings import Settings, SettingsError, load

if TYPE_CHECKING:
    from walletdesk.app.wiring.registry import OfficialChannels

Act = Callable[["OfficialChannels", Settings], Awaitable[None]]
FILE = click.Path(path_type=Path)
BY = "cli"  # who did it, in the audit
ROOT_FILE = "registry-root.key"
days = click.option("--days", default=90, type=click.IntRange(1, 366), help="How long the mandate holds.")
root_key = click.option("--root-key", type=FILE, help="The root's private key; it may lie on a stick.")


@click.group()
def registry() -> None:
    """The signed list of official channels: keep it, sign it, publish it, verify it."""


@registry.command()
@root_key
@days
@click.pass_obj
def init(config: Path | None, root_key: Path | None, days: int) -> None:
    """Make a root key, an online key and the first mandate."""

    async def act(channels: "OfficialChannels", settings: Settings) -> None:
        file = root_key or settings.folder / ROOT_FILE
        public = await channels.authority.begin(file, days=days)
        click.echo(f"Root key, public half, to be built into the wallet: {public}")
        click.echo(f"Its private half is in {file}. Keep it offline, and a copy elsewhere.")

    _run(config, act)


@registry.command()
@click.argument("kind")
@click.argument("value")
@click.option("--name", default="", help="What {link:name} in articles calls it; security for security.txt.")
@click.option("--url", default="", help="Where that name leads, on this site.")
@click.option("--certificate", "certificates", multiple=True, help="SHA-256 of an app's signing certificate.")
@click.pass_obj
def add(config: Path | None, /, **draft: Any) -> None:  # noqa: ANN401 - click's options by name
    """List a channel. KIND: site, page, mail, handle, phone, app or store."""
    from walletdesk.app.operating import refuse_secret  # noqa: PLC0415 - when it is called
    from walletdesk.registry import Draft, checked  # noqa: PLC0415 - as above

    async def act(channels: "OfficialChannels", _: Settings) -> None:
        refuse_secret(draft["value"], draft["name"], draft["url"], *draft["certificates"])
        listed = await channels.publishing.add(checked(Draft(**draft)), by=BY)
        click.echo(f"Listed: {listed.entry.kind.value} {listed.entry.value}. Publish it to make it official.")

    _run(config, act)


@registry.command()
@click.argument("kind")
@click.argument("value")
@click.pass_obj
def remove(config: Path | None, kind: str, value: str) -> None:
    """Take a channel off the list."""
    from walletdesk.registry import Draft, checked  # noqa: PLC0415

    async def act(channels: "OfficialChannels", _: Settings) -> None:
        key = checked(Draft(kind=kind, value=value)).key
        found = [one for one in await channels.publishing.archive.listed() if one.entry.key == key]
        if not found:
            raise Conflict("This channel is not on the list.")
        await channels.publishing.remove(found[0].id, by=BY)
        click.echo("Removed. It stays official until the next publication.")

    _run(config, act)


@registry.command()
@click.pass_obj
def show(config: Path | None) -> None:
    """What is listed, what is published, and until when."""
    from walletdesk.app.registry_table import shown  # noqa: PLC0415

    async def act(channels: "OfficialChannels", _: Settings) -> None:
        await shown(channels.publishing.archive)

    _run(config, act)


@registry.command()
@root_key
@days
@click.option("--request", type=click.File(), help="A request that another machine wrote; - reads it here.")
@click.option("--out", type=click.File("w"), default="-", help="Where the mandate for it is written.")
@click.option("--mandate", type=click.File(), help="Keep a mandate that was signed elsewhere.")
@click.pass_obj
def sign(config: Path | None, /, root_key: Path | None, days: int, **files: Any) -> None:  # noqa: ANN401
    """Give the online key a new mandate.

    With --root-key alone: here and now. With --request as well: for another machine, without a database. With
    --mandate: keep what was signed there.
    """
    if files["request"] is not None and root_key is not None:
        _refusing(lambda: _write(files["out"], _answer(root_key, _read(files["request"]), days)))
        return

    async def act(channels: "OfficialChannels", _: Settings) -> None:
        if files["mandate"] is not None:
            await channels.authority.take(_read(files["mandate"]))
        elif root_key is not None:
            await channels.authority.mandate(root_key, days=days)
        else:
            raise Conflict("Say which root key signs: --root-key FILE. Or bring a mandate: --mandate FILE.")
        trust = await channels.publishing.trust()
        click.echo(f"The online key may sign until {trust.until:%Y-%m-%d}.")

    _run(config, act)


@registry.command()
@click.argument("which", type=click.Choice(["online", "root"]))
@root_key
@click.option("--new-root-key", type=FILE, help="The root that follows; made where it is not there yet.")
@click.option("--out", type=click.File("w"), default="-", help="Where the request for a mandate is written.")
@days
@click.pass_obj
def rotate(config: Path | None, /, which: str, days: int, **given: Any) -> None:  # noqa: ANN401
    """Follow a key by a new one. The online key without --root-key: writes a request for the root to sign."""
    root_key, new_root_key = given["root_key"], given["new_root_key"]

    async def online(channels: "OfficialChannels", _: Settings) -> None:
        await channels.authority.follow_online()
        if root_key is None:
            _write(given["out"], dict(await channels.authority.request()))
            return
        await channels.authority.mandate(root_key, days=days)
        click.echo("The online key was replaced. Copy it to every node, then publish.")

    async def root(channels: "OfficialChannels", _: Settings) -> None:
        if root_key is None or new_root_key is None:
            raise Conflict("Both are needed: --root-key OLD and --new-root-key NEW.")
        public = await channels.authority.follow_root(root_key, new_root_key, days=days)
        click.echo(f"The new root key, public half, for the wallet's next version: {public}")
        click.echo("Publish now: wallets that know the old root follow the new one.")

    _run(config, online if which == "online" else root)


@registry.command()
@click.option("--at-least", default=0, help="The serial, where a restored backup knows only older ones.")
@click.pass_obj
def publish(config: Path | None, at_least: int) -> None:
    """Sign what is listed and make it public."""

    async def act(channels: "OfficialChannels", settings: Settings) -> None:
        published = await channels.publishing.publish(by=BY, at_least=at_least)
        click.echo(f"Serial {published.serial}, believed until {published.expires:%Y-%m-%d %H:%M} UTC.")
        click.echo(f"{settings.public_url}/.well-known/wallet-support.json")

    _run(config, act)


@registry.command()
@click.argument("file", type=click.File("rb"), required=False)
@click.option("--root", default="", help="The public root key to trust; else the one known here.")
@click.pass_obj
def verify(config: Path | None, file: Any, root: str) -> None:  # noqa: ANN401
    """Verify a list as a wallet would: FILE, or - for what comes in, or what is published here."""
    from walletdesk.kernel.clock import utc_now  # noqa: PLC0415
    from walletdesk.registry import verifier  # noqa: PLC0415

    async def act(channels: "OfficialChannels", _: Settings) -> None:
        text = file.read() if file else (await _newest(channels)).text
        pin = root or (await channels.publishing.trust()).root
        try:
            held = verifier.verify(text, roots=[pin], now=utc_now())
        except verifier.NotBelieved as why:
            raise Conflict(f"Not to be believed: {why.code}") from None
        document = held.document
        click.echo(f"It holds: serial {document['serial']}, until {document['expires']}.")

    _run(config, act)


@registry.command()
@click.option("--out", type=click.File("w"), default="-", help="Where it is written.")
@click.pass_obj
def export(config: Path | None, out: Any) -> None:  # noqa: ANN401
    """Write the published list as it is served, for a copy elsewhere."""

    async def act(channels: "OfficialChannels", _: Settings) -> None:
        out.write((await _newest(channels)).text)

    _run(config, act)


async def _newest(channels: "OfficialChannels") -> Any:  # noqa: ANN401
    newest = await channels.publishing.archive.newest()
    if newest is None:
        raise Conflict("Nothing was published yet. Run: walletdesk registry publish")
    return newest


def _answer(root_file: Path, request: dict[str, Any], days: int) -> dict[str, Any]:
    from walletdesk.kernel.clock import utc_now  # noqa: PLC0415
    from walletdesk.registry import answer  # noqa: PLC0415

    return dict(answer(root_file, request, now=utc_now(), days=days))


def _read(file: Any) -> dict[str, Any]:  # noqa: ANN401
    try:
        said = json.load(file)
    except ValueError:
        raise Conflict("This file is not JSON.") from None
    return said if isinstance(said, dict) else {}


def _write(out: Any, said: dict[str, Any]) -> None:  # noqa: ANN401
    out.write(json.dumps(said, indent=1) + "\n")


def _run(config: Path | None, act: Act) -> None:
    from walletdesk.app.operating import at_hand  # noqa: PLC0415

    async def acting() -> None:
        settings = load(config)
        async with at_hand(settings) as system:
            await act(system.channels, settings)

    _refusing(lambda: asyncio.run(acting()))


def _refusing(act: Callable[[], None]) -> None:
    """What is refused is said in one line."""
    try:
        act()
    except Refused as refusal:
        click.echo(translate("en", refusal.message, **refusal.values), err=True)
        sys.exit(1)
    except SettingsError as mistakes:
        for finding in mistakes.findings:
            click.echo(finding.said("en"), err=True)
        sys.exit(2)
