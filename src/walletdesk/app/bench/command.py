"""``walletdesk bench``: all measurements, or one, each on a fresh installation in a temporary folder."""

import resource
import tempfile
from pathlib import Path

from walletdesk.app.bench import (
    assigning,
    diagnosis,
    full_path,
    idle_sockets,
    lists,
    mails,
    reports,
    shield,
    staffing,
    starting,
    verifying,
    waiting,
)
from walletdesk.app.bench.measuring import Report
from walletdesk.app.bench.server import Bench

PARTS = {
    "full-path": full_path.measure,
    "idle": idle_sockets.measure,
    "lists": lists.measure,
    "start": starting.measure,
    "shield": shield.measure,
    "diagnosis": diagnosis.measure,
    "waiting": waiting.measure,
    "assigning": assigning.measure,
    "staffing": staffing.measure,
    "insights": reports.measure,
    "mail": mails.measure,
    "verify": verifying.measure,
}


def run(only: str, seconds: float, folder: Path | None) -> int:
    """How many aims were not reached."""
    report = Report()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory(dir=folder, prefix="walletdesk-bench-") as made:
        for name, measure in PARTS.items():
            if only in ("", name):
                bench = Bench(Path(made, name))
                bench.folder.mkdir()
                measure(bench, report, seconds)
    return sum(result.reached is False for result in report.results)
