"""Asking the encoder when nobody waits for it."""

import asyncio
from collections.abc import Sequence

from walletdesk.knowledge.retrieval.embedding import Asked, BusyError, Embedder, Vectors

_A_WHILE = 0.2  # seconds, in which a few of those who wait are served


class Patient:
    """The port ``Embedder``: lets everybody else go first, and asks again instead of doing without."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @property
    def model(self) -> str:
        return self._embedder.model

    async def encode(self, texts: Sequence[str]) -> Vectors:
        return await self._embedder.encode(texts)

    async def ask(self, question: str) -> Asked:
        while True:
            try:
                return await self._embedder.ask(question)
            except BusyError:
                await asyncio.sleep(_A_WHILE)
