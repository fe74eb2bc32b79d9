"""``walletdesk knowledge``: articles out to a folder and in from one, from the command line."""

import json
import os
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from walletdesk.app.at_command import asked, said
from walletdesk.kernel.errors import Invalid, Refused, TooLarge

if TYPE_CHECKING:
    from walletdesk.app.wiring.answers import Answers
    from walletdesk.knowledge import Article, Done

T = TypeVar("T")
LONGEST_FILE = 1_000_000  # bytes
LARGEST_PICTURE = 3_000_000
PICTURES = "pictures"  # the folder beside the texts


@click.group()
def knowledge() -> None:
    """Articles: a folder of Markdown out and in, and the list of topics."""


@knowledge.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def export_folder(config: Path | None, folder: Path) -> None:
    """Write every article into FOLDER, a file for each topic. The same articles make the same bytes."""
    files, pictures = _run(config, _everything)
    (folder / PICTURES if pictures else folder).mkdir(parents=True, exist_ok=True)
    written = [name for name, text in files.items() if _write(folder / name, text.encode())]
    written += [name for name, shown in pictures.items() if _write(folder / PICTURES / name, shown)]
    click.echo(f"{len(files)} topics, {len(written)} files new or changed.")
    if others := sorted({file.name for file in folder.glob("*.md")} - files.keys()):
        click.echo(f"Not of this installation, and left as they are: {', '.join(others)}.")


@knowledge.command("import")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be kept or refused, and keep nothing.")
@click.pass_obj
def import_folder(config: Path | None, source: Path, *, dry_run: bool) -> None:
    """Keep the articles of SOURCE, a folder or one file: all of them or none. Others stay as they are."""
    files, unread = _files(source)
    pictures, unseen = _pictures(source / PICTURES) if source.is_dir() else ({}, {})
    unread |= unseen
    if not files and not unread:
        raise click.ClickException("There is no article (*.md) in this folder.")
    keep_nothing = dry_run or bool(unread)
    done = _run(config, lambda answers: answers.exchange.take_in(files, pictures, dry_run=keep_nothing))
    refused = {**unread, **done.refused}
    for line in _told(done, refused, dry_run=dry_run):
        click.echo(line)
    if refused:
        sys.exit(1)


@knowledge.command()
@click.option("--json", "as_json", is_flag=True, help="As a list of objects.")
@click.pass_obj
def topics(config: Path | None, *, as_json: bool) -> None:
    """What the articles of this installation are about."""
    its: dict[str, list[Article]] = {}
    for article in _run(config, lambda answers: answers.editing.articles.list()):
        its.setdefault(article.id, []).append(article)
    if as_json:
        found = [_topic(articles) for articles in its.values()]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for id, articles in its.items():
        click.echo(f"{id:30} {articles[0].route:12} {' '.join(one.locale for one in articles)}")


def _topic(articles: Sequence["Article"]) -> dict[str, object]:
    shown = [
        {
            "locale": one.locale,
            "title": one.title,
            "status": one.status.value,
            "internal": one.internal,
            "phrasings": len(one.phrasings),
        }
        for one in articles
    ]
    return {"id": articles[0].id, "route": articles[0].route, "articles": shown}


async def _everything(answers: "Answers") -> tuple[Mapping[str, str], Mapping[str, bytes]]:
    return await answers.exchange.files(), await answers.exchange.pictures()


def _write(file: Path, content: bytes) -> bool:
    """Whole or not at all. False where it stands there so already."""
    if file.exists() and file.read_bytes() == content:
        return False
    waiting = file.with_name(f"{file.name}.part")
    waiting.write_bytes(content)
    os.replace(waiting, file)
    return True


def _files(source: Path) -> tuple[dict[str, str], dict[str, Refused]]:
    """Their texts by name, and those that cannot be read."""
    texts: dict[str, str] = {}
    unread: dict[str, Refused] = {}
    for file in sorted(source.glob("*.md")) if source.is_dir() else [source]:
        try:
            texts[file.name] = _text(file)
        except Refused as refusal:
            unread[file.name] = refusal
    return texts, unread


def _pictures(folder: Path) -> tuple[dict[str, bytes], dict[str, Refused]]:
    """Their bytes by name, and those that are larger than any picture of an article."""
    every = sorted(file for file in folder.glob("*") if file.is_file())
    large = {file.name: TooLarge() for file in every if file.stat().st_size > LARGEST_PICTURE}
    return {file.name: file.read_bytes() for file in every if file.name not in large}, dict(large)


def _text(file: Path) -> str:
    if file.stat().st_size > LONGEST_FILE:
        raise TooLarge
    try:
        return file.read_bytes().decode()
    except UnicodeDecodeError as problem:
        raise Invalid("This is not UTF-8 text.") from problem


def _told(done: "Done", refused: Mapping[str, Refused], *, dry_run: bool) -> list[str]:
    reasons = [f"refused {name}: {said(refusal)}" for name, refusal in refused.items()]
    if reasons:
        return [*reasons, "Nothing was kept."]
    new = [f"new     {name}" for name in done.added]
    changed = [f"changed {name}" for name in done.changed]
    kept = "Nothing was kept: this was a dry run." if dry_run else "Kept."
    counted = f"{len(new)} new, {len(changed)} changed, {done.same} as they were. {kept}"
    return [*new, *changed, counted]


def _run(config: Path | None, ask: Callable[["Answers"], Awaitable[T]]) -> T:
    return asked(config, lambda system: ask(system.answers))
