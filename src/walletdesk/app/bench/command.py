"""``walletdesk bench``: all measurements, or one, on a fresh installation in a temporary folder."""

import tempfile
from pathlib import Path

from walletdesk.app.bench import full_path
from walletdesk.app.bench.measuring import Report
from walletdesk.app.bench.server import Bench

PARTS = {"full-path": full_path.measure}


def run(only: str, seconds: float, folder: Path | None) -> int:
    """How many aims were not reached."""
    report = Report()
    with tempfile.TemporaryDirectory(dir=folder, prefix="walletdesk-bench-") as made:
        for name, measure in PARTS.items():
            if only in ("", name):
                bench = Bench(Path(made, name))
                bench.folder.mkdir()
                bench.prepare(full_path.AGENTS)
                measure(bench, report, seconds)
    return sum(result.reached is False for result in report.results)
