"""``walletdesk eval staffing``: whether what is told of people needed is what comes of it."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from walletdesk.insights.staffing.evaluation import Check, Other


@click.command("staffing")
@click.option("--seed", type=int, default=2026, help="Of the lines that are played and of the weeks.")
@click.option("--json", "into", type=click.Path(path_type=Path), help="Write the whole result here.")
def eval_staffing(seed: int, into: Path | None) -> None:
    """Formulas against a line played event by event (and pyworkforce, if there), forecast against weeks."""
    from walletdesk.insights.staffing.evaluation import checks  # noqa: PLC0415

    other = pyworkforce()
    found = list(checks(seed, other))
    for one in found:
        bounds = f"{one.low:.4g} to {one.high:.4g}"
        click.echo(f"{'ok ' if one.ok else 'OFF'}  {one.id:44} {one.got:10.4g}   {bounds}")
    if other is None:
        click.echo("pyworkforce is not installed: not compared with it.")
    off = [one for one in found if not one.ok]
    click.echo(f"{len(found)} compared, {len(off)} off")
    if into is not None:
        into.write_text(json.dumps(report(found, compared=other is not None), indent=1), "utf-8")
    sys.exit(1 if off else 0)


def report(found: "list[Check]", *, compared: bool) -> dict[str, object]:
    rows = [{"id": one.id, "expected": [one.low, one.high], "got": one.got, "ok": one.ok} for one in found]
    metrics = {"ok": sum(one.ok for one in found) / len(found), "pyworkforce": int(compared)}
    return {"name": "staffing", "n": len(rows), "metrics": metrics, "rows": rows}


def pyworkforce() -> "Other | None":
    """Another program's Erlang C. None: it is not installed; nothing of ours needs it."""
    try:
        from pyworkforce.queuing import ErlangC  # type: ignore[import-not-found] # noqa: PLC0415
    except ImportError:
        return None

    def ask(asked: int, handling: int, seconds: int, share: float) -> tuple[int, float, float]:
        one = ErlangC(transactions=asked, aht=handling / 60, interval=30, asa=seconds / 60, shrinkage=0)
        agents = int(one.required_positions(service_level=share, max_occupancy=0.85)["raw_positions"])
        return agents, one.waiting_probability(positions=agents), one.service_level(positions=agents)

    return ask
