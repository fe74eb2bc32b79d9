"""The port ``Embedder``: a vector of a text, so that those which mean the same lie near each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
Vectors = NDArray[np.float32]  # a row for each text, of length one


@dataclass(frozen=True, slots=True)
class Asked:
    """A question by its sentences: the vector of each, and how many tokens it has."""

    vectors: Vectors
    sizes: tuple[int, ...]

    @property
    def whole(self) -> Vectors:
        """One vector for all of it, of length one."""
        total = np.asarray(self.sizes, np.float32) @ self.vectors
        return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9), np.float32)


class BusyError(RuntimeError):
    """More is asked at once than could be answered soon; letters are there for everybody."""


class Embedder(Protocol):
    """Works beside the event loop. What it costs is bounded, however long a text is."""

    @property
    def model(self) -> str:
        """Name and version: vectors of another model mean something else."""

    async def encode(self, texts: Sequence[str]) -> Vectors:
        """Of short texts, each by itself."""

    async def ask(self, question: str) -> Asked:
        """BusyError where too many wait already."""
