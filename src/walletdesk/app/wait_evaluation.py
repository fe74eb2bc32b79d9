"""``walletdesk eval waits``: how often a wait ended within what was told of it."""

import gzip
import json
import zlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from walletdesk.routing.waits import Estimator, Wait
from walletdesk.routing.waits.evaluation import HISTORIES, PLACES, Constant, Verdict, replay, waits

_NEEDED = {"joined_at", "waited", "place", "agents"}


def judged(rows: Path | None, seed: int, *, constant: bool) -> list[Verdict]:
    histories = (
        {rows.name.split(".")[0]: read(rows)}
        if rows
        else {name: waits(name, seed) for name in sorted(HISTORIES)}
    )
    return [_verdict(name, of, constant=constant) for name, of in histories.items()]


def _verdict(name: str, of: list[Wait], *, constant: bool) -> Verdict:
    if not any(wait.teaches for wait in of):
        raise click.ClickException("Nobody in these rows waited for an agent who came.")
    return replay(name, of, Constant(of) if constant else Estimator(lambda at: at))


def said(verdict: Verdict) -> str:
    places = ", ".join(
        f"{first}-{last if last < 1_000 else ''} {share:.3f}"
        for first, last in PLACES
        if (share := verdict.held_at(first, last)) is not None
    )
    return (
        f"{verdict.name}: {len(verdict.rows)} waits, {verdict.held:.3f} held, {verdict.unknown:.3f} unknown, "
        f"half of the ranges at most {verdict.width:.0f} min wide; by place: {places}; "
        + ("; ".join(verdict.wrong) or "as it should be")
    )


def report(found: list[Verdict]) -> dict[str, object]:
    rows = [
        {
            "id": row.id,
            "expected": round(row.waited, 3),
            "got": [row.told.low, row.told.high] if row.told else None,
            "ok": row.held,
        }
        for verdict in found
        for row in verdict.rows
    ]
    metrics = {
        f"{verdict.name}.{name}": round(value, 6)
        for verdict in found
        for name, value in (("held", verdict.held), ("unknown", verdict.unknown), ("width", verdict.width))
    }
    return {"name": "waits", "n": len(rows), "metrics": metrics, "rows": rows}


def read(file: Path) -> list[Wait]:
    """JSON lines, packed or not, by how the name ends."""
    return [_wait(number, line) for number, line in enumerate(_text(file).splitlines(), 1) if line.strip()]


def _text(file: Path) -> str:
    try:
        plain = file.read_bytes()
        return (gzip.decompress(plain) if file.suffix == ".gz" else plain).decode()
    except (gzip.BadGzipFile, EOFError, zlib.error, UnicodeDecodeError):
        raise click.ClickException(
            "This file cannot be read: it must be JSON lines, or such packed as .gz."
        ) from None


def _wait(number: int, line: str) -> Wait:
    """What stands in a row that does not fit is not told again."""
    try:
        row: Any = json.loads(line)
        joined = datetime.fromisoformat(row["joined_at"])
        return Wait(
            joined_at=joined,
            ended_at=joined + timedelta(seconds=float(row["waited"])),
            place=int(row["place"]),
            agents=int(row["agents"]),
            served=bool(row.get("served", True)),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        wanted = ", ".join(sorted(_NEEDED))
        raise click.ClickException(f"Line {number} must be an object with {wanted}.") from None
